import { TrousseError } from '../../contract/errors.ts'
import type { SnapshotEntity } from '../../contract/snapshot.ts'
import type { SourceView } from '../../contract/views.ts'
import type { PageValidator, SourceRecord } from '../api.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { bringBackAddresses } from '../matching/differences.ts'
import { refreshIdentity } from '../matching/identity.ts'
import { contactWriter } from '../sync/contact-writer.ts'
import { deactivator } from '../sync/removals.ts'

interface SourceRow extends Omit<SourceRecord, 'isDemo' | 'config'> {
  readonly isDemo: number
  readonly config: string
  readonly createdAt: string
}
const COLUMNS = 'id, kind, label, origin, is_demo AS isDemo, config, created_at AS createdAt'

export function listSources(connection: ReadConnection): SourceView[] {
  const sources = connection.read<SourceRow>(`SELECT ${COLUMNS} FROM source WHERE removed_at IS NULL ORDER BY id`).all()
  const lastRun = connection.read<{ at: string; outcome: string; error: string | null }, [number]>(
    `SELECT ended_at AS at, outcome, error FROM sync_run
     WHERE source_id = ? AND outcome <> 'running' ORDER BY id DESC LIMIT 1`,
  )
  const lastSuccess = connection.read<{ at: string | null }, [number]>(
    `SELECT max(ended_at) AS at FROM sync_run WHERE source_id = ? AND outcome IN ('applied', 'unchanged')`,
  )
  return sources.map(({ config: _, isDemo, ...source }) => {
    const run = lastRun.get(source.id)
    return {
      ...source,
      isDemo: isDemo === 1,
      lastSuccessAt: lastSuccess.get(source.id)?.at ?? null,
      lastRun:
        run === undefined
          ? null
          : {
              at: run.at,
              outcome: run.outcome as NonNullable<SourceView['lastRun']>['outcome'],
              error: run.error === null ? null : JSON.parse(run.error),
            },
    }
  })
}

export function readSource(connection: ReadConnection, id: number): SourceRecord | null {
  const row = connection
    .read<SourceRow, [number]>(`SELECT ${COLUMNS} FROM source WHERE id = ? AND removed_at IS NULL`)
    .get(id)
  if (row === undefined) return null
  const { isDemo, config, createdAt: _, ...source } = row
  return { ...source, isDemo: isDemo === 1, config: JSON.parse(config) as Record<string, unknown> }
}

export const pageValidators = (connection: ReadConnection, sourceId: number): PageValidator[] =>
  connection
    .read<PageValidator, [number]>('SELECT url, etag FROM page_validator WHERE source_id = ? ORDER BY id')
    .all(sourceId)

export function createSource(
  connection: WriteConnection,
  source: Omit<SourceRecord, 'id'> & { readonly createdAt: string },
): number {
  const { kind, label, origin, isDemo, config, createdAt } = source
  return connection
    .write<[string, string, string, number, string, string]>(
      'INSERT INTO source (kind, label, origin, is_demo, config, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(kind, label, origin, +isDemo, JSON.stringify(config), createdAt).id
}

export function updateSource(
  connection: WriteConnection,
  id: number,
  change: { label?: string; config?: Record<string, unknown> },
): void {
  const { changes } = connection
    .write<[string | null, string | null, number]>(
      `UPDATE source SET label = coalesce(?, label), config = coalesce(?, config)
       WHERE id = ? AND removed_at IS NULL`,
    )
    .run(change.label ?? null, change.config === undefined ? null : JSON.stringify(change.config), id)
  if (changes === 0) throw new TrousseError('not-found')
}

/**
 * Forgets a source. What only it gave becomes inactive; people, classes and assignments keep their rows, and
 * so do messages and packs. Its journal stays: it says where things came from.
 */
export function removeSource(connection: WriteConnection, id: number, at: string): void {
  connection.transaction(() => {
    const { changes } = connection
      .write<[string, number]>(`UPDATE source SET removed_at = ?, config = '{}' WHERE id = ? AND removed_at IS NULL`)
      .run(at, id)
    if (changes === 0) throw new TrousseError('not-found')
    const given = connection
      .read<{ entity: SnapshotEntity; rowId: number }, [number]>(
        'SELECT entity, row_id AS rowId FROM external_id WHERE source_id = ? AND active = 1',
      )
      .all(id)
    for (const table of ['external_id', 'person_statement', 'page_validator', 'held_sync']) {
      connection.write<[number]>(`DELETE FROM ${table} WHERE source_id = ?`).run(id)
    }
    const deactivate = deactivator(connection, at)
    const contacts = contactWriter(connection, id)
    for (const { entity, rowId } of given) {
      const left = deactivate(entity, rowId)
      if (!left && entity === 'person') {
        contacts.replace(rowId, [])
        refreshIdentity(connection, rowId)
      }
    }
    bringBackAddresses(connection)
  })
}
