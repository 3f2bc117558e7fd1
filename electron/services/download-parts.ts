/** Beginnings of downloads that were cut, sealed like any file and remembered across starts. */
import { toErrorShape } from '../contract/errors.ts'
import { toInstant } from '../platform/clock.ts'
import type { PartKeeper } from '../platform/http-resume.ts'
import type { Machine } from './machine.ts'
import type { Space } from './space.ts'

/** After a month the file has changed, or nobody asks for it. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** Never rejects: without its beginning a file is fetched whole. */
export function downloadParts({ clock, log }: Machine, { store, blobs }: Pick<Space, 'store' | 'blobs'>): PartKeeper {
  const quietly = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      log.warn('download-part', { code: toErrorShape(error).code })
      return otherwise
    }
  }
  const removeAll = async (contents: readonly string[]) => {
    for (const sha256 of contents) await blobs.remove(sha256)
  }
  return {
    find: (key) =>
      quietly(async () => {
        const part = await store.read.findDownloadPart(key)
        if (part === null) return null
        const pieces: Uint8Array[] = []
        for await (const piece of blobs.read(part.sha256)) pieces.push(piece)
        return { validator: part.validator, body: Buffer.concat(pieces) }
      }, null),
    keep: (key, { validator, body }) =>
      quietly(async () => {
        const kept = await blobs.put(body)
        await removeAll(await store.write.keepDownloadPart(key, { validator, ...kept }, toInstant(clock.now())))
      }, undefined),
    forget: (key) => quietly(async () => removeAll(await store.write.forgetDownloadPart(key)), undefined),
  }
}

/** To be called before anything is fetched. Never rejects. */
export async function clearDownloadParts({ clock, log }: Machine, { store, blobs }: Space): Promise<void> {
  try {
    const gone = await store.write.clearDownloadParts(toInstant(clock.now() - KEPT_MS))
    for (const sha256 of gone) await blobs.remove(sha256)
  } catch (error) {
    log.warn('download-part', { code: toErrorShape(error).code })
  }
}
