/**
 * What every way in must be. A driver reads one source and yields normalised batches; it never writes and
 * never decides what absence means beyond its `coverage`. An answer that is not whole and well formed is a
 * thrown `TrousseError`, so that what follows never takes a part for the whole (invariant 1).
 */
import type { SnapshotBatch, SnapshotCoverage } from '../contract/snapshot.ts'
import type { Clock } from '../platform/clock.ts'
import type { HttpClient } from '../platform/http.ts'

export interface SourceProgress {
  /** What is being read: a key under `task.step.<step>`. */
  readonly step: 'connecting' | 'classes' | 'people' | 'enrolments' | 'assignments' | 'lessons' | 'attachments'
  readonly done: number
  /** 0 while unknown. */
  readonly total: number
  /** Bytes received since the start. */
  readonly bytes: number
}

export interface SourceContext {
  readonly http: HttpClient
  /** Page address -> ETag of the last applied synchronisation. */
  readonly validators: ReadonlyMap<string, string>
  readonly signal: AbortSignal
  readonly onProgress: (progress: SourceProgress) => void
  readonly clock: Clock
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** In [0, 1): jitter of retries. */
  readonly random: () => number
}

export interface AttachmentRequest {
  readonly url: string
  /** As the source calls it; a page in place of a file that is no page is an outage's, not the file. */
  readonly name: string
  /** Decoded bytes; more is `response-too-large`. */
  readonly maxBytes: number
}

export interface SourceDriver {
  readonly coverage: SnapshotCoverage
  /**
   * The whole snapshot, page by page. Ends normally only when everything was received; otherwise throws.
   * Stopping the iteration early abandons the rest.
   */
  fetch(context: SourceContext): AsyncIterable<SnapshotBatch>
  /** The file of an assignment. Credentials go to the source's own host only. */
  fetchAttachment?(context: SourceContext, request: AttachmentRequest): Promise<Uint8Array>
}
