/** What the absence of a lesson means, and what a source would lose of its timetable. */
import { recordKey } from '../../domain/roster-diff.ts'
import { classFinder } from '../class-names.ts'
import type { ReadConnection } from '../connection.ts'
import { asInstant } from '../instant.ts'
import type { Changes } from './known.ts'
import type { Staging } from './staging.ts'

export interface KnownLesson {
  readonly externalId: string
  readonly startsAt: string
  readonly endsAt: string
  /** Rows of the classes it is for, by id or by name. */
  readonly classIds: readonly number[]
}

/** Active lessons this source gave, by record key. Empty for the many sources that give none. */
export function readKnownLessons(connection: ReadConnection, sourceId: number): Map<string, KnownLesson> {
  const rows = connection
    .read<
      { externalId: string; startsAt: string; endsAt: string; classId: number | null; classNames: string },
      [number]
    >(
      `SELECT e.external_id AS externalId, l.starts_at AS startsAt, l.ends_at AS endsAt, l.class_id AS classId,
         l.class_names AS classNames
       FROM external_id e JOIN lesson l ON l.id = e.row_id
       WHERE e.source_id = ? AND e.entity = 'lesson' AND e.active = 1`,
    )
    .all(sourceId)
  if (rows.length === 0) return new Map()
  const find = classFinder(connection)
  return new Map(
    rows.map(({ externalId, startsAt, endsAt, classId, classNames }) => {
      const classIds = (JSON.parse(classNames) as string[]).flatMap((name) => find(name)?.id ?? [])
      if (classId !== null) classIds.push(classId)
      return [recordKey('lesson', externalId), { externalId, startsAt, endsAt, classIds }]
    }),
  )
}

/** From the beginning of the first lesson listed to the end of the last. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** Null when the snapshot lists no lesson: it then says nothing of the timetable. */
export function lessonSpan({ items }: Staging, known: ReadonlyMap<string, KnownLesson>): Span | null {
  let from: string | null = null
  let to: string | null = null
  for (const [key, { entity, record }] of items) {
    if (entity !== 'lesson') continue
    const lesson = record?.entity === 'lesson' ? record : known.get(key)
    if (lesson === undefined) continue
    const startsAt = asInstant(lesson.startsAt)
    const endsAt = asInstant(lesson.endsAt)
    if (from === null || startsAt < from) from = startsAt
    if (to === null || endsAt > to) to = endsAt
  }
  return from === null || to === null ? null : { from, to }
}

/**
 * Whether a lesson that is not listed was taken away: feeds give a window that slides, so only what lies wholly
 * inside what they list now counts, and what is over stays as a memory of what was done.
 */
export const lessonMayLeave = (lesson: KnownLesson, span: Span | null, at: string): boolean =>
  span !== null && lesson.endsAt > at && lesson.startsAt >= span.from && lesson.endsAt <= span.to

export interface LessonSizes {
  readonly lessonsBefore: number
  readonly lessonsRemoved: number
  readonly lessonsAdded: number
}

/** For the guard. New lessons after the last one known are the calendar going on: they make up for no loss. */
export function lessonSizes(
  { items, at }: Staging,
  { diff }: Changes,
  known: ReadonlyMap<string, KnownLesson>,
  span: Span | null,
): LessonSizes {
  let lessonsBefore = 0
  let lastKnown = ''
  for (const lesson of known.values()) {
    if (lesson.endsAt > lastKnown) lastKnown = lesson.endsAt
    if (lessonMayLeave(lesson, span, at)) lessonsBefore++
  }
  const lessonsRemoved = diff.removed.filter(({ entity }) => entity === 'lesson').length
  let lessonsAdded = 0
  for (const { entity, externalId } of [...diff.added, ...diff.returned]) {
    if (entity !== 'lesson') continue
    const record = items.get(recordKey(entity, externalId))?.record
    if (record?.entity !== 'lesson') continue
    const startsAt = asInstant(record.startsAt)
    if (startsAt >= at && startsAt < lastKnown) lessonsAdded++
  }
  return { lessonsBefore, lessonsRemoved, lessonsAdded }
}
