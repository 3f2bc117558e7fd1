/** One content line as ical.js understands it, after the repairs that the field needs. */
import ICAL from 'ical.js'
import type { ContentLine, RawComponent } from './components.ts'

/** A date, or a date and time with what was said about its zone. */
export interface WrittenTime {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Null for a whole day. */
  readonly clock: { readonly hour: number; readonly minute: number; readonly second: number } | null
  readonly utc: boolean
  readonly tzid: string | null
}

export interface Property {
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly values: readonly unknown[]
  readonly line: number
}

/** As ical.js writes a parsed line (jCal, RFC 7265): name, parameters, type, values. */
function isJcal(value: unknown): value is [string, Record<string, unknown>, string, ...unknown[]] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'object' && value.length >= 3
}

/** Semicolons in a row and spaces round signs, seen in the head of real lines; the value stays as it is. */
function repairHead(text: string): string {
  const colon = /^(?:[^":]|"[^"]*")*:/.exec(text)?.[0].length ?? 0
  const head = text.slice(0, colon).replace(/\s*([;=:])\s*/g, '$1')
  return head.replace(/;{2,}/g, ';').replace(/;:$/, ':') + text.slice(colon)
}

/** Null when the line cannot be read at all. */
export function readProperty({ text, line }: ContentLine): Property | null {
  try {
    const jcal: unknown = ICAL.parse.property(repairHead(text))
    if (!isJcal(jcal)) return null
    const [name, parameters, , ...values] = jcal
    return { name, parameters, values, line }
  } catch {
    return null
  }
}

/** What is read of a component, first of each name first; `unreadable` are the lines that say nothing. */
export function readProperties(component: RawComponent): { byName: Map<string, Property[]>; unreadable: number[] } {
  const byName = new Map<string, Property[]>()
  const unreadable: number[] = []
  for (const one of component.lines) {
    const property = readProperty(one)
    if (property === null) {
      unreadable.push(one.line)
      continue
    }
    const same = byName.get(property.name)
    if (same === undefined) byName.set(property.name, [property])
    else same.push(property)
  }
  return { byName, unreadable }
}

/** HTML entities as PRONOTE leaves them in text that iCalendar has already unescaped. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The text of a property, entities decoded; empty when absent. */
export function textOf(property: Property | undefined): string {
  const value = property?.values[0]
  return typeof value === 'string' ? decodeEntities(value) : ''
}

const TIME = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2})(?::?(\d{2}))?(Z?))?$/

/** Null when it is no date that exists. */
export function readTime(value: unknown, parameters: Property['parameters']): WrittenTime | null {
  const found = typeof value === 'string' ? TIME.exec(value.trim()) : null
  if (found === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number)
  if (year < 1900 || year > 2200 || hour > 23 || minute > 59 || second > 60) return null
  const real = new Date(Date.UTC(year, month - 1, day))
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null
  const { tzid } = parameters
  return {
    year,
    month,
    day,
    clock: found[4] === undefined ? null : { hour, minute, second: Math.min(second, 59) },
    utc: found[7] === 'Z',
    tzid: typeof tzid === 'string' && tzid.trim() !== '' ? tzid.trim().replace(/^"|"$/g, '') : null,
  }
}

/** Length of an iCalendar duration (`PT1H30M`, `P1W`) in milliseconds; null when unreadable or negative. */
export function readDuration(value: unknown): number | null {
  const found =
    typeof value === 'string'
      ? /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/.exec(value.trim())
      : null
  if (found === null) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0))
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}
