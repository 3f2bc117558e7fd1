import type { NewPublication, StoredPublication, StoredTarget } from '../api-shares.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'

export const listShareTargets = (connection: ReadConnection): StoredTarget[] =>
  connection
    .read<StoredTarget>(
      `SELECT id, kind, label, address, user_name AS userName, upload, links_at AS linksAt
         FROM share_target WHERE removed_at IS NULL ORDER BY id`,
    )
    .all()

export const listPublications = (connection: ReadConnection): StoredPublication[] =>
  connection
    .read<StoredPublication>(
      `SELECT u.id, u.target_id AS targetId, t.label AS targetLabel, u.pack_id AS packId, k.class_id AS classId, c.name AS className, k.profile,
         u.remote_name AS name, u.state, u.link, u.bytes, k.expires_at AS expiresAt, u.started_at AS startedAt,
         u.published_at AS publishedAt, u.etag, k.sha256, u.waiting_file AS waitingFile
       FROM publication u JOIN share_target t ON t.id = u.target_id JOIN pack k ON k.id = u.pack_id
         JOIN school_class c ON c.id = k.class_id
       ORDER BY u.started_at DESC, u.id DESC`,
    )
    .all()

export function addShareTarget(
  connection: WriteConnection,
  target: Omit<StoredTarget, 'id'> & { readonly createdAt: string },
): number {
  const { kind, label, address, userName, upload, linksAt, createdAt } = target
  return connection
    .write<(string | null)[]>(
      `INSERT INTO share_target (kind, label, address, user_name, upload, links_at, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(kind, label, address, userName, upload, linksAt, createdAt).id
}

export function removeShareTarget(connection: WriteConnection, id: number, at: string): void {
  connection.write<[string, number]>('UPDATE share_target SET removed_at = ? WHERE id = ?').run(at, id)
}

export function beginPublication(connection: WriteConnection, publication: NewPublication): number {
  const { targetId, packId, remoteName, bytes, waitingFile, replaces, at } = publication
  if (replaces !== null) {
    connection
      .write<[number, number, string, string, number]>(
        `UPDATE publication SET pack_id = ?, bytes = ?, waiting_file = ?, started_at = ?, state = 'uploading' WHERE id = ?`,
      )
      .run(packId, bytes, waitingFile, at, replaces)
    return replaces
  }
  return connection
    .write<(string | number)[]>(
      `INSERT INTO publication (target_id, pack_id, remote_name, state, bytes, waiting_file, started_at)
         VALUES (?, ?, ?, 'uploading', ?, ?, ?)`,
    )
    .run(targetId, packId, remoteName, bytes, waitingFile, at).id
}

export function finishPublication(
  connection: WriteConnection,
  id: number,
  { etag, link, at }: { etag: string | null; link: string | null; at: string },
): void {
  connection
    .write<[string | null, string | null, string, number]>(
      `UPDATE publication SET state = 'published', etag = ?, link = ?, published_at = ?, waiting_file = NULL WHERE id = ?`,
    )
    .run(etag, link, at, id)
}

export function setPublicationLink(connection: WriteConnection, id: number, link: string | null): void {
  connection.write<[string | null, number]>('UPDATE publication SET link = ? WHERE id = ?').run(link, id)
}

export function withdrawPublication(connection: WriteConnection, id: number): void {
  connection
    .write<[number]>(
      `UPDATE publication SET state = 'withdrawn', etag = NULL, link = NULL, waiting_file = NULL WHERE id = ?`,
    )
    .run(id)
}
