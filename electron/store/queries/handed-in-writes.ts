/** Keeping, attributing, marking, removing and forgetting work handed in. */
import { TrousseError } from '../../contract/errors.ts'
import type { NewHandedIn } from '../api-handed-in.ts'
import type { SqlValue, WriteConnection } from '../connection.ts'
import { classOfWork } from './handed-in.ts'
import { unusedContents } from './unused-contents.ts'

export function addHandedIn(
  connection: WriteConnection,
  items: readonly NewHandedIn[],
): { added: number; known: number; questions: number } {
  const insert = connection.write<SqlValue[]>(
    `INSERT OR IGNORE INTO handed_in (source_key, origin, class_id, pupil_id, assignment_id, settled, hints, name,
       media_type, bytes, sha256, is_answer, risk, about, given_at, collected_at, reply_id, removed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const bringBack = connection.write<[string]>('UPDATE handed_in SET removed_at = NULL WHERE source_key = ?')
  return connection.transaction(() => {
    let [added, questions] = [0, 0]
    for (const item of items) {
      const classId =
        item.settled && item.pupilId !== null ? classOfWork(connection, item.pupilId, item.assignmentId) : null
      const { changes } = insert.run(
        ...[item.sourceKey, item.origin, classId, item.pupilId, item.assignmentId, +item.settled],
        ...[JSON.stringify(item.hints), item.name, item.mediaType, item.bytes, item.sha256, +item.isAnswer, item.risk],
        ...[item.about, item.givenAt, item.collectedAt, item.replyId, item.removedAt ?? null],
      )
      if (changes > 0) {
        added += 1
        if (!item.settled) questions += 1
      } else if (item.removedAt === undefined) bringBack.run(item.sourceKey)
    }
    return { added, known: items.length - added, questions }
  })
}

/** Runs one change for each id, all or none. Throws `not-found` when one is none of ours. */
function forEach(
  connection: WriteConnection,
  ids: readonly number[],
  change: (id: number) => { changes: number },
): void {
  connection.transaction(() => {
    for (const id of ids) if (change(id).changes === 0) throw new TrousseError('not-found', { what: 'handed-in' })
  })
}

export function settleHandedIn(
  connection: WriteConnection,
  ids: readonly number[],
  pupilId: number,
  assignmentId: number | null,
): void {
  const classId = classOfWork(connection, pupilId, assignmentId)
  const update = connection.write<SqlValue[]>(
    'UPDATE handed_in SET pupil_id = ?, assignment_id = ?, class_id = ?, settled = 1 WHERE id = ?',
  )
  forEach(connection, ids, (id) => update.run(pupilId, assignmentId, classId, id))
}

export function markHandedIn(connection: WriteConnection, ids: readonly number[], correctedAt: string | null): void {
  const update = connection.write<SqlValue[]>('UPDATE handed_in SET corrected_at = ? WHERE id = ?')
  forEach(connection, ids, (id) => update.run(correctedAt, id))
}

export function removeHandedIn(connection: WriteConnection, ids: readonly number[], at: string | null): void {
  const update = connection.write<SqlValue[]>('UPDATE handed_in SET removed_at = ? WHERE id = ?')
  forEach(connection, ids, (id) => update.run(at, id))
}

export function clearHandedIn(connection: WriteConnection, before: string): string[] {
  return connection.transaction(() => {
    const gone = connection
      .read<{ sha256: string }, [string]>('SELECT DISTINCT sha256 FROM handed_in WHERE removed_at < ?')
      .all(before)
      .map(({ sha256 }) => sha256)
    connection.write<[string]>('DELETE FROM handed_in WHERE removed_at < ?').run(before)
    return unusedContents(connection, gone)
  })
}
