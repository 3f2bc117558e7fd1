/**
 * Ways out of a message when no account may send it: files, addresses for another program's Bcc line, a table for a mail
 * merge. What became of the rows is the teacher's word afterwards.
 */
import { join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import { variablesUsed } from '../../contract/message-variables.ts'
import type { BccGroups } from '../../contract/views.ts'
import { bccGroups } from '../../domain/bcc-groups.ts'
import { isWaiting } from '../../domain/delivery-state.ts'
import { toCsv } from '../../platform/csv.ts'
import { toDiskError } from '../../platform/disk-errors.ts'
import { writeFileAtomic } from '../../platform/files.ts'
import type { DeliveryWork, StoreClient } from '../../store/api.ts'

/** Rows that still wait, with their texts. Throws `not-found`. */
async function waitingRows(store: StoreClient, messageId: number): Promise<DeliveryWork[]> {
  if ((await store.read.readMessage(messageId)) === null) throw new TrousseError('not-found', { what: 'message' })
  const rows = (await store.read.listDeliveries(messageId)).filter(({ state }) => isWaiting(state))
  const works = await Promise.all(rows.map(({ id }) => store.read.readDelivery(id)))
  return works.filter((work) => work !== null)
}

/** The addresses of what still waits, in groups for a Bcc line. Throws `not-found`. */
export async function readBccGroups(store: StoreClient, messageId: number): Promise<BccGroups> {
  const [message, rows] = await Promise.all([store.read.readMessage(messageId), waitingRows(store, messageId)])
  const [first] = rows
  const sameText =
    message !== null &&
    variablesUsed(message.subject, message.body).length === 0 &&
    rows.every(({ body, subject }) => body === first?.body && subject === first.subject)
  const groups = bccGroups(
    rows.map(({ address }) => address),
    sameText ? (first?.subject ?? '') : '',
    sameText ? (first?.body ?? '') : '',
  )
  return {
    sameText,
    groups: groups.map(({ addresses, mailto }) => ({ addresses: [...addresses], mailto })),
    addresses: groups.flatMap(({ addresses }) => addresses),
  }
}

const COLUMNS = {
  fr: ['Adresse', 'Destinataire', 'Au sujet de', 'Objet', 'Texte'],
  en: ['Address', 'Recipient', 'About', 'Subject', 'Text'],
} as const

/** The table's name: a number only, as for the other files. */
export const csvFileName = (messageId: number): string => `message-${messageId}.csv`

/**
 * A line per row that still waits: what a word processor's mail merge asks for. Returns how many. Throws `not-found`,
 * `disk-full`, `disk-read-only`, `disk-gone`, `file-access-denied`.
 */
export async function writeMergeTable(
  store: StoreClient,
  messageId: number,
  folder: string,
  locale: 'fr' | 'en',
): Promise<number> {
  const rows = await waitingRows(store, messageId)
  const about = new Map((await store.read.listDeliveries(messageId)).map((row) => [row.id, row.about]))
  const table = rows.map(({ id, address, recipientName, subject, body }) => [
    address,
    recipientName,
    about.get(id) ?? '',
    subject,
    body,
  ])
  try {
    await writeFileAtomic(join(folder, csvFileName(messageId)), toCsv([[...COLUMNS[locale]], ...table]))
  } catch (error) {
    throw toDiskError(error)
  }
  return rows.length
}
