/** Writes to the ledger: a row per recipient, steps only along `domain/delivery-state`, each one committed at once. */
import { TrousseError } from '../../contract/errors.ts'
import type { DeliveryState, ExitKind } from '../../contract/views.ts'
import { nextDeliveryState } from '../../domain/delivery-state.ts'
import { crashPoint } from '../../platform/crash-point.ts'
import type { DeliveryStep, NewMessage } from '../api.ts'
import type { SqlValue, WriteConnection } from '../connection.ts'

/** What it was made from, to write it again; the text has its own columns. */
function contentOf({ classId, audience, only, moreClassIds, chosenPupilIds, changes, ...rest }: NewMessage): string {
  const { work, files, packs, tooBig, locale } = rest
  return JSON.stringify({
    ...{ classId, audience, only, moreClassIds, chosenPupilIds, changes },
    ...{ work, files, packs, tooBig, locale },
  })
}

/** Keeps a message and all its deliveries, or nothing of it. */
export const createMessage = (connection: WriteConnection, message: NewMessage): number =>
  connection.transaction(() => insertMessage(connection, message))

/** Several at once, or nothing of any. */
export const createMessages = (connection: WriteConnection, messages: readonly NewMessage[]): number[] =>
  connection.transaction(() => messages.map((message) => insertMessage(connection, message)))

function insertMessage(connection: WriteConnection, message: NewMessage): number {
  const { classId, audience, subject, body, fromAddress, fromName, createdAt } = message
  const { id } = connection
    .write<[number, string, string, string, string, string, string, number | null, string]>(
      `INSERT INTO message (class_id, audience, subject, body, from_address, from_name, created_at, resend_of, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...([classId, audience, subject, body, fromAddress, fromName, createdAt] as const),
      message.only?.messageId ?? null,
      contentOf(message),
    )
  const insertClass = connection.write<[number, number, number]>(
    'INSERT OR IGNORE INTO message_class (message_id, class_id, position) VALUES (?, ?, ?)',
  )
  for (const [position, one] of [classId, ...(message.moreClassIds ?? [])].entries()) insertClass.run(id, one, position)
  const insertAbout = connection.write<[number, number, string | null]>(
    'INSERT INTO message_pupil (message_id, pupil_id, moved_to) VALUES (?, ?, ?)',
  )
  const moved = new Map(message.moved?.map(({ pupilId, to }) => [pupilId, to]))
  const about = new Set([...(message.pupilIds ?? []), ...message.deliveries.flatMap(({ pupilIds }) => pupilIds)])
  for (const pupilId of about) insertAbout.run(id, pupilId, moved.get(pupilId) ?? null)
  insertDeliveries(connection, id, message)
  if (message.draftId !== undefined) {
    connection.write<[number]>('DELETE FROM message_draft WHERE id = ?').run(message.draftId)
  }
  return id
}

function insertDeliveries(connection: WriteConnection, messageId: number, message: NewMessage): void {
  const insertDelivery = connection.write<[number, number, string, string, string, string, string, string, string]>(
    `INSERT INTO delivery (message_id, person_id, recipient_name, about, address, message_id_header, subject, body,
       state, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)`,
  )
  const insertPupil = connection.write<[number, number]>(
    'INSERT OR IGNORE INTO delivery_pupil (delivery_id, pupil_id) VALUES (?, ?)',
  )
  const insertFile = connection.write<[number, number, string, string, number]>(
    'INSERT INTO delivery_file (delivery_id, position, name, sha256, bytes) VALUES (?, ?, ?, ?, ?)',
  )
  for (const row of message.deliveries) {
    const { personId, recipientName, about, address, messageIdHeader, subject, body } = row
    const { id } = insertDelivery.run(
      ...([messageId, personId, recipientName, about, address, messageIdHeader, subject, body] as const),
      message.createdAt,
    )
    for (const pupilId of row.pupilIds) insertPupil.run(id, pupilId)
    for (const [position, { name, sha256, bytes }] of (row.files ?? []).entries()) {
      insertFile.run(id, position, name, sha256, bytes)
    }
  }
}

/** Rows that another program sent, as the teacher says. */
export function handOver(
  connection: WriteConnection,
  messageId: number,
  deliveryIds: readonly number[] | null,
  at: string,
): number {
  return connection.transaction(() => {
    const rows = connection
      .write<[string, number, number, string], { id: number }>(
        `UPDATE delivery SET state = 'handed-over', next_try_at = NULL, updated_at = ?
         WHERE message_id = ? AND state IN ('queued', 'deferred')
           AND (? OR id IN (SELECT value FROM json_each(?))) RETURNING id`,
      )
      .all(at, messageId, deliveryIds === null ? 1 : 0, JSON.stringify(deliveryIds ?? []))
    for (const { id } of rows) logStep(connection, id, 'handed-over', at)
    return rows.length
  })
}

/** That a message was written out for another program, and how much of it. Throws `not-found`. */
export function recordExit(
  connection: WriteConnection,
  messageId: number,
  kind: ExitKind,
  rows: number,
  at: string,
): void {
  const known = connection.read<{ id: number }, [number]>('SELECT id FROM message WHERE id = ?').get(messageId)
  if (known === undefined) throw new TrousseError('not-found', { what: 'message' })
  connection
    .write<[number, string, number, string]>(
      'INSERT INTO message_exit (message_id, kind, rows, at) VALUES (?, ?, ?, ?)',
    )
    .run(messageId, kind, rows, at)
}

/** Steps after which the server's last answer still tells something. */
const KEEPS_ANSWER: ReadonlySet<DeliveryStep['to']> = new Set(['answered', 'phoned', 'posted'])

interface Position {
  readonly state: DeliveryState
  readonly dataStartedAt: string | null
}

/**
 * Moves one row. Throws `not-found`, or `invalid-request` for a step that the table of states forbids and for
 * bytes other than those kept at the first attempt.
 */
export function moveDelivery(connection: WriteConnection, id: number, step: DeliveryStep, at: string): void {
  connection.transaction(() => {
    const row = connection
      .read<Position, [number]>('SELECT state, data_started_at AS dataStartedAt FROM delivery WHERE id = ?')
      .get(id)
    if (row === undefined) throw new TrousseError('not-found')
    const next = nextDeliveryState({ state: row.state, dataStarted: row.dataStartedAt !== null }, step.to)
    if (next === null) throw new TrousseError('invalid-request', { from: row.state, to: step.to })
    if (step.to === 'in-flight') keepBytes(connection, id, step.mime)
    connection
      .write<[string, number, SqlValue, SqlValue, string, SqlValue, SqlValue, number]>(
        `UPDATE delivery SET state = ?, attempts = attempts + ?, next_try_at = ?, data_started_at = ?, updated_at = ?,
           ${KEEPS_ANSWER.has(step.to) ? 'error = coalesce(?, error), server_said = coalesce(?, server_said)' : 'error = ?, server_said = ?'}
         WHERE id = ?`,
      )
      .run(
        next.state,
        step.to === 'in-flight' ? 1 : 0,
        step.to === 'deferred' ? step.nextTryAt : null,
        next.dataStarted ? at : null,
        at,
        'error' in step ? JSON.stringify(step.error) : null,
        'serverSaid' in step ? shorten(step.serverSaid) : null,
        id,
      )
    logStep(connection, id, step.to, at)
  })
  crashPoint('store.delivery.after-commit')
}

/** Every attempt sends the bytes of the first: another Date or boundary would make another message of it. */
function keepBytes(connection: WriteConnection, id: number, mime: Uint8Array): void {
  const kept = connection
    .read<{ mime: Uint8Array }, [number]>('SELECT mime FROM delivery_mime WHERE delivery_id = ?')
    .get(id)
  if (kept === undefined) {
    connection.write<[number, Uint8Array]>('INSERT INTO delivery_mime (delivery_id, mime) VALUES (?, ?)').run(id, mime)
  } else if (Buffer.compare(kept.mime, mime) !== 0) {
    throw new TrousseError('invalid-request', { reason: 'other bytes than before' })
  }
}

/**
 * Puts off what waits of a message and would be due before `until`. One transaction: a crash leaves all of it waiting
 * as before, or all of it put off. What the server said of an earlier try stays with the row.
 */
export function putOffDeliveries(connection: WriteConnection, messageId: number, until: string, at: string): number {
  return connection.transaction(() => {
    const rows = connection
      .write<[string, string, number, string], { id: number }>(
        `UPDATE delivery SET state = 'deferred', next_try_at = ?, updated_at = ?
         WHERE message_id = ? AND (state = 'queued' OR (state = 'deferred' AND next_try_at < ?)) RETURNING id`,
      )
      .all(until, at, messageId, until)
    for (const { id } of rows) logStep(connection, id, 'deferred', at)
    crashPoint('store.put-off.mid')
    return rows.length
  })
}

/** A row put off has no error: nothing was asked of any server. Those that a server put off go on waiting for it. */
export function markUrgent(connection: WriteConnection, messageId: number, reason: string, at: string): void {
  connection.transaction(() => {
    const marked = connection
      .write<[string, number], { id: number }>('UPDATE message SET urgent_reason = ? WHERE id = ? RETURNING id')
      .all(reason, messageId)
    if (marked.length === 0) throw new TrousseError('not-found', { what: 'message' })
    const rows = connection
      .write<[string, number], { id: number }>(
        `UPDATE delivery SET state = 'queued', next_try_at = NULL, updated_at = ?
         WHERE message_id = ? AND state = 'deferred' AND error IS NULL RETURNING id`,
      )
      .all(at, messageId)
    for (const { id } of rows) logStep(connection, id, 'queued', at)
  })
}

/** Cancels what no server was handed yet. Returns how many rows. */
export function cancelQueued(connection: WriteConnection, messageId: number, at: string): number {
  return connection.transaction(() => {
    const rows = connection
      .write<[string, number], { id: number }>(
        `UPDATE delivery SET state = 'cancelled', next_try_at = NULL, updated_at = ?
         WHERE message_id = ? AND state IN ('queued', 'deferred') RETURNING id`,
      )
      .all(at, messageId)
    for (const { id } of rows) logStep(connection, id, 'cancelled', at)
    return rows.length
  })
}

/** What a crash left in flight: before 354 nothing had left, after it only a person can say. */
export function recoverInterruptedDeliveries(
  connection: WriteConnection,
  at: string,
): { requeued: number; ambiguous: number } {
  return connection.transaction(() => {
    const rows = connection
      .write<[string], { id: number; state: DeliveryState }>(
        `UPDATE delivery SET state = CASE WHEN data_started_at IS NULL THEN 'queued' ELSE 'ambiguous' END,
           data_started_at = NULL, updated_at = ?
         WHERE state = 'in-flight' RETURNING id, state`,
      )
      .all(at)
    for (const { id, state } of rows) logStep(connection, id, state, at)
    const ambiguous = rows.filter((row) => row.state === 'ambiguous').length
    return { requeued: rows.length - ambiguous, ambiguous }
  })
}

function logStep(connection: WriteConnection, id: number, step: string, at: string): void {
  connection
    .write<[number, string, string]>('INSERT INTO delivery_step (delivery_id, step, at) VALUES (?, ?, ?)')
    .run(id, step, at)
}

/** One line of a server's answer (RFC 5321 §4.5.3.1.5: 512 bytes). */
const SERVER_LINE = 512
const shorten = (said: string | null): string | null => said?.slice(0, SERVER_LINE) ?? null
