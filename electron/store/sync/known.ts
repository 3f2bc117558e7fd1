/** What a source said before, read once per plan. */
import type { SnapshotRecord } from '../../contract/snapshot.ts'
import { type KnownRecord, recordKey } from '../../domain/roster-diff.ts'
import type { ReadConnection } from '../connection.ts'

export interface KnownRow extends KnownRecord {
  readonly entity: SnapshotRecord['entity']
  readonly rowId: number
  readonly pageUrl: string | null
}

export function readKnown(connection: ReadConnection, sourceId: number): Map<string, KnownRow> {
  const rows = connection
    .read<Omit<KnownRow, 'active'> & { active: number }, [number]>(
      `SELECT e.entity, e.external_id AS externalId, e.hash, e.active, e.row_id AS rowId, p.url AS pageUrl
       FROM external_id e LEFT JOIN page_validator p ON p.id = e.page_id
       WHERE e.source_id = ?`,
    )
    .iterate(sourceId)
  const known = new Map<string, KnownRow>()
  for (const row of rows) known.set(recordKey(row.entity, row.externalId), { ...row, active: row.active === 1 })
  return known
}

export interface KnownMembership {
  readonly externalId: string
  readonly classId: number
  readonly personId: number
  readonly role: 'pupil' | 'teacher'
}

/** Active enrolments this source gave, with the rows they join. */
export const readMemberships = (connection: ReadConnection, sourceId: number): KnownMembership[] =>
  connection
    .read<KnownMembership, [number]>(
      `SELECT e.external_id AS externalId, n.class_id AS classId, n.person_id AS personId, n.role
       FROM external_id e JOIN enrolment n ON n.id = e.row_id
       WHERE e.source_id = ? AND e.entity = 'enrolment' AND e.active = 1`,
    )
    .all(sourceId)

/** Active assignments this source gave, with their class. */
export const readAssignmentClasses = (
  connection: ReadConnection,
  sourceId: number,
): { externalId: string; classId: number }[] =>
  connection
    .read<{ externalId: string; classId: number }, [number]>(
      `SELECT e.external_id AS externalId, a.class_id AS classId
       FROM external_id e JOIN assignment a ON a.id = e.row_id
       WHERE e.source_id = ? AND e.entity = 'assignment' AND e.active = 1`,
    )
    .all(sourceId)
