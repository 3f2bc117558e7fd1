import type { Delivery, DeliveryCounts, DeliveryState, MessageFile, MessageSummary } from '../../contract/views.ts'
import type { DeliveryWork, StoredMessage } from '../api.ts'
import type { ReadConnection } from '../connection.ts'

type MessageRow = Omit<MessageSummary, 'counts' | 'total'> & { readonly body: string; readonly content: string | null }
/** Every class it was written to, in their order, as one name. */
const SELECT = `
  SELECT m.id, m.class_id AS classId,
    (SELECT group_concat(name, ', ') FROM (
       SELECT c.name FROM message_class k JOIN school_class c ON c.id = k.class_id
       WHERE k.message_id = m.id ORDER BY k.position)) AS className,
    m.audience, m.subject, m.body, m.content, m.created_at AS createdAt,
    m.urgent_reason AS urgentReason, m.resend_of AS resendOf
  FROM message m`

/** Newest first. */
export function listMessages(connection: ReadConnection): MessageSummary[] {
  const counts = readCounts(connection, null)
  return connection
    .read<MessageRow>(`${SELECT} ORDER BY m.id DESC`)
    .all()
    .map(({ body: _body, content: _content, ...row }) => summarise(row, counts.get(row.id)))
}

export function readMessage(connection: ReadConnection, id: number): StoredMessage | null {
  const row = connection.read<MessageRow, [number]>(`${SELECT} WHERE m.id = ?`).get(id)
  if (row === undefined) return null
  const { content, ...message } = row
  const classes = connection
    .read<{ id: number }, [number]>('SELECT class_id AS id FROM message_class WHERE message_id = ? ORDER BY position')
    .all(id)
  const exits = connection
    .read<StoredMessage['exits'][number], [number]>(
      'SELECT kind, rows, at FROM message_exit WHERE message_id = ? ORDER BY id DESC',
    )
    .all(id)
  return {
    ...summarise(message, readCounts(connection, id).get(id)),
    classIds: classes.map((one) => one.id),
    content: content === null ? null : JSON.parse(content),
    exits,
  }
}

function summarise<T>(row: T, known: DeliveryCounts | undefined): T & { counts: DeliveryCounts; total: number } {
  const counts = known ?? noDeliveries()
  return { ...row, counts, total: Object.values(counts).reduce((sum, count) => sum + count, 0) }
}

const noDeliveries = (): DeliveryCounts => ({
  queued: 0,
  'in-flight': 0,
  accepted: 0,
  deferred: 0,
  refused: 0,
  ambiguous: 0,
  cancelled: 0,
  'handed-over': 0,
  bounced: 0,
  answered: 0,
  phoned: 0,
  posted: 0,
})

function readCounts(connection: ReadConnection, messageId: number | null): Map<number, DeliveryCounts> {
  const rows = connection
    .read<{ messageId: number; state: DeliveryState; count: number }, [number | null, number | null]>(
      `SELECT message_id AS messageId, state, count(*) AS count FROM delivery
       WHERE ? IS NULL OR message_id = ? GROUP BY message_id, state`,
    )
    .all(messageId, messageId)
  const counts = new Map<number, DeliveryCounts>()
  for (const row of rows) {
    const ofMessage = counts.get(row.messageId) ?? noDeliveries()
    ofMessage[row.state] = row.count
    counts.set(row.messageId, ofMessage)
  }
  return counts
}

export function listDeliveries(connection: ReadConnection, messageId: number): Delivery[] {
  return connection
    .read<Omit<Delivery, 'error'> & { error: string | null }, [number]>(
      `SELECT id, message_id AS messageId, recipient_name AS recipientName, about, address, state, attempts,
         next_try_at AS nextTryAt, updated_at AS updatedAt, error, server_said AS serverSaid
       FROM delivery WHERE message_id = ? ORDER BY id`,
    )
    .all(messageId)
    .map((row) => ({ ...row, error: row.error === null ? null : JSON.parse(row.error) }))
}

interface WorkRow extends Omit<DeliveryWork, 'files' | 'locale'> {
  /** JSON. */
  readonly files: string
  readonly locale: string | null
}
const asWork = ({ files, locale, ...row }: WorkRow): DeliveryWork => ({
  ...row,
  files: JSON.parse(files) as MessageFile[],
  ...(locale === 'en' ? { locale } : {}),
})
const WORK = `
  SELECT d.id, d.message_id AS messageId, d.address, d.recipient_name AS recipientName,
    m.from_address AS fromAddress, m.from_name AS fromName, d.message_id_header AS messageIdHeader,
    d.subject, d.body, d.attempts, m.created_at AS createdAt, x.mime, m.content ->> '$.locale' AS locale,
    (SELECT json_group_array(json_object('name', f.name, 'sha256', f.sha256, 'bytes', f.bytes) ORDER BY f.position)
     FROM delivery_file f WHERE f.delivery_id = d.id) AS files
  FROM delivery d JOIN message m ON m.id = d.message_id LEFT JOIN delivery_mime x ON x.delivery_id = d.id`

export const nextDeliveries = (
  connection: ReadConnection,
  messageId: number,
  nowIso: string,
  limit: number,
  only?: 'deferred',
): DeliveryWork[] =>
  connection
    .read<WorkRow, [number, string, number]>(
      `${WORK} WHERE d.message_id = ?
         AND (${only === undefined ? `d.state = 'queued' OR ` : ''}(d.state = 'deferred' AND d.next_try_at <= ?))
       ORDER BY d.id LIMIT ?`,
    )
    .all(messageId, nowIso, limit)
    .map(asWork)

export function readDelivery(connection: ReadConnection, id: number): DeliveryWork | null {
  const row = connection.read<WorkRow, [number]>(`${WORK} WHERE d.id = ?`).get(id)
  return row === undefined ? null : asWork(row)
}

export const unfinishedMessages = (connection: ReadConnection): number[] =>
  connection
    .read<{ id: number }>(
      `SELECT DISTINCT message_id AS id FROM delivery WHERE state IN ('queued', 'in-flight', 'deferred') ORDER BY 1`,
    )
    .all()
    .map((row) => row.id)

export const nextTries = (connection: ReadConnection): { messageId: number; nextTryAt: string }[] =>
  connection
    .read<{ messageId: number; nextTryAt: string }>(
      `SELECT message_id AS messageId, min(next_try_at) AS nextTryAt FROM delivery WHERE state = 'deferred'
       GROUP BY message_id ORDER BY 1`,
    )
    .all()

/** One instant per time a server was handed a message: a row tried twice counts twice. */
export const sentSince = (connection: ReadConnection, iso: string): string[] =>
  connection
    .read<{ at: string }, [string]>(`SELECT at FROM delivery_step WHERE step = 'data-started' AND at >= ? ORDER BY at`)
    .all(iso)
    .map((row) => row.at)
