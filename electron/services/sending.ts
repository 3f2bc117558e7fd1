/** Sending as a task, and the waking of rows that a server asked to try again later. */
import { TrousseError } from '../contract/errors.ts'
import type { StalePart } from '../contract/events.ts'
import { sleep } from '../platform/clock.ts'
import type { Machine } from './machine.ts'
import type { TaskControls, TaskRegistry } from './tasks.ts'
import type { Workbench } from './workbench.ts'

export interface Sending {
  /**
   * Sends what is due of a message, as a task; returns its id. With `undo` it first waits, at the step `undo`, for
   * the teacher to change their mind: cancelled then, nothing has left. Throws `not-found`.
   */
  start(messageId: number, options?: { readonly undo: boolean }): Promise<string>
  /** No row wakes after this. */
  stop(): void
}

/** Beyond this a timer of Node would fire at once; the rows then wait for the next start or for the teacher. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
/** Time to notice the wrong class or the missing word once the button is pressed, in seconds. */
const UNDO_SECONDS = 8

export function createSending(
  machine: Machine,
  deps: { readonly bench: Workbench; readonly tasks: TaskRegistry; readonly changed: (...parts: StalePart[]) => void },
): Sending {
  const { bench, tasks, changed } = deps
  const timers = new Map<number, NodeJS.Timeout>()

  const wakeAt = (messageId: number, instant: string) => {
    const delay = Math.max(0, Date.parse(instant) - machine.clock.now())
    if (delay > LONGEST_TIMER_MS) return
    const timer = setTimeout(() => void start(messageId).catch(() => {}), delay)
    timer.unref()
    clearTimeout(timers.get(messageId))
    timers.set(messageId, timer)
  }

  async function leaveTimeToUndo({ signal, progress }: TaskControls): Promise<void> {
    for (let second = 0; second < UNDO_SECONDS; second++) {
      progress({ step: 'undo', done: second, total: UNDO_SECONDS })
      await sleep(1_000, signal)
    }
  }

  async function start(messageId: number, options = { undo: false }): Promise<string> {
    const message = await bench.space.store.read.readMessage(messageId)
    if (message === null) throw new TrousseError('not-found', { what: 'message' })
    return tasks.start('send', message.className, async (controls) => {
      const { signal, progress } = controls
      if (options.undo) await leaveTimeToUndo(controls)
      try {
        const report = await bench.outbox.send(messageId, {
          signal,
          onProgress: (change) => {
            progress(change)
            changed('messages')
          },
        })
        if (report.nextTryAt !== null) wakeAt(messageId, report.nextTryAt)
        return {
          messageId,
          accepted: report.accepted,
          refused: report.refused,
          deferred: report.deferred,
          ambiguous: report.ambiguous,
        }
      } finally {
        changed('messages')
      }
    })
  }

  return {
    start,
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
