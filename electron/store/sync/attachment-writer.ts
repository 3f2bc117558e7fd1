/** The files of an assignment. One that is on this computer stays on it, even once the source drops it. */
import type { AttachmentRecord } from '../../contract/snapshot.ts'
import type { SqlValue, WriteConnection } from '../connection.ts'

export interface AttachmentWriter {
  add(assignmentId: number, files: readonly AttachmentRecord[]): void
  replace(assignmentId: number, files: readonly AttachmentRecord[]): void
}

/** Of one source: another one's files of the same piece of work are not touched. */
export function attachmentWriter(connection: WriteConnection, sourceId: number): AttachmentWriter {
  const put = connection.write<[number, number, string, string, string, SqlValue, SqlValue]>(
    `INSERT INTO attachment (assignment_id, source_id, external_id, name, url, media_type, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (assignment_id, source_id, external_id) DO UPDATE SET
       name = excluded.name, media_type = excluded.media_type, url = excluded.url, active = 1,
       bytes = CASE WHEN sha256 IS NOT NULL AND url IS excluded.url
         AND (excluded.bytes IS NULL OR excluded.bytes = bytes) THEN bytes ELSE excluded.bytes END,
       left_out = CASE WHEN url IS excluded.url AND bytes IS excluded.bytes THEN left_out END,
       -- Another address or another size: another file, to be fetched again.
       sha256 = CASE WHEN url IS excluded.url AND (excluded.bytes IS NULL OR excluded.bytes = bytes)
         THEN sha256 END`,
  )
  const hide = connection.write<[number, number, string]>(
    `UPDATE attachment SET active = 0
     WHERE assignment_id = ? AND source_id = ? AND active = 1 AND external_id NOT IN (SELECT value FROM json_each(?))`,
  )
  const add: AttachmentWriter['add'] = (assignmentId, files) => {
    for (const file of files) {
      put.run(assignmentId, sourceId, file.externalId, file.name, file.url, file.mediaType ?? null, file.bytes ?? null)
    }
  }
  return {
    add,
    replace(assignmentId, files) {
      hide.run(assignmentId, sourceId, JSON.stringify(files.map((file) => file.externalId)))
      add(assignmentId, files)
    },
  }
}
