/**
 * When to ask a server again, and how long to wait. Pure: the random number is an argument.
 * Numbers: reliability facts N6 and N7 (three attempts, full jitter, Retry-After honoured).
 */
import type { ErrorCode } from '../contract/errors.ts'

export const MAX_ATTEMPTS = 3
/** First ceiling of the wait; doubles with each attempt. */
export const BASE_DELAY_MS = 1000
export const MAX_DELAY_MS = 60_000
/** A server that asks for more than this is not waited for: somebody is watching, and is told how long instead. */
export const MAX_WAITED_RETRY_AFTER_S = 10

const RETRIED_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])
const RETRIED_ERRORS: ReadonlySet<ErrorCode> = new Set([
  'network-unreachable',
  'network-dns',
  'network-timeout',
  'response-truncated',
])

export type Attempted =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'error'; readonly code: ErrorCode }

export type RetryDecision =
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** `seconds`: what the server asked for when that is too long to wait. */
  | { readonly kind: 'stop'; readonly seconds: number | null }

/**
 * `Retry-After` in whole seconds from now, or null when absent or unreadable. Accepts seconds or an HTTP date.
 */
export function retryAfterSeconds(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text)
  // Only a real HTTP date: Date.parse would also believe "-1" or "12".
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000))
}

/**
 * Decides after attempt number `attempt` (1 for the first) of an idempotent request.
 *
 * @param random in [0, 1): full jitter, so that a thousand laptops do not come back together.
 */
export function decideRetry(attempted: Attempted, attempt: number, random: number, nowMs: number): RetryDecision {
  const retried =
    attempted.kind === 'status' ? RETRIED_STATUS.has(attempted.status) : RETRIED_ERRORS.has(attempted.code)
  if (!retried) return { kind: 'stop', seconds: null }
  const asked = attempted.kind === 'status' ? retryAfterSeconds(attempted.retryAfter, nowMs) : null
  if (asked !== null && asked > MAX_WAITED_RETRY_AFTER_S) return { kind: 'stop', seconds: asked }
  if (attempt >= MAX_ATTEMPTS) return { kind: 'stop', seconds: asked }
  const ceiling = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (attempt - 1))
  return { kind: 'wait', milliseconds: (asked ?? 0) * 1000 + Math.floor(random * ceiling) }
}
