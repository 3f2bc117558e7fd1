/**
 * The files of assignments, after the data: a few at a time, each one whole or not at all. A file that fails is
 * counted and asked for again next time; it never undoes a synchronisation.
 */
import type { ErrorCode } from '../contract/errors.ts'
import { TrousseError, toErrorShape } from '../contract/errors.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { Log } from '../platform/log.ts'
import type { SourceContext, SourceDriver } from '../sources/source.ts'
import type { PendingAttachment, StoreClient } from '../store/api.ts'

const MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024
const AT_ONCE = 4
/** After these the server, not the file, is the problem: the rest waits for the next time. */
const SERVER_IS_THE_PROBLEM: ReadonlySet<ErrorCode> = new Set([
  'credentials-refused',
  'account-locked',
  'too-many-requests',
  'server-quota',
  'server-maintenance',
  'server-overloaded',
  'login-door-down',
  'network-unreachable',
  'network-dns',
  'network-own-down',
  'disk-full',
  'cancelled',
])

/** Where files are kept, by content. `put` returns once the bytes are flushed; the same bytes twice are one file. */
export interface BlobStore {
  put(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly bytes: number }>
  has(sha256: string): Promise<boolean>
}

export interface AttachmentCounts {
  readonly fetched: number
  readonly failed: number
  /** Not tried: cancelled, or the server stopped answering. */
  readonly left: number
  readonly bytes: number
}
const NO_ATTACHMENTS: AttachmentCounts = { fetched: 0, failed: 0, left: 0, bytes: 0 }

interface Work {
  readonly store: StoreClient
  readonly blobs: BlobStore
  readonly driver: SourceDriver
  readonly context: SourceContext
  readonly sourceId: number
  readonly log: Log
}

async function fetchOne(work: Work, pending: PendingAttachment): Promise<number> {
  const bytes = await work.driver.fetchAttachment?.(work.context, {
    url: pending.url,
    name: pending.name,
    maxBytes: MAX_ATTACHMENT_BYTES,
  })
  if (bytes === undefined) throw new TrousseError('internal')
  if (pending.bytes !== null && bytes.byteLength < pending.bytes) {
    throw new TrousseError('response-truncated', { received: bytes.byteLength, expected: pending.bytes })
  }
  const kept = await work.blobs.put(bytes)
  // The file first, then the row that says it is here: a crash between them costs one download.
  await work.store.write.attachmentFetched(pending.attachmentId, kept.sha256, kept.bytes)
  crashPoint('sync.attachment-fetched')
  return kept.bytes
}

/** Fetches what the store lists as missing. Rejects only when the store itself fails. */
export async function fetchPendingAttachments(work: Work): Promise<AttachmentCounts> {
  if (work.driver.fetchAttachment === undefined) return NO_ATTACHMENTS
  const queue = await work.store.read.pendingAttachments(work.sourceId)
  const total = queue.length
  let [fetched, failed, bytes, stopped, next] = [0, 0, 0, false, 0]

  async function lane(): Promise<void> {
    while (!stopped && !work.context.signal.aborted) {
      const pending = queue[next++]
      if (pending === undefined) return
      try {
        // Awaited apart: `bytes +=` would read the sum before the wait and lose what other lanes added.
        const size = await fetchOne(work, pending)
        bytes += size
        fetched++
      } catch (error) {
        const { code } = toErrorShape(error)
        if (SERVER_IS_THE_PROBLEM.has(code)) stopped = true
        if (code !== 'cancelled') failed++
        work.log.warn('sync.attachment-failed', { attachment: pending.attachmentId, code })
      }
      work.context.onProgress({ step: 'attachments', done: fetched + failed, total, bytes })
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, total) }, lane))
  return { fetched, failed, left: total - fetched - failed, bytes }
}
