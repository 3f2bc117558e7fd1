/** Runs `worker.ts` with limits. A rule that never ends costs its event, not the calendar. */
import { TrousseError } from '../../contract/errors.ts'
import { askWorker } from '../../platform/worker-answer.ts'
import type { CalendarReading } from './read-calendar.ts'
import type { CalendarAnswer, CalendarRequest } from './worker.ts'

/** A year of a school's timetable takes some 30 MB. Reliability facts I1. */
const MAX_HEAP_MB = 192
const MAX_TIME_MS = 15_000
/** One rule is followed in milliseconds; this long means never. */
const MAX_RULE_MS = 1_500
/** Rules without end that a calendar may hold before it is not believed at all. */
const MAX_ENDLESS = 5

export interface ReadCalendarOptions {
  readonly bytes: Uint8Array
  readonly now: number
  /** `worker.ts` itself under Node, its bundle in the app. */
  readonly workerUrl: URL
  readonly signal?: AbortSignal
  /** For tests. */
  readonly timeoutMs?: number
}

type Run = CalendarAnswer | { readonly kind: 'endless'; readonly line: number }

function runOnce(options: ReadCalendarOptions, skip: readonly number[], timeoutMs: number): Promise<Run> {
  const { signal, workerUrl, now } = options
  const progress = new SharedArrayBuffer(4)
  const slot = new Int32Array(progress)
  const request: CalendarRequest = { bytes: Uint8Array.from(options.bytes), now, skip, progress }
  let seen = { line: 0, at: performance.now() }
  return askWorker<Run>({
    workerUrl,
    data: request,
    transferList: [request.bytes.buffer as ArrayBuffer],
    maxHeapMb: MAX_HEAP_MB,
    timeoutMs,
    look: () => {
      const at = performance.now()
      const line = Atomics.load(slot, 0)
      if (line !== seen.line) seen = { line, at }
      return line > 0 && at - seen.at > MAX_RULE_MS ? { kind: 'endless', line } : null
    },
    ...(signal === undefined ? {} : { signal }),
  })
}

/**
 * @throws TrousseError as `readCalendar`; `file-too-large` when memory ran out, `file-unreadable` {reason} when it
 *   took too long, `cancelled`.
 */
export async function readCalendarInWorker(options: ReadCalendarOptions): Promise<CalendarReading> {
  const deadline = performance.now() + (options.timeoutMs ?? MAX_TIME_MS)
  const skip: number[] = []
  while (skip.length <= MAX_ENDLESS) {
    const run = await runOnce(options, skip, deadline - performance.now())
    if (run.kind === 'reading') return run.reading
    if (run.kind === 'error') throw new TrousseError(run.error.code, run.error.params)
    skip.push(run.line)
  }
  throw new TrousseError('file-unreadable', { reason: 'rules' })
}
