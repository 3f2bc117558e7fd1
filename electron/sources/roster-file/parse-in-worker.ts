/** Runs `worker.ts` with limits. The caller's thread only copies bytes and waits. */
import { Worker } from 'node:worker_threads'
import type { ErrorCode, ErrorParams } from '../../contract/errors.ts'
import { TrousseError } from '../../contract/errors.ts'
import type { RosterMapping } from '../../contract/views.ts'
import type { RosterFile } from './read-roster.ts'
import type { ParseAnswer, ParseRequest } from './worker.ts'

/** Reliability facts I1; the time leaves room for the largest workbook on a slow laptop. */
const MAX_HEAP_MB = 256
const MAX_TIME_MS = 10_000

export interface ParseRosterOptions {
  readonly bytes: Uint8Array
  /** Shown in the preview; never opened. */
  readonly fileName: string
  /** Null to find header, columns and class. */
  readonly mapping: RosterMapping | null
  /** ISO date of today, for births in the future. */
  readonly today: string
  /** `worker.ts` itself under Node, its bundle in the app. */
  readonly workerUrl: URL
  readonly signal?: AbortSignal
  /** Milliseconds before the worker is killed; for tests. */
  readonly timeoutMs?: number
}

/**
 * @throws TrousseError the reader's own codes; `file-too-large` when memory ran out, `file-unreadable` with
 *   `reason: 'time'` when it took too long, `cancelled`.
 */
export function parseRosterFile(options: ParseRosterOptions): Promise<RosterFile> {
  const { fileName, mapping, today, signal } = options
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new TrousseError('cancelled'))
    // A copy of its own: transferring would empty the caller's buffer, which the next preview needs.
    const request: ParseRequest = { bytes: Uint8Array.from(options.bytes), fileName, mapping, today }
    const worker = new Worker(options.workerUrl, {
      workerData: request,
      transferList: [request.bytes.buffer as ArrayBuffer],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    const settle = (end: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      // Terminating a worker that has ended is harmless.
      void worker.terminate()
      end()
    }
    const fail = (code: ErrorCode, params: ErrorParams = {}, cause?: unknown) =>
      settle(() => reject(new TrousseError(code, params, { cause })))
    const onAbort = () => fail('cancelled')
    const timer = setTimeout(() => fail('file-unreadable', { reason: 'time' }), options.timeoutMs ?? MAX_TIME_MS)
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.once('message', (answer: ParseAnswer) => {
      if (answer.kind === 'file') settle(() => resolve(answer.file))
      else fail(answer.error.code, answer.error.params)
    })
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') fail('file-too-large', { reason: 'memory' }, error)
      else fail('file-unreadable', {}, error)
    })
    worker.once('exit', () => fail('file-unreadable', { reason: 'exit' }))
  })
}
