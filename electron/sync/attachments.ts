/**
 * The files of assignments, after the data: a few at a time, each one whole or not at all. A file that fails is
 * counted and asked for again next time; it never undoes a synchronisation. What the teacher's limits leave out is kept
 * with its reason, and fetched all the same when they ask for it.
 */
import type { ErrorCode } from '../contract/errors.ts'
import { TrousseError, toErrorShape } from '../contract/errors.ts'
import type { DocumentLimits, LeftOutReason } from '../contract/views.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { Log } from '../platform/log.ts'
import type { SourceContext, SourceDriver } from '../sources/source.ts'
import type { PendingAttachment, StoreClient } from '../store/api.ts'

/** Of a document the teacher asked for by name: a file is whole in memory once. */
const MAX_WANTED_BYTES = 200_000_000
const AT_ONCE = 4
/** After these the server, not the file, is the problem: the rest waits for the next time. */
export const SERVER_IS_THE_PROBLEM: ReadonlySet<ErrorCode> = new Set([
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
/** Whoever's file it is. */
const OURS_IS_THE_PROBLEM: ReadonlySet<ErrorCode> = new Set(['network-own-down', 'disk-full', 'cancelled'])
/** A page that asks who we are, in place of the file. */
const LOGIN: ReadonlySet<ErrorCode> = new Set([
  'credentials-refused',
  'session-expired',
  'login-door-down',
  'second-factor-needed',
])
export const GONE_STATUS: ReadonlySet<unknown> = new Set([404, 410])

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
  /** Left out by the limits. */
  readonly skipped: number
  readonly bytes: number
}
const NO_ATTACHMENTS: AttachmentCounts = { fetched: 0, failed: 0, left: 0, skipped: 0, bytes: 0 }

interface Work {
  readonly store: StoreClient
  readonly blobs: BlobStore
  readonly driver: SourceDriver
  readonly context: SourceContext
  readonly sourceId: number
  readonly limits: DocumentLimits
  /** Of the source; null when every address is. What another host refuses stops nothing. */
  readonly ownHosts: ReadonlySet<string> | null
  readonly log: Log
}

async function fetchOne(work: Work, pending: PendingAttachment): Promise<number> {
  const bytes = await work.driver.fetchAttachment?.(work.context, {
    url: pending.url,
    name: pending.name,
    maxBytes: pending.wanted ? MAX_WANTED_BYTES : work.limits.fileBytes,
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

/** Why the limits leave it out; null when they let it in. What came too large once, whatever was said of it, still is. */
function weigh(pending: PendingAttachment, limits: DocumentLimits, used: number): LeftOutReason | null {
  if (pending.wanted) return null
  if (pending.leftOut === 'too-large' || (pending.bytes ?? 0) > limits.fileBytes) return 'too-large'
  const isFull = pending.bytes === null ? used >= limits.totalBytes : used + pending.bytes > limits.totalBytes
  return isFull ? 'quota' : null
}

function reasonOf(error: unknown): LeftOutReason {
  const { code, params } = toErrorShape(error)
  if (code === 'response-too-large') return 'too-large'
  if (LOGIN.has(code)) return 'login'
  return GONE_STATUS.has(params.status) ? 'gone' : 'failed'
}

/** Fetches what the store lists as missing. Rejects only when the store itself fails. */
export async function fetchPendingAttachments(work: Work): Promise<AttachmentCounts> {
  if (work.driver.fetchAttachment === undefined) return NO_ATTACHMENTS
  const { store, limits, ownHosts } = work
  const queue = await store.read.pendingAttachments(work.sourceId)
  let used = (await store.read.documentUse()).bytes
  const total = queue.length
  let [fetched, failed, skipped, bytes, stopped, next] = [0, 0, 0, 0, false, 0]

  const leaveOut = async ({ attachmentId, leftOut }: PendingAttachment, reason: LeftOutReason) => {
    if (leftOut !== reason) await store.write.leaveOut(attachmentId, reason)
  }
  const isOwn = (url: string) => ownHosts === null || (URL.canParse(url) && ownHosts.has(new URL(url).host))

  async function lane(): Promise<void> {
    while (!stopped && !work.context.signal.aborted) {
      const pending = queue[next++]
      if (pending === undefined) return
      const reason = weigh(pending, limits, used)
      if (reason !== null) {
        skipped++
        await leaveOut(pending, reason)
        continue
      }
      // Counted before it is here: four at a time must not each fit alone.
      used += pending.bytes ?? 0
      try {
        // Awaited apart: `bytes +=` would read the sum before the wait and lose what other lanes added.
        const size = await fetchOne(work, pending)
        bytes += size
        used += size - (pending.bytes ?? 0)
        fetched++
      } catch (error) {
        const { code } = toErrorShape(error)
        used -= pending.bytes ?? 0
        const stops = isOwn(pending.url) ? SERVER_IS_THE_PROBLEM : OURS_IS_THE_PROBLEM
        if (stops.has(code)) stopped = true
        else await leaveOut(pending, reasonOf(error))
        if (code !== 'cancelled') failed++
        work.log.warn('sync.attachment-failed', { attachment: pending.attachmentId, code })
      }
      work.context.onProgress({ step: 'attachments', done: fetched + failed + skipped, total, bytes })
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, total) }, lane))
  return { fetched, failed, left: total - fetched - failed - skipped, skipped, bytes }
}
