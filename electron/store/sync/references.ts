/** A snapshot that speaks of people or classes it does not hold was cut: applying it would lose links. */
import type { ErrorParams } from '../../contract/errors.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import type { ReadConnection } from '../connection.ts'
import { type Changes, readAssignmentClasses, readMemberships } from './known.ts'
import type { StagedItem, Staging } from './staging.ts'

/** Null when every reference leads somewhere; else which kind of record has how many that lead nowhere. */
export function danglingReference(connection: ReadConnection, staging: Staging, plan: Changes): ErrorParams | null {
  const missing = new Map<string, number>()
  const count = (entity: string) => missing.set(entity, (missing.get(entity) ?? 0) + 1)
  const exists = (entity: string, externalId: string): boolean => {
    const key = recordKey(entity, externalId)
    if (staging.items.has(key)) return true
    // A file of one class may speak of people that an earlier one brought.
    return staging.coverage.kind === 'classes' && plan.known.get(key)?.active === true
  }
  for (const item of staging.items.values()) {
    for (const [entity, externalId] of referencesOf(item)) if (!exists(entity, externalId)) count(entity)
  }
  for (const entity of danglingFromUnchangedPages(connection, staging, plan)) count(entity)
  const [first] = missing
  return first === undefined ? null : { entity: first[0], missing: first[1] }
}

function* referencesOf({ record }: StagedItem): Generator<readonly [entity: string, externalId: string]> {
  if (record === null) return
  switch (record.entity) {
    case 'person':
      for (const link of record.guardianships) yield ['person', link.guardianExternalId]
      return
    case 'enrolment':
      yield ['class', record.classExternalId]
      yield ['person', record.personExternalId]
      return
    case 'assignment':
      yield ['class', record.classExternalId]
      return
    // A lesson of a class that is not listed keeps the names the source writes.
    case 'lesson':
    case 'school':
    case 'academicYear':
    case 'class':
      return
  }
}

/** A page that is unchanged may hold an enrolment in a class that another, changed page no longer lists. */
function danglingFromUnchangedPages(connection: ReadConnection, staging: Staging, { diff, known }: Changes): string[] {
  const gone = { class: new Set<number>(), person: new Set<number>() }
  for (const { entity, externalId } of diff.removed) {
    const row = known.get(recordKey(entity, externalId))
    if (row !== undefined && (entity === 'class' || entity === 'person')) gone[entity].add(row.rowId)
  }
  if (gone.class.size + gone.person.size === 0) return []
  const found: string[] = []
  const isRestaged = (entity: string, externalId: string) =>
    staging.items.get(recordKey(entity, externalId))?.record === null
  for (const row of readMemberships(connection, staging.sourceId)) {
    if (!isRestaged('enrolment', row.externalId)) continue
    if (gone.class.has(row.classId)) found.push('class')
    if (gone.person.has(row.personId)) found.push('person')
  }
  for (const row of readAssignmentClasses(connection, staging.sourceId)) {
    if (gone.class.has(row.classId) && isRestaged('assignment', row.externalId)) found.push('class')
  }
  const links = connection
    .read<{ pupil: string; guardianId: number }, [number]>(
      `SELECT e.external_id AS pupil, g.guardian_id AS guardianId
       FROM guardianship g JOIN external_id e
         ON e.row_id = g.pupil_id AND e.entity = 'person' AND e.source_id = g.source_id
       WHERE g.source_id = ?`,
    )
    .iterate(staging.sourceId)
  for (const link of links) {
    if (gone.person.has(link.guardianId) && isRestaged('person', link.pupil)) found.push('person')
  }
  return found
}
