/**
 * The other ways out of a message: one `.eml` file per recipient, or all in one MBOX, for another program to send when
 * Trousse may not.
 */
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import type { Delivery } from '../contract/views.ts'
import { isWaiting } from '../domain/delivery-state.ts'
import { toDiskError } from '../platform/disk-errors.ts'
import { fsyncDirectory } from '../platform/files.ts'
import { makeEmlFolder, writeEml } from './eml.ts'
import { mboxEntry } from './mbox.ts'
import { type FileSource, renderMessage } from './render.ts'
import type { LedgerStore, SendRun } from './send-message.ts'

const OWNER_ONLY = 0o600

export interface ExportRequest {
  readonly kind: 'eml' | 'mbox'
  /** Made if its parent is there. */
  readonly folder: string
  /** The rows count as handed over at once; otherwise they wait for the teacher's word. */
  readonly handOver: boolean
}

export interface ExportReport {
  /** Messages written. */
  readonly files: number
  /** Rows that could not be a message at all. */
  readonly refused: number
}

export interface ExportSurroundings {
  readonly store: LedgerStore
  readonly files?: FileSource
  /** ISO instant. */
  readonly now: () => string
}

/** The file's name: a number only, as for `.eml`. */
export const mboxFileName = (messageId: number): string => `message-${messageId}.mbox`

/**
 * Writes what is still waiting of a message, and what was handed over before. Rejects with `disk-full`,
 * `disk-read-only`, `disk-gone`, `file-access-denied`, `cancelled`; `.eml` files already written stay, an MBOX is whole
 * or not there.
 */
export async function exportMessages(
  { store, files, now }: ExportSurroundings,
  messageId: number,
  request: ExportRequest,
  run: SendRun,
): Promise<ExportReport> {
  const { kind, folder, handOver } = request
  const rows = (await store.read.listDeliveries(messageId)).filter(
    ({ state }) => isWaiting(state) || state === 'handed-over',
  )
  const report = { files: 0, refused: 0 }
  await makeEmlFolder(folder)
  const mbox = kind === 'mbox' ? await openMbox(join(folder, mboxFileName(messageId))) : null
  const markHandedOver = async (row: Delivery) => {
    if (row.state !== 'handed-over') await store.write.moveDelivery(row.id, { to: 'handed-over' }, now())
  }
  const written: Delivery[] = []
  try {
    for (const [index, row] of rows.entries()) {
      if (run.signal?.aborted) throw new TrousseError('cancelled')
      run.onProgress?.({ step: 'writing', done: index, total: rows.length, waitUntil: null })
      const work = await store.read.readDelivery(row.id)
      if (work === null) continue
      try {
        const mime = work.mime ?? (await renderMessage(work, files))
        if (mbox === null) await writeEml(folder, messageId, row.id, mime)
        else await mbox.add(mboxEntry(mime, work.fromAddress, work.createdAt))
      } catch (error) {
        if (!(error instanceof TrousseError) || !error.code.startsWith('mail-') || row.state === 'handed-over')
          throw error
        await store.write.moveDelivery(row.id, { to: 'refused', error: error.toShape(), serverSaid: null }, now())
        report.refused += 1
        continue
      }
      // The file first: a crash here leaves a file too many, never a family forgotten.
      if (mbox === null && handOver) await markHandedOver(row)
      else written.push(row)
      report.files += 1
    }
    await mbox?.finish()
  } catch (error) {
    await mbox?.abandon()
    throw error
  }
  // Of one file for all, nothing is handed over before the file is there.
  if (handOver) for (const row of written) await markHandedOver(row)
  run.onProgress?.({ step: 'writing', done: rows.length, total: rows.length, waitUntil: null })
  return report
}

/** One file written piece by piece beside its place, which it takes at the end. */
async function openMbox(path: string) {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`
  const asOurs = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw toDiskError(error)
    }
  }
  const file: FileHandle = await asOurs(() => open(temporary, 'wx', OWNER_ONLY))
  return {
    add: (entry: Uint8Array) => asOurs(() => file.writeFile(entry)),
    finish: () =>
      asOurs(async () => {
        await file.sync()
        await file.close()
        await rename(temporary, path)
        await fsyncDirectory(join(path, '..'))
      }),
    async abandon() {
      await file.close().catch(() => {})
      await rm(temporary, { force: true }).catch(() => {})
    },
  }
}
