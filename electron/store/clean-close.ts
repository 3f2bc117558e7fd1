/**
 * Reading a whole database to prove it sound takes a second per 200 MB, at the worst moment: the start. One that was
 * closed in good order, and not touched since, was sound then; each page still proves itself when it is read
 * (authenticated cipher). A crash leaves no note, and the next opening reads everything.
 */
import { existsSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { writeFileAtomic } from '../platform/files.ts'
import { storeFiles } from './store-files.ts'

/** Size and time of the last change, in whole milliseconds: what a copy that keeps times keeps too. */
async function fingerprint(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  return `${size} ${Math.floor(mtimeMs)}\n`
}

/** To be called once every connection is closed, and the log emptied into the database. */
export async function noteCleanClose(folder: string): Promise<void> {
  const { database, closed } = storeFiles(folder)
  await writeFileAtomic(closed, await fingerprint(database))
}

/** Whether the database is as it was closed; takes the note away, since from now on it may change. */
export async function takeCleanClose(folder: string): Promise<boolean> {
  const { database, companions, closed } = storeFiles(folder)
  try {
    const noted = await readFile(closed, 'utf8')
    await rm(closed)
    // A log beside it is somebody's who did not close, or a crash's: there is something the note does not know.
    return !companions.some((path) => existsSync(path)) && noted === (await fingerprint(database))
  } catch {
    return false
  }
}
