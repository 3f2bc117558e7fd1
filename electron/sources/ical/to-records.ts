/**
 * What the entries of a calendar mean for a teacher: hours of a timetable, work to be handed in, or neither.
 * Rules: formats facts §2b (PRONOTE) and §5, protocol facts §5.3 (Moodle).
 */
import type { AssignmentRecord, LessonRecord, SnapshotRecord } from '../../contract/snapshot.ts'
import { classKey, cleanText, cutText, foldText } from '../../domain/text-clean.ts'
import type { Entry } from './entries.ts'
import type { CalendarSystem } from './system.ts'
import { schoolDate } from './zones.ts'

const MAX_ID = 500
const MAX_NAMES = 20
const DAY_MS = 86_400_000

/** Why an entry is left aside on purpose, as a key under `import.ignored-why.<reason>`. */
export type IgnoredReason = 'holiday' | 'diary' | 'placement' | 'all-day' | 'several-days' | 'no-course' | 'no-title'

export interface CalendarRecords {
  readonly records: readonly SnapshotRecord[]
  readonly ignored: Readonly<Partial<Record<IgnoredReason, number>>>
  /** Tasks without a course: an assignment belongs to a class. */
  readonly withoutCourse: readonly Entry[]
}

/** `Cle : valeur` lines, by folded key. */
function readFields(description: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of description.split('\n')) {
    const [, key, value] = /^\s*([^:<>]{2,40}?)\s*:\s*(.+)$/.exec(line) ?? []
    if (key !== undefined && value !== undefined) fields.set(foldText(key).replace(/\(s\)|s\b/g, ''), cleanText(value))
  }
  return fields
}

const CANCELLED = /^cours annule\b|^classe absente\b|^prof(?:esseur)?\.? absent\b|^abs(?:ence)? personnelle\b/
const STATUS_PREFIX =
  /^(?:Cours annulé|Cours modifié|Cours déplacé|Cours exceptionnel|Cours maintenu|Classe absente|Prof\.? absent)\s*:\s*/i

/** `[3°EP1]` and `<3E> 3°EP1`: a group, and a part of class 3E. Names without their signs, as a school writes them. */
function namesIn(text: string): string[] {
  return text.split(/,(?![^[<]*[\]>])/).flatMap((part) => {
    const [, parent = '', rest = ''] = /^\s*(?:<([^>]*)>)?\s*(.*)$/.exec(part) ?? []
    return [rest.replace(/^\[|\]$/g, ''), parent].map(cleanText).filter((name) => name !== '')
  })
}

/** The same class once, however it is written. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const name of names) {
    const key = classKey(name) || foldText(name)
    if (!seen.has(key)) seen.set(key, cutText(name, 100))
  }
  return [...seen.values()].slice(0, MAX_NAMES)
}

interface Described {
  readonly label: string
  readonly room: string
  readonly classNames: string[]
  readonly cancelled: boolean
}

const CLASS_FIELDS = ['groupe', 'partie de classe', 'classe'] as const

/** `2de 1`, `3E B`, `TG4`, `6e A`: short, and begins with a level. */
const CLASS_LIKE =
  /^(?:(?=.*\d)(?:[3-6]|2n?d?e?|1[eè]?r?e?|T[a-z]{0,4}\.?)\s?(?:e|è?me|°)?[\s°]*[A-Z0-9][A-Z0-9 ]{0,8}|(?:Tle|Term\.?)\s?[A-Z0-9]{1,4})$/i

/** PRONOTE writes `MATIERE - 4D` or `MATIERE - [groupe] - <classe> partie` when it describes nothing. */
function describeLesson(entry: Entry, system: CalendarSystem): Described {
  const fields = readFields(entry.description)
  const words = [
    ...entry.categories.map((one) => one.replace(/^Cours\s+-\s+/i, '')),
    entry.summary,
    entry.description.split('\n')[0] ?? '',
  ]
  const cancelled = entry.cancelled || words.some((word) => CANCELLED.test(foldText(word)))
  const summary = entry.summary.replace(STATUS_PREFIX, '')
  const [head = '', ...rest] = summary.split(/\s+[-–]\s+/)
  const named = CLASS_FIELDS.flatMap((field) => namesIn(fields.get(field) ?? ''))
  // Elsewhere what follows the subject may be anything: only what looks like a class is taken for one.
  const followed = system === 'pronote' ? rest : rest.filter((part) => CLASS_LIKE.test(part))
  const inSummary = named.length === 0 ? followed.flatMap(namesIn) : []
  const withoutClass = [head, ...rest.filter((part) => !followed.includes(part))].join(' – ')
  return {
    label: fields.get('matiere') ?? (inSummary.length === 0 && system !== 'pronote' ? summary : withoutClass),
    room: entry.location || (fields.get('salle') ?? ''),
    classNames: uniqueNames([...named, ...inSummary]),
    cancelled,
  }
}

/**
 * Stable from one reading to the next. PRONOTE ends its UID with the instant of the export: that is cut off, and
 * the start added, since one course is held every week.
 */
function lessonId(entry: Entry, system: CalendarSystem, { label, classNames }: Described): string {
  const start = new Date(entry.startsAt).toISOString()
  if (system === 'pronote') {
    const course = /^(.+?)-\d{8}T\d{6}Z/.exec(entry.uid)?.[1]
    const derived = [foldText(label), ...classNames.map((name) => classKey(name) || foldText(name))].join('|')
    return `${course ?? derived}:${start}`
  }
  if (entry.uid === '') return `${foldText(entry.summary)}:${start}`
  return entry.occurrence === '' ? entry.uid : `${entry.uid}:${entry.occurrence}`
}

/** Categories that are no lesson in PRONOTE. */
const NOT_LESSONS: readonly (readonly [RegExp, IgnoredReason])[] = [
  [/^jours? ferie|^vacances|^ferie/, 'holiday'],
  [/^agenda/, 'diary'],
  [/^sessions? de stage/, 'placement'],
]

function whyIgnored(entry: Entry, system: CalendarSystem): IgnoredReason | null {
  if (system === 'pronote') {
    const category = foldText(entry.categories[0] ?? '')
    const found = NOT_LESSONS.find(([pattern]) => pattern.test(category))
    if (found !== undefined) return found[1]
  }
  if (entry.allDay) return 'all-day'
  return entry.endsAt - entry.startsAt > DAY_MS ? 'several-days' : null
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

/** Plain text as paragraphs. */
const toHtml = (text: string): string =>
  text.trim() === ''
    ? ''
    : text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph) => `<p>${escapeHtml(paragraph).replace(/\n/g, '<br>')}</p>`)
        .join('')

/** Work of a course: a task anywhere, and in Moodle an event without length, which is a moment to be ready by. */
const isWork = (entry: Entry, system: CalendarSystem): boolean =>
  entry.kind === 'task' || (system === 'moodle' && entry.endsAt === entry.startsAt)

const courseId = (name: string): string => cutText(`course:${foldText(name)}`, MAX_ID)

/** Ids seen before get a number: two lessons of one hour must not become one. */
function createIds() {
  const seen = new Map<string, number>()
  return (wanted: string): string => {
    const base = cutText(wanted, MAX_ID - 8)
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return count === 1 ? base : `${base}#${count}`
  }
}

export function toRecords(entries: readonly Entry[], system: CalendarSystem): CalendarRecords {
  const ids = createIds()
  const courses = new Map<string, string>()
  const work: AssignmentRecord[] = []
  const lessons: LessonRecord[] = []
  const ignored: Partial<Record<IgnoredReason, number>> = {}
  const withoutCourse: Entry[] = []
  const ignore = (reason: IgnoredReason) => {
    ignored[reason] = (ignored[reason] ?? 0) + 1
  }

  function addWork(entry: Entry): void {
    const [course] = entry.categories
    if (course === undefined) {
      // In Moodle it is the teacher's own reminder; elsewhere work that nobody can be given.
      if (system === 'moodle') ignore('no-course')
      else withoutCourse.push(entry)
      return
    }
    const classExternalId = courseId(course)
    courses.set(classExternalId, course)
    const own = entry.uid === '' ? `${foldText(entry.summary)}:${entry.firstDay}` : entry.uid
    work.push({
      entity: 'assignment',
      externalId: ids(entry.occurrence === '' ? own : `${own}:${entry.occurrence}`),
      classExternalId,
      title: cutText(entry.summary, 300),
      descriptionHtml: cutText(toHtml(entry.description), 100_000),
      dueOn: schoolDate(entry.startsAt),
      attachments: [],
    })
  }

  function addLesson(entry: Entry): void {
    const lesson = describeLesson(entry, system)
    if (lesson.label === '') {
      ignore('no-title')
      return
    }
    lessons.push({
      entity: 'lesson',
      externalId: ids(lessonId(entry, system, lesson)),
      startsAt: new Date(entry.startsAt).toISOString(),
      endsAt: new Date(entry.endsAt).toISOString(),
      label: cutText(lesson.label, 300),
      ...(lesson.room === '' ? {} : { room: cutText(lesson.room, 120) }),
      classNames: lesson.classNames,
      cancelled: lesson.cancelled,
    })
  }

  for (const entry of [...entries].sort((a, b) => a.startsAt - b.startsAt || a.line - b.line)) {
    if (isWork(entry, system)) {
      addWork(entry)
      continue
    }
    const reason = whyIgnored(entry, system)
    if (reason === null) addLesson(entry)
    else ignore(reason)
  }
  const classes = [...courses].map(([externalId, name]) => ({
    entity: 'class' as const,
    externalId,
    kind: 'group' as const,
    name: cutText(name, 100),
  }))
  return { records: [...classes, ...work, ...lessons], ignored, withoutCourse }
}
