/** One question to one worker thread, with limits of memory and time. The caller's thread only waits. */
import { type Transferable, Worker } from 'node:worker_threads'
import { TrousseError } from '../contract/errors.ts'

const LOOK_MS = 100
/** A thread that has answered has nothing left to do: it ends in a few milliseconds, on a loaded machine in tens. */
const END_MS = 2_000

export interface WorkerQuestion<Answer> {
  /** The worker itself under Node, its bundle in the app. It posts one message, its answer, and ends. */
  readonly workerUrl: URL
  readonly data: unknown
  readonly transferList?: readonly Transferable[]
  readonly maxHeapMb: number
  /** Megabytes of V8's nursery; its own choice when left out. */
  readonly maxYoungMb?: number
  /** Milliseconds before the worker is killed. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Asked every tenth of a second; what is not null is the answer, and the worker is killed. */
  readonly look?: () => Answer | null
}

/**
 * Resolves or rejects once the thread is gone. A thread that answered ends by itself: killing it then, or a nested
 * one while its parent ends too, is where Node was seen to die of SIGSEGV once in six whole runs of the suite.
 *
 * @throws TrousseError `file-too-large` {reason: 'memory'}, `file-unreadable` {reason: 'time' | 'exit'} or without
 *   reason when the worker threw, `cancelled`.
 */
export async function askWorker<Answer>(question: WorkerQuestion<Answer>): Promise<Answer> {
  const { signal, look, maxYoungMb } = question
  if (signal?.aborted) throw new TrousseError('cancelled')
  const worker = new Worker(question.workerUrl, {
    workerData: question.data,
    ...(question.transferList === undefined ? {} : { transferList: [...question.transferList] }),
    resourceLimits: {
      maxOldGenerationSizeMb: question.maxHeapMb,
      ...(maxYoungMb === undefined ? {} : { maxYoungGenerationSizeMb: maxYoungMb }),
    },
  })
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const deadline = performance.now() + question.timeoutMs
  let looking: NodeJS.Timeout | undefined
  let onAbort = () => {}
  let answered = false
  try {
    return await new Promise<Answer>((resolve, reject) => {
      onAbort = () => reject(new TrousseError('cancelled'))
      signal?.addEventListener('abort', onAbort, { once: true })
      looking = setInterval(() => {
        const seen = look?.() ?? null
        if (seen !== null) resolve(seen)
        else if (performance.now() > deadline) reject(new TrousseError('file-unreadable', { reason: 'time' }))
      }, LOOK_MS)
      worker.once('message', (answer: Answer) => {
        answered = true
        resolve(answer)
      })
      worker.once('error', (error: NodeJS.ErrnoException) => reject(workerError(error)))
      worker.once('exit', () => reject(new TrousseError('file-unreadable', { reason: 'exit' })))
    })
  } finally {
    clearInterval(looking)
    signal?.removeEventListener('abort', onAbort)
    if (answered) await Promise.race([gone, after(END_MS)])
    await worker.terminate()
  }
}

function workerError(error: NodeJS.ErrnoException): TrousseError {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new TrousseError('file-too-large', { reason: 'memory' }, { cause: error })
    : new TrousseError('file-unreadable', {}, { cause: error })
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
