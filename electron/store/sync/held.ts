/** A snapshot that would remove too much, kept whole until the teacher decides, whatever restarts meanwhile. */
import { deflateSync, inflateSync } from 'node:zlib'
import { TrousseError } from '../../contract/errors.ts'
import type { HeldSync } from '../../contract/views.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { divisionOf } from '../queries/reach.ts'
import type { Plan } from './plan.ts'
import { fromStoredSnapshot, type Staging, toStoredSnapshot } from './staging.ts'

/** Keeps a held snapshot; an older one of the same source gives way to it. */
export function keepHeld(connection: WriteConnection, staging: Staging, plan: Plan, at: string): void {
  if (plan.verdict.kind !== 'held') throw new TrousseError('invalid-request', { reason: 'not held' })
  const { runId, sourceId } = staging
  forgetHeld(connection, sourceId)
  connection
    .write<[number, number, string, string, string, string, Uint8Array]>(
      `INSERT INTO held_sync (run_id, source_id, at, reasons, removals, counts, snapshot)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      runId,
      sourceId,
      at,
      JSON.stringify(plan.verdict.reasons),
      JSON.stringify(describeRemovals(connection, plan)),
      JSON.stringify(plan.counts),
      deflateSync(toStoredSnapshot(staging)),
    )
}

/** A snapshot kept earlier means nothing once a newer one was applied or kept. */
export function forgetHeld(connection: WriteConnection, sourceId: number): void {
  connection.write<[number]>('DELETE FROM held_sync WHERE source_id = ?').run(sourceId)
}

/** Throws `not-found` when it was decided already, or replaced. */
export function readHeld(connection: ReadConnection, heldId: number, at: string): Staging {
  const row = connection
    .read<{ runId: number; sourceId: number; snapshot: Uint8Array }, [number]>(
      'SELECT run_id AS runId, source_id AS sourceId, snapshot FROM held_sync WHERE id = ?',
    )
    .get(heldId)
  if (row === undefined) throw new TrousseError('not-found')
  return fromStoredSnapshot(connection, inflateSync(row.snapshot).toString('utf8'), { ...row, at })
}

type Removal = HeldSync['removals'][number]

/** The rows that would go, in the words of the list shown to the teacher. School and year are not shown. */
const DESCRIBE: Readonly<Record<string, string>> = {
  person: `SELECT p.role AS kind, p.family_name || ' ' || p.given_name AS label, ${divisionOf('p.id')} AS className
    FROM json_each(?) w JOIN person p ON p.id = w.value ORDER BY p.role DESC, p.family_fold, p.given_fold`,
  class: `SELECT 'class' AS kind, name AS label, NULL AS className
    FROM json_each(?) w JOIN school_class c ON c.id = w.value ORDER BY name`,
  enrolment: `SELECT 'enrolment' AS kind, p.family_name || ' ' || p.given_name AS label, c.name AS className
    FROM json_each(?) w JOIN enrolment n ON n.id = w.value JOIN person p ON p.id = n.person_id
      JOIN school_class c ON c.id = n.class_id ORDER BY c.name, p.family_fold, p.given_fold`,
  assignment: `SELECT 'assignment' AS kind, a.title AS label, c.name AS className
    FROM json_each(?) w JOIN assignment a ON a.id = w.value JOIN school_class c ON c.id = a.class_id
    ORDER BY c.name, a.due_on`,
  lesson: `SELECT 'lesson' AS kind, l.starts_at || ' ' || l.label AS label,
      coalesce(c.name, (SELECT group_concat(value, ', ') FROM json_each(l.class_names))) AS className
    FROM json_each(?) w JOIN lesson l ON l.id = w.value LEFT JOIN school_class c ON c.id = l.class_id
    ORDER BY l.starts_at`,
}

function describeRemovals(connection: ReadConnection, { diff, known }: Plan): Removal[] {
  const rows = new Map<string, number[]>(Object.keys(DESCRIBE).map((entity) => [entity, []]))
  for (const { entity, externalId } of diff.removed) {
    const row = known.get(recordKey(entity, externalId))
    if (row !== undefined) rows.get(entity)?.push(row.rowId)
  }
  return Object.entries(DESCRIBE).flatMap(([entity, sql]) =>
    connection.read<Removal, [string]>(sql).all(JSON.stringify(rows.get(entity) ?? [])),
  )
}
