/** The files joined to one sending: the same for most families, so each is opened and deciphered once. */
import type { FileSource } from './render.ts'

/** More than this is read anew each time: a class's documents, not a library. */
const MAX_KEPT_BYTES = 24_000_000

/** The same files, those already read kept as long as the run lasts. */
export function keepFiles(source: FileSource): FileSource {
  const kept = new Map<string, Buffer>()
  let keptBytes = 0
  return {
    async *read(sha256) {
      const known = kept.get(sha256)
      if (known !== undefined) return yield known
      const pieces: Uint8Array[] = []
      let bytes = 0
      for await (const piece of source.read(sha256)) {
        bytes += piece.byteLength
        pieces.push(piece)
        yield piece
      }
      // Only what was read to its end, and so was verified.
      if (keptBytes + bytes > MAX_KEPT_BYTES || kept.has(sha256)) return
      keptBytes += bytes
      kept.set(sha256, Buffer.concat(pieces))
    },
  }
}
