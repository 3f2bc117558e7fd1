/**
 * When to try again after a temporary refusal. RFC 5321 §4.5.4.1: at least 30 minutes between tries, give up
 * after four to five days; one early try helps against greylisting (reliability.md M5).
 */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface MailRetryPolicy {
  /** Milliseconds before the second try, once. */
  readonly firstDelay: number
  /** Shortest wait before every later try. */
  readonly minDelay: number
  /** Longest wait. */
  readonly maxDelay: number
  /** Milliseconds after the message's creation when it is given up. */
  readonly giveUpAfter: number
  /** A computer that slept through the five days still gets this many tries. */
  readonly minTries: number
}

export const MAIL_RETRY_POLICY: MailRetryPolicy = {
  firstDelay: 5 * MINUTE,
  minDelay: 30 * MINUTE,
  maxDelay: 3 * HOUR,
  giveUpAfter: 5 * DAY,
  minTries: 4,
}

export interface RetryQuestion {
  /** Tries made so far, the failed one included; at least 1. */
  readonly tries: number
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly now: number
  /** In [0, 1): full jitter, so that a class of 35 does not come back at the same second. */
  readonly random: number
}

/** The instant (milliseconds since 1970) of the next try, or null when the message is given up. */
export function nextMailTry(question: RetryQuestion, policy: MailRetryPolicy = MAIL_RETRY_POLICY): number | null {
  const { tries, createdAt, now, random } = question
  const deadline = createdAt + policy.giveUpAfter
  if (now >= deadline && tries >= policy.minTries) return null
  if (tries <= 1) return now + policy.firstDelay
  const ceiling = Math.min(policy.maxDelay, policy.minDelay * 2 ** Math.min(tries - 1, 16))
  const next = now + policy.minDelay + Math.round(random * (ceiling - policy.minDelay))
  // The last try falls on the deadline rather than hours after it.
  return now < deadline ? Math.min(next, Math.max(deadline, now + policy.minDelay)) : next
}
