/** A folder as a place: a share of the school's network, or one that another program carries to a server. */
import { createHash } from 'node:crypto'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import { toDiskError } from '../platform/disk-errors.ts'
import { fsyncDirectory, sha256File } from '../platform/files.ts'
import { continueFile, type PartialFile } from './partial-file.ts'
import type { Controls, Place, PutOptions, SharedFile } from './place.ts'

const PIECE_BYTES = 4 * 1024 * 1024

/** A folder has no etag: size and time say when somebody else wrote, as far as a share keeps them. */
const etagOf = ({ size, mtimeMs }: { size: number; mtimeMs: number }): string => `${size}-${Math.round(mtimeMs)}`

export function createFolderPlace(folder: string): Place {
  async function look(name: string): Promise<SharedFile | null> {
    try {
      const found = await stat(join(folder, name))
      if (!found.isFile()) return null
      return { name, bytes: found.size, etag: etagOf(found), modifiedAt: Math.round(found.mtimeMs) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw toDiskError(error)
    }
  }

  const mustBeThere = async (): Promise<void> => {
    const found = await stat(folder).catch(() => null)
    if (!found?.isDirectory()) throw new TrousseError('share-folder-missing')
  }

  async function expect(name: string, expected: PutOptions['expected']): Promise<void> {
    if (expected !== 'any' && ((await look(name))?.etag ?? null) !== expected) throw new TrousseError('share-replaced')
  }

  /** From wherever the part ends. */
  async function copyOn(from: string, part: PartialFile, { signal, onBytes }: Controls): Promise<void> {
    const source = await open(from, 'r')
    try {
      const piece = new Uint8Array(PIECE_BYTES)
      for (;;) {
        if (signal?.aborted) throw new TrousseError('cancelled')
        const { bytesRead } = await source.read(piece, 0, PIECE_BYTES, part.bytes)
        if (bytesRead === 0) return
        await part.append(piece.subarray(0, bytesRead))
        onBytes?.(part.bytes)
      }
    } finally {
      await source.close()
    }
  }

  return {
    async list() {
      await mustBeThere()
      const names = await readdir(folder).catch((error: unknown) => {
        throw toDiskError(error)
      })
      const found = await Promise.all(names.filter((name) => !name.startsWith('.')).map(look))
      return found.filter((file) => file !== null && !file.name.endsWith('.part')) as SharedFile[]
    },

    async put(file, options) {
      const { name, expected, resumeKey } = options
      await mustBeThere()
      await expect(name, expected)
      const waiting = await open(file.path, 'r').catch((cause: unknown) => {
        throw new TrousseError('share-waiting-file-gone', {}, { cause })
      })
      await waiting.close()
      const path = join(folder, name)
      const part = await continueFile(join(folder, `.trousse-${resumeKey}`), file.sha256)
      try {
        await copyOn(file.path, part, options)
      } finally {
        await part.close()
      }
      if ((await sha256File(part.path)) !== file.sha256) {
        await rm(part.path, { force: true })
        throw new TrousseError('share-damaged')
      }
      await expect(name, expected)
      try {
        await rename(part.path, path)
        await fsyncDirectory(folder)
      } catch (error) {
        throw toDiskError(error)
      }
      return { etag: (await look(name))?.etag ?? null }
    },

    async fetch(name, path, controls = {}) {
      const there = await look(name)
      if (there === null) throw new TrousseError('share-folder-missing')
      const part = await continueFile(path, createHash('sha256').update(`${name}|${there.etag}`).digest('hex'))
      try {
        await copyOn(join(folder, name), part, controls)
      } finally {
        await part.close()
      }
      await rename(part.path, path)
    },

    async remove(name, etag) {
      const there = await look(name)
      if (there === null) return
      if (etag !== null && there.etag !== etag) throw new TrousseError('share-replaced')
      await rm(join(folder, name)).catch((error: unknown) => {
        throw toDiskError(error)
      })
    },
  }
}
