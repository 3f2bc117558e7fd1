/** A file made by Trousse, into a folder the teacher chose, beside what is there already. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import { numberedName } from '../packs/file-names.ts'
import { toDiskError } from '../platform/disk-errors.ts'
import { writeFileAtomic } from '../platform/files.ts'
import type { Machine } from './machine.ts'

const TRIES = 99

const isTaken = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * Writes it whole or not at all, numbered when the folder has one of that name.
 *
 * @returns the name it got
 * @throws TrousseError of the drive: `disk-full`, `disk-read-only`, `disk-gone`; `file-access-denied`
 */
export async function saveNumbered(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  for (let number = 1; number <= TRIES; number++) {
    const fileName = number === 1 ? name : numberedName(name, number)
    const path = join(folder, fileName)
    if (await isTaken(path)) continue
    try {
      await writeFileAtomic(path, content)
    } catch (error) {
      throw toDiskError(error)
    }
    return fileName
  }
  throw new TrousseError('file-access-denied', { file: name })
}

/** One page as a PDF; where nothing can print, the page itself. Returns and throws as `saveNumbered`. */
export async function savePage(
  machine: Pick<Machine, 'printPdf'>,
  folder: string,
  name: string,
  html: string,
): Promise<string> {
  return machine.printPdf === null
    ? saveNumbered(folder, `${name}.html`, html)
    : saveNumbered(folder, `${name}.pdf`, await machine.printPdf(html))
}
