/**
 * Slow work as objects: an id, a step, a count, a way to stop it and an outcome. Whatever takes over a
 * second runs as one, so that every screen and the terminal can follow and cancel it in the same way.
 */
import { type ErrorShape, TrousseError, toErrorShape } from '../contract/errors.ts'
import type { TaskView } from '../contract/views.ts'
import { type Clock, toInstant } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'

export interface TaskProgress {
  readonly step?: string
  readonly done?: number
  readonly total?: number
  readonly bytes?: number
  readonly items?: number
  readonly itemsTotal?: number
}

export type TaskOutcome = Record<string, string | number | boolean | null>

export interface TaskControls {
  readonly signal: AbortSignal
  readonly progress: (change: TaskProgress) => void
}

/** Progress is told at most this often: a window needs no more, and a fast loop must not flood it. */
const TELL_EVERY_MS = 100
/** Finished tasks kept for the task list. */
const KEEP_FINISHED = 30

/** How a task that did not end well is done again. Left out where that could do something twice. */
export interface TaskRetry {
  /** Starts the same work with the same request; returns the new task's id. */
  readonly again: () => string | Promise<string>
  /** Also once the teacher has stopped it: false where stopping it was the answer. */
  readonly afterCancel: boolean
}

export interface TaskRegistry {
  /** Starts work at once and returns its id; the work's failure becomes the task's error, never a rejection. */
  start(
    kind: TaskView['kind'],
    subject: string,
    work: (controls: TaskControls) => Promise<TaskOutcome>,
    retry?: TaskRetry,
  ): string
  list(): TaskView[]
  cancel(taskId: string): void
  /** Starts again what can be, in place of the old task. Throws `not-found`, and what the work's own start throws. */
  retry(taskId: string): Promise<string>
  /** Resolves with the ended task. */
  finished(taskId: string): Promise<TaskView>
  /** Cancels everything and waits for it to end. */
  shutdown(): Promise<void>
  /** True while a task of this kind runs. */
  isRunning(kind: TaskView['kind']): boolean
}

interface Entry {
  view: TaskView
  readonly abort: AbortController
  readonly retry: TaskRetry | undefined
  ended: Promise<void>
}

export function createTaskRegistry(deps: {
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  readonly tell: (task: TaskView) => void
}): TaskRegistry {
  const entries = new Map<string, Entry>()

  const forgetOldest = () => {
    const finished = [...entries.values()].filter((entry) => entry.view.state !== 'running')
    for (const entry of finished.slice(0, Math.max(0, finished.length - KEEP_FINISHED))) entries.delete(entry.view.id)
  }

  const failure = (error: unknown, kind: string): ErrorShape => {
    const shape = toErrorShape(error)
    if (shape.code === 'internal') {
      deps.log.error('task failed', {
        kind,
        detail: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
      })
    }
    return shape
  }

  return {
    start(kind, subject, work, retry) {
      const id = deps.newId()
      const abort = new AbortController()
      let lastTold = Number.NEGATIVE_INFINITY
      const entry: Entry = {
        abort,
        retry,
        ended: Promise.resolve(),
        view: {
          id,
          kind,
          subject,
          state: 'running',
          step: 'starting',
          done: 0,
          total: 0,
          bytes: 0,
          startedAt: toInstant(deps.clock.now()),
          endedAt: null,
          error: null,
          outcome: null,
          canRetry: false,
        },
      }
      entries.set(id, entry)
      const update = (change: Partial<TaskView>, force: boolean) => {
        entry.view = { ...entry.view, ...change }
        const now = deps.clock.now()
        if (!force && now - lastTold < TELL_EVERY_MS) return
        lastTold = now
        deps.tell(entry.view)
      }
      const end = (change: Partial<TaskView>) => {
        update({ ...change, endedAt: toInstant(deps.clock.now()) }, true)
        forgetOldest()
      }
      entry.ended = (async () => {
        try {
          const outcome = await work({ signal: abort.signal, progress: (change) => update(change, false) })
          end({ state: 'done', outcome })
        } catch (error) {
          const cancelled = abort.signal.aborted || (error instanceof TrousseError && error.code === 'cancelled')
          end(
            cancelled
              ? {
                  state: 'cancelled',
                  error: { code: 'cancelled', params: {} },
                  canRetry: retry?.afterCancel ?? false,
                }
              : { state: 'failed', error: failure(error, kind), canRetry: retry !== undefined },
          )
        }
      })()
      deps.tell(entry.view)
      return id
    },
    list: () => [...entries.values()].map((entry) => entry.view),
    cancel(taskId) {
      entries.get(taskId)?.abort.abort(new TrousseError('cancelled'))
    },
    async retry(taskId) {
      const entry = entries.get(taskId)
      if (!entry?.retry || !entry.view.canRetry) throw new TrousseError('not-found', { what: 'task' })
      // Two presses in a row are one: the second finds nothing to do again.
      entry.view = { ...entry.view, canRetry: false }
      try {
        const started = await entry.retry.again()
        entries.delete(taskId)
        return started
      } catch (error) {
        entry.view = { ...entry.view, canRetry: true }
        throw error
      }
    },
    async finished(taskId) {
      const entry = entries.get(taskId)
      if (!entry) throw new TrousseError('not-found', { what: 'task' })
      await entry.ended
      return entry.view
    },
    async shutdown() {
      for (const entry of entries.values()) entry.abort.abort(new TrousseError('cancelled'))
      await Promise.all([...entries.values()].map((entry) => entry.ended))
    },
    isRunning: (kind) =>
      [...entries.values()].some((entry) => entry.view.kind === kind && entry.view.state === 'running'),
  }
}
