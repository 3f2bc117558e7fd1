/** Invented calendars, in the shapes that PRONOTE, École Directe and Moodle write. */
import { TrousseError } from '../../electron/contract/errors.ts'
import { readCalendar } from '../../electron/sources/ical/read-calendar.ts'

export const NOW = Date.parse('2026-11-24T10:00:00Z')

export const calendar = (maker: string, ...components: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:${maker}`, ...components, 'END:VCALENDAR', ''].join('\r\n')

export const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')

export const PRONOTE = '-//Copyright Index-Education//Index-Education ProNote2026//FR'
export const MOODLE = '-//Moodle Pty Ltd//NONSGML Moodle Version 2025041400//EN'
export const ECOLE_DIRECTE = '-//www.ecoledirecte.com//FR'

export interface PronoteLesson {
  readonly course?: string
  /** Of the export, which PRONOTE writes into the UID. */
  readonly exportedAt?: string
  readonly start?: string
  readonly end?: string
  readonly summary?: string
  readonly category?: string
  readonly description?: string
}

export const pronoteLesson = ({
  course = 'Cours-40048-1',
  exportedAt = '20261124T095501Z',
  start = '20261130T070000Z',
  end = '20261130T075500Z',
  summary = 'MATHEMATIQUES - 3E B',
  category = 'Cours',
  description = 'Matière : MATHEMATIQUES\\nProfesseur : INVENTE A.\\nClasse : 3E B\\nSalle : B204\\n',
}: PronoteLesson = {}): string =>
  event(
    `CATEGORIES:${category}`,
    'DTSTAMP:20261124T095501Z',
    `UID:${course}-${exportedAt}-Index-Education`,
    `DTSTART:${start}`,
    `DTEND:${end}`,
    `SUMMARY;LANGUAGE=fr:${summary}`,
    ...(description === '' ? [] : [`DESCRIPTION;LANGUAGE=fr:${description}`]),
  )

export const pronoteFeed = (...lessons: readonly string[]): string => calendar(PRONOTE, ...lessons)

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export const read = (text: string | Uint8Array, now = NOW) =>
  readCalendar(typeof text === 'string' ? bytesOf(text) : text, { now })

export const lessonsOf = (reading: ReturnType<typeof read>) =>
  reading.records.flatMap((record) => (record.entity === 'lesson' ? [record] : []))
export const workOf = (reading: ReturnType<typeof read>) =>
  reading.records.flatMap((record) => (record.entity === 'assignment' ? [record] : []))
export const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof TrousseError) return error.code
    throw error
  }
  return 'none'
}
