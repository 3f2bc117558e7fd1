import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../../electron/platform/log.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { createSending } from '../../../electron/services/sending.ts'
import { createTaskRegistry } from '../../../electron/services/tasks.ts'
import type { Workbench } from '../../../electron/services/workbench.ts'

const clock = { now: () => Date.now() }
const REPORT = { accepted: 3, refused: 0, deferred: 0, ambiguous: 0, nextTryAt: null }

function setUp() {
  const send = vi.fn(async () => REPORT)
  const bench = {
    space: { store: { read: { readMessage: async () => ({ className: '2de 3' }) } } },
    outbox: { send },
  } as unknown as Workbench
  let last = 0
  const tasks = createTaskRegistry({ clock, log: silentLog, newId: () => String(++last), tell: () => {} })
  const sending = createSending({ clock } as Machine, { bench, tasks, changed: () => {} })
  return { send, tasks, sending }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a sending that leaves time to undo', () => {
  it('sends nothing for eight seconds, says how many are left, then sends', async () => {
    const { send, tasks, sending } = setUp()
    const id = await sending.start(1, { undo: true })
    await vi.advanceTimersByTimeAsync(3_000)
    expect(tasks.list()[0]).toMatchObject({ step: 'undo', done: 3, total: 8, state: 'running' })
    await vi.advanceTimersByTimeAsync(4_900)
    expect(send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(send).toHaveBeenCalledOnce()
    expect(await tasks.finished(id)).toMatchObject({ state: 'done' })
  })

  it('never reaches the outbox when taken back', async () => {
    const { send, tasks, sending } = setUp()
    const id = await sending.start(1, { undo: true })
    await vi.advanceTimersByTimeAsync(7_999)
    tasks.cancel(id)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(send).not.toHaveBeenCalled()
    expect(await tasks.finished(id)).toMatchObject({ state: 'cancelled' })
  })

  it('goes on at once with what is resumed', async () => {
    const { send, tasks, sending } = setUp()
    await tasks.finished(await sending.start(1))
    expect(send).toHaveBeenCalledOnce()
  })
})
