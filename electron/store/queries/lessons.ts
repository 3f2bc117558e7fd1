import type { LessonFilter, LessonView } from '../../contract/views.ts'
import { foldText } from '../../domain/text-clean.ts'
import { classFinder, type NamedClass } from '../class-names.ts'
import type { ReadConnection } from '../connection.ts'
import { asInstant } from '../instant.ts'

interface LessonRow extends Omit<LessonView, 'cancelled' | 'classes' | 'otherNames'> {
  readonly cancelled: number
  readonly classId: number | null
  readonly className: string | null
  /** JSON array of what the source writes. */
  readonly classNames: string
}

/** Longest first when two begin together. Names are matched with the classes of today, whenever they came. */
export function listLessons(connection: ReadConnection, { classId, from, to }: LessonFilter): LessonView[] {
  const rows = connection
    .read<LessonRow, [string, string]>(
      `SELECT l.id, l.starts_at AS startsAt, l.ends_at AS endsAt, l.label, l.room, l.cancelled,
         c.id AS classId, c.name AS className, l.class_names AS classNames, s.label AS sourceLabel
       FROM lesson l LEFT JOIN school_class c ON c.id = l.class_id AND c.active = 1
         LEFT JOIN source s ON s.id = l.source_id
       WHERE l.active = 1 AND l.ends_at > ? AND l.starts_at < ?
       ORDER BY l.starts_at, l.ends_at DESC, l.label, l.id`,
    )
    .all(asInstant(from), asInstant(to))
  const find = classFinder(connection)
  const views = withoutCopies(rows.map((row) => toView(row, find)))
  return classId === undefined ? views : views.filter((view) => view.classes.some(({ id }) => id === classId))
}

/** The same hour of the same classes, given by two sources, is one; what either knows of it holds. */
function withoutCopies(lessons: readonly LessonView[]): LessonView[] {
  const kept = new Map<string, LessonView>()
  for (const lesson of lessons) {
    const who = lesson.classes.length > 0 ? lesson.classes.map(({ id }) => id).sort((a, b) => a - b) : lesson.otherNames
    const key = JSON.stringify([lesson.startsAt, lesson.endsAt, foldText(lesson.label), who])
    const known = kept.get(key)
    if (known === undefined) kept.set(key, lesson)
    else {
      const [older, newer] = known.id < lesson.id ? [known, lesson] : [lesson, known]
      kept.set(key, { ...older, room: older.room ?? newer.room, cancelled: older.cancelled || newer.cancelled })
    }
  }
  return [...kept.values()]
}

function toView(
  { classId, className, classNames, cancelled, ...row }: LessonRow,
  find: (name: string) => NamedClass | null,
): LessonView {
  const classes = new Map<number, string>()
  if (classId !== null) classes.set(classId, className ?? '')
  const otherNames: string[] = []
  for (const name of JSON.parse(classNames) as string[]) {
    const found = find(name)
    if (found !== null) classes.set(found.id, found.name)
    // A source that gives the class by its id may call it by another name.
    else if (classId === null && !otherNames.includes(name)) otherNames.push(name)
  }
  return {
    ...row,
    cancelled: cancelled === 1,
    classes: [...classes].map(([id, name]) => ({ id, name })),
    otherNames,
  }
}
