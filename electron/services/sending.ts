/** Sending as a task, and the waking of rows put off: by a server that asked to try again later, or for the morning. */
import { type ErrorCode, TrousseError, toErrorShape } from '../contract/errors.ts'
import type { StalePart } from '../contract/events.ts'
import { sleep, toInstant } from '../platform/clock.ts'
import type { Machine } from './machine.ts'
import type { TaskControls, TaskRegistry } from './tasks.ts'
import type { Workbench } from './workbench.ts'

export interface Sending {
  /**
   * Sends what is due of a message, as a task; returns its id. With `undo` it first waits, at the step `undo`, for
   * the teacher to change their mind: cancelled then, nothing has left. Throws `not-found`.
   */
  start(messageId: number, options?: { readonly undo: boolean }): Promise<string>
  /**
   * When a session opens: what a crash or a closed program cut short goes on, rows put off in an earlier session leave when
   * their time comes, late ones now.
   */
  wakeAll(): void
  /** No row wakes after this. */
  stop(): void
}

/** A timer does not count the hours that a laptop sleeps, nor a clock that was set: it is looked at this often. */
const LOOK_EVERY_MS = 60_000
/** Rows that could not leave by themselves, for lack of a network, are tried again after this. */
const TRY_AGAIN_MS = 15 * 60_000
/** What passes without anyone. A wrong password does not, and trying it again locks the account. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'mail-server-unreachable',
  'mail-port-blocked',
  'mail-quota',
  'network-dns',
  'network-own-down',
])
/** Time to notice the wrong class or the missing word once the button is pressed, in seconds. */
const UNDO_SECONDS = 8

/** The furthest a rule puts a row off: over a week-end (`domain/quiet-hours`), with a day to spare. */
const FURTHEST_MS = 4 * 24 * 60 * 60_000

interface StartOptions {
  readonly undo: boolean
  /** Goes on by itself: what passes is waited for, and nobody has to press anything. */
  readonly resumed?: true
  /** Rows that wake by themselves: what the teacher stopped, or never sent, stays where it is. */
  readonly only?: 'deferred'
}

export function createSending(
  machine: Machine,
  deps: { readonly bench: Workbench; readonly tasks: TaskRegistry; readonly changed: (...parts: StalePart[]) => void },
): Sending {
  const { bench, tasks, changed } = deps
  const timers = new Map<number, NodeJS.Timeout>()
  let stopped = false

  const wakeAt = (messageId: number, instant: number) => {
    if (stopped) return
    const delay = Math.min(Math.max(0, instant - machine.clock.now()), LOOK_EVERY_MS)
    const timer = setTimeout(() => {
      timers.delete(messageId)
      if (machine.clock.now() < instant) wakeAt(messageId, instant)
      else void wake(messageId).catch(() => machine.log.warn('mail.wake-failed'))
    }, delay)
    timer.unref()
    clearTimeout(timers.get(messageId))
    timers.set(messageId, timer)
  }

  /** The rows may have been cancelled, called urgent or put off again since the timer was set: the ledger decides. */
  async function wake(messageId: number): Promise<void> {
    const next = (await bench.space.store.read.nextTries()).find((one) => one.messageId === messageId)
    if (next === undefined) return
    const due = Date.parse(next.nextTryAt)
    if (due > machine.clock.now()) return wakeAt(messageId, due)
    const { error } = await tasks.finished(await start(messageId, { undo: false, only: 'deferred' }))
    if (error !== null && PASSING.has(error.code)) wakeAt(messageId, machine.clock.now() + TRY_AGAIN_MS)
  }

  /** What was cut short, as if nothing had happened; a network that is not there yet is waited for. */
  async function resume(messageId: number): Promise<void> {
    const { error } = await tasks.finished(await start(messageId, { undo: false, resumed: true }))
    if (error === null || !PASSING.has(error.code) || stopped) return
    const timer = setTimeout(() => {
      timers.delete(messageId)
      resume(messageId).catch(() => machine.log.warn('mail.wake-failed'))
    }, TRY_AGAIN_MS)
    timer.unref()
    clearTimeout(timers.get(messageId))
    timers.set(messageId, timer)
  }

  async function wakeNow(): Promise<void> {
    const { read, write } = bench.space.store
    const now = machine.clock.now()
    await write.hastenDeferred(toInstant(now + FURTHEST_MS), toInstant(now))
    const interrupted = await read.interruptedSendings()
    const putOff = await read.nextTries()
    if (stopped) return
    for (const { messageId, nextTryAt } of putOff) {
      if (!interrupted.includes(messageId)) wakeAt(messageId, Date.parse(nextTryAt))
    }
    await Promise.all(interrupted.map(resume))
  }

  async function leaveTimeToUndo({ signal, progress }: TaskControls): Promise<void> {
    for (let second = 0; second < UNDO_SECONDS; second++) {
      progress({ step: 'undo', done: second, total: UNDO_SECONDS })
      await sleep(1_000, signal)
    }
  }

  async function start(messageId: number, options: StartOptions = { undo: false }): Promise<string> {
    const message = await bench.space.store.read.readMessage(messageId)
    if (message === null) throw new TrousseError('not-found', { what: 'message' })
    const work = async (controls: TaskControls) => {
      const { signal, progress } = controls
      if (options.undo) await leaveTimeToUndo(controls)
      // Rows that wake may have others beside them that the teacher stopped: only those alone are gone on with unasked.
      const goesOn = options.only === undefined || message.counts.queued === 0
      const { write } = bench.space.store
      if (goesOn) await write.markSending(messageId, toInstant(machine.clock.now()))
      let keepsOn = false
      try {
        const report = await bench.outbox.send(messageId, {
          signal,
          ...(options.only ? { only: options.only } : {}),
          onProgress: (change) => {
            progress(change)
            changed('messages')
          },
        })
        if (report.nextTryAt !== null) wakeAt(messageId, Date.parse(report.nextTryAt))
        return {
          messageId,
          accepted: report.accepted,
          refused: report.refused,
          deferred: report.deferred,
          ambiguous: report.ambiguous,
        }
      } catch (error) {
        keepsOn = options.resumed === true && PASSING.has(toErrorShape(error).code)
        throw error
      } finally {
        // A program that is closed has not been told to stop sending: the next start goes on.
        if (goesOn && !keepsOn && !stopped) await write.markSending(messageId, null)
        changed('messages')
      }
    }
    // The ledger keeps a second sending from whoever has the message; what the teacher stopped is theirs to take up.
    return tasks.start('send', message.className, work, {
      again: () => start(messageId, { ...options, undo: false }),
      afterCancel: false,
    })
  }

  return {
    start,
    wakeAll() {
      wakeNow().catch(() => machine.log.warn('mail.wake-failed'))
    },
    stop() {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
