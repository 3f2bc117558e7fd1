/** Documents that go with a message: taken from where they are into what the space keeps, by their content. */
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import type { MessageFile } from '../../contract/views.ts'
import { fileNameLine } from '../../mail/header-text.ts'
import { sha256File } from '../../platform/files.ts'
import type { IndividualPack, StoreClient } from '../../store/api.ts'
import type { BlobStore } from '../../store/blobs.ts'
import type { ImportInput } from '../desk.ts'

/** Beyond it no mail server takes a message, split or not; a pack does. */
const MAX_FILE_BYTES = 200_000_000

/**
 * Keeps what the teacher chose, sealed like every attachment. Throws `file-empty`, `file-too-large` (`file`),
 * `file-unreadable` (`file`), `disk-full`; the files before it stay kept.
 */
export async function keepFiles(
  inputs: readonly ImportInput[],
  blobs: BlobStore,
  signal?: AbortSignal,
): Promise<MessageFile[]> {
  const kept: MessageFile[] = []
  for (const input of inputs) {
    const file = basename(input.name)
    try {
      const source = 'path' in input ? readLimited(input.path, file) : input.bytes
      const { sha256, bytes } = await blobs.put(source, signal ? { signal } : {})
      if (bytes === 0) throw new TrousseError('file-empty', { file })
      kept.push({ name: fileNameLine(file), sha256, bytes })
    } catch (error) {
      if (error instanceof TrousseError) throw error
      throw new TrousseError('file-unreadable', { file }, { cause: error })
    }
  }
  return kept
}

/** The bytes of a file; one that grows while it is read, or is larger than it said, stops here. */
async function* readLimited(path: string, file: string): AsyncGenerator<Uint8Array> {
  const unreadable = (cause: unknown) => new TrousseError('file-unreadable', { file }, { cause })
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(error)
  })
  let bytes = 0
  try {
    for await (const piece of handle.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>) {
      bytes += piece.byteLength
      if (bytes > MAX_FILE_BYTES) throw new TrousseError('file-too-large', { file, limit: MAX_FILE_BYTES })
      yield piece
    }
  } catch (error) {
    throw error instanceof TrousseError ? error : unreadable(error)
  } finally {
    await handle.close()
  }
}

/**
 * Keeps the packs that go with a message: the drive they were written to may be gone when it leaves. Throws
 * `mail-pack-missing` for one that is no longer there or no longer what was recorded.
 */
export async function copyPacks(packs: ReadonlyMap<number, IndividualPack>, blobs: BlobStore): Promise<void> {
  for (const pack of packs.values()) {
    if (await blobs.has(pack.sha256)) continue
    const missing = (cause: unknown) => new TrousseError('mail-pack-missing', { file: pack.fileName }, { cause })
    // Looked at first: what is kept by mistake could not be taken back, others may need that very content.
    const found = await sha256File(pack.path).catch((error: unknown) => {
      throw missing(error)
    })
    if (found !== pack.sha256) throw missing(new Error('another file'))
    const kept = await blobs.put(readLimited(pack.path, pack.fileName)).catch((error: unknown) => {
      throw error instanceof TrousseError && error.code === 'disk-full' ? error : missing(error)
    })
    if (kept.sha256 !== pack.sha256) throw missing(new Error('changed while it was read'))
  }
}

/** Drafts and templates that were thrown away in an earlier session go for good, and the documents of theirs alone. */
export async function forgetThrown({
  store,
  blobs,
}: {
  readonly store: StoreClient
  readonly blobs: BlobStore
}): Promise<void> {
  for (const sha256 of await store.write.forgetThrown()) await blobs.remove(sha256)
}
