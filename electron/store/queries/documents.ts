import { TrousseError } from '../../contract/errors.ts'
import type { LeftOutDocument, LeftOutReason } from '../../contract/views.ts'
import type { DownloadPart } from '../api-documents.ts'
import type { ReadConnection, SqlValue, WriteConnection } from '../connection.ts'
import { unusedContents } from './unused-contents.ts'

export const documentUse = (connection: ReadConnection): { files: number; bytes: number } =>
  connection
    .read<{ files: number; bytes: number }>(
      `SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes
       FROM (SELECT max(bytes) AS bytes FROM attachment WHERE sha256 IS NOT NULL GROUP BY sha256)`,
    )
    .get() ?? { files: 0, bytes: 0 }

/** More is no list: a source that hides everything is told by its own error. */
const MAX_LISTED = 500

export const listLeftOut = (connection: ReadConnection): LeftOutDocument[] =>
  connection
    .read<LeftOutDocument, [number]>(
      `SELECT f.id, f.assignment_id AS assignmentId, f.name, a.title, c.name AS className, f.bytes, f.left_out AS reason
       FROM attachment f JOIN assignment a ON a.id = f.assignment_id JOIN school_class c ON c.id = a.class_id
       WHERE f.sha256 IS NULL AND f.active = 1 AND f.left_out IS NOT NULL AND a.active = 1 AND c.active = 1
       ORDER BY a.due_on IS NULL, a.due_on DESC, f.id LIMIT ?`,
    )
    .all(MAX_LISTED)

export const sourcesOfDocuments = (connection: ReadConnection, ids: readonly number[]): number[] =>
  connection
    .read<{ id: number }, [string]>(
      `SELECT DISTINCT source_id AS id FROM attachment
       WHERE source_id IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(ids))
    .map(({ id }) => id)

export function leaveOut(connection: WriteConnection, id: number, reason: LeftOutReason | null): void {
  connection
    .write<[SqlValue, number]>('UPDATE attachment SET left_out = ? WHERE id = ? AND sha256 IS NULL')
    .run(reason, id)
}

export function wantDocuments(connection: WriteConnection, ids: readonly number[]): void {
  const want = connection.write<[number]>('UPDATE attachment SET wanted = 1 WHERE id = ?')
  connection.transaction(() => {
    for (const id of ids) if (want.run(id).changes === 0) throw new TrousseError('not-found', { what: 'attachment' })
  })
}

export function weighAgain(connection: WriteConnection): void {
  connection.write(`UPDATE attachment SET left_out = NULL WHERE left_out IN ('too-large', 'quota')`).run()
}

export const findDownloadPart = (connection: ReadConnection, urlKey: string): DownloadPart | null =>
  connection
    .read<DownloadPart, [string]>('SELECT validator, bytes, sha256 FROM download_part WHERE url_key = ?')
    .get(urlKey) ?? null

export function keepDownloadPart(
  connection: WriteConnection,
  urlKey: string,
  part: DownloadPart,
  at: string,
): string[] {
  return connection.transaction(() => {
    const former = findDownloadPart(connection, urlKey)
    connection
      .write<SqlValue[]>(
        `INSERT INTO download_part (url_key, validator, bytes, sha256, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (url_key) DO UPDATE SET validator = excluded.validator, bytes = excluded.bytes,
           sha256 = excluded.sha256, at = excluded.at`,
      )
      .run(urlKey, part.validator, part.bytes, part.sha256, at)
    return unusedContents(connection, former === null ? [] : [former.sha256])
  })
}

function removeParts(connection: WriteConnection, where: string, value: string): string[] {
  return connection.transaction(() => {
    const gone = connection
      .read<{ sha256: string }, [string]>(`SELECT sha256 FROM download_part WHERE ${where}`)
      .all(value)
    connection.write<[string]>(`DELETE FROM download_part WHERE ${where}`).run(value)
    return unusedContents(
      connection,
      gone.map(({ sha256 }) => sha256),
    )
  })
}

export const forgetDownloadPart = (connection: WriteConnection, urlKey: string): string[] =>
  removeParts(connection, 'url_key = ?', urlKey)

export const clearDownloadParts = (connection: WriteConnection, before: string): string[] =>
  removeParts(connection, 'at < ?', before)
