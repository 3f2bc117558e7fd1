/**
 * When to ask a server again, how long to wait, and when to leave it alone. Pure: time and the random number are
 * arguments. Numbers: reliability facts N6 to N8 (three attempts, full jitter, a budget, a breaker per host,
 * Retry-After honoured) and protocol facts §2.7 (an address suspended by PRONOTE) and §1.7 (Kosmos).
 */
import type { ErrorCode } from '../contract/errors.ts'
import { classifyAnswer } from './outage-classifier.ts'

export const MAX_ATTEMPTS = 3
/** First ceiling of the wait; doubles with each attempt. */
export const BASE_DELAY_MS = 1000
export const MAX_DELAY_MS = 60_000
/** A server that asks for more than this is not waited for: somebody is watching, and is told how long instead. */
export const MAX_WAITED_RETRY_AFTER_S = 10
/** A server may not silence Trousse for longer than this with one header. */
export const MAX_RETRY_AFTER_S = 3600
/** Failures in a row after which a host is left alone, and for how long. */
export const BREAKER_FAILURES = 5
export const BREAKER_REST_MS = 60_000
/** Retries a host may cost: this share of the calls it gets, after a first reserve. */
export const RETRY_SHARE = 0.1
export const RETRY_RESERVE = 10
/** After a warning that our address is suspended: PRONOTE's last for hours, and asking makes them longer. */
export const LONG_STOP_MS = 12 * 3_600_000

const RETRIED_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])
const RETRIED_ERRORS: ReadonlySet<ErrorCode> = new Set([
  'network-unreachable',
  'network-dns',
  'network-timeout',
  'response-truncated',
])
/** Kosmos counts `Retry-After` in milliseconds; nothing there ever asks for more than this many seconds. */
const KOSMOS_HOST = /(?:^|\.)skolengo\.com(?::\d+)?$/i
const KOSMOS_MAX_SECONDS = 120
/** A page that suspends an address is short; a long answer is data and is not searched. */
const WARNING_MAX_BYTES = 20_000

export type Attempted =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: string | null; readonly host?: string }
  | { readonly kind: 'error'; readonly code: ErrorCode }

export type RetryDecision =
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** `seconds`: what the server asked for when that is too long to wait. */
  | { readonly kind: 'stop'; readonly seconds: number | null }

/**
 * `Retry-After` in whole seconds from now, or null when absent or unreadable. Accepts seconds or an HTTP date;
 * a large number from a Kosmos host is milliseconds.
 */
export function retryAfterSeconds(header: string | null, nowMs: number, host = ''): number | null {
  if (header === null) return null
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) {
    const given = Number(text)
    return given > KOSMOS_MAX_SECONDS && KOSMOS_HOST.test(host) ? Math.ceil(given / 1000) : given
  }
  // Only a real HTTP date: Date.parse would also believe "-1" or "12".
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000))
}

/** True for what may pass by itself; a refusal, a wrong certificate or a cancel never does. */
export const isPassing = (attempted: Attempted): boolean =>
  attempted.kind === 'status' ? RETRIED_STATUS.has(attempted.status) : RETRIED_ERRORS.has(attempted.code)

/**
 * Decides after attempt number `attempt` (1 for the first) of a request that may be made twice.
 *
 * @param random in [0, 1): full jitter, so that a thousand laptops do not come back together.
 */
export function decideRetry(attempted: Attempted, attempt: number, random: number, nowMs: number): RetryDecision {
  if (!isPassing(attempted)) return { kind: 'stop', seconds: null }
  const asked =
    attempted.kind === 'status' ? retryAfterSeconds(attempted.retryAfter, nowMs, attempted.host ?? '') : null
  if (asked !== null && asked > MAX_WAITED_RETRY_AFTER_S) return { kind: 'stop', seconds: asked }
  if (attempt >= MAX_ATTEMPTS) return { kind: 'stop', seconds: asked }
  const ceiling = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (attempt - 1))
  return { kind: 'wait', milliseconds: (asked ?? 0) * 1000 + Math.floor(random * ceiling) }
}

/** How long a host must be left alone after this answer, in milliseconds; 0 when nothing warns. */
export function longStopAfter(answer: {
  readonly status: number
  readonly contentType: string | null
  readonly body: Uint8Array
}): number {
  if (answer.body.byteLength === 0 || answer.body.byteLength > WARNING_MAX_BYTES) return 0
  const { cause } = classifyAnswer({
    status: answer.status,
    contentType: answer.contentType,
    bodyText: new TextDecoder().decode(answer.body),
    redirects: 0,
  })
  return cause === 'ip-suspended' ? LONG_STOP_MS : 0
}

/** All of it, as the patient HTTP client takes it. */
export const PATIENCE = {
  decide: decideRetry,
  isFailure: isPassing,
  longStopAfter,
  breakerFailures: BREAKER_FAILURES,
  breakerRestMs: BREAKER_REST_MS,
  retryShare: RETRY_SHARE,
  retryReserve: RETRY_RESERVE,
  maxRetryAfterSeconds: MAX_RETRY_AFTER_S,
} as const
