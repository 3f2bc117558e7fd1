/** Decides what a staged snapshot would do, without doing it: diff, references, guard (design.md §2, invariant 1). */
import type { ErrorParams } from '../../contract/errors.ts'
import type { ChangeCounts } from '../../contract/views.ts'
import { diffRecords, type RecordKey, recordKey } from '../../domain/roster-diff.ts'
import { guardRemovals } from '../../domain/roster-guard.ts'
import type { SyncPlan } from '../api.ts'
import type { ReadConnection } from '../connection.ts'
import { type Changes, type KnownRow, readAssignmentClasses, readMemberships } from './known.ts'
import { type KnownLesson, lessonMayLeave, lessonSizes, lessonSpan, readKnownLessons, type Span } from './lessons.ts'
import { classMovements } from './movements.ts'
import { type ResolvedReferences, resolveReferences } from './references.ts'
import type { Staging } from './staging.ts'

export interface Plan extends SyncPlan, Changes {
  /** The snapshot without what leads nowhere: what is applied. */
  readonly staging: Staging
}

/** @param guarded false once the teacher accepted the removals: references are still checked. */
export function planSnapshot(connection: ReadConnection, whole: Staging, guarded: boolean): Plan {
  const { known } = whole
  const references = resolveReferences(connection, whole)
  const staging = withoutLoose(whole, references)
  const scope = scopeOf(connection, staging, references.kept)
  const diff = diffRecords(known.values(), staging.items, scope.mayLeave)
  const counts: ChangeCounts = {
    added: diff.added.length + diff.returned.length,
    changed: diff.changed.length,
    removed: diff.removed.length,
    unchanged: diff.unchanged,
  }
  const changes = { diff, known }
  const { incomplete, dropped } = references
  const verdict = verdictOf(connection, staging, changes, { scope, incomplete, guarded })
  return { counts, dropped, verdict, staging, ...changes }
}

function withoutLoose(staging: Staging, { items, stalePages }: ResolvedReferences): Staging {
  if (stalePages.size === 0) return { ...staging, items }
  const pages = new Map(staging.pages)
  // Without its validator, a page is read again whole next time.
  for (const url of stalePages) if (pages.has(url)) pages.set(url, { etag: null, unchanged: false })
  return { ...staging, items, pages }
}

interface Weighing {
  readonly scope: Scope
  readonly incomplete: ErrorParams | null
  readonly guarded: boolean
}

function verdictOf(
  connection: ReadConnection,
  staging: Staging,
  plan: Changes,
  { scope, incomplete, guarded }: Weighing,
): SyncPlan['verdict'] {
  const { diff } = plan
  const guard = guardRemovals({
    coverage: staging.coverage.kind,
    ...sizes(plan, scope),
    ...lessonSizes(staging, plan, scope.lessons, scope.span),
    evidence:
      staging.coverage.proof === 'content' ? countContent(staging) : countStagedPupils(connection, staging, plan.known),
    classes: guarded ? classMovements(connection, staging, plan) : [],
  })
  if (guard.kind === 'refused' && guarded) return guard
  if (incomplete !== null) return { kind: 'refused', error: { code: 'source-incomplete', params: incomplete } }
  if (guard.kind === 'held' && guarded) return guard
  const touched = diff.added.length + diff.changed.length + diff.returned.length + diff.removed.length
  return touched === 0 ? { kind: 'unchanged' } : { kind: 'apply' }
}

/** What the snapshot speaks about. */
interface Scope {
  /** Whether a record's absence means that it left. */
  mayLeave(record: { readonly entity: string; readonly externalId: string }): boolean
  readonly lessons: ReadonlyMap<string, KnownLesson>
  readonly span: Span | null
}

/**
 * Absence means leaving: always for a whole snapshot, else inside the classes it lists; never in a class of which
 * the source could not say everything, never for a person once there is such a class, never for what the snapshot
 * still speaks of, and for a lesson only in the span of those listed.
 */
function scopeOf(connection: ReadConnection, staging: Staging, kept: ReadonlySet<string>): Scope {
  const { coverage, known, sourceId, unknownClasses, at } = staging
  const lessons = readKnownLessons(connection, sourceId)
  const span = lessonSpan(staging, lessons)
  const rowsOf = (externalIds: Iterable<string>): Set<number> => {
    const rows = new Set<number>()
    for (const externalId of externalIds) {
      const row = known.get(recordKey('class', externalId))
      if (row !== undefined) rows.add(row.rowId)
    }
    return rows
  }
  const listed = coverage.kind === 'whole' ? null : rowsOf(coverage.classExternalIds)
  const lists = coverage.kind === 'classes' ? coverage.lists : undefined
  const unknown = rowsOf(unknownClasses)
  const classesOf =
    listed === null && unknown.size === 0 ? new Map<string, readonly number[]>() : readClassesOf(connection, sourceId)
  for (const [key, lesson] of lessons) classesOf.set(key, lesson.classIds)

  const mayLeave: Scope['mayLeave'] = ({ entity, externalId }) => {
    const key = recordKey(entity, externalId)
    if (kept.has(key)) return false
    if (lists === 'members' && (entity === 'assignment' || entity === 'lesson')) return false
    if (lists === 'lessons' && entity !== 'lesson') return false
    if (entity === 'person' && unknownClasses.size > 0) return false
    if (entity === 'class' && unknownClasses.has(externalId)) return false
    const lesson = entity === 'lesson' ? lessons.get(key) : undefined
    if (entity === 'lesson' && (lesson === undefined || !lessonMayLeave(lesson, span, at))) return false
    const classes = classesOf.get(key) ?? []
    if (classes.some((row) => unknown.has(row))) return false
    return listed === null || classes.some((row) => listed.has(row))
  }
  return { mayLeave, lessons, span }
}

/** Classes of the active enrolments and assignments this source gave, by record key. */
function readClassesOf(connection: ReadConnection, sourceId: number): Map<string, readonly number[]> {
  const classes = new Map<string, readonly number[]>()
  for (const row of readMemberships(connection, sourceId)) {
    classes.set(recordKey('enrolment', row.externalId), [row.classId])
  }
  for (const row of readAssignmentClasses(connection, sourceId)) {
    classes.set(recordKey('assignment', row.externalId), [row.classId])
  }
  return classes
}

function sizes({ diff, known }: Changes, scope: Scope) {
  let peopleBefore = 0
  let assignmentsBefore = 0
  for (const row of known.values()) {
    if (!row.active) continue
    if (row.entity === 'person') peopleBefore++
    else if (row.entity === 'assignment' && scope.mayLeave(row)) assignmentsBefore++
  }
  const removed = (entity: string) => diff.removed.filter((key: RecordKey) => key.entity === entity).length
  return {
    peopleBefore,
    assignmentsBefore,
    peopleRemoved: removed('person'),
    assignmentsRemoved: removed('assignment'),
  }
}

/** Lessons and assignments of the snapshot, new or known. */
function countContent({ items }: Staging): number {
  let content = 0
  for (const { entity } of items.values()) if (entity === 'lesson' || entity === 'assignment') content++
  return content
}

function countStagedPupils(connection: ReadConnection, staging: Staging, known: ReadonlyMap<string, KnownRow>): number {
  let pupils = 0
  const restaged: number[] = []
  for (const [key, item] of staging.items) {
    if (item.entity !== 'person') continue
    if (item.record?.entity === 'person') {
      if (item.record.role === 'pupil') pupils++
    } else {
      const row = known.get(key)
      if (row !== undefined) restaged.push(row.rowId)
    }
  }
  if (restaged.length === 0) return pupils
  const row = connection
    .read<{ pupils: number }, [string]>(
      `SELECT count(*) AS pupils FROM person
       WHERE role = 'pupil' AND id IN (SELECT value FROM json_each(?))`,
    )
    .get(JSON.stringify(restaged))
  return pupils + (row?.pupils ?? 0)
}
