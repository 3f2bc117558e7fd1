/** What the database answers about the pictures of instructions. */

/** An assignment whose text has pictures, and the addresses that need not be asked again. */
export interface TextWithImages {
  readonly assignmentId: number
  readonly html: string
  readonly settled: readonly string[]
}

export interface StoredImage {
  readonly assignmentId: number
  /** As the text writes it. */
  readonly url: string
  readonly sha256: string
  readonly mediaType: string
  readonly bytes: number
}

export interface ImageReads {
  /** Of a source, the latest due first. */
  textsWithImages(sourceId: number): Promise<TextWithImages[]>
  imagesOf(assignmentIds: readonly number[]): Promise<StoredImage[]>
}

export interface ImageWrites {
  /** Here, or why not: `useless` is never asked again. */
  keepImage(
    assignmentId: number,
    url: string,
    found: Omit<StoredImage, 'assignmentId' | 'url'> | 'failed' | 'useless',
  ): Promise<void>
}
