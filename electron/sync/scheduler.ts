/** Runs every source's synchronisation at the moments `domain/sync-schedule` gives. Timers come from outside. */
import type { ErrorCode } from '../contract/errors.ts'
import { toErrorShape } from '../contract/errors.ts'
import type { SourceView } from '../contract/views.ts'
import { type HolidayPause, isHoliday, isRush, LONG_PAUSE_MS, nextRunAt } from '../domain/sync-schedule.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'

/** Only the teacher can mend these; asking again by ourselves would lock the account. */
const WAITS_FOR_THE_TEACHER: ReadonlySet<ErrorCode> = new Set([
  'credentials-refused',
  'account-locked',
  'session-expired',
  'calendar-link-dead',
  'second-factor-needed',
  'service-closed-to-apps',
])
/** Longest sleep of one timer: settings, sources and the computer's own sleep are looked at again this often. */
const MAX_WAIT_MS = 15 * 60_000
/** A plan that is due again at once must not turn into a tight loop. */
const MIN_WAIT_MS = 1000

interface Timers {
  set(action: () => void, milliseconds: number): unknown
  clear(handle: unknown): void
}
const systemTimers: Timers = {
  set: (action, milliseconds) => {
    const timer = setTimeout(action, milliseconds)
    // A waiting synchronisation must not keep the program open.
    timer.unref()
    return timer
  },
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
}

export interface SyncSchedulerOptions {
  /** The sources that can be asked without the teacher: files, and captured pages, are not among them. */
  readonly sources: () => Promise<readonly SourceView[]>
  /** Hours between runs, 0 for none; and the holidays in which nothing runs. */
  readonly settings: () => Promise<{ readonly everyHours: number; readonly holidayPause: HolidayPause }>
  /** Starts a run; resolves when it has ended. Its outcome is read back from the store. */
  readonly run: (sourceId: number) => Promise<unknown>
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  /** The computer's own when not given. */
  readonly timers?: Timers
}

export interface SyncScheduler {
  start(): void
  /** After a change of settings or sources: forgets what was planned. */
  replan(): void
  /** No run begins after this; one under way goes on. */
  stop(): void
}

interface Plan {
  readonly at: number
  readonly after: string | null
  readonly everyHours: number
  readonly holidayPause: HolidayPause
}

export function createSyncScheduler(options: SyncSchedulerOptions): SyncScheduler {
  const { clock, log, timers = systemTimers } = options
  /** Planned instant per source, kept between looks so that the jitter is drawn once. */
  const planned = new Map<number, Plan>()
  let handle: unknown = null
  let started = false
  let looking = false

  async function planAll(): Promise<void> {
    const { everyHours, holidayPause } = await options.settings()
    const sources = await options.sources()
    const present = new Set(sources.map((source) => source.id))
    for (const id of planned.keys()) if (!present.has(id)) planned.delete(id)
    for (const source of sources) {
      const last = source.lastRun
      const after = last?.at ?? null
      const known = planned.get(source.id)
      const settled = known?.everyHours === everyHours && known.holidayPause === holidayPause
      if (settled && known.after === after) continue
      planned.delete(source.id)
      if (last?.error && WAITS_FOR_THE_TEACHER.has(last.error.code)) continue
      const at = nextRunAt({
        now: clock.now(),
        lastRunAt: after === null ? null : Date.parse(after),
        lastFailed: last?.outcome === 'failed',
        // Insisting after such a warning makes it longer.
        atLeastMs: last?.error?.code === 'ip-suspended' ? LONG_PAUSE_MS : 0,
        everyHours,
        holidayPause,
        jitter: options.random(),
        spread: options.random(),
      })
      if (at !== null) planned.set(source.id, { at, after, everyHours, holidayPause })
    }
  }

  async function runDue(): Promise<void> {
    for (const [id, plan] of [...planned]) {
      if (!started || plan.at > clock.now()) continue
      planned.delete(id)
      // The computer may have slept from before the rush, or the holidays, into them: planned again, for after.
      if (isRush(clock.now()) || isHoliday(clock.now(), plan.holidayPause)) continue
      try {
        await options.run(id)
      } catch (error) {
        log.warn('schedule.run-failed', { source: id, code: toErrorShape(error).code })
      }
    }
  }

  /** Never twice at once: a run says that sources changed, which asks for a new plan while it is still going on. */
  async function look(): Promise<void> {
    if (looking) return
    looking = true
    try {
      await planAll()
      await runDue()
      await planAll()
    } catch (error) {
      log.warn('schedule.look-failed', { code: toErrorShape(error).code })
    } finally {
      looking = false
    }
    if (!started) return
    const soonest = Math.min(...[...planned.values()].map((plan) => plan.at), clock.now() + MAX_WAIT_MS)
    wait(soonest - clock.now())
  }

  function wait(milliseconds: number): void {
    timers.clear(handle)
    handle = timers.set(() => void look(), Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, milliseconds)))
  }

  return {
    start() {
      if (started) return
      started = true
      wait(0)
    },
    replan() {
      planned.clear()
      if (started) wait(0)
    },
    stop() {
      started = false
      timers.clear(handle)
    },
  }
}
