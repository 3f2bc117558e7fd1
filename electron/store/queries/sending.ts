/** Which messages somebody is at, so that one cut short goes on by itself. */
import type { ReadConnection, WriteConnection } from '../connection.ts'

/** Null when nobody is at it any more. */
export function markSending(connection: WriteConnection, messageId: number, since: string | null): void {
  connection.write<[string | null, number]>('UPDATE message SET sending_since = ? WHERE id = ?').run(since, messageId)
}

/** At a start: those that a crash or a closed program cut short and that still have something to send, the oldest first. */
export const interruptedSendings = (connection: ReadConnection): number[] =>
  connection
    .read<{ id: number }>(
      `SELECT id FROM message m WHERE sending_since IS NOT NULL
         AND EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = m.id AND d.state IN ('queued', 'deferred'))
       ORDER BY id`,
    )
    .all()
    .map(({ id }) => id)

/**
 * Rows put off further than any rule puts them: the clock was ahead when they were. They are due at once.
 *
 * @param latest the furthest instant that a rule gives now
 */
export function hastenDeferred(connection: WriteConnection, latest: string, at: string): number {
  return connection
    .write<[string, string, string], { id: number }>(
      `UPDATE delivery SET next_try_at = ?, updated_at = ? WHERE state = 'deferred' AND next_try_at > ? RETURNING id`,
    )
    .all(at, at, latest).length
}
