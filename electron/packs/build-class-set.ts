/**
 * A pack for each pupil of a class, in one action. Documents are measured, read and sealed once; every pack has
 * its own passphrase, so that one family's opens nothing of another's.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { localIsoDate } from '../domain/written-format.ts'
import { toDiskError } from '../platform/disk-errors.ts'
import { type BuildPackInput, type BuiltPack, buildPack, type SharedWork } from './build-pack.ts'
import { safeFileName } from './file-names.ts'
import { SharedStreams } from './html/document-streams.ts'
import { makeLock, type PageLock } from './html/write-page.ts'
import { generatePassphrase } from './passphrase.ts'
import type { PackProgress } from './progress.ts'
import { type PackRecipient, packRecipients, selectContent } from './select-content.ts'
import { checkFreeSpace } from './write-to-folder.ts'

export interface ClassSetInput
  extends Omit<BuildPackInput, 'profile' | 'recipientId' | 'encrypted' | 'passphrase' | 'shared' | 'onProgress'> {
  /** `done` and `total` count over the whole class. */
  readonly onProgress: (progress: PackProgress) => void
  /** Called after each pack is on the drive: what is told here is safe, whatever happens to the next one. */
  readonly onPack: (recipient: PackRecipient, pack: BuiltPack) => Promise<void>
}

/** What one pack counts for in the progress of all. */
const SHARE = 1000

/** The folder that holds the packs of a class, so that a stick is not strewn with 35 files. */
const folderName = ({ content, now, locale }: ClassSetInput): string =>
  safeFileName(`Trousse ${content.className} - ${locale === 'fr' ? 'élèves' : 'pupils'} - ${localIsoDate(now)}`)

/** In base64, as a page holds its documents. */
const PAGE_FACTOR = 4 / 3

/**
 * The whole class must fit, or the stick would be full at the twentieth pupil. Counts documents alone: each pack asks
 * again for its exact size.
 *
 * @throws TrousseError `pack-no-space` (`needed`, `free`)
 */
async function checkRoom(input: ClassSetInput, [first, ...others]: readonly PackRecipient[]): Promise<void> {
  if (first === undefined) return
  const { attachments } = selectContent(input.content, 'individual', {
    recipientId: first.personId,
    documents: input.documents ?? [],
  })
  const bytes = attachments.reduce((all, attachment) => all + (attachment.bytes ?? 0), 0)
  const factor = input.form === 'html' ? PAGE_FACTOR : 1
  await checkFreeSpace(input.folder, bytes * factor * (others.length + 1))
}

/** Derives the next key while the pack before is being written: there is a thread for each. */
function lockMaker(count: number): () => Promise<PageLock> {
  let left = count
  const make = (): Promise<PageLock> | null => {
    left -= 1
    if (left < 0) return null
    const lock = makeLock(generatePassphrase())
    // Whoever stops before it is used must not be told of it.
    lock.catch(() => {})
    return lock
  }
  let ahead = make()
  return async () => {
    const lock = ahead ?? makeLock(generatePassphrase())
    ahead = make()
    return lock
  }
}

/**
 * @returns how many packs were made
 * @throws as `buildPack`; the packs told by `onPack` before it are whole and stay
 */
export async function buildClassSet(input: ClassSetInput): Promise<number> {
  const { onPack, onProgress, ...common } = input
  const recipients = packRecipients(input.content)
  const folder = join(input.folder, folderName(input))
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw toDiskError(error)
  })
  await checkRoom(input, recipients).catch((error: unknown) => {
    throw toDiskError(error)
  })
  const shared: SharedWork = {
    measured: new Map(),
    streams: await SharedStreams.open(input.now),
    proven: new Set(),
    nextLock: lockMaker(recipients.length),
  }
  try {
    for (const [index, recipient] of recipients.entries()) {
      const pack = await buildPack({
        ...common,
        folder,
        profile: 'individual',
        recipientId: recipient.personId,
        encrypted: true,
        passphrase: null,
        shared,
        onProgress: ({ step, done, total, bytes }) =>
          onProgress({
            step,
            done: Math.floor(SHARE * (index + (total === 0 ? 0 : done / total))),
            total: SHARE * recipients.length,
            bytes,
            items: index,
            itemsTotal: recipients.length,
          }),
      })
      await onPack(recipient, pack)
    }
    return recipients.length
  } finally {
    await shared.streams.close()
  }
}
