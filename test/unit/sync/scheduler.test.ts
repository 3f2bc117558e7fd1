import { describe, expect, it } from 'vitest'
import type { SourceView } from '../../../electron/contract/views.ts'
import { type HolidayPause, isRush } from '../../../electron/domain/sync-schedule.ts'
import { silentLog } from '../../../electron/platform/log.ts'
import { createSyncScheduler } from '../../../electron/sync/scheduler.ts'

const HOUR = 3_600_000
const view = (id: number, more: Partial<SourceView> = {}): SourceView => ({
  id,
  kind: 'oneroster',
  label: `Source ${id}`,
  origin: 'ent.example',
  isDemo: false,
  createdAt: '2026-09-01T08:00:00.000Z',
  lastSuccessAt: null,
  lastRun: null,
  ...more,
})
type Failure = 'credentials-refused' | 'server-error' | 'ip-suspended'
const ended = (at: number, code: Failure | null): NonNullable<SourceView['lastRun']> => ({
  at: new Date(at).toISOString(),
  outcome: code === null ? 'applied' : 'failed',
  error: code === null ? null : { code, params: {} },
})

/** A world with its own time: `advance` moves it and lets what is due happen. */
function world(sources: SourceView[], outcome: (id: number) => Failure | null = () => null) {
  let now = Date.parse('2026-11-24T12:00:00Z')
  let hours = 6
  let pause: HolidayPause = 'never'
  let timer: { at: number; action: () => void } | null = null
  const ran: { id: number; at: number }[] = []
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
  const scheduler = createSyncScheduler({
    sources: async () => sources,
    settings: async () => ({ everyHours: hours, holidayPause: pause }),
    run: async (id) => {
      ran.push({ id, at: now })
      const index = sources.findIndex((source) => source.id === id)
      sources[index] = view(id, { lastRun: ended(now, outcome(id)) })
    },
    clock: { now: () => now },
    timers: {
      set: (action, milliseconds) => {
        timer = { at: now + milliseconds, action }
        return timer
      },
      clear: (handle) => {
        if (handle === timer) timer = null
      },
    },
    random: () => 0.5,
    log: silentLog,
  })
  return {
    scheduler,
    ran,
    sources,
    setHours: (value: number) => {
      hours = value
    },
    setPause: (value: HolidayPause) => {
      pause = value
    },
    /** The computer sleeps: time passes and no timer fires until it wakes. */
    sleepUntil: async (iso: string) => {
      now = Date.parse(iso)
      const due = timer
      timer = null
      due?.action()
      await settle()
    },
    advance: async (milliseconds: number) => {
      const end = now + milliseconds
      while (timer !== null && timer.at <= end) {
        now = Math.max(now, timer.at)
        const due = timer
        timer = null
        due.action()
        await settle()
      }
      now = end
    },
  }
}

describe('the automatic schedule', () => {
  it('runs soon after start but not at once, then every period', async () => {
    const { scheduler, ran, advance } = world([view(1)])
    const start = Date.parse('2026-11-24T12:00:00Z')
    scheduler.start()
    await advance(24 * HOUR)
    expect(ran[0]?.at).toBeGreaterThan(start)
    expect((ran[0]?.at ?? 0) - start).toBeLessThanOrEqual(180_000)
    expect(ran.length).toBeGreaterThanOrEqual(4)
    expect(ran.every(({ id }) => id === 1)).toBe(true)
  })

  it('never in the rush, for a week', async () => {
    const { scheduler, ran, advance, setHours } = world([view(1)])
    setHours(1)
    scheduler.start()
    await advance(7 * 24 * HOUR)
    expect(ran.length).toBeGreaterThan(100)
    expect(ran.filter(({ at }) => isRush(at))).toEqual([])
  })

  it('not even when the computer wakes in the middle of it', async () => {
    const { scheduler, ran, advance, sleepUntil } = world([view(1)])
    scheduler.start()
    await advance(HOUR)
    const before = ran.length
    await sleepUntil('2026-11-25T07:00:00Z')
    await advance(30 * 60_000)
    expect(ran.length).toBe(before)
    await advance(3 * HOUR)
    expect(ran.length).toBe(before + 1)
  })

  it('tries a failed source again sooner, and one whose key is refused not at all', async () => {
    const failing = world([view(1)], () => 'server-error')
    failing.scheduler.start()
    await failing.advance(5 * HOUR)
    expect(failing.ran.length).toBeGreaterThanOrEqual(8)
    const refused = world([view(1)], () => 'credentials-refused')
    refused.scheduler.start()
    await refused.advance(48 * HOUR)
    expect(refused.ran).toHaveLength(1)
  })

  it('leaves a server that suspended our address alone for half a day', async () => {
    const { scheduler, ran, advance } = world([view(1)], () => 'ip-suspended')
    scheduler.start()
    await advance(11 * HOUR)
    expect(ran).toHaveLength(1)
    await advance(3 * HOUR)
    expect(ran).toHaveLength(2)
  })

  it('stops in the holidays and goes on when lessons do, not in their first rush', async () => {
    const { scheduler, ran, advance, setPause } = world([view(1)])
    setPause('common')
    scheduler.start()
    await advance(42 * 24 * HOUR)
    const days = ran.map(({ at }) => new Date(at).toISOString().slice(0, 10))
    expect(days.filter((day) => day > '2026-12-19' && day < '2027-01-04')).toEqual([])
    expect(days).toContain('2026-12-18')
    const first = ran.find(({ at }) => at >= Date.parse('2027-01-04T00:00:00Z'))?.at ?? 0
    expect(first).toBeLessThan(Date.parse('2027-01-04T06:30:00Z'))
  })

  it('obeys when it is turned off, on again, and stopped', async () => {
    const { scheduler, ran, advance, setHours } = world([view(1)])
    setHours(0)
    scheduler.start()
    await advance(48 * HOUR)
    expect(ran).toHaveLength(0)
    setHours(6)
    scheduler.replan()
    await advance(HOUR)
    expect(ran).toHaveLength(1)
    scheduler.stop()
    await advance(48 * HOUR)
    expect(ran).toHaveLength(1)
  })
})
