/** A WebDAV folder as a place: Nextcloud's (the Ministry's "Nuage" is one) and any server's. */
import { rename } from 'node:fs/promises'
import { TrousseError } from '../contract/errors.ts'
import type { Dav } from './dav.ts'
import type { DavEntry } from './dav-listing.ts'
import { hashThere, piecesOf } from './download.ts'
import { continueFile } from './partial-file.ts'
import type { Controls, OutgoingFile, Place, PutOptions, SharedFile, UploadWay } from './place.ts'
import { upload } from './upload.ts'

export interface DavPlaceOptions {
  readonly way: UploadWay
  /** Where Nextcloud takes the pieces of a user, ending in a slash; null elsewhere. */
  readonly piecesAt: string | null
}

const asShared = ({ name, bytes, etag, modifiedAt }: DavEntry): SharedFile => ({ name, bytes, etag, modifiedAt })

export function createDavPlace(dav: Dav, { way, piecesAt }: DavPlaceOptions): Place {
  const host = new URL(dav.urlOf('a')).host

  const expect = (there: DavEntry | null, expected: PutOptions['expected']): void => {
    if (expected !== 'any' && (there?.etag ?? null) !== expected) throw new TrousseError('share-replaced', { host })
  }

  async function moveIntoPlace(
    from: string,
    to: string,
    headers: Readonly<Record<string, string>>,
    options: PutOptions,
  ) {
    const { expected, signal } = options
    const asked = signal ? { signal } : {}
    const there = await dav.look(to, asked)
    expect(there, expected)
    // RFC 4918 §10.4: the move itself is refused when somebody was faster. Not every server knows the condition.
    const condition = there?.etag ? `<${to}> ([${there.etag}])` : null
    const overwrite = there === null && expected !== 'any' ? { Overwrite: 'F' } : {}
    try {
      await dav.move(from, to, { ...headers, ...overwrite, ...(condition ? { If: condition } : {}) }, asked)
    } catch (error) {
      if (!(error instanceof TrousseError) || error.code !== 'share-replaced' || condition === null) throw error
      const again = await dav.look(to, asked)
      if (again?.etag !== there?.etag) throw error
      await dav.move(from, to, { ...headers, ...overwrite }, asked)
    }
  }

  return {
    async list({ signal } = {}) {
      const entries = await dav.list(undefined, signal ? { signal } : {})
      if (entries === null) throw new TrousseError('share-folder-missing', { host })
      return entries.filter(({ isFolder, name }) => !isFolder && !name.startsWith('.')).map(asShared)
    },

    async put(file: OutgoingFile, options: PutOptions) {
      const { name, resumeKey, signal } = options
      const asked = signal ? { signal } : {}
      const finalUrl = dav.urlOf(name)
      // Before a long way for nothing.
      expect(await dav.look(finalUrl, asked), options.expected)
      const partUrl = dav.urlOf(`.trousse-${resumeKey}.part`)
      const piecesUrl = piecesAt === null ? null : `${piecesAt}trousse-${resumeKey}/`
      const { from, headers } = await upload(dav, file, { ...options, way, partUrl, piecesUrl, finalUrl })
      if (from === partUrl) {
        const sent = await dav.look(partUrl, asked)
        if (sent === null || (await hashThere(dav, partUrl, sent, signal)) !== file.sha256) {
          await dav.remove(partUrl)
          throw new TrousseError('share-damaged', { host })
        }
      }
      await moveIntoPlace(from, finalUrl, headers, options)
      const there = await dav.look(finalUrl, asked)
      if (there?.bytes !== file.bytes) throw new TrousseError('share-joined-wrong', { host })
      // Pieces cannot be read before they are joined, and are joined in place: a file moved there would lose its link.
      if (from !== partUrl && (await hashThere(dav, finalUrl, there, signal)) !== file.sha256) {
        throw new TrousseError('share-joined-wrong', { host })
      }
      return { etag: there.etag }
    },

    async fetch(name: string, path: string, { signal, onBytes }: Controls = {}) {
      const url = dav.urlOf(name)
      const entry = await dav.look(url, signal ? { signal } : {})
      if (entry === null) throw new TrousseError('share-folder-missing', { host })
      const part = await continueFile(path, `${entry.etag}|${entry.bytes}`)
      try {
        onBytes?.(part.bytes)
        for await (const piece of piecesOf(dav, url, entry, { from: part.bytes, ...(signal ? { signal } : {}) })) {
          await part.append(piece)
          onBytes?.(part.bytes)
        }
      } finally {
        await part.close()
      }
      await rename(part.path, path)
    },

    async remove(name, etag) {
      const url = dav.urlOf(name)
      const there = await dav.look(url)
      if (there === null) return
      if (etag !== null && there.etag !== etag) throw new TrousseError('share-replaced', { host })
      await dav.remove(url)
    },
  }
}
