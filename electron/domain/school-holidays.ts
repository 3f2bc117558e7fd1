/**
 * School holidays of mainland France, so that nobody's laptop asks a closed school's server (PRONOTE takes that for
 * an attack, protocol facts §2.7). Only what an order of the ministry fixes is here; a date outside is no holiday.
 * Corsica and overseas fix their own: their teachers choose "no pause".
 *
 * Source: arrêté du 22 octobre 2025 fixant le calendrier scolaire de l'année 2026-2027 (JORFTEXT000052416058).
 */
export type HolidayZone = 'A' | 'B' | 'C'

interface Holiday {
  /** First day without lessons, and the day lessons begin again: ISO dates. */
  readonly from: string
  readonly to: string
  readonly zones: readonly HolidayZone[]
}

const ALL: readonly HolidayZone[] = ['A', 'B', 'C']

const HOLIDAYS: readonly Holiday[] = [
  { from: '2026-10-17', to: '2026-11-02', zones: ALL },
  { from: '2026-12-19', to: '2027-01-04', zones: ALL },
  { from: '2027-02-06', to: '2027-02-22', zones: ['C'] },
  { from: '2027-02-13', to: '2027-03-01', zones: ['A'] },
  { from: '2027-02-20', to: '2027-03-08', zones: ['B'] },
  { from: '2027-04-03', to: '2027-04-19', zones: ['C'] },
  { from: '2027-04-10', to: '2027-04-26', zones: ['A'] },
  { from: '2027-04-17', to: '2027-05-03', zones: ['B'] },
  { from: '2027-07-03', to: '2027-09-01', zones: ALL },
]

/**
 * The day lessons begin again after a date inside holidays, else null.
 *
 * @param date ISO date in Paris.
 * @param zone null when the teacher's is unknown: only holidays that all three zones share count.
 */
export function holidayEnd(date: string, zone: HolidayZone | null): string | null {
  const found = HOLIDAYS.find(
    ({ from, to, zones }) =>
      from <= date && date < to && (zone === null ? zones.length === ALL.length : zones.includes(zone)),
  )
  return found?.to ?? null
}

/**
 * Holidays that touch a period, each with its first and last day, both without lessons.
 *
 * @param from ISO date, as `to`; both included.
 * @param zone as for `holidayEnd`.
 */
export const holidaysBetween = (from: string, to: string, zone: HolidayZone | null): { from: string; to: string }[] =>
  HOLIDAYS.filter(
    (one) =>
      one.from <= to && one.to > from && (zone === null ? one.zones.length === ALL.length : one.zones.includes(zone)),
  ).map((one) => ({ from: one.from, to: dayBefore(one.to) }))

const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
