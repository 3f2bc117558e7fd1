/** The pictures of instructions that are on this computer, to be put into the texts that show them. */
import type { ImageSource } from '../platform/clean-html.ts'
import type { Space } from './space.ts'

/** Of everything that one page shows together. */
const MAX_BYTES = 30_000_000

/**
 * @param assignmentIds of the texts that will be shown
 * @returns what `cleanHtml` asks: pictures are known by their address, the same for every text that names it
 */
export async function assignmentImages(
  { store, blobs }: Pick<Space, 'store' | 'blobs'>,
  assignmentIds: readonly number[],
): Promise<ImageSource> {
  const images = new Map<string, string>()
  let left = MAX_BYTES
  for (const { url, sha256, mediaType, bytes } of await store.read.imagesOf(assignmentIds)) {
    if (bytes > left || images.has(url)) continue
    const pieces: Uint8Array[] = []
    try {
      for await (const piece of blobs.read(sha256)) pieces.push(piece)
    } catch {
      // Not whole any more: the text keeps its description.
      continue
    }
    left -= bytes
    images.set(url, `data:${mediaType};base64,${Buffer.concat(pieces).toString('base64')}`)
  }
  return (src) => images.get(src) ?? null
}
