/** The beginning of a file that is still coming, which a later attempt at the same version goes on with. */
import { createHash } from 'node:crypto'
import { open, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { toDiskError } from '../platform/disk-errors.ts'

export interface PartialFile {
  readonly path: string
  readonly bytes: number
  append(piece: Uint8Array): Promise<void>
  /** Flushed to the disk. */
  close(): Promise<void>
}

/** Owner only: encrypted or not, it is about pupils. */
const OWNER_ONLY = 0o600

/** @param version whatever tells this version from another: the beginning of another one is thrown away. */
export async function continueFile(path: string, version: string): Promise<PartialFile> {
  const tag = createHash('sha256').update(version).digest('hex').slice(0, 16)
  const [folder, start] = [dirname(path), `${basename(path)}.`]
  const part = join(folder, `${start}${tag}.part`)
  for (const name of await readdir(folder)) {
    if (name.startsWith(start) && name.endsWith('.part') && join(folder, name) !== part) await rm(join(folder, name))
  }
  const file = await open(part, 'a', OWNER_ONLY)
  let { size: bytes } = await file.stat()
  return {
    path: part,
    get bytes() {
      return bytes
    },
    async append(piece) {
      try {
        await file.appendFile(piece)
      } catch (error) {
        throw toDiskError(error)
      }
      bytes += piece.byteLength
    },
    async close() {
      await file.sync()
      await file.close()
    },
  }
}
