/**
 * When the next automatic synchronisation runs: spread out, and never while every school logs in at once.
 * Pure: the time and two random numbers are arguments.
 */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Nothing starts exactly at start-up (reliability facts N9). */
export const MAX_START_DELAY_MS = 2 * MINUTE_MS
const PERIOD_JITTER = 0.2
/** After a failure the next try comes sooner, so that the end of an outage is noticed. */
export const AFTER_FAILURE_MS = 30 * MINUTE_MS
/** The morning rush, minutes after midnight in Europe/Paris: 7 h 30 included to 9 h excluded. */
const RUSH_FROM_MINUTE = 7 * 60 + 30
const RUSH_TO_MINUTE = 9 * 60
/** Runs pushed out of the rush are spread over this long after it, not piled up at 9 h. */
const AFTER_RUSH_SPREAD_MS = 90 * MINUTE_MS

const parisTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** Milliseconds since midnight on a clock in Paris. */
function parisMillis(ms: number): number {
  const part = Object.fromEntries(parisTime.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const seconds = ((part.hour ?? 0) * 60 + (part.minute ?? 0)) * 60 + (part.second ?? 0)
  return seconds * 1000 + (((ms % 1000) + 1000) % 1000)
}

/** True from 7 h 30 to 9 h in Paris, summer and winter. */
export function isRush(ms: number): boolean {
  const minute = parisMillis(ms) / MINUTE_MS
  return minute >= RUSH_FROM_MINUTE && minute < RUSH_TO_MINUTE
}

/** `ms`, or a moment after the rush when it falls inside. Clocks change at night, so the rush is 90 minutes long always. */
function outOfRush(ms: number, spread: number): number {
  if (!isRush(ms)) return ms
  const end = ms - parisMillis(ms) + RUSH_TO_MINUTE * MINUTE_MS
  return end + Math.floor(spread * AFTER_RUSH_SPREAD_MS)
}

export interface ScheduleInput {
  readonly now: number
  /** End of the last run of this source, null when it never ran. */
  readonly lastRunAt: number | null
  readonly lastFailed: boolean
  /** Settings; 0 turns automatic runs off. */
  readonly everyHours: number
  /** In [0, 1): moves the period by up to a fifth either way. */
  readonly jitter: number
  /** In [0, 1): the delay at start and after the rush. */
  readonly spread: number
}

/** The instant of the next run in milliseconds, never before `now`; null when automatic runs are off. */
export function nextRunAt(input: ScheduleInput): number | null {
  const { now, lastRunAt, everyHours, jitter, spread } = input
  if (everyHours <= 0) return null
  const regular = everyHours * HOUR_MS
  const period = input.lastFailed ? Math.min(regular, AFTER_FAILURE_MS) : regular
  const due = lastRunAt === null ? now : lastRunAt + period * (1 + (2 * jitter - 1) * PERIOD_JITTER)
  const soonest = now + spread * MAX_START_DELAY_MS
  return outOfRush(Math.ceil(Math.max(due, soonest)), spread)
}
