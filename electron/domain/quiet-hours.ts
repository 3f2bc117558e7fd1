/**
 * When a family is left in peace: from 20 h to 7 h and on week-ends, by the school's clock. The hours are those of the
 * national mail service's night, during which it takes four times fewer messages (ac-reunion.fr, in reliability.md §3).
 * Pure: the instant is an argument.
 */
import { schoolDay, schoolInstant, schoolWall } from './school-time.ts'

const QUIET_FROM_HOUR = 20
const QUIET_UNTIL_HOUR = 7
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Over how long the messages put off to one morning begin to leave, so that they do not all fall on the hour. */
export const QUIET_SPREAD_MS = 10 * 60_000

interface Wall {
  /** `2026-09-01`. */
  readonly day: string
  readonly hour: number
}

const wallAt = (at: number): Wall => ({ day: schoolDay(at), hour: new Date(schoolWall(at)).getUTCHours() })

/** A day of the calendar as a number of days: no clock and no change of hour in it. */
const dayNumber = (day: string): number => Date.parse(day) / DAY_MS
const dayText = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)

function isWeekEnd(day: number): boolean {
  const weekday = new Date(day * DAY_MS).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** True from 20 h to 7 h and all day on Saturday and Sunday, Paris time. `at`: milliseconds since 1970. */
export function isQuiet(at: number): boolean {
  const { day, hour } = wallAt(at)
  return hour >= QUIET_FROM_HOUR || hour < QUIET_UNTIL_HOUR || isWeekEnd(dayNumber(day))
}

/**
 * When a message of that instant may leave: the instant itself, or 7 h of the first morning that is not a week-end's.
 * Milliseconds since 1970. School holidays are no reason to wait: a family is not at school but can be written to.
 */
export function nextAllowedTime(at: number): number {
  if (!isQuiet(at)) return at
  const { day, hour } = wallAt(at)
  let morning = dayNumber(day) + (hour < QUIET_UNTIL_HOUR ? 0 : 1)
  while (isWeekEnd(morning)) morning += 1
  const instant = schoolInstant(`${dayText(morning)}T0${QUIET_UNTIL_HOUR}:00`)
  if (instant === null) throw new RangeError('every day has a seven o’clock')
  return Date.parse(instant)
}
