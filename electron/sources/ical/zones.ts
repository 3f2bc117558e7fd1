/**
 * From a written time to an instant. A name that this computer knows is trusted before the file's own rules; a name
 * that nobody knows and the file does not explain is read as Paris, and said.
 */
import ICAL from 'ical.js'
import type { RawComponent } from './components.ts'
import { readProperty, textOf, type WrittenTime } from './property.ts'

/** French schools keep the time of Paris, unless the feed says otherwise: those overseas write UTC or their zone. */
export const SCHOOL_ZONE = 'Europe/Paris'

/** Names that Outlook and Exchange write (CLDR windowsZones): those of France, overseas too, and its neighbours. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  'romance standard time': 'Europe/Paris',
  'w. europe standard time': 'Europe/Berlin',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  'sa western standard time': 'America/Martinique',
  'sa eastern standard time': 'America/Cayenne',
  'saint pierre standard time': 'America/Miquelon',
  'mauritius standard time': 'Indian/Reunion',
  'e. africa standard time': 'Indian/Mayotte',
  'central pacific standard time': 'Pacific/Noumea',
  'hawaiian standard time': 'Pacific/Tahiti',
}
const FIXED_OFFSET = /\b(?:UTC|GMT)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?/i

type Offset = (wallMs: number) => number

const formatters = new Map<string, Intl.DateTimeFormat | null>()

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    made = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    // Not a zone of this computer's.
  }
  formatters.set(zone, made)
  return made
}

/** What a clock in the zone shows at an instant, as if it were UTC. */
function wallAt(format: Intl.DateTimeFormat, ms: number): number {
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
}

/** Twice, because the offset to use is that of the instant, which is what is being looked for. */
function ianaOffset(format: Intl.DateTimeFormat): Offset {
  const offsetAt = (ms: number) => wallAt(format, ms) - ms
  return (wall) => offsetAt(wall - offsetAt(wall))
}

/** The file's own rules; null when they say nothing, which ical.js would take for UTC. */
function fileOffset(component: RawComponent, tzid: string): Offset | null {
  if (component.children.length === 0) return null
  const write = ({ name, lines, children }: RawComponent): string =>
    [
      `BEGIN:${name}`,
      ...lines.filter((one) => readProperty(one) !== null).map(({ text }) => text),
      ...children.map(write),
      `END:${name}`,
    ].join('\r\n')
  try {
    const zone = new ICAL.Timezone({ component: new ICAL.Component(ICAL.parse(write(component))), tzid })
    const offset: Offset = (wall) => {
      const at = new Date(wall)
      const time = new ICAL.Time(
        {
          year: at.getUTCFullYear(),
          month: at.getUTCMonth() + 1,
          day: at.getUTCDate(),
          hour: at.getUTCHours(),
          minute: at.getUTCMinutes(),
          second: at.getUTCSeconds(),
        },
        ICAL.Timezone.localTimezone,
      )
      return zone.utcOffset(time) * 1000
    }
    offset(Date.UTC(2026, 0, 1))
    return offset
  } catch {
    return null
  }
}

export interface Zones {
  /** The instant in milliseconds; a whole day is its midnight. */
  toInstant(time: WrittenTime): number
  /** Wall-clock milliseconds of the zone of `like`, as if they were UTC, to an instant. */
  wallToInstant(wallMs: number, like: WrittenTime): number
  /** Names nobody knows, once each. */
  readonly unknown: ReadonlySet<string>
}

export const wallOf = ({ year, month, day, clock }: WrittenTime): number =>
  Date.UTC(year, month - 1, day, clock?.hour ?? 0, clock?.minute ?? 0, clock?.second ?? 0)

/** @param components the VTIMEZONE of the file, wherever they stand. */
export function createZones(components: readonly RawComponent[]): Zones {
  const resolved = new Map<string, Offset>()
  const unknown = new Set<string>()
  const school = formatterOf(SCHOOL_ZONE)
  const schoolOffset: Offset = school === null ? () => 0 : ianaOffset(school)

  function find(tzid: string): Offset {
    const plain = tzid.replace(/^\/[^/]+\/(?=[A-Z][A-Za-z]+\/[A-Z])/, '')
    const format = /^(?:[A-Za-z_]+\/[A-Za-z_+\-/0-9]+|UTC)$/.test(plain) ? formatterOf(plain) : null
    if (format !== null) return ianaOffset(format)
    const windows = formatterOf(WINDOWS_ZONES[plain.toLowerCase()] ?? '')
    if (windows !== null) return ianaOffset(windows)
    if (/\bparis\b/i.test(plain)) return schoolOffset
    const component = components.find(({ lines }) =>
      lines.some((line) => /^TZID/i.test(line.text) && textOf(readProperty(line) ?? undefined) === tzid),
    )
    const own = component === undefined ? null : fileOffset(component, tzid)
    if (own !== null) return own
    const [, sign, hours, minutes] = FIXED_OFFSET.exec(plain) ?? []
    if (sign !== undefined) {
      const offset = (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000 * (sign === '-' ? -1 : 1)
      return () => offset
    }
    unknown.add(tzid)
    return schoolOffset
  }

  function offsetFor({ tzid, clock }: WrittenTime): Offset {
    if (tzid === null || clock === null) return schoolOffset
    const known = resolved.get(tzid)
    if (known !== undefined) return known
    const found = find(tzid)
    resolved.set(tzid, found)
    return found
  }

  const wallToInstant = (wall: number, like: WrittenTime) => (like.utc ? wall : wall - offsetFor(like)(wall))
  return { toInstant: (time) => wallToInstant(wallOf(time), time), wallToInstant, unknown }
}

/** The date that a calendar on a wall in Paris shows. */
export function schoolDate(ms: number): string {
  const format = formatterOf(SCHOOL_ZONE)
  return new Date(format === null ? ms : wallAt(format, ms)).toISOString().slice(0, 10)
}
