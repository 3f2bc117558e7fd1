/** The other way out: one `.eml` file per recipient, for a mail program to send when Trousse may not. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { toDiskError } from '../platform/disk-errors.ts'
import { writeFileAtomic } from '../platform/files.ts'

/** Outlook opens a file with this header as a draft ready to send; Thunderbird ignores it. */
const DRAFT_HEADER = Buffer.from('X-Unsent: 1\r\n', 'ascii')
const ID_DIGITS = 6

/**
 * The file's name: numbers only. A folder's listing shows no family's name, no system refuses it, and the same
 * row always gives the same name, so that exporting again replaces instead of doubling.
 */
export const emlFileName = (messageId: number, deliveryId: number): string =>
  `message-${messageId}-${String(deliveryId).padStart(ID_DIGITS, '0')}.eml`

/** Runs a file operation; the system's complaint becomes one of ours. */
async function withDiskErrors<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation()
  } catch (error) {
    throw toDiskError(error)
  }
}

/**
 * Makes the folder itself when it is not there, but never the ones above it: on a drive that was taken out, that
 * would write to the computer instead. Rejects like `writeEml`.
 */
export const makeEmlFolder = (folder: string): Promise<void> =>
  withDiskErrors(async () => {
    try {
      await mkdir(folder, { mode: 0o700 })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  })

/**
 * Writes one message into `folder`, wholly or not at all, readable by its owner only. Returns the file's name.
 * Rejects with `disk-full`, `disk-read-only`, `disk-gone`, `file-access-denied`.
 */
export async function writeEml(
  folder: string,
  messageId: number,
  deliveryId: number,
  mime: Uint8Array,
): Promise<string> {
  const name = emlFileName(messageId, deliveryId)
  await withDiskErrors(() => writeFileAtomic(join(folder, name), Buffer.concat([DRAFT_HEADER, mime])))
  return name
}
