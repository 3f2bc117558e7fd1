/** From an answer that is not the JSON we asked for to the one error that says what the teacher should know. */
import type { ErrorCode } from '../../contract/errors.ts'
import { TrousseError } from '../../contract/errors.ts'
import { classifyAnswer } from '../../domain/outage-classifier.ts'
import type { FinalAnswer } from './request.ts'

/** Enough of a page to recognise its words; the rest is never decoded. */
const EXAMINED_BYTES = 200_000

type Cause = ReturnType<typeof classifyAnswer>['cause']

const CODE_OF_CAUSE: Readonly<Record<Cause, ErrorCode>> = {
  none: 'response-unexpected',
  'never-checked': 'response-unexpected',
  answers: 'response-unexpected',
  'maintenance-page': 'server-maintenance',
  overloaded: 'server-overloaded',
  'quota-page': 'server-quota',
  'login-door': 'login-door-down',
  'redirect-loop': 'redirect-loop',
  'no-answer': 'network-timeout',
  'server-error': 'server-error',
  'unexpected-answer': 'response-unexpected',
  'account-locked': 'account-locked',
  'too-many-requests': 'too-many-requests',
  'own-network': 'network-own-down',
}

const LOGIN_PATH = /\/(?:login|signin|sign-in|connexion|cas|auth|sso|saml2?|idp|oauth2?)(?:[/.?]|$)/i

export const contentType = (answer: FinalAnswer): string | null => answer.response.headers['content-type'] ?? null

export const bodyStart = (answer: FinalAnswer): string =>
  new TextDecoder().decode(answer.response.body.subarray(0, EXAMINED_BYTES))

/** The error for an answer that cannot be used; `seconds` is what the server asked us to wait, if it did. */
export function errorOfAnswer(answer: FinalAnswer, seconds: number | null = null): TrousseError {
  const { status } = answer.response
  const { host } = answer.url
  const params = { host, status, ...(seconds === null ? {} : { seconds }) }
  const body = bodyStart(answer)
  const { cause } = classifyAnswer({
    status,
    contentType: contentType(answer),
    bodyText: body,
    redirects: answer.redirects,
    expected: 'json',
  })
  const code = CODE_OF_CAUSE[cause]
  if (code !== 'response-unexpected' && code !== 'server-error' && code !== 'login-door-down') {
    return new TrousseError(code, params)
  }
  const sentToLogin = answer.redirects > 0 && (LOGIN_PATH.test(answer.url.pathname) || code === 'login-door-down')
  if (sentToLogin && status < 400) {
    // A door that opens asks for a password: it is our own key that no longer fits.
    return /<input\b[^>]*\btype\s*=\s*["']?password/i.test(body)
      ? new TrousseError('credentials-refused', params)
      : new TrousseError('login-door-down', params)
  }
  if (sentToLogin) return new TrousseError('login-door-down', params)
  if (status === 401 || status === 403) return new TrousseError('credentials-refused', params)
  return new TrousseError(code, params)
}
