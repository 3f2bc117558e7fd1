/** A whole calendar, from its bytes to records: what the worker runs, and what tests run without it. */
import type { SnapshotRecord } from '../../contract/snapshot.ts'
import type { FileFault } from '../file-source.ts'
import { readComponents } from './components.ts'
import { type EntryOptions, readEntries } from './entries.ts'
import { type CalendarSystem, recogniseSystem } from './system.ts'
import { toRecords } from './to-records.ts'
import { schoolDate } from './zones.ts'

export interface CalendarReading {
  readonly system: CalendarSystem
  readonly records: readonly SnapshotRecord[]
  /** Without the file's name: a feed has none. */
  readonly faults: readonly Omit<FileFault, 'file'>[]
  readonly ignored: Readonly<Record<string, number>>
}

/** The school year that an instant lies in, as the year it began: August belongs to the one that comes. */
export function schoolYear(ms: number): number {
  const [year = '', month = ''] = schoolDate(ms).split('-')
  return Number(month) >= 8 ? Number(year) : Number(year) - 1
}

export interface CalendarOptions {
  readonly now: number
  readonly skip?: ReadonlySet<number>
  readonly onRule?: EntryOptions['onRule']
}

/**
 * Keeps what lies in the present school year (1 August to 31 August of the next year).
 *
 * @throws TrousseError `calendar-not-ical`, `response-truncated` {line}, `file-too-large`.
 */
export function readCalendar(bytes: Uint8Array, options: CalendarOptions): CalendarReading {
  const calendars = readComponents(bytes)
  const system = recogniseSystem(calendars)
  const year = schoolYear(options.now)
  const { entries, faults, outside } = readEntries(calendars, {
    from: Date.UTC(year, 7, 1),
    to: Date.UTC(year + 1, 8, 1),
    skip: options.skip ?? new Set(),
    onRule: options.onRule ?? (() => {}),
  })
  const { records, ignored, withoutCourse } = toRecords(entries, system)
  return {
    system,
    records,
    faults: [
      ...faults,
      ...withoutCourse.map(({ line, summary }) => ({
        line,
        field: 'CATEGORIES',
        verdict: 'refused' as const,
        reason: 'class-missing',
        about: summary,
      })),
    ],
    ignored: { ...ignored, ...(outside > 0 ? { 'outside-year': outside } : {}) },
  }
}
