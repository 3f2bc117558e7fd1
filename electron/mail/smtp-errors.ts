/** What went wrong with a server, in Trousse's words: the code for the person, and what it means for the row. */
import type { ErrorCode, ErrorParams, ErrorShape } from '../contract/errors.ts'

/**
 * What a failure means for the sending:
 * - `permanent`: this row is refused, the others go on.
 * - `transient`: this row is tried later, the others go on.
 * - `connection`: no conversation was possible; the row is tried later, three in a row pause the job.
 * - `fatal`: no row can leave before a person acts (password, TLS): the whole queue stops at the first one.
 * - `cancelled`: the person stopped the sending.
 */
export type FailureKind = 'permanent' | 'transient' | 'connection' | 'fatal' | 'cancelled'

export interface SmtpFailure {
  readonly kind: FailureKind
  readonly error: ErrorShape
  /** The server's last line, shortened; null when it said nothing. It may quote the address: never logged. */
  readonly serverSaid: string | null
}

/** Of nodemailer's and Node's errors, the fields that are looked at. */
interface RawError {
  readonly code?: unknown
  readonly originalCode?: unknown
  readonly timeoutType?: unknown
  readonly command?: unknown
  readonly response?: unknown
  readonly responseCode?: unknown
  readonly message?: unknown
}

const MAX_SERVER_LINE = 300

/** OpenSSL's and Node's names for a certificate that does not prove who the server is. */
export const CERTIFICATE_REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  HOSTNAME_MISMATCH: 'wrong-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  CERT_SIGNATURE_FAILURE: 'untrusted',
  CERT_CHAIN_TOO_LONG: 'untrusted',
  CERT_REVOKED: 'untrusted',
  INVALID_CA: 'untrusted',
  INVALID_PURPOSE: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_REJECTED: 'untrusted',
}
const OWN_NETWORK = new Set(['ENETUNREACH', 'ENETDOWN'])
const NOT_ANSWERING = new Set(['EHOSTUNREACH', 'EHOSTDOWN', 'ETIMEDOUT'])
/** Replies that mean "not you, not like this" whatever the message: 530, 534, 535, 538 (RFC 4954 §6). */
const AUTH_REPLIES = new Set([530, 534, 535, 538])
/** Enhanced status codes (RFC 3463, RFC 4954) of a message too large for the server or the mailbox's rules. */
const TOO_LARGE = /\b5\.(?:2\.3|3\.4)\b/
/** RFC 3463: the family's mailbox is full. Older servers say it with the same 552 as a message too large. */
const MAILBOX_FULL = /\b[45]\.2\.2\b/
const SENDING_QUOTA =
  /\b[45]\.(?:4\.5|7\.28)\b|quota.{0,40}(?:envoi|sending|sent|recipient|hour|minute)|rate.?limit|too many (?:messages|recipients|emails|connections)|trop de (?:messages|destinataires)/i

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** One line for the ledger: the last of the reply, without control characters. */
export function shortenReply(response: string): string {
  const last =
    response
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a server may send anything
  return last.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, MAX_SERVER_LINE)
}

function replyFailure(
  code: number,
  response: string,
  command: string,
  where: ErrorParams,
): Omit<SmtpFailure, 'serverSaid'> {
  const permanent = code >= 500
  const shape = (name: ErrorCode): ErrorShape => ({ code: name, params: { ...where, status: code } })
  if (AUTH_REPLIES.has(code) || (permanent && command.startsWith('AUTH'))) {
    return { kind: 'fatal', error: shape('mail-credentials-refused') }
  }
  // A greeting or an EHLO refused is about this conversation, never about a message, whatever the digit.
  const beforeAnyMessage = command === 'CONN' || command === 'EHLO'
  if (beforeAnyMessage) return { kind: 'connection', error: shape('mail-server-refused') }
  if (((code === 552 || code === 523) && !MAILBOX_FULL.test(response)) || TOO_LARGE.test(response)) {
    return { kind: permanent ? 'permanent' : 'transient', error: shape('mail-too-large') }
  }
  // A quota is about the sender: whatever the digit says, the same message may leave later.
  if (SENDING_QUOTA.test(response)) return { kind: 'connection', error: shape('mail-quota') }
  if (permanent) return { kind: 'permanent', error: shape('mail-server-refused') }
  // 421 closes the conversation (RFC 5321 §3.8), and a postponed AUTH never opened one.
  const conversationOver = code === 421 || command.startsWith('AUTH')
  return { kind: conversationOver ? 'connection' : 'transient', error: shape('mail-server-refused') }
}

function socketFailure(raw: RawError, where: ErrorParams): Omit<SmtpFailure, 'serverSaid'> {
  const code = text(raw.code)
  const system = text(raw.originalCode) || code
  const shape = (name: ErrorCode, more: ErrorParams = {}): ErrorShape => ({ code: name, params: { ...where, ...more } })
  const certificate = CERTIFICATE_REASONS[system]
  if (certificate !== undefined) return { kind: 'fatal', error: shape('mail-tls-certificate', { reason: certificate }) }
  if (code === 'ETLS' || system.startsWith('ERR_SSL') || system === 'EPROTO') {
    return { kind: 'fatal', error: shape('mail-tls-required') }
  }
  if (code === 'EAUTH' || code === 'ENOAUTH') return { kind: 'fatal', error: shape('mail-credentials-refused') }
  if (code === 'EDNS' || system === 'ENOTFOUND' || system === 'EAI_AGAIN') {
    return { kind: 'connection', error: shape('network-dns') }
  }
  if (OWN_NETWORK.has(system)) return { kind: 'connection', error: shape('network-own-down') }
  // A port that swallows the first packet is what a firewall does; a server that is off refuses at once.
  if (raw.timeoutType === 'CONNECT_TIMEOUT' || NOT_ANSWERING.has(text(raw.originalCode))) {
    return { kind: 'connection', error: shape('mail-port-blocked') }
  }
  return { kind: 'connection', error: shape('mail-server-unreachable') }
}

/**
 * Translates an error of nodemailer's connection. `host` and `port` go into the parameters; nothing of the
 * message does.
 */
export function smtpFailure(thrown: unknown, where: { readonly host: string; readonly port: number }): SmtpFailure {
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { kind: 'cancelled', error: { code: 'cancelled', params: {} }, serverSaid: null }
  }
  const raw: RawError = typeof thrown === 'object' && thrown !== null ? thrown : {}
  const response = text(raw.response)
  const serverSaid = response === '' ? null : shortenReply(response)
  const params = { host: where.host, port: where.port }
  const command = text(raw.command)
  // nodemailer compared the size with what the server announced and said nothing to it (see smtp-transport).
  if (raw.code === 'EMESSAGE' && command === 'MAIL FROM') {
    return { kind: 'permanent', error: { code: 'mail-too-large', params }, serverSaid }
  }
  const reply = typeof raw.responseCode === 'number' ? raw.responseCode : 0
  const answered = reply >= 400 && reply < 600 && raw.code !== 'ETLS'
  return { ...(answered ? replyFailure(reply, response, command, params) : socketFailure(raw, params)), serverSaid }
}
