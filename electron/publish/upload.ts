/**
 * A large file up to a WebDAV server, in a way that server takes, going on where it was cut. Every way ends with a
 * whole file under a name nobody looks for.
 *
 * - pieces: Nextcloud's chunked upload, version 2 (its developer manual: 5 MiB at least, numbered names, then one MOVE
 *   of `.file`). They are kept by the server for a day.
 * - ranges: `PUT` with `Content-Range`. RFC 9110 §14.5 lets a server have it by private agreement only, and one that
 *   ignores it would keep a fragment as the whole: it is used where a try has shown it (`tryRanges`).
 * - whole: one request; a cut starts it again.
 */
import { open } from 'node:fs/promises'
import { TrousseError } from '../contract/errors.ts'
import type { Dav } from './dav.ts'
import type { Controls, OutgoingFile, UploadWay } from './place.ts'

const MEBIBYTE = 1024 * 1024
/** Above Nextcloud's least, and little enough to be lost. */
export const PIECE_BYTES = 8 * MEBIBYTE
/** A whole file is held in memory while it goes. */
export const MAX_WHOLE_BYTES = 128 * MEBIBYTE

export interface UploadOptions extends Controls {
  readonly way: UploadWay
  /** Where the whole file is to be, for `ranges` and `whole`. */
  readonly partUrl: string
  /** Folder of the pieces, for `pieces`; ends in a slash. */
  readonly piecesUrl: string | null
  /** Where the file will be in the end: Nextcloud checks the room there. */
  readonly finalUrl: string
}

/** @returns the address to move into place, and the headers that move needs. */
export async function upload(
  dav: Dav,
  file: OutgoingFile,
  options: UploadOptions,
): Promise<{ readonly from: string; readonly headers: Readonly<Record<string, string>> }> {
  const { way, partUrl, piecesUrl } = options
  if (way === 'pieces' && piecesUrl !== null) return sendPieces(dav, file, { ...options, piecesUrl })
  if (way === 'ranges') await sendRanges(dav, file, options)
  else await sendWhole(dav, file, options)
  return { from: partUrl, headers: {} }
}

type Read = (from: number, length: number) => Promise<Uint8Array<ArrayBuffer>>

/** @throws TrousseError `share-waiting-file-gone` when the file is no longer what was recorded. */
async function reading<T>({ path, bytes }: OutgoingFile, work: (read: Read) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new TrousseError('share-waiting-file-gone', {}, { cause })
  })
  try {
    if ((await handle.stat()).size !== bytes) throw new TrousseError('share-waiting-file-gone')
    return await work(async (from, length) => {
      const piece = new Uint8Array(length)
      let have = 0
      while (have < length) {
        const { bytesRead } = await handle.read(piece, have, length - have, from + have)
        if (bytesRead === 0) throw new TrousseError('share-waiting-file-gone')
        have += bytesRead
      }
      return piece
    })
  } finally {
    await handle.close()
  }
}

const piecesOf = (bytes: number): { from: number; length: number; name: string }[] =>
  Array.from({ length: Math.max(1, Math.ceil(bytes / PIECE_BYTES)) }, (_, index) => ({
    from: index * PIECE_BYTES,
    length: Math.min(PIECE_BYTES, bytes - index * PIECE_BYTES),
    // Put together in the order of their names.
    name: String(index + 1).padStart(5, '0'),
  }))

async function sendPieces(dav: Dav, file: OutgoingFile, options: UploadOptions & { readonly piecesUrl: string }) {
  const { signal, onBytes, piecesUrl, finalUrl } = options
  const headers = { Destination: finalUrl, 'OC-Total-Length': String(file.bytes) }
  const asked = signal ? { signal } : {}
  await dav.makeFolder(piecesUrl, headers, asked)
  const there = new Map((await dav.list(piecesUrl, asked))?.map(({ name, bytes }) => [name, bytes]))
  await reading(file, async (read) => {
    let sent = 0
    for (const { name, from, length } of piecesOf(file.bytes)) {
      if (there.get(name) !== length) await dav.put(piecesUrl + name, await read(from, length), headers, asked)
      sent += length
      onBytes?.(sent)
    }
  })
  return { from: `${piecesUrl}.file`, headers: { 'OC-Total-Length': String(file.bytes) } }
}

async function sendRanges(dav: Dav, file: OutgoingFile, { partUrl, signal, onBytes }: UploadOptions): Promise<void> {
  const asked = signal ? { signal } : {}
  const there = (await dav.look(partUrl, asked))?.bytes ?? 0
  // What was cut may hold half a piece: the last whole one is where it goes on.
  const begun = there > file.bytes ? 0 : Math.floor(there / PIECE_BYTES) * PIECE_BYTES
  await reading(file, async (read) => {
    for (const { from, length } of piecesOf(file.bytes)) {
      if (from < begun) continue
      const range = { 'Content-Range': `bytes ${from}-${from + length - 1}/${file.bytes}` }
      await dav.put(partUrl, await read(from, length), from === 0 ? {} : range, asked)
      onBytes?.(from + length)
    }
  })
}

async function sendWhole(dav: Dav, file: OutgoingFile, { partUrl, signal, onBytes }: UploadOptions): Promise<void> {
  if (file.bytes > MAX_WHOLE_BYTES) throw new TrousseError('share-too-large', { bytes: file.bytes })
  const bytes = await reading(file, (read) => read(0, file.bytes))
  await dav.put(partUrl, bytes, {}, signal ? { signal } : {})
  onBytes?.(file.bytes)
}

const TRY_NAME = '.trousse-essai'

/** Whether the server joins a range to a file, tried on a few bytes that are removed again. */
export async function tryRanges(dav: Dav): Promise<boolean> {
  const url = dav.urlOf(TRY_NAME)
  const words = (text: string) => new TextEncoder().encode(text)
  try {
    await dav.put(url, words('tro'))
    await dav.put(url, words('usse'), { 'Content-Range': 'bytes 3-6/7' })
    const { status, body } = await dav.ask({ url })
    return status === 200 && new TextDecoder().decode(body) === 'trousse'
  } catch (error) {
    // Refused, as RFC 9110 asks of a server that does not do it: that is an answer. Anything else is a failure.
    if (error instanceof TrousseError && error.code === 'response-unexpected') return false
    throw error
  } finally {
    await dav.remove(url)
  }
}
