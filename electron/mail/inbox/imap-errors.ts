/** From what went wrong on the way to the mailbox to what a teacher can do about it. */
import { type ErrorCode, TrousseError } from '../../contract/errors.ts'
import { CERTIFICATE_REASONS } from '../smtp-errors.ts'

interface RawError {
  readonly code?: unknown
  readonly authenticationFailed?: unknown
  readonly tlsFailed?: unknown
  readonly serverResponseCode?: unknown
  readonly responseStatus?: unknown
  readonly _err?: unknown
  readonly cause?: unknown
}

/** The server said something that is not IMAP, or more of it than any mailbox needs. */
const NOT_IMAP: ReadonlySet<string> = new Set([
  'GREETING_TIMEOUT',
  'UnexpectedTag',
  'MissingTag',
  'InvalidResponse',
  'LineTooLarge',
  'LiteralTooLarge',
  'ResponseTooLarge',
  'TooManyTokens',
  'TooManyResponses',
  'MAX_IMAP_NESTING_REACHED',
])
const OWN_NETWORK: ReadonlySet<string> = new Set(['ENETUNREACH', 'ENETDOWN'])
/** A port that swallows the first packet is what a firewall does; a server that is off refuses at once. */
const SWALLOWED: ReadonlySet<string> = new Set(['CONNECT_TIMEOUT', 'ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN'])

const codesOf = (thrown: unknown): string[] => {
  const codes: string[] = []
  let current: unknown = thrown
  for (let depth = 0; depth < 4 && typeof current === 'object' && current !== null; depth++) {
    const { code, _err, cause }: RawError = current
    if (typeof code === 'string') codes.push(code)
    current = _err ?? cause
  }
  return codes
}

/**
 * The error to show. Host and port go along; nothing of the account or of a message does.
 *
 * @param opened whether the conversation had begun: the same lost line means something else then
 */
export function imapFailure(
  thrown: unknown,
  where: { readonly host: string; readonly port: number; readonly opened: boolean },
): TrousseError {
  if (thrown instanceof TrousseError) return thrown
  if (thrown instanceof Error && thrown.name === 'AbortError') return new TrousseError('cancelled')
  const { host, port, opened } = where
  const failure = (code: ErrorCode, more: Record<string, string> = {}) =>
    new TrousseError(code, { host, port, ...more }, { cause: thrown })
  const raw: RawError = typeof thrown === 'object' && thrown !== null ? thrown : {}
  const codes = codesOf(thrown)
  const reason = codes.map((code) => CERTIFICATE_REASONS[code]).find((known) => known !== undefined)
  if (reason !== undefined) return failure('mail-tls-certificate', { reason })
  if (raw.authenticationFailed === true) {
    // RFC 5530: the account is known and the service is not for it, or not now.
    if (raw.serverResponseCode === 'UNAVAILABLE') return failure('inbox-interrupted')
    return failure('inbox-credentials-refused')
  }
  if (raw.tlsFailed === true || codes.some((code) => code.startsWith('ERR_SSL') || code === 'EPROTO')) {
    return failure('inbox-tls-required')
  }
  if (codes.some((code) => code === 'ENOTFOUND' || code === 'EAI_AGAIN')) return failure('network-dns')
  if (codes.some((code) => OWN_NETWORK.has(code))) return failure('network-own-down')
  if (!opened && codes.some((code) => SWALLOWED.has(code))) return failure('inbox-port-blocked')
  if (codes.some((code) => NOT_IMAP.has(code) || code.startsWith('ParserError'))) return failure('inbox-no-imap')
  if (!opened && codes.includes('ECONNREFUSED')) return failure('inbox-unreachable')
  // Refused by the server itself: it speaks IMAP, and not for this account.
  if (raw.responseStatus === 'NO' || raw.responseStatus === 'BAD') return failure('inbox-no-imap')
  return failure(opened ? 'inbox-interrupted' : 'inbox-unreachable')
}
