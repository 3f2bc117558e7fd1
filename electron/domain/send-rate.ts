/**
 * How fast messages may leave: sliding windows counted per recipient, on top of the teacher's own figure a minute.
 * Unless the account says otherwise they are the national mail service's first thresholds, above which mail is
 * quarantined (ac-reunion.fr, in reliability.md §3): divided by four from 20 h to 7 h and by two on week-end days, Paris
 * time. Every window is checked at each sending, so no stretch of time ever holds more than its limit (reliability.md M6).
 */
import type { MailSettings, SendQuota } from '../contract/views.ts'
import { schoolWall } from './school-time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export interface RateWindow {
  /** Milliseconds. */
  readonly span: number
  /** Recipients by day on a school day. */
  readonly limit: number
}

/** What an account may send: the teacher's figure a minute, and the windows of its service. */
export interface SendRate {
  readonly windows: readonly RateWindow[]
  readonly nightDivisor: number
  readonly weekendDivisor: number
}

/** The national mail service's (see above). */
export const NATIONAL_QUOTA: SendQuota = {
  windows: [
    { minutes: 1, limit: 500 },
    { minutes: 10, limit: 800 },
    { minutes: 60, limit: 2_000 },
    { minutes: 600, limit: 5_000 },
  ],
  nightDivisor: 4,
  weekendDivisor: 2,
}
/** How far back the history must reach: the longest window that can be set. */
export const RATE_HISTORY = 24 * HOUR

const NIGHT_FROM_HOUR = 20
const NIGHT_UNTIL_HOUR = 7
const SATURDAY = 6
const SUNDAY = 0

/** The rate of an account. */
export function rateOf({ perMinute, quota = NATIONAL_QUOTA }: Pick<MailSettings, 'perMinute' | 'quota'>): SendRate {
  const windows = quota.windows.map(({ minutes, limit }) => ({ span: minutes * MINUTE, limit }))
  return {
    windows: [{ span: MINUTE, limit: perMinute }, ...windows],
    nightDivisor: quota.nightDivisor,
    weekendDivisor: quota.weekendDivisor,
  }
}

/** By how much the limits are divided at that instant (milliseconds since 1970). */
export function quotaDivisor(at: number, rate: Pick<SendRate, 'nightDivisor' | 'weekendDivisor'>): number {
  const wall = new Date(schoolWall(at))
  const [hour, weekday] = [wall.getUTCHours(), wall.getUTCDay()]
  if (hour >= NIGHT_FROM_HOUR || hour < NIGHT_UNTIL_HOUR) return rate.nightDivisor
  return weekday === SATURDAY || weekday === SUNDAY ? rate.weekendDivisor : 1
}

/** Paris is a whole number of hours from UTC, summer and winter: a change can only fall on a whole hour. */
function nextDivisorChange(at: number, rate: SendRate): number {
  const divisor = quotaDivisor(at, rate)
  let hour = Math.floor(at / HOUR) * HOUR + HOUR
  // A whole week without a change: there is none.
  for (let looked = 0; looked < 24 * 7 && quotaDivisor(hour, rate) === divisor; looked++) hour += HOUR
  return hour
}

/** Most recipients in a window that ends at an instant of that divisor. Never 0, or nothing would ever leave. */
export const limitAt = (window: RateWindow, divisor: number): number => Math.max(1, Math.ceil(window.limit / divisor))

/** Index of the first instant later than `at` in an ascending list. */
function firstAfter(history: readonly number[], at: number): number {
  let low = 0
  let high = history.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((history[middle] ?? Number.POSITIVE_INFINITY) > at) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * When the last of `count` messages would leave, if sending began at `now` and nothing else left meanwhile; `now` when
 * there is none. Milliseconds since 1970.
 *
 * @param allowed when a message that is ready at an instant may leave: a long sending reaches the quiet hours
 */
export function lastSendTime(
  count: number,
  history: readonly number[],
  now: number,
  rate: SendRate,
  allowed: (at: number) => number = (at) => at,
): number {
  const sends = [...history]
  let at = now
  for (let sent = 0; sent < count; sent++) {
    for (let ready = -1; ready !== at; ) {
      ready = at
      at = allowed(nextSendTime(sends, at, rate))
    }
    sends.push(at)
  }
  return at
}

/**
 * The earliest instant, `now` or later, at which one more recipient may be written to.
 *
 * @param history instants (milliseconds since 1970, ascending) of what was handed to the server
 */
export function nextSendTime(history: readonly number[], now: number, rate: SendRate): number {
  let at = now
  for (;;) {
    const divisor = quotaDivisor(at, rate)
    let freeAt = at
    for (const window of rate.windows) {
      const limit = limitAt(window, divisor)
      const inWindow = history.length - firstAfter(history, at - window.span)
      if (inWindow < limit) continue
      // The window is (at - span, at]: once its limit-th latest sending is exactly `span` old, there is room.
      const blocking = history[history.length - limit]
      if (blocking !== undefined) freeAt = Math.max(freeAt, blocking + window.span)
    }
    if (freeAt === at) return at
    at = Math.min(freeAt, nextDivisorChange(at, rate))
  }
}

/**
 * What was handed to the server, as the windows count it, ascending. Instants later than `now` come from a clock that was
 * set back since: they count as of this moment, so that no limit is passed and nothing waits for a date of next year.
 */
export const rateHistory = (instants: readonly string[], now: number): number[] =>
  instants.map((instant) => Math.min(Date.parse(instant), now)).sort((one, other) => one - other)
