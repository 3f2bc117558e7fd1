import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import type { SendRun } from '../../../electron/mail/send-message.ts'
import { silentLog } from '../../../electron/platform/log.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { createSending } from '../../../electron/services/sending.ts'
import { createTaskRegistry } from '../../../electron/services/tasks.ts'
import type { Workbench } from '../../../electron/services/workbench.ts'

const clock = { now: () => Date.now() }
const REPORT = { accepted: 3, refused: 0, deferred: 0, ambiguous: 0, nextTryAt: null }

function setUp(tries: { messageId: number; nextTryAt: string }[] = []) {
  const send = vi.fn<(messageId: number, run: SendRun) => Promise<typeof REPORT>>(async () => REPORT)
  const bench = {
    space: {
      store: { read: { readMessage: async () => ({ className: '2de 3' }), nextTries: async () => [...tries] } },
    },
    outbox: { send },
  } as unknown as Workbench
  let last = 0
  const tasks = createTaskRegistry({ clock, log: silentLog, newId: () => String(++last), tell: () => {} })
  const sending = createSending({ clock, log: silentLog } as Machine, { bench, tasks, changed: () => {} })
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

describe('rows put off', () => {
  const EVENING = Date.parse('2026-11-24T20:00:00Z')
  const MORNING = Date.parse('2026-11-25T06:00:00Z')
  const HOUR = 3_600_000
  beforeEach(() => vi.setSystemTime(EVENING))
  const putOff = (at = MORNING) => [{ messageId: 1, nextTryAt: new Date(at).toISOString() }]

  it('of an earlier session leave when their time comes, and nothing else with them', async () => {
    const { send, sending } = setUp(putOff())
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(10 * HOUR - 1)
    expect(send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(send).toHaveBeenCalledExactlyOnceWith(1, expect.objectContaining({ only: 'deferred' }))
  })

  it('leave at once when their time is past', async () => {
    const { send, sending } = setUp(putOff(EVENING - HOUR))
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(1)
    expect(send).toHaveBeenCalledOnce()
  })

  it('leave soon after a laptop wakes, however long it slept', async () => {
    const { send, sending } = setUp(putOff())
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    vi.setSystemTime(MORNING + 3 * HOUR)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(send).toHaveBeenCalledOnce()
  })

  it('cancelled meanwhile, they do not leave and no task begins', async () => {
    const tries = putOff()
    const { send, tasks, sending } = setUp(tries)
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(HOUR)
    tries.length = 0
    await vi.advanceTimersByTimeAsync(10 * HOUR)
    expect(send).not.toHaveBeenCalled()
    expect(tasks.list()).toEqual([])
  })

  it('without a network they try again; with a wrong password they wait for the teacher', async () => {
    const { send, sending } = setUp(putOff(EVENING))
    send.mockRejectedValueOnce(new TrousseError('network-own-down'))
    send.mockRejectedValueOnce(new TrousseError('mail-credentials-refused'))
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(1)
    expect(send).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(15 * 60_000 + 1)
    expect(send).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(5 * HOUR)
    expect(send).toHaveBeenCalledTimes(2)
  })

  it('stay where they are once the session closes', async () => {
    const { send, sending } = setUp(putOff())
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(HOUR)
    sending.stop()
    await vi.advanceTimersByTimeAsync(20 * HOUR)
    expect(send).not.toHaveBeenCalled()
  })
})
