/**
 * The closed list of what can go wrong. A code and its parameters cross every boundary (IPC, worker,
 * terminal); the sentence a person reads is in the renderer's translations under `error.<code>`:
 * what failed, why, what to do.
 */
export const ERROR_CODES = [
  // anything else
  'internal',
  'cancelled',
  'invalid-request',
  'not-found',
  'forbidden-sender',
  'demo-only',
  'demo-refuses-real-data',
  // vault
  'vault-missing',
  'vault-locked',
  'vault-wrong-passphrase',
  'vault-wrong-recovery-code',
  'vault-weak-passphrase',
  'vault-os-key-lost',
  'vault-damaged',
  'vault-too-new',
  // store
  'store-too-new',
  'store-not-ours',
  'store-damaged',
  'store-wrong-key',
  'store-missing',
  'store-network-drive',
  'store-busy',
  'disk-full',
  'disk-read-only',
  'disk-gone',
  'file-access-denied',
  // network and sources
  'network-unreachable',
  'network-dns',
  'network-timeout',
  'network-tls',
  'network-own-down',
  'address-refused',
  'redirect-loop',
  'response-too-large',
  'response-not-json',
  'response-truncated',
  'response-unexpected',
  'server-maintenance',
  'server-overloaded',
  'server-quota',
  'server-error',
  'login-door-down',
  'credentials-refused',
  'account-locked',
  'ip-suspended',
  'session-expired',
  'second-factor-needed',
  'service-closed-to-apps',
  'too-many-requests',
  'source-empty',
  'calendar-not-ical',
  'calendar-link-dead',
  'source-incomplete',
  'source-held',
  'sync-running',
  // capture of a page
  'capture-no-window',
  'capture-nothing-read',
  'capture-login-needed',
  'capture-not-recognised',
  'capture-class-unknown',
  'capture-page-failed',
  'capture-unavailable',
  // files coming in
  'file-empty',
  'file-too-large',
  'file-unreadable',
  'file-password-protected',
  'file-kind-unknown',
  'file-kind-document',
  'file-kind-image',
  'file-kind-archive',
  'file-kind-page',
  'file-kind-vcard',
  'file-kind-timetable',
  'file-kind-hand-back',
  'file-no-header',
  'file-column-missing',
  'file-class-unknown',
  'file-row-refused',
  'file-nothing-usable',
  'file-damaged',
  'file-unsafe',
  'file-part-missing',
  'file-field-missing',
  'file-two-schools',
  // documents and pictures the teacher adds
  'document-empty',
  'document-too-large',
  'document-unreadable',
  'portraits-off',
  // work handed in
  'hand-back-damaged',
  'hand-back-too-new',
  'handed-in-too-large',
  'handed-in-too-many',
  'handed-in-unreadable',
  'handed-in-archive-unsafe',
  'handed-in-archive-locked',
  'handed-in-nothing',
  'handed-in-demo-forms-only',
  'handed-in-nothing-to-export',
  'handed-in-not-in-mailbox',
  // packs
  'pack-too-new',
  'pack-damaged',
  'pack-wrong-passphrase',
  'pack-not-a-pack',
  'pack-without-roster',
  'pack-weak-passphrase',
  'pack-passphrase-characters',
  'pack-clear-refused',
  'pack-folder-clear-only',
  'pack-folder-taken',
  'pack-folder-busy',
  'pack-no-space',
  'pack-file-too-large-for-drive',
  'drive-gone',
  'drive-busy',
  'drive-eject-failed',
  'drive-eject-unavailable',
  'drive-list-failed',
  'share-not-webdav',
  'share-folder-missing',
  'share-refused',
  'share-locked',
  'share-replaced',
  'share-full',
  'share-too-large',
  'share-damaged',
  'share-joined-wrong',
  'share-login-expired',
  'share-waiting-file-gone',
  'ticket-unknown',
  'print-failed',
  // mail
  'mail-not-configured',
  'mail-address-invalid',
  'phone-invalid',
  'mail-no-recipient',
  'mail-tls-required',
  'mail-tls-certificate',
  'mail-credentials-refused',
  'mail-server-unreachable',
  'mail-port-blocked',
  'mail-quota',
  'mail-server-refused',
  'mail-too-large',
  'mail-header-invalid',
  'mail-bounced',
  'mail-variable-unknown',
  'mail-variable-empty',
  'mail-file-missing',
  'mail-pack-missing',
  'mail-captive-portal',
  'mail-sign-in-needed',
  'mail-sign-in-refused',
  'mail-sign-in-failed',
  'proxy-unreachable',
  'proxy-refused',
  'proxy-credentials',
  'proxy-authentication',
  // reading answers back
  'inbox-off',
  'inbox-unreachable',
  'inbox-port-blocked',
  'inbox-tls-required',
  'inbox-credentials-refused',
  'inbox-no-imap',
  'inbox-interrupted',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** Named values for the sentence: file, line, field, host, status, seconds… Never a pupil's data, never a secret. */
export type ErrorParams = Readonly<Record<string, string | number | boolean>>

export interface ErrorShape {
  readonly code: ErrorCode
  readonly params: ErrorParams
}

/** The only error that our own code throws on purpose. */
export class TrousseError extends Error {
  override readonly name = 'TrousseError'
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.params = params
  }

  toShape(): ErrorShape {
    return { code: this.code, params: this.params }
  }
}

/** Turns anything thrown into a shape that may cross a boundary; unknown errors lose their text on purpose. */
export function toErrorShape(error: unknown): ErrorShape {
  if (error instanceof TrousseError) return error.toShape()
  if (error instanceof Error && error.name === 'AbortError') return { code: 'cancelled', params: {} }
  return { code: 'internal', params: {} }
}
