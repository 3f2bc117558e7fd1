/** A timetable as a screen shows it: a week with a column per day and a row per hour, or one line per lesson. Pure. */
import type { LessonRecord } from '../../contract/snapshot.ts'
import { schoolInstant } from '../../domain/school-time.ts'
import { cleanText, cutText, foldText } from '../../domain/text-clean.ts'
import type { CapturedCell } from './captured-page.ts'
import { classIdOf, classOfTexts } from './class-of-page.ts'
import type { FlatTable } from './flat-table.ts'
import { findDate } from './work-dates.ts'

export interface ReadLesson {
  /** One-based, in the order of the page. */
  readonly line: number
  /** ISO date. */
  readonly day: string
  readonly startsAt: string
  readonly endsAt: string
  readonly label: string
  readonly room: string | null
  readonly className: string | null
  readonly cancelled: boolean
}

export interface TimetableContext {
  /** ISO date. */
  readonly today: string
  readonly className: string | null
  readonly knownClasses: readonly string[]
}

/** Fewer days with a date in the titles are no week. */
const MIN_DAYS = 3
const MOST = 0.6
const MAX_LABEL = 300
const MAX_ROOM = 120
const MAX_ID = 500
const DAY_MINUTES = 24 * 60
/** An hour without an end, at the foot of a week. */
const USUAL_MINUTES = 60

const TIME = /\b(\d{1,2})\s*(?:h|:)\s*(\d{2})?/gi
const CANCELLED = /annul|supprim|prof\.? absent|cours non assur/i
const ROOM = /^(?:salle|s\.)\s+(.{1,30})$|^((?:[A-Z]{1,3}[ -]?)?\d{2,4}[A-Z]?)$/i

/** Minutes after midnight of every hour in a text: "8h30 - 9h25" gives two. */
function timesOf(text: string): number[] {
  return [...cleanText(text).matchAll(TIME)]
    .map(([, hours = '', minutes = '0']) => Number(hours) * 60 + Number(minutes))
    .filter((minutes) => minutes < DAY_MINUTES)
}

const column = (headers: readonly string[], pattern: RegExp): number =>
  headers.findIndex((header) => pattern.test(foldText(header)))

interface ListColumns {
  readonly date: number
  readonly start: number
  readonly end: number
  readonly subject: number
  readonly className: number
  readonly room: number
}

function listColumns(headers: readonly string[]): ListColumns | null {
  const columns = {
    date: column(headers, /^(?:date|jour)\b/),
    start: column(headers, /^(?:heures?|horaires?|debut|heure (?:de )?debut)\b/),
    end: column(headers, /^(?:fin|heure (?:de )?fin)\b/),
    subject: column(headers, /^(?:matiere|discipline|cours|enseignement)\b/),
    className: column(headers, /^(?:classe|groupe|division)\b/),
    room: column(headers, /^(?:salle|lieu)\b/),
  }
  return columns.date >= 0 && columns.start >= 0 && columns.subject >= 0 ? columns : null
}

const daysOf = (headers: readonly string[], today: string): (string | null)[] =>
  headers.map((header, index) => (index === 0 ? null : findDate(header, today)))

/** True for a table that is a timetable, of either shape. */
export function isTimetable({ headers, rows }: FlatTable, today: string): boolean {
  if (listColumns(headers) !== null) return true
  if (daysOf(headers, today).filter((day) => day !== null).length < MIN_DAYS) return false
  const timed = rows.filter((row) => timesOf(row[0]?.text ?? '').length > 0).length
  return timed >= rows.length * MOST
}

/** What one cell of a week says, in any order: subject, class, room, whether it is cancelled. */
function readCell(
  text: string,
  context: TimetableContext,
): Pick<ReadLesson, 'label' | 'room' | 'className' | 'cancelled'> {
  const lines = text
    .split('\n')
    .map(cleanText)
    .filter((line) => line !== '')
  const className = classOfTexts(lines, context.knownClasses) ?? context.className
  let room: string | null = null
  let label = ''
  for (const line of lines) {
    const found = ROOM.exec(line)
    const namesClass = classOfTexts([line], context.knownClasses) !== null
    if (found && !namesClass) room ??= cutText(found[1] ?? found[2] ?? line, MAX_ROOM)
    else if (label === '' && !CANCELLED.test(line) && !namesClass && timesOf(line).length === 0) label = line
  }
  return { label: cutText(label || (lines[0] ?? ''), MAX_LABEL), room, className, cancelled: CANCELLED.test(text) }
}

function lessonAt(
  day: string,
  from: number,
  to: number,
  rest: Omit<ReadLesson, 'day' | 'startsAt' | 'endsAt'>,
): ReadLesson | null {
  const clock = (minutes: number) =>
    `${day}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const startsAt = schoolInstant(clock(from))
  const endsAt = schoolInstant(clock(Math.min(Math.max(to, from + 5), DAY_MINUTES - 1)))
  return startsAt === null || endsAt === null || rest.label === '' ? null : { ...rest, day, startsAt, endsAt }
}

function readWeek(rows: FlatTable['rows'], days: readonly (string | null)[], context: TimetableContext): ReadLesson[] {
  const hours = rows.map((row) => timesOf(row[0]?.text ?? ''))
  const lessons: ReadLesson[] = []
  for (const [index, day] of days.entries()) {
    if (day === null) continue
    for (let first = 0; first < rows.length; first++) {
      const cell = rows[first]?.[index]
      const from = hours[first]?.[0]
      if (cell === undefined || from === undefined || cleanText(cell.text) === '') continue
      let last = first
      // A lesson of two hours is one cell over two rows.
      while (rows[last + 1]?.[index] === cell) last++
      const to = hours[last]?.[1] ?? hours[last + 1]?.[0] ?? (hours[last]?.[0] ?? from) + USUAL_MINUTES
      const lesson = lessonAt(day, from, to, { line: lessons.length + 1, ...readCell(cell.text, context) })
      if (lesson !== null) lessons.push(lesson)
      first = last
    }
  }
  return lessons
}

function readLines(rows: FlatTable['rows'], columns: ListColumns, context: TimetableContext): ReadLesson[] {
  const lessons: ReadLesson[] = []
  const at = (row: readonly CapturedCell[], index: number) => (index < 0 ? '' : cleanText(row[index]?.text ?? ''))
  for (const [index, row] of rows.entries()) {
    const day = findDate(at(row, columns.date), context.today)
    const [from, until] = timesOf(at(row, columns.start))
    if (day === null || from === undefined) continue
    const to = timesOf(at(row, columns.end))[0] ?? until ?? from + USUAL_MINUTES
    const written = at(row, columns.className)
    const className = written === '' ? context.className : (classOfTexts([written], context.knownClasses) ?? written)
    const lesson = lessonAt(day, from, to, {
      line: index + 1,
      label: cutText(at(row, columns.subject), MAX_LABEL),
      room: at(row, columns.room) === '' ? null : cutText(at(row, columns.room), MAX_ROOM),
      className: className === null ? null : cutText(className, 100),
      cancelled: row.some((cell) => CANCELLED.test(cell.text)),
    })
    if (lesson !== null) lessons.push(lesson)
  }
  return lessons
}

/** The lessons of a timetable; what has no day, no hour or no subject is none. */
export function readLessons(table: FlatTable, context: TimetableContext): ReadLesson[] {
  const columns = listColumns(table.headers)
  return columns === null
    ? readWeek(table.rows, daysOf(table.headers, context.today), context)
    : readLines(table.rows, columns, context)
}

export const lessonIdOf = (lesson: ReadLesson): string =>
  cutText(
    `lesson:${lesson.startsAt}:${lesson.className === null ? '' : classIdOf(lesson.className)}:${foldText(lesson.label)}`,
    MAX_ID,
  )

/** One record per lesson; its class is known by its name, as the school writes it. */
export function lessonRecords(lessons: readonly ReadLesson[]): LessonRecord[] {
  const records = new Map<string, LessonRecord>()
  for (const lesson of lessons) {
    const externalId = lessonIdOf(lesson)
    records.set(externalId, {
      entity: 'lesson',
      externalId,
      startsAt: lesson.startsAt,
      endsAt: lesson.endsAt,
      label: lesson.label,
      ...(lesson.room === null ? {} : { room: lesson.room }),
      classNames: lesson.className === null ? [] : [lesson.className],
      cancelled: lesson.cancelled,
    })
  }
  return [...records.values()]
}
