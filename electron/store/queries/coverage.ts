/** Which pupils a message was about, what became of the rows about each, and the calls noted. */
import { TrousseError } from '../../contract/errors.ts'
import type { Call, CallResult, DeliveryState } from '../../contract/views.ts'
import type { CoverageRow } from '../../domain/coverage.ts'
import type { EarlierRow } from '../../domain/resend.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'

/**
 * A message and those that say it again to some of its people (`resend_of`), however often: a family that the second
 * one reached is reached.
 */
const AGAIN = `again (id) AS (
  SELECT id FROM message WHERE id = ?
  UNION SELECT m.id FROM message m JOIN again ON m.resend_of = again.id
)`

/** By family name. */
export function readCoverage(connection: ReadConnection, messageId: number): CoverageRow[] {
  const calls = connection
    .read<Call & { pupilId: number }, [number]>(
      `WITH RECURSIVE ${AGAIN}
       SELECT c.pupil_id AS pupilId, c.phone, c.result, c.at FROM phone_call c JOIN again ON again.id = c.message_id
       ORDER BY c.id`,
    )
    .all(messageId)
  const callsOf = new Map<number, Call[]>()
  for (const { pupilId, ...call } of calls) callsOf.set(pupilId, [...(callsOf.get(pupilId) ?? []), call])
  // From the message to its rows to their pupils, once: asked per pupil, it would read the ledger of a year each time.
  const rows = connection
    .read<{ pupilId: number; state: DeliveryState }, [number]>(
      `WITH RECURSIVE ${AGAIN}
       SELECT x.pupil_id AS pupilId, d.state FROM again CROSS JOIN delivery d ON d.message_id = again.id
         CROSS JOIN delivery_pupil x ON x.delivery_id = d.id
       ORDER BY d.id`,
    )
    .all(messageId)
  const statesOf = new Map<number, DeliveryState[]>()
  for (const { pupilId, state } of rows) {
    const known = statesOf.get(pupilId)
    if (known === undefined) statesOf.set(pupilId, [state])
    else known.push(state)
  }
  return connection
    .read<{ pupilId: number; name: string; moved: 'phone' | 'post' | null }, [number]>(
      `SELECT m.pupil_id AS pupilId, p.family_name || ' ' || p.given_name AS name, m.moved_to AS moved
       FROM message_pupil m JOIN person p ON p.id = m.pupil_id
       WHERE m.message_id = ? ORDER BY p.family_fold, p.given_fold, p.id`,
    )
    .all(messageId)
    .map((row) => ({ ...row, states: statesOf.get(row.pupilId) ?? [], calls: callsOf.get(row.pupilId) ?? [] }))
}

/** The rows of a message, and of those that said it again, as the next one needs them. */
export const readRecipients = (connection: ReadConnection, messageId: number): EarlierRow[] =>
  connection
    .read<Omit<EarlierRow, 'pupilIds'> & { pupilIds: string }, [number]>(
      `WITH RECURSIVE ${AGAIN}
       SELECT d.person_id AS personId, d.address, d.state,
         (SELECT json_group_array(x.pupil_id) FROM delivery_pupil x WHERE x.delivery_id = d.id) AS pupilIds
       FROM delivery d JOIN again ON again.id = d.message_id ORDER BY d.id`,
    )
    .all(messageId)
    .map((row) => ({ ...row, pupilIds: JSON.parse(row.pupilIds) as number[] }))

/** One more call about a pupil of the message. Throws `not-found` when it was not about them. */
export function recordCall(
  connection: WriteConnection,
  call: {
    readonly messageId: number
    readonly pupilId: number
    readonly phone: string | null
    readonly result: CallResult
    readonly at: string
  },
): void {
  connection.transaction(() => {
    const about = connection
      .read<{ pupilId: number }, [number, number]>(
        'SELECT pupil_id AS pupilId FROM message_pupil WHERE message_id = ? AND pupil_id = ?',
      )
      .get(call.messageId, call.pupilId)
    if (about === undefined) throw new TrousseError('not-found', { what: 'pupil' })
    connection
      .write<[number, number, string | null, string, string]>(
        'INSERT INTO phone_call (message_id, pupil_id, phone, result, at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(call.messageId, call.pupilId, call.phone, call.result, call.at)
  })
}
