/** Files of the teacher's own that go into a pack: known by their content, read from where they are. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { TrousseError } from '../contract/errors.ts'
import type { BlobSource } from '../packs/measure-blobs.ts'
import type { AddedDocument } from '../packs/select-content.ts'
import { sha256File } from '../platform/files.ts'
import type { ImportInput } from './desk.ts'

export interface AddedDocuments {
  readonly documents: readonly AddedDocument[]
  /** What the space keeps, and these files. */
  readonly blobs: BlobSource
}

/** @throws TrousseError `file-unreadable` (`file`) for one that is no longer there */
export async function addDocuments(inputs: readonly ImportInput[], kept: BlobSource): Promise<AddedDocuments> {
  const paths = new Map<string, string>()
  const documents: AddedDocument[] = []
  for (const input of inputs) {
    // A pack takes files that were chosen; what is pasted has no place to be read from again.
    if (!('path' in input)) continue
    const { name, path } = input
    try {
      const sha256 = await sha256File(path)
      documents.push({ name, sha256, bytes: (await stat(path)).size })
      paths.set(sha256, path)
    } catch (error) {
      throw new TrousseError('file-unreadable', { file: name }, { cause: error })
    }
  }
  const read = (sha256: string): AsyncIterable<Uint8Array> => {
    const path = paths.get(sha256)
    return path === undefined ? kept.read(sha256) : createReadStream(path)
  }
  return { documents, blobs: { read } }
}
