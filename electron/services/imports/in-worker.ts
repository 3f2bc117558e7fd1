/** Runs `worker.ts` with limits. The caller's thread only waits. */
import { Worker } from 'node:worker_threads'
import type { ErrorCode, ErrorParams } from '../../contract/errors.ts'
import { TrousseError } from '../../contract/errors.ts'
import type { ReadAnswer, ReadRequest } from './reading.ts'

/** Facts on reliability, I1; measured on the files of a school of 2,000 pupils, with room. */
const MAX_HEAP_MB = 512
/** Nearly all that a reading makes is kept to its end: a small nursery copies it again and again, a third of the time. */
const MAX_YOUNG_MB = 96
const MAX_TIME_MS = 60_000

export interface WorkerOptions {
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
export function readInWorker(
  request: ReadRequest,
  { workerUrl, signal, timeoutMs }: WorkerOptions,
): Promise<Exclude<ReadAnswer, { kind: 'error' }>> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new TrousseError('cancelled'))
    const worker = new Worker(workerUrl, {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: MAX_YOUNG_MB },
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
    const timer = setTimeout(() => fail('file-unreadable', { reason: 'time' }), timeoutMs ?? MAX_TIME_MS)
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.once('message', (answer: ReadAnswer) => {
      if (answer.kind === 'error') fail(answer.error.code, answer.error.params)
      else settle(() => resolve(answer))
    })
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') fail('file-too-large', { reason: 'memory' }, error)
      else fail('file-unreadable', {}, error)
    })
    worker.once('exit', () => fail('file-unreadable', { reason: 'exit' }))
  })
}
