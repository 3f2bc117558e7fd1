/**
 * How fast messages may leave: sliding windows counted per recipient. The figures are the national mail
 * service's first thresholds, above which mail is quarantined (ac-reunion.fr, in reliability.md §3): divided by
 * four from 20 h to 7 h and by two on week-end days, Paris time. Every window is checked at each sending, so no
 * stretch of time ever holds more than its limit (reliability.md M6).
 */
import { schoolWall } from './school-time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export interface RateWindow {
  /** Milliseconds. */
  readonly span: number
  /** Recipients by day on a school day. */
  readonly limit: number
}

export const ACADEMIE_WINDOWS: readonly RateWindow[] = [
  { span: MINUTE, limit: 500 },
  { span: 10 * MINUTE, limit: 800 },
  { span: 60 * MINUTE, limit: 2_000 },
  { span: 600 * MINUTE, limit: 5_000 },
]
/** How far back the history must reach: the longest window. */
export const RATE_HISTORY = 600 * MINUTE

const NIGHT_DIVISOR = 4
const WEEKEND_DIVISOR = 2
const NIGHT_FROM_HOUR = 20
const NIGHT_UNTIL_HOUR = 7
const SATURDAY = 6
const SUNDAY = 0

/** By how much the limits are divided at that instant (milliseconds since 1970). */
export function quotaDivisor(at: number): number {
  const wall = new Date(schoolWall(at))
  const [hour, weekday] = [wall.getUTCHours(), wall.getUTCDay()]
  if (hour >= NIGHT_FROM_HOUR || hour < NIGHT_UNTIL_HOUR) return NIGHT_DIVISOR
  return weekday === SATURDAY || weekday === SUNDAY ? WEEKEND_DIVISOR : 1
}

/** Paris is a whole number of hours from UTC, summer and winter: a change can only fall on a whole hour. */
function nextDivisorChange(at: number): number {
  const divisor = quotaDivisor(at)
  let hour = Math.floor(at / HOUR) * HOUR + HOUR
  while (quotaDivisor(hour) === divisor) hour += HOUR
  return hour
}

/** The windows for a chosen number of recipients a minute, on top of the service's own. */
export const rateWindows = (perMinute: number): readonly RateWindow[] => [
  { span: MINUTE, limit: perMinute },
  ...ACADEMIE_WINDOWS,
]

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
 */
export function lastSendTime(count: number, history: readonly number[], now: number, perMinute: number): number {
  const sends = [...history]
  let at = now
  for (let sent = 0; sent < count; sent++) {
    at = nextSendTime(sends, at, perMinute)
    sends.push(at)
  }
  return at
}

/**
 * The earliest instant, `now` or later, at which one more recipient may be written to.
 *
 * @param history instants (milliseconds since 1970, ascending) of what was handed to the server
 * @param perMinute the teacher's setting, divided at night and on week-ends like the rest
 */
export function nextSendTime(history: readonly number[], now: number, perMinute: number): number {
  const windows = rateWindows(perMinute)
  let at = now
  for (;;) {
    const divisor = quotaDivisor(at)
    let freeAt = at
    for (const window of windows) {
      const limit = limitAt(window, divisor)
      const inWindow = history.length - firstAfter(history, at - window.span)
      if (inWindow < limit) continue
      // The window is (at - span, at]: once its limit-th latest sending is exactly `span` old, there is room.
      const blocking = history[history.length - limit]
      if (blocking !== undefined) freeAt = Math.max(freeAt, blocking + window.span)
    }
    if (freeAt === at) return at
    at = Math.min(freeAt, nextDivisorChange(at))
  }
}
