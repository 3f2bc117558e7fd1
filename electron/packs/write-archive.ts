/**
 * The ZIP itself: entries in the given order, each with AE-2 AES-256 when it has a key. Its size is known before it
 * begins, and it is the same bytes each time it is written. Made here and not by zip.js, which encrypts in JavaScript
 * (docs/adr/0009-inner-archive.md tells what was measured).
 */
import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import { TrousseError } from '../contract/errors.ts'
import { AES_OVERHEAD, type EntryKey, entryKey, sealEntry } from './archive/aes.ts'
import { directory, type EntryHeader, localHeader } from './archive/layout.ts'
import { PACK_LIMITS } from './limits.ts'

const STORED = 0
const DEFLATED = 8
/** Headers of an entry (local, central, AES fields, salt and code), name aside; generous. */
const ENTRY_OVERHEAD = 256
const ARCHIVE_OVERHEAD = 1024
/** Fields of 32 bits and of 16: past them another form of archive begins (ZIP64), which nothing here needs. */
const MAX_BYTES = 2 ** 32 - 1
const MAX_ENTRIES = 2 ** 16 - 1

export interface ArchiveEntry {
  readonly path: string
  /** Unpacked size and SHA-256. */
  readonly bytes: number
  readonly sha256: string
  readonly method: typeof STORED | typeof DEFLATED
  readonly crc32: number
  readonly packedBytes: number
  /** The same bytes each time. */
  readonly packed: () => AsyncIterable<Uint8Array>
}

/** An attachment: stored as it is, for documents and pictures are compressed already. */
export function streamEntry(
  path: string,
  content: { readonly bytes: number; readonly sha256: string; readonly crc32: number },
  read: () => AsyncIterable<Uint8Array>,
): ArchiveEntry {
  return { path, ...content, method: STORED, packedBytes: content.bytes, packed: read }
}

/** A file made by the builder. Large ones are stored, so that no honest pack has the shape of a bomb. */
export function memoryEntry(path: string, data: Uint8Array): ArchiveEntry {
  const method = data.byteLength > PACK_LIMITS.ratioFrom ? STORED : DEFLATED
  const packed = method === STORED ? data : deflateRawSync(data)
  return {
    path,
    bytes: data.byteLength,
    sha256: createHash('sha256').update(data).digest('hex'),
    method,
    crc32: crc32(data),
    packedBytes: packed.byteLength,
    packed: async function* () {
      yield packed
    },
  }
}

/** No archive of these entries is larger. */
export const archiveSizeBound = (entries: readonly ArchiveEntry[]): number =>
  entries.reduce((sum, entry) => sum + entry.packedBytes + ENTRY_OVERHEAD + 2 * entry.path.length, ARCHIVE_OVERHEAD)

export interface KeyedEntry {
  readonly entry: ArchiveEntry
  /** Null: in clear. */
  readonly key: EntryKey | null
}

export interface PreparedArchive {
  /** Exact size. */
  readonly bytes: number
  /** The same bytes each time. Throws `pack-damaged` (`file`) when a source gives another content than it said. */
  readonly pieces: () => AsyncIterable<Uint8Array>
}

const headerOf = ({ entry, key }: KeyedEntry): EntryHeader => ({
  path: entry.path,
  bytes: entry.bytes,
  packedBytes: entry.packedBytes + (key === null ? 0 : AES_OVERHEAD),
  method: entry.method,
  crc32: entry.crc32,
  isEncrypted: key !== null,
})

/** Stops a source that gives more or less than the header says: nobody could open what follows. */
async function* exactly(entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of entry.packed()) {
    bytes += piece.byteLength
    if (bytes > entry.packedBytes) break
    yield piece
  }
  if (bytes !== entry.packedBytes) throw new TrousseError('pack-damaged', { file: entry.path })
}

/** Lays an archive out; nothing of the sources is read yet. */
export function prepareArchive(
  entries: readonly KeyedEntry[],
  { modifiedAt, comment }: { readonly modifiedAt: Date; readonly comment: string },
): PreparedArchive {
  const headers = entries.map(headerOf)
  const end = directory(headers, modifiedAt, comment)
  const bytes = headers.reduce(
    (all, header) => all + localHeader(header, modifiedAt).byteLength + header.packedBytes,
    end.byteLength,
  )
  if (bytes > MAX_BYTES || entries.length > MAX_ENTRIES)
    throw new TrousseError('file-too-large', { limit: PACK_LIMITS.totalBytes })
  return {
    bytes,
    async *pieces() {
      for (const [index, { entry, key }] of entries.entries()) {
        yield localHeader(headers[index] ?? headerOf({ entry, key }), modifiedAt)
        const content = exactly(entry)
        yield* key === null ? content : sealEntry(key, content)
      }
      yield end
    },
  }
}

/** An archive as an entry of another: stored, for its contents are packed already. */
export const archiveEntry = (path: string, archive: PreparedArchive): ArchiveEntry => ({
  path,
  bytes: archive.bytes,
  sha256: '',
  method: STORED,
  // Left out of an encrypted entry, which an archive in an archive always is.
  crc32: 0,
  packedBytes: archive.bytes,
  packed: archive.pieces,
})

export interface ArchiveSink {
  readonly sink: WritableStream<Uint8Array>
  readonly signal: AbortSignal
  /** Called with the bytes written since the last call. */
  readonly onBytes: (bytes: number) => void
}

/** Sources give small pieces, and each write to a drive costs the same whatever its size. */
const WRITE_BYTES = 1024 ** 2

/** A piece is only good until the one after the next: two places in memory take turns. */
async function* gathered(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [buffer, other] = [Buffer.allocUnsafeSlow(WRITE_BYTES), Buffer.allocUnsafeSlow(WRITE_BYTES)]
  let filled = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; ) {
      const size = Math.min(piece.byteLength - at, WRITE_BYTES - filled)
      buffer.set(piece.subarray(at, at + size), filled)
      filled += size
      at += size
      if (filled < WRITE_BYTES) continue
      yield buffer
      filled = 0
      ;[buffer, other] = [other, buffer]
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled)
}

/** Rejects with the sink's, a source's or the signal's error; what was written is then worthless. */
export async function writePieces(pieces: AsyncIterable<Uint8Array>, to: ArchiveSink): Promise<void> {
  const writer = to.sink.getWriter()
  // While one piece is on its way to the drive, the next is made.
  let onItsWay: Promise<void> = Promise.resolve()
  try {
    for await (const piece of gathered(pieces)) {
      to.signal.throwIfAborted()
      await onItsWay
      onItsWay = writer.write(piece)
      // It is waited for above; until then a failure is nobody's.
      onItsWay.catch(() => {})
      to.onBytes(piece.byteLength)
    }
    await onItsWay
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => {})
    throw error
  }
}

interface WriteArchiveInput extends ArchiveSink {
  readonly entries: readonly ArchiveEntry[]
  /** Null: not encrypted. */
  readonly passphrase: string | null
  readonly comment: string
  readonly modifiedAt: Date
}

/** Every entry in one archive, under its own name. Rejects as `writePieces`. */
export async function writeArchive(input: WriteArchiveInput): Promise<void> {
  const { entries, passphrase } = input
  const keyed = await Promise.all(
    entries.map(async (entry) => ({ entry, key: passphrase === null ? null : await entryKey(passphrase) })),
  )
  await writePieces(prepareArchive(keyed, input).pieces(), input)
}
