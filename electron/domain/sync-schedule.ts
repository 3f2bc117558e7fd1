/**
 * When the next automatic synchronisation runs: spread out, never while every school logs in at once, and not
 * while schools are closed. Pure: the time and two random numbers are arguments.
 */
import { type HolidayZone, holidayEnd } from './school-holidays.ts'
import { schoolDay, schoolWall } from './school-time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Nothing starts exactly at start-up (reliability facts N9). */
export const MAX_START_DELAY_MS = 2 * MINUTE_MS
const PERIOD_JITTER = 0.2
/** A source is never asked by itself more often, whatever happened (protocol facts §2.7). */
export const SHORTEST_PERIOD_MS = 15 * MINUTE_MS
/** After a warning that our address is suspended (protocol facts §2.7: 6 to 24 hours). */
export const LONG_PAUSE_MS = 12 * HOUR_MS
/** After a failure the next try comes sooner, so that the end of an outage is noticed. */
export const AFTER_FAILURE_MS = 30 * MINUTE_MS
/** The morning rush, minutes after midnight in Europe/Paris: 7 h 30 included to 9 h excluded. */
const RUSH_FROM_MINUTE = 7 * 60 + 30
const RUSH_TO_MINUTE = 9 * 60
/** Runs pushed out of the rush are spread over this long after it, not piled up at 9 h. */
const AFTER_RUSH_SPREAD_MS = 90 * MINUTE_MS
/** Runs put off to the end of the holidays are spread over the night before lessons begin again. */
const BEFORE_RUSH_SPREAD_MS = 5 * HOUR_MS

/** Milliseconds since midnight on a clock in Paris. */
const parisMillis = (ms: number): number => (schoolWall(ms) % DAY_MS) + (((ms % 1000) + 1000) % 1000)

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

/** When synchronisations pause: in the holidays of a zone, in those that all zones share, or never. */
export type HolidayPause = HolidayZone | 'common' | 'never'

const zoneOf = (pause: HolidayZone | 'common'): HolidayZone | null => (pause === 'common' ? null : pause)

/** True while schools of the chosen zone are closed. */
export const isHoliday = (ms: number, pause: HolidayPause): boolean =>
  pause !== 'never' && holidayEnd(schoolDay(ms), zoneOf(pause)) !== null

/** `ms`, or the morning lessons begin again, spread over the hours before the rush. */
function outOfHolidays(ms: number, pause: HolidayPause, spread: number): number {
  const end = pause === 'never' ? null : holidayEnd(schoolDay(ms), zoneOf(pause))
  if (end === null) return ms
  // Midnight UTC is one or two in the morning in Paris: before the rush whatever the season.
  return Date.parse(`${end}T00:00:00Z`) + Math.floor(spread * BEFORE_RUSH_SPREAD_MS)
}

export interface ScheduleInput {
  readonly now: number
  /** End of the last run of this source, null when it never ran. */
  readonly lastRunAt: number | null
  readonly lastFailed: boolean
  /** Longest of what the last run asks for, in milliseconds after it; 0 for nothing. */
  readonly atLeastMs?: number
  /** Settings; 0 turns automatic runs off. */
  readonly everyHours: number
  readonly holidayPause: HolidayPause
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
  const wanted = input.lastFailed ? Math.min(regular, AFTER_FAILURE_MS) : regular
  const period = Math.max(SHORTEST_PERIOD_MS, input.atLeastMs ?? 0, wanted * (1 + (2 * jitter - 1) * PERIOD_JITTER))
  const due = lastRunAt === null ? now : lastRunAt + period
  const soonest = now + spread * MAX_START_DELAY_MS
  return outOfRush(outOfHolidays(Math.ceil(Math.max(due, soonest)), input.holidayPause, spread), spread)
}
