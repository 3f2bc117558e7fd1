/** Days as ISO texts (`2026-09-01`), which sort and compare as dates. No time zone enters here. */

const DAY_MS = 86_400_000

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** 1 Monday … 7 Sunday. */
export function weekday(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

export function mondayOf(day: string): string {
  return addDays(day, 1 - weekday(day))
}

export interface SchoolYear {
  readonly title: string
  readonly firstYear: number
  readonly startsOn: string
  readonly endsOn: string
  /** Days with lessons, in order. */
  readonly days: readonly string[]
}

/**
 * Holidays as [first day off, first day back]. Months and days of the national calendar 2026-2027, zone C;
 * the demonstration keeps them for other years, where they are only near the truth.
 */
const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['10-17', '11-02'],
  ['11-11', '11-12'],
  ['12-19', '01-04'],
  ['02-06', '02-22'],
  ['03-29', '03-30'],
  ['04-03', '04-19'],
  ['05-06', '05-10'],
  ['05-17', '05-18'],
]

/** The school year that `today` belongs to; August belongs to the year that comes. */
export function schoolYearOf(today: string): SchoolYear {
  const calendarYear = Number(today.slice(0, 4))
  const firstYear = today.slice(5) >= '08-01' ? calendarYear : calendarYear - 1
  const dated = (monthDay: string) => `${monthDay >= '08-01' ? firstYear : firstYear + 1}-${monthDay}`
  const breaks = HOLIDAYS.map(([from, to]) => [dated(from), dated(to)] as const)
  const startsOn = dated('09-01')
  const endsOn = dated('07-03')
  const days: string[] = []
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) {
    if (weekday(day) > 5 || breaks.some(([from, to]) => day >= from && day < to)) continue
    days.push(day)
  }
  return { title: `${firstYear}-${firstYear + 1}`, firstYear, startsOn, endsOn, days }
}
