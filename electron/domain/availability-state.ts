/**
 * From single samples to what the teacher is told: one failed probe is no outage, and the hour an outage
 * began is the hour of its first sign.
 */
import type { Availability } from '../contract/views.ts'

export interface Sample {
  /** ISO instant. */
  readonly at: string
  readonly state: Availability['state']
  readonly cause: Availability['cause']
  /** The teacher asked for this check: one good answer is then enough to say that the service is back. */
  readonly explicit?: boolean
}

/** Samples in a row that contradict what is shown. */
interface Doubt {
  readonly state: Availability['state']
  readonly since: string
  readonly count: number
}

export interface TrackedService {
  readonly shown: Availability
  readonly doubt: Doubt | null
}

/** Contradicting samples in a row after which what is shown changes. */
const ENOUGH = 2

/** The platform's own word, not a symptom: believed at once. */
const AUTHORITATIVE: ReadonlySet<Availability['cause']> = new Set([
  'maintenance-page',
  'quota-page',
  'night-pause',
  'messaging-closed',
])
/** The platform's own word about us: it answers, but not to this computer or this account. */
const ABOUT_US: ReadonlySet<Availability['cause']> = new Set(['ip-suspended', 'account-locked'])

export function neverChecked(service: string): TrackedService {
  return { shown: { service, state: 'unknown', cause: 'never-checked', since: null, checkedAt: null }, doubt: null }
}

/** Takes up what was shown before the program was closed. */
export const restored = (shown: Availability): TrackedService => ({ shown, doubt: null })

function isBelievedAtOnce(shown: Availability, sample: Sample): boolean {
  // Our own machine knows about its own network, and what was shown meanwhile said nothing about the service.
  if (sample.state === 'own-network-down') return true
  if (sample.state === 'down') return AUTHORITATIVE.has(sample.cause)
  if (shown.state === 'own-network-down') return true
  if (sample.state === 'unknown') return ABOUT_US.has(sample.cause)
  if (sample.state === 'up') return shown.state === 'unknown' || sample.explicit === true
  return false
}

/** Pure: the next state after one sample. `since` is the first sample of the state shown. */
export function takeSample(tracked: TrackedService, sample: Sample): TrackedService {
  const { shown, doubt } = tracked
  const { service } = shown
  if (sample.state === shown.state) {
    const since = shown.since ?? sample.at
    return { shown: { service, state: shown.state, cause: sample.cause, since, checkedAt: sample.at }, doubt: null }
  }
  const since = doubt?.since ?? sample.at
  if (isBelievedAtOnce(shown, sample)) {
    const first = doubt?.state === sample.state ? doubt.since : sample.at
    return {
      shown: { service, state: sample.state, cause: sample.cause, since: first, checkedAt: sample.at },
      doubt: null,
    }
  }
  const count = (doubt?.count ?? 0) + 1
  if (count >= ENOUGH) {
    // Two contradictions that do not agree with each other: what was shown is wrong, and that is all we know.
    const agreed = doubt?.state === sample.state
    const state = agreed ? sample.state : 'unknown'
    // It may be shown as unknown already; then the run of the newer state goes on from this sample.
    if (state === shown.state) return { shown: { ...shown, checkedAt: sample.at }, doubt: firstDoubt(sample) }
    return { shown: { service, state, cause: sample.cause, since, checkedAt: sample.at }, doubt: null }
  }
  // While nothing is known, the reason of the first sign is better than "never checked".
  const cause = shown.state === 'unknown' || shown.state === 'own-network-down' ? sample.cause : shown.cause
  const offline = shown.state === 'own-network-down'
  const next = {
    ...shown,
    cause,
    checkedAt: sample.at,
    ...(offline ? ({ state: 'unknown', since: sample.at } as const) : {}),
  }
  return { shown: next, doubt: { state: sample.state, since, count } }
}

const firstDoubt = (sample: Sample): Doubt => ({ state: sample.state, since: sample.at, count: 1 })

// --- when to look again -----------------------------------------------------------------------

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** Never more often than this by itself: a platform that has just come back must not be pushed over again. */
export const SHORTEST_PERIOD_MS = MINUTE
/** A server may not send us away for longer. Source: reliability check N7. */
const LONGEST_RETRY_AFTER_MS = 60 * MINUTE
/** What a server asked for is lengthened by up to this share, so that not everyone comes back at once. */
const RETRY_JITTER = 0.2
/** The exponential is cut here, and what lies beyond is spread over it: a plain limit would gather a crowd there. */
const LONGEST_DELAY = 3
const DRAWN_SHARE = 1 - Math.exp(-LONGEST_DELAY)

/** Mean delays, in milliseconds. */
const MEAN_MS = {
  first: 2 * MINUTE,
  /** Between the crowd of the first probes and the calm: a sudden change of pace would make waves. */
  second: 150 * SECOND,
  doubt: 90 * SECOND,
  outage: 150 * SECOND,
  calm: 5 * MINUTE,
  idle: 20 * MINUTE,
} as const

/** A suspended address stays so for hours, and each question prolongs it. Source: PRONOTE, protocol facts §2.7. */
const SUSPENDED_PERIOD_MS = 6 * 60 * MINUTE

export interface ProbeSituation {
  /** Probes made since the program started. */
  readonly probes: number
  readonly shown: Availability['state']
  readonly cause?: Availability['cause']
  readonly inDoubt: boolean
  /** Nobody is looking: the window is hidden or the session locked. */
  readonly idle: boolean
  /** What the server asked for, 0 when nothing. */
  readonly retryAfterMs: number
}

function meanOf(situation: ProbeSituation): number {
  if (situation.inDoubt) return MEAN_MS.doubt
  // Planned: it comes back when it said, however often it is asked.
  if (situation.cause === 'night-pause') return MEAN_MS.idle
  if (situation.shown === 'down' || situation.shown === 'own-network-down') return MEAN_MS.outage
  if (situation.probes <= 1) return MEAN_MS.second
  return situation.idle && situation.probes > 2 ? MEAN_MS.idle : MEAN_MS.calm
}

/**
 * Milliseconds until the next automatic probe.
 *
 * Delays are exponential, after a fixed minimum: what each laptop does next then does not remember when they
 * were all opened, and thousands of them add up to a steady trickle. A fixed period with some jitter keeps
 * the wave of the morning's bell for half an hour (5,000 simulated laptops: peaks of 2.7 times the mean).
 *
 * @param random gives a number at least 0 and less than 1.
 */
export function nextProbeDelay(situation: ProbeSituation, random: () => number): number {
  if (situation.cause === 'ip-suspended') return SUSPENDED_PERIOD_MS * (1 + RETRY_JITTER * random())
  const exponential = -Math.log(1 - DRAWN_SHARE * random())
  if (situation.probes === 0) return MEAN_MS.first * exponential
  const delay = SHORTEST_PERIOD_MS + (meanOf(situation) - SHORTEST_PERIOD_MS) * exponential
  const asked = Math.min(Math.max(0, situation.retryAfterMs), LONGEST_RETRY_AFTER_MS)
  return asked > delay ? asked * (1 + RETRY_JITTER * random()) : delay
}
