/** A large file down from a WebDAV server, piece by piece: little memory, and it goes on where it was cut. */
import { createHash } from 'node:crypto'
import { TrousseError } from '../contract/errors.ts'
import type { Dav } from './dav.ts'
import type { DavEntry } from './dav-listing.ts'

const MEBIBYTE = 1024 * 1024
const PIECE_BYTES = 8 * MEBIBYTE
/** Of a server that gives no pieces, a file is held in memory whole. */
const MAX_WHOLE_BYTES = 256 * MEBIBYTE

export interface PiecesOptions {
  readonly from?: number
  readonly signal?: AbortSignal
}

/**
 * The bytes of one version of a file, in order.
 *
 * @param entry as the server tells it now: another version met on the way is an error.
 * @throws TrousseError `share-replaced` when it changed meanwhile, `share-folder-missing` when it is gone,
 *   `share-too-large`, `response-truncated`.
 */
export async function* piecesOf(
  dav: Dav,
  url: string,
  { bytes, etag }: Pick<DavEntry, 'bytes' | 'etag'>,
  { from = 0, signal }: PiecesOptions = {},
): AsyncGenerator<Uint8Array> {
  const { host } = new URL(url)
  const asked = signal ? { signal } : {}
  if (bytes === null) throw new TrousseError('response-unexpected', { host, status: 207 })
  let at = from
  while (at < bytes) {
    const end = Math.min(at + PIECE_BYTES, bytes) - 1
    const { status, headers, body } = await dav.ask({
      url,
      headers: { Range: `bytes=${at}-${end}`, ...(etag === null || isWeak(etag) ? {} : { 'If-Match': etag }) },
      maxBytes: MAX_WHOLE_BYTES,
      ...asked,
    })
    if (status === 412) throw new TrousseError('share-replaced', { host })
    if (status === 404) throw new TrousseError('share-folder-missing', { host })
    if (status === 401) throw new TrousseError('credentials-refused', { host })
    if (etag !== null && headers.etag !== undefined && headers.etag !== etag) {
      throw new TrousseError('share-replaced', { host })
    }
    if (status === 200) {
      // It gives the whole or nothing.
      if (body.byteLength !== bytes) throw new TrousseError('response-truncated', { host })
      yield body.subarray(at)
      return
    }
    if (status !== 206) throw new TrousseError('response-unexpected', { host, status })
    if (body.byteLength !== end + 1 - at) throw new TrousseError('response-truncated', { host })
    yield body
    at = end + 1
  }
}

/** A weak one never matches, RFC 9110 §13.1.1. */
const isWeak = (etag: string): boolean => etag.startsWith('W/')

/** SHA-256 in hex of what the server gives back. Throws as `piecesOf`. */
export async function hashThere(dav: Dav, url: string, entry: DavEntry, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of piecesOf(dav, url, entry, signal ? { signal } : {})) hash.update(piece)
  return hash.digest('hex')
}
