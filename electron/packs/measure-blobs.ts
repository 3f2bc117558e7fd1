import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

export interface BlobSource {
  /** The bytes of a content, by its SHA-256; throws when this computer does not have it whole. */
  read(sha256: string): AsyncIterable<Uint8Array>
}

export interface MeasuredBlob {
  readonly bytes: number
  readonly sha256: string
  readonly crc32: number
}

/**
 * Reads every content once before anything is written: its size and checksum go into headers, and one that
 * cannot be read back is named as missing in the pack instead of stopping it halfway.
 *
 * @returns by SHA-256; null for a content that is absent, unreadable or not what it should be
 */
export async function measureBlobs(
  hashes: Iterable<string>,
  blobs: BlobSource,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Map<string, MeasuredBlob | null>> {
  const measured = new Map<string, MeasuredBlob | null>()
  for (const sha256 of new Set(hashes)) {
    const hash = createHash('sha256')
    let bytes = 0
    let checksum = 0
    let whole = true
    try {
      for await (const chunk of blobs.read(sha256)) {
        signal.throwIfAborted()
        bytes += chunk.byteLength
        checksum = crc32(chunk, checksum)
        hash.update(chunk)
        onBytes(chunk.byteLength)
      }
    } catch {
      signal.throwIfAborted()
      whole = false
    }
    const isRight = whole && hash.digest('hex') === sha256
    measured.set(sha256, isRight ? { bytes, sha256, crc32: checksum } : null)
  }
  return measured
}
