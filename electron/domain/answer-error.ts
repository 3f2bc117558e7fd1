/** From an answer that is not what was asked for to the one error that says what the teacher should know. Pure. */
import type { ErrorCode } from '../contract/errors.ts'
import { TrousseError } from '../contract/errors.ts'
import type { Availability } from '../contract/views.ts'
import { classifyAnswer } from './outage-classifier.ts'

/** Enough of a page to recognise its words; the rest is never decoded. */
export const EXAMINED_BYTES = 200_000

const CODE_OF_CAUSE: Readonly<Record<Availability['cause'], ErrorCode>> = {
  none: 'response-unexpected',
  'never-checked': 'response-unexpected',
  answers: 'response-unexpected',
  'maintenance-page': 'server-maintenance',
  'night-pause': 'server-maintenance',
  'messaging-closed': 'server-maintenance',
  overloaded: 'server-overloaded',
  'quota-page': 'server-quota',
  'login-door': 'login-door-down',
  'session-expired': 'session-expired',
  'redirect-loop': 'redirect-loop',
  'no-answer': 'network-timeout',
  'no-address': 'network-dns',
  certificate: 'network-tls',
  'server-error': 'server-error',
  'unexpected-answer': 'response-unexpected',
  'account-locked': 'account-locked',
  'ip-suspended': 'ip-suspended',
  'too-many-requests': 'too-many-requests',
  'own-network': 'network-own-down',
  'captive-portal': 'network-own-down',
}
/** Codes that the address the answer came from may still change: a login page is not what its text says. */
const UNSURE: ReadonlySet<ErrorCode> = new Set(['response-unexpected', 'server-error', 'login-door-down'])

const LOGIN_PATH = /\/(?:login|signin|sign-in|connexion|cas|auth|sso|saml2?|idp|oauth2?)(?:[/.?]|$)/i

export interface UnusableAnswer {
  readonly status: number
  readonly contentType: string | null
  /** The start of the body, decoded: `EXAMINED_BYTES` are enough. */
  readonly bodyText: string
  /** Where the answer came from, after `redirects` redirects. */
  readonly url: URL
  readonly redirects: number
  /** The teacher logged in by hand in a window, and can again; else Trousse holds a key. */
  readonly byHand?: boolean
  /** What the server asked us to wait, if it did. */
  readonly retryAfterSeconds?: number | null
}

/** The error for an answer that cannot be used: JSON or a file was asked for. Holds the host, never the address. */
export function errorOfUnusable(answer: UnusableAnswer): TrousseError {
  const { status, url, redirects, bodyText, contentType, retryAfterSeconds: seconds = null } = answer
  const params = { host: url.host, status, ...(seconds === null ? {} : { seconds }) }
  const { cause } = classifyAnswer({ status, contentType, bodyText, redirects, expected: 'json' })
  const found = CODE_OF_CAUSE[cause]
  const code = found === 'session-expired' && !answer.byHand ? 'login-door-down' : found
  if (code === 'session-expired') return new TrousseError(code, params)
  if (!UNSURE.has(code)) return new TrousseError(code, params)
  const sentToLogin = redirects > 0 && (LOGIN_PATH.test(url.pathname) || code === 'login-door-down')
  if (sentToLogin && status < 400) {
    // A door that opens asks for a password: it is our own key that no longer fits.
    return /<input\b[^>]*\btype\s*=\s*["']?password/i.test(bodyText)
      ? new TrousseError(answer.byHand ? 'session-expired' : 'credentials-refused', params)
      : new TrousseError('login-door-down', params)
  }
  if (sentToLogin) return new TrousseError('login-door-down', params)
  if (status === 401 || status === 403) return new TrousseError('credentials-refused', params)
  return new TrousseError(code, params)
}
