/** A snapshot that would remove too much, kept whole until the teacher decides, whatever restarts meanwhile. */
import { deflateSync, inflateSync } from 'node:zlib'
import { TrousseError } from '../../contract/errors.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { describeRemovals } from './describe.ts'
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
      JSON.stringify(describeRemovals(connection, plan).map(({ externalId: _, ...removal }) => removal)),
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
