import type { ImageWrites, StoredImage, TextWithImages } from '../api-images.ts'
import type { ReadConnection, SqlValue, WriteConnection } from '../connection.ts'

export const textsWithImages = (connection: ReadConnection, sourceId: number): TextWithImages[] =>
  connection
    .read<{ assignmentId: number; html: string; settled: string }, [number]>(
      `SELECT a.id AS assignmentId, a.description_html AS html,
         (SELECT json_group_array(i.url) FROM assignment_image i
            WHERE i.assignment_id = a.id AND (i.sha256 IS NOT NULL OR i.left_out = 'useless')) AS settled
       FROM assignment a WHERE a.source_id = ? AND a.active = 1 AND a.description_html LIKE '%<img%'
       ORDER BY a.due_on DESC, a.id`,
    )
    .all(sourceId)
    .map((row) => ({ ...row, settled: JSON.parse(row.settled) as string[] }))

export const imagesOf = (connection: ReadConnection, assignmentIds: readonly number[]): StoredImage[] =>
  connection
    .read<StoredImage, [string]>(
      `SELECT assignment_id AS assignmentId, url, sha256, media_type AS mediaType, bytes FROM assignment_image
       WHERE sha256 IS NOT NULL AND assignment_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(assignmentIds))

export function keepImage(
  connection: WriteConnection,
  assignmentId: number,
  url: string,
  found: Parameters<ImageWrites['keepImage']>[2],
): void {
  const values: SqlValue[] =
    typeof found === 'string' ? [null, null, null, found] : [found.sha256, found.mediaType, found.bytes, null]
  connection
    .write<SqlValue[]>(
      `INSERT INTO assignment_image (assignment_id, url, sha256, media_type, bytes, left_out) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (assignment_id, url) DO UPDATE SET sha256 = excluded.sha256, media_type = excluded.media_type,
         bytes = excluded.bytes, left_out = excluded.left_out`,
    )
    .run(assignmentId, url, ...values)
}
