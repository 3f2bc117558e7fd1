/** What a source said before, read once per plan. */
import type { SnapshotRecord } from '../../contract/snapshot.ts'
import { type KnownRecord, type RecordDiff, recordKey } from '../../domain/roster-diff.ts'
import type { ReadConnection } from '../connection.ts'

export interface KnownRow extends KnownRecord {
  readonly entity: SnapshotRecord['entity']
  readonly rowId: number
  readonly pageUrl: string | null
}

export interface Known {
  readonly records: ReadonlyMap<string, KnownRow>
  /** Keys of the active records of each page that can be asked "changed since?", by its address. */
  readonly pages: ReadonlyMap<string, readonly string[]>
}

export function readKnown(connection: ReadConnection, sourceId: number): Known {
  const validators = connection
    .read<{ id: number; url: string }, [number]>('SELECT id, url FROM page_validator WHERE source_id = ?')
    .all(sourceId)
  const urls = new Map(validators.map(({ id, url }) => [id, url]))
  const pages = new Map<string, string[]>(validators.map(({ url }) => [url, []]))
  const records = new Map<string, KnownRow>()
  const rows = connection
    .read<Omit<KnownRow, 'active' | 'pageUrl'> & { active: number; pageId: number | null }, [number]>(
      `SELECT entity, external_id AS externalId, hash, active, row_id AS rowId, page_id AS pageId
       FROM external_id WHERE source_id = ?`,
    )
    .all(sourceId)
  for (const { entity, externalId, hash, active, rowId, pageId } of rows) {
    const key = recordKey(entity, externalId)
    const pageUrl = pageId === null ? null : (urls.get(pageId) ?? null)
    records.set(key, { entity, externalId, hash, active: active === 1, rowId, pageUrl })
    if (pageUrl !== null && active === 1) pages.get(pageUrl)?.push(key)
  }
  return { records, pages }
}

/** What a snapshot would change of what is known. */
export interface Changes {
  readonly diff: RecordDiff
  readonly known: ReadonlyMap<string, KnownRow>
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
