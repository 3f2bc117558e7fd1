/** A place where packs are published, as publishing and fetching see it; one implementation per kind. */

/** How large files go up: Nextcloud's pieces, ranges of one file, or whole. */
export type UploadWay = 'pieces' | 'ranges' | 'whole'

export interface SharedFile {
  readonly name: string
  readonly bytes: number | null
  /** What changes when the file does; null where the place does not say. */
  readonly etag: string | null
  /** Milliseconds since 1970. */
  readonly modifiedAt: number | null
}

export interface Controls {
  readonly signal?: AbortSignal
  /** Bytes known to be at the other end. */
  readonly onBytes?: (bytes: number) => void
}

export interface OutgoingFile {
  readonly path: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

export interface PutOptions extends Controls {
  readonly name: string
  /** What is expected to be there: null for nothing, 'any' to replace whatever is. */
  readonly expected: string | null | 'any'
  /** Same for every attempt at the same upload, so that it goes on where it was cut. Letters, digits, hyphens. */
  readonly resumeKey: string
}

/**
 * Rejects with TrousseError: `credentials-refused`, `share-*` and the network's or the disk's own codes. Whatever
 * goes wrong, the file that was there stays, whole.
 */
export interface Place {
  /** Files only, by name. Throws `share-folder-missing`. */
  list(controls?: Controls): Promise<SharedFile[]>
  /**
   * Sends, reads back, compares, then puts it in place in one step.
   *
   * @returns what the place now calls it.
   * @throws TrousseError `share-replaced` when what is there is not what was expected.
   */
  put(file: OutgoingFile, options: PutOptions): Promise<{ readonly etag: string | null }>
  /** Into a file that does not exist yet; goes on where it was cut when called again for the same version. */
  fetch(name: string, path: string, controls?: Controls): Promise<void>
  /** Throws `share-replaced` when it is no longer `etag`; null removes whatever is there. */
  remove(name: string, etag: string | null): Promise<void>
}
