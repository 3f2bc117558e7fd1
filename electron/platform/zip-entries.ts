/**
 * How large a workbook becomes once unpacked, measured before the spreadsheet library is let near it: a few
 * kilobytes of ZIP can hold gigabytes, and that memory is outside the worker's heap limit.
 */
import { inflateRawSync } from 'node:zlib'
import { TrousseError } from '../contract/errors.ts'

/** A school's largest list unpacks to some 30 MB. */
const MAX_UNPACKED_BYTES = 150 * 1024 * 1024
const MAX_ENTRIES = 2000
/** The default of 16 kB makes a large sheet four times slower. */
const CHUNK_BYTES = 1024 * 1024
const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const END_SIZE = 22
const MAX_COMMENT = 65_535

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  /** CRC-32 of the unpacked bytes, as the directory says. */
  readonly crc32: number
  readonly compressed: Uint8Array
}

const damaged = (): TrousseError => new TrousseError('file-unreadable', { reason: 'zip' })

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - END_SIZE; at >= Math.max(0, view.byteLength - END_SIZE - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  throw damaged()
}

/** @throws TrousseError `file-unreadable` when the directory is not whole. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const end = endOfDirectory(view)
    const count = view.getUint16(end + 10, true)
    if (count > MAX_ENTRIES) throw new TrousseError('file-too-large', { reason: 'entries' })
    let at = view.getUint32(end + 16, true)
    const entries: ZipEntry[] = []
    for (let index = 0; index < count; index++) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged()
      const nameLength = view.getUint16(at + 28, true)
      const local = view.getUint32(at + 42, true)
      if (view.getUint32(local, true) !== LOCAL_ENTRY) throw damaged()
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      entries.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        crc32: view.getUint32(at + 16, true),
        compressed: bytes.subarray(start, start + view.getUint32(at + 20, true)),
      })
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    return entries
  } catch (error) {
    if (error instanceof TrousseError) throw error
    throw damaged()
  }
}

/** The bytes of one entry, at most `limit` of them. */
export function unpackEntry(entry: ZipEntry, limit: number): Uint8Array {
  if (entry.method === 0) return entry.compressed
  try {
    return inflateRawSync(entry.compressed, { maxOutputLength: Math.max(1, limit), chunkSize: CHUNK_BYTES })
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw full ? new TrousseError('file-too-large', { reason: 'unpacked' }) : damaged()
  }
}

/**
 * Unpacks everything once, keeping nothing, and stops at the budget: the sizes written in a ZIP are claims.
 *
 * @throws TrousseError `file-too-large`, `file-unreadable`, `file-password-protected`.
 */
export function checkZipBudget(entries: readonly ZipEntry[]): void {
  let left = MAX_UNPACKED_BYTES
  for (const entry of entries) {
    if (entry.encrypted) throw new TrousseError('file-password-protected', {})
    left -= unpackEntry(entry, left).byteLength
    if (left <= 0) throw new TrousseError('file-too-large', { reason: 'unpacked' })
  }
}
