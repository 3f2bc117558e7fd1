/**
 * The ZIP itself: entries in the given order, AE-2 AES-256 when there is a passphrase. Every size is known
 * before an entry begins, so that no entry needs a trailing descriptor, which programs that read a ZIP as a
 * stream (many on phones) refuse on stored entries.
 */
import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import { Reader, ZipWriter } from '@zip.js/zip.js'
import { PACK_LIMITS } from './limits.ts'

const STORED = 0
const DEFLATED = 8
/** AES-256 in zip.js's terms. */
const AES_256 = 3
/** Headers of an entry (local, central, AES and time fields, salt and code), name aside; generous. */
const ENTRY_OVERHEAD = 256
const ARCHIVE_OVERHEAD = 1024

export interface ArchiveEntry {
  readonly path: string
  /** Unpacked size and SHA-256. */
  readonly bytes: number
  readonly sha256: string
  readonly method: typeof STORED | typeof DEFLATED
  readonly crc32: number
  readonly packedBytes: number
  readonly packed: () => AsyncIterable<Uint8Array>
}

/**
 * An attachment: stored as it is, for documents and pictures are compressed already. An empty one is deflated
 * (to two bytes): zip.js 2.24.0 writes no salt for an encrypted entry without a byte, and 7-Zip refuses that.
 */
export function streamEntry(
  path: string,
  content: { readonly bytes: number; readonly sha256: string; readonly crc32: number },
  read: () => AsyncIterable<Uint8Array>,
): ArchiveEntry {
  if (content.bytes === 0) return memoryEntry(path, new Uint8Array(0))
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

/** A source whose size zip.js knows in advance. */
class SizedReader extends Reader<AsyncIterable<Uint8Array>> {
  readonly #stream: ReadableStream<Uint8Array>

  constructor(source: AsyncIterable<Uint8Array>, size: number) {
    super(source)
    this.size = size
    const iterator = source[Symbol.asyncIterator]()
    this.#stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await iterator.return?.()
      },
    })
  }

  override createReadable(): ReadableStream<Uint8Array> {
    return this.#stream
  }
}

interface WriteArchiveInput {
  readonly entries: readonly ArchiveEntry[]
  readonly sink: WritableStream<Uint8Array>
  /** Null: not encrypted. */
  readonly passphrase: string | null
  readonly comment: string
  readonly modifiedAt: Date
  readonly signal: AbortSignal
  /** Called with the bytes packed since the last call. */
  readonly onBytes: (bytes: number) => void
}

/** Rejects with the sink's, a source's or the signal's error; what was written is then worthless. */
export async function writeArchive(input: WriteArchiveInput): Promise<void> {
  const zip = new ZipWriter(input.sink, {
    useWebWorkers: false,
    keepOrder: true,
    signal: input.signal,
    lastModDate: input.modifiedAt,
    msDosCompatible: true,
    ...(input.passphrase === null ? {} : { password: input.passphrase, encryptionStrength: AES_256 }),
  })
  for (const entry of input.entries) {
    input.signal.throwIfAborted()
    const counted = async function* () {
      for await (const chunk of entry.packed()) {
        input.onBytes(chunk.byteLength)
        yield chunk
      }
    }
    await zip.add(entry.path, new SizedReader(counted(), entry.packedBytes), {
      passThrough: 'compressed',
      compressionMethod: entry.method,
      uncompressedSize: entry.bytes,
      crc32: entry.crc32,
    })
  }
  await zip.close(new TextEncoder().encode(input.comment))
}
