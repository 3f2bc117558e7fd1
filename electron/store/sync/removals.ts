/** What a source stopped listing: its rows become inactive when no other source lists them. None is deleted. */

import type { SnapshotEntity } from '../../contract/snapshot.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import type { WriteConnection } from '../connection.ts'
import { refreshIdentity } from '../matching/identity.ts'
import { contactWriter } from './contact-writer.ts'
import type { Plan } from './plan.ts'
import { TABLES } from './row-writer.ts'
import type { Staging } from './staging.ts'

export interface RemovalInput {
  readonly staging: Staging
  readonly plan: Plan
  readonly at: string
  /** Rows that a record of this snapshot left for another row. */
  readonly moved: readonly { readonly entity: SnapshotEntity; readonly rowId: number }[]
}

export function applyRemovals(connection: WriteConnection, { staging, plan, at, moved }: RemovalInput): void {
  const { sourceId, runId } = staging
  const forget = connection.write<[number, string, string]>(
    `UPDATE external_id SET active = 0, page_id = NULL WHERE source_id = ? AND entity = ? AND external_id = ?`,
  )
  const journal = connection.write<[number, string, number]>(
    `INSERT OR IGNORE INTO sync_change (run_id, entity, row_id, change) VALUES (?, ?, ?, 'removed')`,
  )
  const deactivate = deactivator(connection, at)
  const release = releaser(connection, sourceId)
  for (const { entity, externalId } of plan.diff.removed) {
    const known = plan.known.get(recordKey(entity, externalId))
    if (known === undefined) continue
    forget.run(sourceId, known.entity, externalId)
    journal.run(runId, entity, known.rowId)
    const left = deactivate(known.entity, known.rowId)
    // Still listed elsewhere: only what this source said of them goes.
    if (!left && known.entity === 'person') {
      release(known.rowId)
      refreshIdentity(connection, known.rowId)
    }
  }
  for (const { entity, rowId } of moved) deactivate(entity, rowId)
}

/** Makes a row inactive unless some source still lists it. Returns whether it did. */
export function deactivator(
  connection: WriteConnection,
  at: string,
): (entity: SnapshotEntity, rowId: number) => boolean {
  const orphan = (entity: SnapshotEntity) =>
    `id = ? AND active = 1
       AND NOT EXISTS (SELECT 1 FROM external_id WHERE row_id = ? AND entity = '${entity}' AND active = 1)`
  return (entity, rowId) => {
    if (entity === 'person') {
      return (
        connection
          .write<[string, number, number]>(`UPDATE person SET active = 0, inactive_since = ? WHERE ${orphan('person')}`)
          .run(at, rowId, rowId).changes > 0
      )
    }
    return (
      connection
        .write<[number, number]>(`UPDATE ${TABLES[entity]} SET active = 0 WHERE ${orphan(entity)}`)
        .run(rowId, rowId).changes > 0
    )
  }
}

/** Takes back a source's contact points and links of a person whom another source still lists. */
function releaser(connection: WriteConnection, sourceId: number): (personId: number) => void {
  const contacts = contactWriter(connection, sourceId)
  const links = connection.write<[number, number, number]>(
    'DELETE FROM guardianship WHERE source_id = ? AND (pupil_id = ? OR guardian_id = ?)',
  )
  return (personId) => {
    contacts.replace(personId, [])
    links.run(sourceId, personId, personId)
  }
}
