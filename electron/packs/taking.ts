/** Contents of a pack given to whoever reads it, after each was checked. */
import { PACK_LIMITS } from './limits.ts'
import type { ManifestFile } from './manifest.ts'

export interface PackTaking {
  readonly wants: (file: ManifestFile) => boolean
  /** The next one waits for it. */
  readonly give: (file: ManifestFile, content: Uint8Array) => Promise<void> | void
}

/** One document is whole in memory once. */
const MAX_TAKEN_BYTES = 200_000_000

/** Bytes of one content that is kept in memory. */
export const takenLimit = (isTaken: boolean): number => (isTaken ? MAX_TAKEN_BYTES : PACK_LIMITS.manifestBytes)
