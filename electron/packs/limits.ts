/**
 * How large a pack may be, for writing and for reading alike: what Trousse writes, Trousse accepts
 * (facts/reliability Z9). All sizes in bytes, counted on what was really read.
 */
export const PACK_LIMITS = {
  entries: 10_000,
  totalBytes: 1024 ** 3,
  /** Unpacked over packed, looked at only past `ratioFrom`: honest text compresses 10:1, a bomb 1,000:1. */
  ratio: 100,
  ratioFrom: 1024 ** 2,
  manifestBytes: 16 * 1024 ** 2,
  /** No single read of the archive's own structure needs more; a directory that claims to is hostile. */
  readBytes: 16 * 1024 ** 2,
} as const
