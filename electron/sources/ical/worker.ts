/** Reads one calendar and ends. In a worker of its own: a rule without end is killed with it and blocks nobody. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ErrorShape } from '../../contract/errors.ts'
import { toErrorShape } from '../../contract/errors.ts'
import { type CalendarReading, readCalendar } from './read-calendar.ts'

export interface CalendarRequest {
  readonly bytes: Uint8Array
  readonly now: number
  /** Lines of the components whose rule is not to be followed. */
  readonly skip: readonly number[]
  /** One Int32: the line of the component whose rule is being followed, 0 when none is. */
  readonly progress: SharedArrayBuffer
}
export type CalendarAnswer =
  | { readonly kind: 'reading'; readonly reading: CalendarReading }
  | { readonly kind: 'error'; readonly error: ErrorShape }

function answer({ bytes, now, skip, progress }: CalendarRequest): CalendarAnswer {
  const slot = new Int32Array(progress)
  try {
    const onRule = (line: number) => void Atomics.store(slot, 0, line)
    return { kind: 'reading', reading: readCalendar(bytes, { now, skip: new Set(skip), onRule }) }
  } catch (error) {
    const shape = toErrorShape(error)
    return { kind: 'error', error: shape.code === 'internal' ? { code: 'calendar-not-ical', params: {} } : shape }
  }
}

parentPort?.postMessage(answer(workerData as CalendarRequest))
