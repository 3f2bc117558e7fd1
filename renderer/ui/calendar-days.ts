/** Calendar days as `2026-11-24`, moved without losing one. Pure. */

const DAY_MS = 86_400_000

/** The day it is for the teacher, not in Greenwich. */
export const localDay = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')

/** Calendar days are moved in UTC: a change of hour must not lose one. */
export function addDays(isoDay: string, days: number): string {
  return new Date(Date.parse(`${isoDay}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Monday of the week that holds the day. */
export function mondayOf(isoDay: string): string {
  const weekday = new Date(`${isoDay}T00:00:00Z`).getUTCDay()
  return addDays(isoDay, -((weekday + 6) % 7))
}
