/** A file the teacher gives, into the sealed contents; what nobody names any more goes. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { TrousseError } from '../../contract/errors.ts'
import { cleanText, cutText } from '../../domain/text-clean.ts'
import type { BlobStore } from '../../store/blobs.ts'
import type { ImportInput } from '../desk.ts'

/** As for the documents of a synchronised assignment. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024
const MAX_NAME = 255

export interface KeptFile {
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

/** @throws TrousseError `document-too-large` (`file`, `limit` in bytes), `document-empty`, `document-unreadable` (`file`), `disk-full` */
export async function keepFile(blobs: BlobStore, input: ImportInput): Promise<KeptFile> {
  const name = fileName(input.name)
  const bytes = 'path' in input ? await fileSize(input.path, name) : input.bytes.byteLength
  if (bytes === 0) throw new TrousseError('document-empty', { file: name })
  if (bytes > MAX_FILE_BYTES) throw new TrousseError('document-too-large', { file: name, limit: MAX_FILE_BYTES })
  try {
    const kept = await blobs.put('path' in input ? createReadStream(input.path) : input.bytes)
    return { name, ...kept }
  } catch (error) {
    if (error instanceof TrousseError) throw error
    throw new TrousseError('document-unreadable', { file: name }, { cause: error })
  }
}

async function fileSize(path: string, name: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new TrousseError('document-unreadable', { file: name })
  return found.size
}

const fileName = (name: string): string => cutText(cleanText(name), MAX_NAME) || 'document'

/** Contents that no row names any more. */
export async function forgetContents(blobs: BlobStore, sha256s: readonly string[]): Promise<void> {
  for (const sha256 of sha256s) await blobs.remove(sha256)
}

/** A content whole, for something small. Rejects as the store does. */
export async function readContent(blobs: BlobStore, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  for await (const piece of blobs.read(sha256)) pieces.push(piece)
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.byteLength
  }
  return whole
}
