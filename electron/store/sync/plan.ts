/** Decides what a staged snapshot would do, without doing it: diff, references, guard (design.md §2, invariant 1). */

import type { ChangeCounts } from '../../contract/views.ts'
import { diffRecords, type RecordKey, recordKey } from '../../domain/roster-diff.ts'
import { guardRemovals } from '../../domain/roster-guard.ts'
import type { SyncPlan } from '../api.ts'
import type { ReadConnection } from '../connection.ts'
import { type Changes, type KnownRow, readAssignmentClasses, readMemberships } from './known.ts'
import { classMovements } from './movements.ts'
import { danglingReference } from './references.ts'
import type { Staging } from './staging.ts'

export interface Plan extends SyncPlan, Changes {}

/** @param guarded false once the teacher accepted the removals: references are still checked. */
export function planSnapshot(connection: ReadConnection, staging: Staging, guarded: boolean): Plan {
  const { known } = staging
  const diff = diffRecords(known.values(), staging.items, removable(connection, staging, known))
  const counts: ChangeCounts = {
    added: diff.added.length + diff.returned.length,
    changed: diff.changed.length,
    removed: diff.removed.length,
    unchanged: diff.unchanged,
  }
  return { counts, diff, known, verdict: verdictOf(connection, staging, { diff, known }, guarded) }
}

function verdictOf(connection: ReadConnection, staging: Staging, plan: Changes, guarded: boolean): SyncPlan['verdict'] {
  const { diff } = plan
  const guard = guardRemovals({
    coverage: staging.coverage.kind,
    ...sizes(plan),
    stagedPupils: countStagedPupils(connection, staging, plan.known),
    classes: guarded ? classMovements(connection, staging, plan) : [],
  })
  if (guard.kind === 'refused' && guarded) return guard
  const dangling = danglingReference(connection, staging, plan)
  if (dangling !== null) return { kind: 'refused', error: { code: 'source-incomplete', params: dangling } }
  if (guard.kind === 'held' && guarded) return guard
  const touched = diff.added.length + diff.changed.length + diff.returned.length + diff.removed.length
  return touched === 0 ? { kind: 'unchanged' } : { kind: 'apply' }
}

/** Whether a record's absence means that it left: always for a whole snapshot, else inside the classes it lists. */
function removable(
  connection: ReadConnection,
  { coverage, sourceId }: Staging,
  known: ReadonlyMap<string, KnownRow>,
): (record: { entity: string; externalId: string }) => boolean {
  if (coverage.kind === 'whole') return () => true
  const classRows = new Set<number>()
  for (const externalId of coverage.classExternalIds) {
    const row = known.get(recordKey('class', externalId))
    if (row !== undefined) classRows.add(row.rowId)
  }
  const inside = new Set<string>()
  for (const [entity, rows] of [
    ['enrolment', readMemberships(connection, sourceId)],
    ['assignment', readAssignmentClasses(connection, sourceId)],
  ] as const) {
    for (const row of rows) if (classRows.has(row.classId)) inside.add(recordKey(entity, row.externalId))
  }
  return (record) => inside.has(recordKey(record.entity, record.externalId))
}

function sizes({ diff, known }: Changes) {
  let peopleBefore = 0
  let assignmentsBefore = 0
  for (const row of known.values()) {
    if (!row.active) continue
    if (row.entity === 'person') peopleBefore++
    else if (row.entity === 'assignment') assignmentsBefore++
  }
  const removed = (entity: string) => diff.removed.filter((key: RecordKey) => key.entity === entity).length
  return {
    peopleBefore,
    assignmentsBefore,
    peopleRemoved: removed('person'),
    assignmentsRemoved: removed('assignment'),
  }
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
