/**
 * Reading a whole database to prove it sound takes a second per 200 MB, at the worst moment: the start. One that was
 * closed in good order, and not touched since, was sound then; each page still proves itself when it is read
 * (authenticated cipher). A crash leaves no note, and the next opening reads everything.
 */
import { existsSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { writeFileAtomic } from '../platform/files.ts'
import { storeFiles } from './store-files.ts'

/** A copy that keeps times keeps them to a millisecond or so. */
const SAME_TIME_MS = 2

async function changedAt(path: string): Promise<{ size: number; at: number }> {
  const { size, mtimeMs } = await stat(path)
  return { size, at: Math.round(mtimeMs) }
}

/** To be called once every connection is closed, and the log emptied into the database. */
export async function noteCleanClose(folder: string): Promise<void> {
  const { database, closed } = storeFiles(folder)
  const { size, at } = await changedAt(database)
  await writeFileAtomic(closed, `${size} ${at}\n`)
}

/** Whether the database is as it was closed; takes the note away, since from now on it may change. */
export async function takeCleanClose(folder: string): Promise<boolean> {
  const { database, companions, closed } = storeFiles(folder)
  try {
    const [size, at] = (await readFile(closed, 'utf8')).split(' ').map(Number)
    await rm(closed)
    const now = await changedAt(database)
    // A log beside it is somebody's who did not close, or a crash's: there is something the note does not know.
    return (
      !companions.some((path) => existsSync(path)) && size === now.size && Math.abs((at ?? 0) - now.at) <= SAME_TIME_MS
    )
  } catch {
    return false
  }
}
