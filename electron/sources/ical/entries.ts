/**
 * Events and tasks of a calendar, each occurrence by itself, whatever program wrote them. What they mean for a
 * school is decided elsewhere.
 */
import ICAL from 'ical.js'
import { TrousseError } from '../../contract/errors.ts'
import { cleanMultiline, cleanText } from '../../domain/text-clean.ts'
import type { RawComponent } from './components.ts'
import { type Property, readDuration, readProperties, readTime, textOf, type WrittenTime } from './property.ts'
import { createZones, schoolDate, wallOf, type Zones } from './zones.ts'

/** Occurrences in a school year: a rule is weekly at most in a timetable. */
const MAX_OCCURRENCES_OF_RULE = 1_000
/** Steps of a rule before its first occurrence of the year: daily since 1970 takes 20,000. */
const MAX_STEPS = 30_000
export const MAX_ENTRIES = 20_000

export interface Entry {
  readonly kind: 'event' | 'task'
  readonly line: number
  readonly uid: string
  /** Tells the occurrences of one rule apart; empty for what happens once. */
  readonly occurrence: string
  readonly startsAt: number
  /** Never before `startsAt`. */
  readonly endsAt: number
  readonly allDay: boolean
  /** Dates in Paris; the last day included. */
  readonly firstDay: string
  readonly summary: string
  readonly description: string
  readonly location: string
  readonly categories: readonly string[]
  readonly cancelled: boolean
}

export interface EntryFault {
  readonly line: number
  readonly field: string | null
  readonly verdict: 'doubtful' | 'refused'
  readonly reason: 'line-unreadable' | 'date-unreadable' | 'zone-unknown' | 'rule-endless'
  readonly about: string
}

export interface Entries {
  readonly entries: readonly Entry[]
  readonly faults: readonly EntryFault[]
  /** Before or after the school year. */
  readonly outside: number
}

export interface EntryOptions {
  /** Milliseconds: entries that end before or begin after are left aside. */
  readonly from: number
  readonly to: number
  /** Lines of components whose rule is not to be expanded: it never ended before. */
  readonly skip: ReadonlySet<number>
  /** Told the line of the component before each rule, 0 after it: somebody outside sees which one never ends. */
  readonly onRule: (line: number) => void
}

interface Times {
  readonly start: WrittenTime
  readonly startsAt: number
  readonly length: number
}

interface Master {
  readonly component: RawComponent
  readonly properties: ReadonlyMap<string, readonly Property[]>
  readonly times: Times
}

const DAY_MS = 86_400_000
const first = (properties: ReadonlyMap<string, readonly Property[]>, name: string) => properties.get(name)?.[0]

function timesOf(properties: ReadonlyMap<string, readonly Property[]>, zones: Zones, isTask: boolean): Times | null {
  const read = (name: string) => {
    const property = first(properties, name)
    return property === undefined ? null : readTime(property.values[0], property.parameters)
  }
  const start = isTask ? (read('due') ?? read('dtstart')) : read('dtstart')
  if (start === null) return null
  const startsAt = zones.toInstant(start)
  const end = isTask ? null : read('dtend')
  const given =
    end === null ? (readDuration(first(properties, 'duration')?.values[0]) ?? 0) : zones.toInstant(end) - startsAt
  // A whole day without an end is that day; an end before the start is a slip of the program that wrote it.
  const length = isTask ? 0 : start.clock === null ? Math.max(DAY_MS, given) : Math.max(0, given)
  return { start, startsAt, length }
}

/** Instants of EXDATE, RDATE and the like; periods count by their start. */
function instantsOf(properties: readonly Property[] | undefined, zones: Zones): number[] {
  const instants: number[] = []
  for (const { values, parameters } of properties ?? []) {
    for (const value of values) {
      const time = readTime(Array.isArray(value) ? value[0] : value, parameters)
      if (time !== null) instants.push(zones.toInstant(time))
    }
  }
  return instants
}

/** Wall clock of the rule's zone, as a time without zone: rules repeat on the wall, not in UTC. */
function toIcal(wallMs: number, isDate: boolean) {
  const at = new Date(wallMs)
  return new ICAL.Time(
    {
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
      isDate,
    },
    ICAL.Timezone.localTimezone,
  )
}

/** UNTIL is written in UTC and compared on the wall. */
function untilWall(text: string, start: WrittenTime, zones: Zones): string {
  return text.replace(/UNTIL=([^;]+)/i, (whole, value: string) => {
    const until = readTime(value, {})
    if (until === null || !until.utc || start.utc || start.clock === null) return whole.replace(/Z$/i, '')
    const utc = wallOf(until)
    const wall = utc + (utc - zones.wallToInstant(utc, start))
    return `UNTIL=${new Date(wall).toISOString().replace(/[-:]|\.\d+Z$/g, '')}`
  })
}

/** Null when the rule cannot be followed. */
function expandRule(ruleLine: string, times: Times, zones: Zones, options: EntryOptions): number[] | null {
  const instants: number[] = []
  try {
    const rule = ICAL.Recur.fromString(untilWall(ruleLine, times.start, zones))
    const iterator = rule.iterator(toIcal(wallOf(times.start), times.start.clock === null))
    for (let step = 0; ; step++) {
      if (step > MAX_STEPS || instants.length > MAX_OCCURRENCES_OF_RULE) return null
      const next = iterator.next()
      if (next === null || next === undefined) return instants
      const wall = Date.UTC(next.year, next.month - 1, next.day, next.hour, next.minute, next.second)
      const instant = zones.wallToInstant(wall, times.start)
      if (instant > options.to) return instants
      if (instant + times.length >= options.from) instants.push(instant)
    }
  } catch {
    return null
  }
}

const RULE_LINE = /^RRULE[^:]*:(.+)$/i

export function readEntries(calendars: readonly RawComponent[], options: EntryOptions): Entries {
  const inside = calendars.flatMap((top) => (top.name === 'vcalendar' ? top.children : [top]))
  const zones = createZones(inside.filter(({ name }) => name === 'vtimezone'))
  const entries: Entry[] = []
  const faults: EntryFault[] = []
  let outside = 0

  function add(master: Master, startsAt: number, occurrence: string): void {
    const { component, properties, times } = master
    const endsAt = startsAt + times.length
    if (endsAt < options.from || startsAt > options.to) {
      outside++
      return
    }
    if (entries.length >= MAX_ENTRIES) throw new TrousseError('file-too-large', { reason: 'occurrences' })
    const categories = (properties.get('categories') ?? []).flatMap(({ values }) =>
      values.filter((value) => typeof value === 'string').map((value) => cleanText(value)),
    )
    entries.push({
      kind: component.name === 'vtodo' ? 'task' : 'event',
      line: component.line,
      uid: cleanText(textOf(first(properties, 'uid'))),
      occurrence,
      startsAt,
      endsAt,
      allDay: times.start.clock === null,
      firstDay: schoolDate(startsAt),
      summary: cleanText(textOf(first(properties, 'summary'))),
      description: cleanMultiline(textOf(first(properties, 'description'))),
      location: cleanText(textOf(first(properties, 'location'))),
      categories: categories.filter((category) => category !== ''),
      cancelled: textOf(first(properties, 'status')).toUpperCase() === 'CANCELLED',
    })
  }

  const masters: Master[] = []
  const overrides = new Map<string, Set<number>>()
  for (const component of inside) {
    if (component.name !== 'vevent' && component.name !== 'vtodo') continue
    const { byName, unreadable } = readProperties(component)
    const about = cleanText(textOf(first(byName, 'summary')))
    for (const line of unreadable) {
      faults.push({ line, field: null, verdict: 'doubtful', reason: 'line-unreadable', about })
    }
    const times = timesOf(byName, zones, component.name === 'vtodo')
    if (times === null) {
      const field = component.name === 'vtodo' ? 'DUE' : 'DTSTART'
      faults.push({ line: component.line, field, verdict: 'refused', reason: 'date-unreadable', about })
      continue
    }
    masters.push({ component, properties: byName, times })
    const uid = cleanText(textOf(first(byName, 'uid')))
    for (const instant of instantsOf(byName.get('recurrence-id'), zones)) {
      overrides.set(uid, (overrides.get(uid) ?? new Set()).add(instant))
    }
  }

  for (const master of masters) {
    const { component, properties, times } = master
    const rules = component.lines.flatMap(({ text }) => RULE_LINE.exec(text)?.[1] ?? [])
    const extra = instantsOf(properties.get('rdate'), zones)
    const [moved] = instantsOf(properties.get('recurrence-id'), zones)
    if (rules.length === 0 && extra.length === 0) {
      add(master, times.startsAt, moved === undefined ? '' : new Date(moved).toISOString())
      continue
    }
    const instants = new Set(extra.length > 0 || rules.length > 0 ? [times.startsAt, ...extra] : [])
    for (const rule of rules) {
      options.onRule(component.line)
      const expanded = options.skip.has(component.line) ? null : expandRule(rule, times, zones, options)
      options.onRule(0)
      if (expanded === null) {
        const about = cleanText(textOf(first(properties, 'summary')))
        faults.push({ line: component.line, field: 'RRULE', verdict: 'refused', reason: 'rule-endless', about })
      }
      for (const instant of expanded ?? []) instants.add(instant)
    }
    for (const gone of instantsOf(properties.get('exdate'), zones)) instants.delete(gone)
    const replaced = overrides.get(cleanText(textOf(first(properties, 'uid')))) ?? new Set()
    for (const instant of [...instants].sort((a, b) => a - b)) {
      if (!replaced.has(instant)) add(master, instant, new Date(instant).toISOString())
    }
  }
  for (const tzid of zones.unknown) {
    faults.push({ line: 1, field: `TZID=${tzid.slice(0, 60)}`, verdict: 'doubtful', reason: 'zone-unknown', about: '' })
  }
  return { entries, faults, outside }
}
