/** The documents of a pack's work, once that work is kept: each sealed like any other, checked again as it is read. */
import { TrousseError } from '../../contract/errors.ts'
import { readPack } from '../../packs/verify-pack.ts'
import { PACK_DOCUMENT } from '../../sources/trousse-pack/read-work.ts'
import type { ImportInput } from '../desk.ts'
import type { Space } from '../space.ts'

/**
 * Reads the packs among these files whose documents are not here yet. Importing again takes what was missed.
 *
 * @throws TrousseError as `readPack`, `disk-full`
 */
export async function takePackDocuments(
  { store, blobs }: Pick<Space, 'store' | 'blobs'>,
  sourceId: number,
  inputs: readonly ImportInput[],
  passphrase: string | null,
): Promise<void> {
  const wanted = new Map<string, number[]>()
  for (const { attachmentId, url } of await store.read.pendingAttachments(sourceId)) {
    if (!url.startsWith(PACK_DOCUMENT) || url === PACK_DOCUMENT) continue
    const sha256 = url.slice(PACK_DOCUMENT.length)
    wanted.set(sha256, [...(wanted.get(sha256) ?? []), attachmentId])
  }
  for (const input of inputs) {
    if (wanted.size === 0) return
    if (!('path' in input)) continue
    await readPack({
      file: input.path,
      passphrase,
      signal: new AbortController().signal,
      take: {
        wants: ({ role, sha256 }) => role === 'attachment' && wanted.has(sha256),
        async give({ sha256 }, content) {
          const kept = await blobs.put(content)
          for (const id of wanted.get(sha256) ?? []) await store.write.attachmentFetched(id, kept.sha256, kept.bytes)
          wanted.delete(sha256)
        },
      },
    }).catch((error: unknown) => {
      // Chosen together with a pack, and no pack itself.
      if (error instanceof TrousseError && error.code === 'pack-not-a-pack') return
      throw error
    })
  }
}
