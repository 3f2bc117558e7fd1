/** What was removed stays a while, so that it can be taken back; then it goes, with contents that nothing else names. */
import { toErrorShape } from '../../contract/errors.ts'
import { toInstant } from '../../platform/clock.ts'
import type { Machine } from '../machine.ts'
import type { Space } from '../space.ts'

const KEPT_MS = 24 * 60 * 60 * 1000

/**
 * To be called before anything is collected or fetched: a content kept at this very moment, whose row is not written
 * yet, would count as nobody's. Never rejects: a space opens without it.
 */
export async function clearRemovedWork(machine: Machine, space: Space): Promise<void> {
  try {
    const gone = await space.store.write.clearHandedIn(toInstant(machine.clock.now() - KEPT_MS))
    for (const sha256 of gone) await space.blobs.remove(sha256)
    if (gone.length > 0) machine.log.info('handed-in.cleared', { count: gone.length })
  } catch (error) {
    machine.log.warn('handed-in.clear-failed', { code: toErrorShape(error).code })
  }
}
