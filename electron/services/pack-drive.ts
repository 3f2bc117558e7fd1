/** The drive that a pack is written to: what it allows, and how it is waited for when it is pulled out. */
import { access, constants, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TrousseError } from '../contract/errors.ts'
import type { DriveRules } from '../packs/steady.ts'
import { type Drive, type DriveLister, driveOf } from '../platform/drives/drive.ts'
import type { TaskControls } from './tasks.ts'

export interface PackDrive {
  readonly drive: Drive
  readonly rules: DriveRules
}

/** A person who puts a stick back waits for it to be seen. */
const LOOK_EVERY_MS = 1000

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/**
 * The drive that holds a folder; null on a fixed disk, or when drives cannot be listed: a pack is then written as to
 * any folder.
 *
 * @throws TrousseError `disk-read-only`, before anything is prepared
 */
export async function findPackDrive(
  drives: DriveLister,
  folder: string,
  controls: Pick<TaskControls, 'signal' | 'progress'>,
  everyMs = LOOK_EVERY_MS,
): Promise<PackDrive | null> {
  const listed = await drives.list().catch(() => [])
  const drive = driveOf(listed, folder)
  if (drive === null) return null
  if (drive.readOnly) throw new TrousseError('disk-read-only')
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EROFS') throw new TrousseError('disk-read-only', {}, { cause: error })
  })
  const inside = relative(drive.path, folder)
  const waitFor = async (): Promise<string> => {
    let seen: string | null = null
    for (;;) {
      controls.progress({ step: 'waiting-drive' })
      await sleep(everyMs, undefined, { signal: controls.signal }).catch(() => {
        throw new TrousseError('cancelled')
      })
      // Listing is slow on some systems: once, then when something came or left.
      const glance = await drives.glance()
      if (glance === seen) continue
      const now = await drives.list().catch(() => null)
      const back = now?.find(({ id }) => id === drive.id)
      if (back !== undefined && (await isFolder(join(back.path, inside)))) return join(back.path, inside)
      // Mounted a moment before it can be read.
      seen = back === undefined && now !== null ? glance : null
    }
  }
  const { dev } = await stat(folder)
  return { drive, rules: { maxFileBytes: drive.maxFileBytes, device: dev, back: { waitFor } } }
}
