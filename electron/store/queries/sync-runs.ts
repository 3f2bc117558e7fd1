import type { HeldSync, SyncRunView } from '../../contract/views.ts'
import type { ReadConnection } from '../connection.ts'

interface RunRow extends Omit<SyncRunView, 'counts' | 'error'> {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  readonly error: string | null
}

/** Newest first. */
export const listSyncRuns = (connection: ReadConnection, limit: number): SyncRunView[] =>
  connection
    .read<RunRow, [number]>(
      `SELECT r.id, r.source_id AS sourceId, s.label AS sourceLabel, r.started_at AS startedAt,
         r.ended_at AS endedAt, r.outcome, r.added, r.changed, r.removed, r.unchanged, r.dropped, r.error
       FROM sync_run r JOIN source s ON s.id = r.source_id ORDER BY r.id DESC LIMIT ?`,
    )
    .all(limit)
    .map(({ added, changed, removed, unchanged, error, ...run }) => ({
      ...run,
      counts: { added, changed, removed, unchanged },
      error: error === null ? null : JSON.parse(error),
    }))

export const listHeldSyncs = (connection: ReadConnection): HeldSync[] =>
  connection
    .read<Omit<HeldSync, 'reasons' | 'removals' | 'counts'> & { reasons: string; removals: string; counts: string }>(
      `SELECT h.id, h.run_id AS runId, h.source_id AS sourceId, s.label AS sourceLabel, h.at,
         h.reasons, h.removals, h.counts
       FROM held_sync h JOIN source s ON s.id = h.source_id ORDER BY h.id`,
    )
    .all()
    .map((row) => ({
      ...row,
      reasons: JSON.parse(row.reasons),
      removals: JSON.parse(row.removals),
      counts: JSON.parse(row.counts),
    }))

/** What this source said of each record when it was last applied. */
export const knownRecords = (
  connection: ReadConnection,
  sourceId: number,
): { entity: string; externalId: string; hash: string; active: boolean }[] =>
  connection
    .read<{ entity: string; externalId: string; hash: string; active: number }, [number]>(
      'SELECT entity, external_id AS externalId, hash, active FROM external_id WHERE source_id = ?',
    )
    .all(sourceId)
    .map((row) => ({ ...row, active: row.active === 1 }))
