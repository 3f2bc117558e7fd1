/** Rows and records in the words of the lists shown to the teacher. School and year are not shown. */
import type { SnapshotRecord } from '../../contract/snapshot.ts'
import { type RecordKey, recordKey } from '../../domain/roster-diff.ts'
import type { PlanRow } from '../api.ts'
import type { ReadConnection } from '../connection.ts'
import { asInstant } from '../instant.ts'
import { divisionOf } from '../queries/reach.ts'
import type { Changes } from './known.ts'
import { rowFinder } from './matching.ts'
import type { Staging } from './staging.ts'

const DESCRIBE: Readonly<Record<string, string>> = {
  person: `SELECT p.id AS rowId, p.role AS kind, p.family_name || ' ' || p.given_name AS label,
      ${divisionOf('p.id')} AS className
    FROM json_each(?) w JOIN person p ON p.id = w.value ORDER BY p.role DESC, p.family_fold, p.given_fold`,
  class: `SELECT c.id AS rowId, 'class' AS kind, name AS label, NULL AS className
    FROM json_each(?) w JOIN school_class c ON c.id = w.value ORDER BY name`,
  enrolment: `SELECT n.id AS rowId, 'enrolment' AS kind, p.family_name || ' ' || p.given_name AS label,
      c.name AS className
    FROM json_each(?) w JOIN enrolment n ON n.id = w.value JOIN person p ON p.id = n.person_id
      JOIN school_class c ON c.id = n.class_id ORDER BY c.name, p.family_fold, p.given_fold`,
  assignment: `SELECT a.id AS rowId, 'assignment' AS kind, a.title AS label, c.name AS className
    FROM json_each(?) w JOIN assignment a ON a.id = w.value JOIN school_class c ON c.id = a.class_id
    ORDER BY c.name, a.due_on`,
  lesson: `SELECT l.id AS rowId, 'lesson' AS kind, l.label, l.starts_at AS at,
      coalesce(c.name, (SELECT group_concat(value, ', ') FROM json_each(l.class_names))) AS className
    FROM json_each(?) w JOIN lesson l ON l.id = w.value LEFT JOIN school_class c ON c.id = l.class_id
    ORDER BY l.starts_at`,
}

type Described = Pick<PlanRow, 'kind' | 'label' | 'className' | 'at'>

/** What would go, as the database has it. */
export function describeRemovals(
  connection: ReadConnection,
  { diff, known }: Changes,
): (Described & { readonly externalId: string })[] {
  const removed = new Map<string, Map<number, string>>(Object.keys(DESCRIBE).map((entity) => [entity, new Map()]))
  for (const { entity, externalId } of diff.removed) {
    const row = known.get(recordKey(entity, externalId))
    if (row !== undefined) removed.get(entity)?.set(row.rowId, externalId)
  }
  return Object.entries(DESCRIBE).flatMap(([entity, sql]) => {
    const ids = removed.get(entity) ?? new Map<number, string>()
    return connection
      .read<Described & { rowId: number }, [string]>(sql)
      .all(JSON.stringify([...ids.keys()]))
      .map(({ rowId, ...row }) => ({ ...row, externalId: ids.get(rowId) ?? '' }))
  })
}

/**
 * What a plan would do, line by line: what would go first, then what changes, comes back and comes.
 *
 * @param limit rows described; `total` counts them all.
 */
export function describePlan(
  connection: ReadConnection,
  staging: Staging,
  plan: Changes,
  limit: number,
): { rows: PlanRow[]; total: number } {
  const removals = describeRemovals(connection, plan)
  const describe = recordDescriber(staging)
  const findRow = rowFinder(connection, staging)
  const others = connection.read<{ label: string }, [string, number, number]>(
    `SELECT s.label FROM external_id e JOIN source s ON s.id = e.source_id
     WHERE e.entity = ? AND e.row_id = ? AND e.active = 1 AND e.source_id <> ? ORDER BY s.id LIMIT 1`,
  )
  const otherSource = (record: SnapshotRecord): string | null => {
    const row = findRow(record)
    return row === null ? null : (others.get(record.entity, row, staging.sourceId)?.label ?? null)
  }

  const rows: PlanRow[] = removals.slice(0, limit).map((row) => ({ ...row, change: 'removed', source: null }))
  let total = removals.length
  for (const change of ['changed', 'returned', 'added'] as const) {
    for (const { entity, externalId } of shown(plan.diff[change])) {
      total++
      if (rows.length >= limit) continue
      const record = staging.items.get(recordKey(entity, externalId))?.record
      if (record === undefined || record === null) continue
      rows.push({ ...describe(record), externalId, change, source: otherSource(record) })
    }
  }
  return { rows, total }
}

/** In the order of the lists: people, classes, places in them, work, hours. */
const shown = (keys: readonly RecordKey[]): RecordKey[] =>
  Object.keys(DESCRIBE).flatMap((entity) => keys.filter((key) => key.entity === entity))

/** Names as the snapshot writes them. */
function recordDescriber({ items }: Staging): (record: SnapshotRecord) => Described {
  const classes = new Map<string, string>()
  const people = new Map<string, string>()
  for (const { record } of items.values()) {
    if (record?.entity === 'class') classes.set(record.externalId, record.name)
    if (record?.entity === 'person') people.set(record.externalId, `${record.familyName} ${record.givenName}`)
  }
  const classOf = new Map<string, string>()
  for (const { record } of items.values()) {
    if (record?.entity !== 'enrolment' || record.role !== 'pupil') continue
    const name = classes.get(record.classExternalId)
    const division = items.get(recordKey('class', record.classExternalId))?.record
    const isDivision = division?.entity === 'class' && division.kind === 'class'
    if (name !== undefined && (isDivision || !classOf.has(record.personExternalId))) {
      classOf.set(record.personExternalId, name)
    }
  }
  return (record) => {
    switch (record.entity) {
      case 'person':
        return {
          kind: record.role,
          label: `${record.familyName} ${record.givenName}`,
          className: classOf.get(record.externalId) ?? null,
        }
      case 'enrolment':
        return {
          kind: 'enrolment',
          label: people.get(record.personExternalId) ?? '',
          className: classes.get(record.classExternalId) ?? null,
        }
      case 'assignment':
        return { kind: 'assignment', label: record.title, className: classes.get(record.classExternalId) ?? null }
      case 'lesson':
        return {
          kind: 'lesson',
          label: record.label,
          at: asInstant(record.startsAt),
          className: record.classNames.join(', ') || classes.get(record.classExternalId ?? '') || null,
        }
      case 'class':
        return { kind: 'class', label: record.name, className: null }
      case 'school':
        return { kind: 'class', label: record.name, className: null }
      case 'academicYear':
        return { kind: 'class', label: record.title, className: null }
    }
  }
}
