/** What the exit code of the terminal means; documented in README and by `trousse --help`. */
import type { ErrorCode } from '../contract/errors.ts'

export const EXIT = { done: 0, other: 1, usage: 2, refused: 3, badInput: 4, network: 5 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Wrong use of the command line: message in plain words, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const REFUSED: readonly ErrorCode[] = [
  'source-empty',
  'source-incomplete',
  'source-held',
  'sync-running',
  'demo-only',
  'demo-refuses-real-data',
  'pack-clear-refused',
  'pack-weak-passphrase',
  'pack-no-space',
  'vault-missing',
  'vault-locked',
  'vault-wrong-passphrase',
  'vault-wrong-recovery-code',
  'vault-weak-passphrase',
  'vault-os-key-lost',
  'store-too-new',
  'store-not-ours',
  'store-wrong-key',
  'store-network-drive',
  'store-busy',
  'mail-not-configured',
  'mail-no-recipient',
  'mail-too-large',
  'disk-full',
  'disk-read-only',
  'disk-gone',
  'file-access-denied',
]
const BAD_INPUT_PREFIXES = [
  'file-',
  'pack-',
  'invalid-request',
  'not-found',
  'mail-address-invalid',
  'phone-invalid',
  'mail-header-invalid',
  'store-',
  'vault-',
]
const NETWORK_PREFIXES = [
  'network-',
  'response-',
  'server-',
  'redirect-',
  'login-door',
  'credentials-',
  'account-',
  'ip-suspended',
  'session-',
  'second-factor-',
  'service-closed-',
  'calendar-',
  'too-many-requests',
  'address-refused',
  'mail-',
]

/** The exit code for an error code: refused or held before bad input before network, then anything else. */
export function exitCodeFor(code: ErrorCode): ExitCode {
  if (REFUSED.includes(code)) return EXIT.refused
  if (BAD_INPUT_PREFIXES.some((prefix) => code.startsWith(prefix))) return EXIT.badInput
  if (NETWORK_PREFIXES.some((prefix) => code.startsWith(prefix))) return EXIT.network
  return EXIT.other
}
