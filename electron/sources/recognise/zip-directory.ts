/** Names of a ZIP's entries and the beginning of their content, read from the end of the file as unzippers do. */
import { constants, inflateRawSync } from 'node:zlib'
import type { Peek } from './peek.ts'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const END_SIZE = 22
const MAX_COMMENT = 65_535
/** A pack holds at most 10,000 entries, each with some 100 bytes here. */
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
/** Enough compressed bytes for the first line of any text; they cannot unfold into more than a megabyte. */
const HEAD_BYTES = 1024
const MAX_HEAD = 2 * 1024 * 1024

export interface ZipItem {
  readonly name: string
  readonly encrypted: boolean
  readonly method: number
  /** Of the compressed content. */
  readonly bytes: number
  readonly headerAt: number
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Null when the directory cannot be found or read: a ZIP cut short, or none at all. */
export function zipDirectory(peek: Peek): readonly ZipItem[] | null {
  try {
    const tailAt = Math.max(0, peek.size - END_SIZE - MAX_COMMENT)
    const tail = peek.read(tailAt, END_SIZE + MAX_COMMENT)
    const view = viewOf(tail)
    let at = tail.byteLength - END_SIZE
    while (at >= 0 && view.getUint32(at, true) !== END_OF_DIRECTORY) at--
    if (at < 0) return null
    const size = view.getUint32(at + 12, true)
    if (size > MAX_DIRECTORY_BYTES) return null
    return readItems(peek.read(view.getUint32(at + 16, true), size), view.getUint16(at + 10, true))
  } catch (error) {
    // A length that leads outside the bytes.
    if (error instanceof RangeError) return null
    throw error
  }
}

function readItems(directory: Uint8Array, count: number): ZipItem[] {
  const view = viewOf(directory)
  const items: ZipItem[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new RangeError('directory entry')
    const nameLength = view.getUint16(at + 28, true)
    items.push({
      name: new TextDecoder().decode(directory.subarray(at + 46, at + 46 + nameLength)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      bytes: view.getUint32(at + 20, true),
      headerAt: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return items
}

/** The beginning of an entry's content; empty when it cannot be unpacked. */
export function zipHead(peek: Peek, item: ZipItem): Uint8Array {
  if (item.encrypted) return new Uint8Array(0)
  const header = peek.read(item.headerAt, 30)
  if (header.byteLength < 30) return new Uint8Array(0)
  const view = viewOf(header)
  const start = item.headerAt + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  const packed = peek.read(start, Math.min(HEAD_BYTES, item.bytes))
  if (item.method === 0) return packed
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_HEAD })
  } catch {
    return new Uint8Array(0)
  }
}
