/** Days and hours as a school writes them: by the clock on its wall. Pure. */

/** French platforms write hours without a zone; those of schools overseas are the one thing this gets wrong. */
const SCHOOL_ZONE = 'Europe/Paris'

/** `Intl` knows the changes of hour; making the formatter is slow, using it is not. */
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: SCHOOL_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** What the school's clock shows at an instant, as if it were UTC; whole seconds. Milliseconds since 1970. */
export function schoolWall(ms: number): number {
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
}

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?$/

/**
 * The instant of a local time (`2026-09-01T08:00:00`, `2026-09-01 08:00`), or of a time that states its own zone;
 * null when it is neither. An hour that the clock shows twice is its second passage.
 */
export function schoolInstant(text: string): string | null {
  const local = LOCAL.exec(text.trim())
  if (local === null) {
    const ms = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
    return Number.isNaN(ms) ? null : new Date(ms).toISOString()
  }
  const wall = Date.parse(`${local[1]}T${local[2]}:${local[3] ?? '00'}Z`)
  if (Number.isNaN(wall)) return null
  const guess = wall - (schoolWall(wall) - wall)
  return new Date(wall - (schoolWall(guess) - guess)).toISOString()
}

/** The school's day at an instant: `2026-09-01`. */
export const schoolDay = (ms: number): string => new Date(schoolWall(ms)).toISOString().slice(0, 10)

export interface Days {
  readonly from: string
  readonly to: string
}

/** The school year of an instant, 1 August to 31 July: the same bounds all year, so that nothing slides out of them. */
export function schoolYearDays(ms: number): Days {
  const day = schoolDay(ms)
  const year = Number(day.slice(0, 4)) - (day.slice(5) >= '08-01' ? 0 : 1)
  return { from: `${year}-08-01`, to: `${year + 1}-07-31` }
}

/** The months of a school year, each with its first and last day. */
export function schoolYearMonths(ms: number): Days[] {
  const first = Number(schoolYearDays(ms).from.slice(0, 4))
  return Array.from({ length: 12 }, (_, index) => {
    const [from, to] = [Date.UTC(first, 7 + index, 1), Date.UTC(first, 8 + index, 0)]
    return { from: new Date(from).toISOString().slice(0, 10), to: new Date(to).toISOString().slice(0, 10) }
  })
}
