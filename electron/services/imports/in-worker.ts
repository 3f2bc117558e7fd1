/** Runs `worker.ts` with limits. The caller's thread only waits. */
import { TrousseError } from '../../contract/errors.ts'
import { askWorker } from '../../platform/worker-answer.ts'
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
export async function readInWorker(
  request: ReadRequest,
  { workerUrl, signal, timeoutMs = MAX_TIME_MS }: WorkerOptions,
): Promise<Exclude<ReadAnswer, { kind: 'error' }>> {
  const answer = await askWorker<ReadAnswer>({
    workerUrl,
    data: request,
    maxHeapMb: MAX_HEAP_MB,
    maxYoungMb: MAX_YOUNG_MB,
    timeoutMs,
    ...(signal === undefined ? {} : { signal }),
  })
  if (answer.kind === 'error') throw new TrousseError(answer.error.code, answer.error.params)
  return answer
}
