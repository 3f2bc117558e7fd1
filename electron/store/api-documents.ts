/** What the database answers about the documents of assignments: how many are here, which were left out, which were cut. */
import type { LeftOutDocument, LeftOutReason } from '../contract/views.ts'

/** The beginning of a download that was cut. */
export interface DownloadPart {
  /** What the server called the whole: an ETag that is not weak, or a date. */
  readonly validator: string
  readonly bytes: number
  readonly sha256: string
}

export interface DocumentReads {
  /** Documents here, each content once. */
  documentUse(): Promise<{ files: number; bytes: number }>
  /** The latest due first. */
  listLeftOut(): Promise<LeftOutDocument[]>
  /** Sources that these documents come from. */
  sourcesOfDocuments(ids: readonly number[]): Promise<number[]>
  findDownloadPart(urlKey: string): Promise<DownloadPart | null>
}

export interface DocumentWrites {
  /** Null: it may be fetched again. */
  leaveOut(id: number, reason: LeftOutReason | null): Promise<void>
  /** To be fetched whatever the limits say. Throws `not-found`. */
  wantDocuments(ids: readonly number[]): Promise<void>
  /** After a change of the limits: whatever they left out is weighed again. */
  weighAgain(): Promise<void>
  /** In place of the former beginning; gives the content that nothing names any more. */
  keepDownloadPart(urlKey: string, part: DownloadPart, at: string): Promise<string[]>
  /** As `keepDownloadPart`, for one that is no use any more. */
  forgetDownloadPart(urlKey: string): Promise<string[]>
  /** Beginnings kept before then go. */
  clearDownloadParts(before: string): Promise<string[]>
}
