/** What came back of the messages that left, and what it changes: rows of the ledger, addresses that are dead. */
import type { ReplyView } from '../../contract/views.ts'
import { nextDeliveryState } from '../../domain/delivery-state.ts'
import { mailboxKey } from '../../domain/mail-address.ts'
import type { InboxPlace, IncomingReply } from '../api.ts'
import type { ReadConnection, SqlValue, WriteConnection } from '../connection.ts'
import { moveDelivery } from './ledger.ts'

export const readInboxPlace = (connection: ReadConnection, account: string): (InboxPlace & { readAt: string }) | null =>
  connection
    .read<InboxPlace & { readAt: string }, [string]>(
      `SELECT uid_validity AS uidValidity, last_uid AS lastUid, read_at AS readAt FROM inbox_place WHERE account = ?`,
    )
    .get(account) ?? null

/** The rows of the ledger with these Message-IDs. */
export function findDeliveries(
  connection: ReadConnection,
  messageIds: readonly string[],
): { id: number; messageIdHeader: string }[] {
  return connection
    .read<{ id: number; messageIdHeader: string }, [string]>(
      `SELECT id, message_id_header AS messageIdHeader FROM delivery
       WHERE message_id_header IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(messageIds))
}

/** When the oldest message since `iso` was made of which something left; null when nothing did. */
export const firstMessageSince = (connection: ReadConnection, iso: string): string | null =>
  connection
    .read<{ at: string }, [string]>(
      `SELECT m.created_at AS at FROM message m
       WHERE m.created_at >= ? AND EXISTS (
         SELECT 1 FROM delivery d WHERE d.message_id = m.id
           AND d.state IN ('accepted', 'ambiguous', 'handed-over', 'bounced', 'answered'))
       ORDER BY m.created_at LIMIT 1`,
    )
    .get(iso)?.at ?? null

type ReplyRow = Omit<ReplyView, 'attachments' | 'read' | 'otherAddress'> & {
  readonly attachments: string
  readonly readAt: string | null
  readonly address: string
}

/** Of one message, answers first, then the newest. */
export function listReplies(connection: ReadConnection, messageId: number): ReplyView[] {
  return connection
    .read<ReplyRow, [number]>(
      `SELECT r.id, r.delivery_id AS deliveryId, d.recipient_name AS recipientName, d.about, d.address, r.kind,
         r.from_address AS fromAddress, r.from_name AS fromName, r.subject, r.body, r.received_at AS receivedAt,
         r.read_at AS readAt, r.attachments, r.status, r.diagnostic
       FROM reply r JOIN delivery d ON d.id = r.delivery_id
       WHERE d.message_id = ?
       ORDER BY r.kind <> 'answer', r.received_at DESC, r.id DESC`,
    )
    .all(messageId)
    .map(({ readAt, address, attachments, ...row }) => ({
      ...row,
      read: readAt !== null,
      otherAddress: row.kind === 'answer' && mailboxKey(row.fromAddress) !== mailboxKey(address),
      attachments: JSON.parse(attachments) as ReplyView['attachments'],
    }))
}

/** What a reply makes of its row, where the table of states allows it; what the teacher decided stays. */
function moveRow(connection: WriteConnection, reply: IncomingReply, at: string): void {
  const to = reply.kind === 'answer' ? 'answered' : reply.kind === 'bounce' ? 'bounced' : null
  if (to === null) return
  const row = connection
    .read<{ state: Parameters<typeof nextDeliveryState>[0]['state']; dataStartedAt: string | null }, [number]>(
      'SELECT state, data_started_at AS dataStartedAt FROM delivery WHERE id = ?',
    )
    .get(reply.deliveryId)
  if (row === undefined) return
  if (nextDeliveryState({ state: row.state, dataStarted: row.dataStartedAt !== null }, to) === null) return
  moveDelivery(connection, reply.deliveryId, to === 'answered' ? { to } : bounceStep(reply), at)
}

function bounceStep(reply: IncomingReply): Parameters<typeof moveDelivery>[2] {
  const [first] = reply.recipients
  const params = first?.status ? { status: first.status } : {}
  return { to: 'bounced', error: { code: 'mail-bounced', params }, serverSaid: first?.diagnostic ?? null }
}

/**
 * A hard bounce closes the address everywhere it is known: one mailbox may be two guardians'. Only the address the
 * message was sent to: a notice about one that it was forwarded to says nothing of ours. An answer from it opens it.
 */
function markAddress(connection: WriteConnection, reply: IncomingReply, at: string): void {
  const address = connection
    .read<{ address: string }, [number]>('SELECT address FROM delivery WHERE id = ?')
    .get(reply.deliveryId)?.address
  if (address === undefined) return
  const key = mailboxKey(address)
  const isDead =
    reply.kind === 'bounce' && reply.recipients.some((one) => one.hard && (one.address === null || one.address === key))
  const isAlive = reply.kind === 'answer' && mailboxKey(reply.fromAddress) === key
  if (!isDead && !isAlive) return
  connection
    .write<[SqlValue, string]>("UPDATE contact_point SET bounced_at = ? WHERE kind = 'email' AND lower(value) = ?")
    .run(isDead ? at : null, key)
}

/**
 * Keeps what a batch of the mailbox held and how far it was read, in one transaction: after a crash the next reading
 * goes on from there. A reply that is known already changes nothing. Returns how many were new.
 */
export function recordInbox(
  connection: WriteConnection,
  account: string,
  place: InboxPlace,
  replies: readonly IncomingReply[],
  at: string,
): number {
  const insert = connection.write<SqlValue[]>(
    `INSERT OR IGNORE INTO reply (message_id_header, delivery_id, from_address, from_name, subject, body, received_at,
       kind, attachments, status, diagnostic)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return connection.transaction(() => {
    let added = 0
    for (const reply of replies) {
      const [first] = reply.recipients
      const { changes } = insert.run(
        reply.messageIdHeader,
        reply.deliveryId,
        reply.fromAddress,
        reply.fromName,
        reply.subject,
        reply.body,
        reply.receivedAt,
        reply.kind,
        JSON.stringify(reply.attachments),
        first?.status ?? null,
        first?.diagnostic ?? null,
      )
      if (changes === 0) continue
      added += 1
      moveRow(connection, reply, at)
      markAddress(connection, reply, at)
    }
    connection
      .write<[string, string, number, string]>(
        `INSERT INTO inbox_place (account, uid_validity, last_uid, read_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (account) DO UPDATE SET uid_validity = excluded.uid_validity, last_uid = excluded.last_uid,
           read_at = excluded.read_at`,
      )
      .run(account, place.uidValidity, place.lastUid, at)
    return added
  })
}

export function markReplyRead(connection: WriteConnection, id: number, at: string | null): void {
  connection.write<[string | null, number]>('UPDATE reply SET read_at = ? WHERE id = ?').run(at, id)
}
