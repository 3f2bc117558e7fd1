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

function setUp(tries: { messageId: number; nextTryAt: string }[] = [], interrupted: number[] = [], queued = 0) {
  const send = vi.fn<(messageId: number, run: SendRun) => Promise<typeof REPORT>>(async () => REPORT)
  const marks: [number, boolean][] = []
  const hastened: string[] = []
  const bench = {
    space: {
      store: {
        read: {
          readMessage: async () => ({ className: '2de 3', counts: { queued } }),
          nextTries: async () => [...tries],
          interruptedSendings: async () => [...interrupted],
        },
        write: {
          hastenDeferred: async (latest: string) => {
            hastened.push(latest)
            return 0
          },
          markSending: async (messageId: number, since: string | null) => {
            marks.push([messageId, since !== null])
          },
        },
      },
    },
    outbox: { send },
  } as unknown as Workbench
  let last = 0
  const tasks = createTaskRegistry({ clock, log: silentLog, newId: () => String(++last), tell: () => {} })
  const sending = createSending({ clock, log: silentLog } as Machine, { bench, tasks, changed: () => {} })
  return { send, tasks, sending, marks, hastened }
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

describe('what was cut short', () => {
  it('goes on by itself, the queued rows too, and is then no longer under way', async () => {
    const { send, sending, marks } = setUp([], [4])
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(1)
    expect(send).toHaveBeenCalledExactlyOnceWith(4, expect.not.objectContaining({ only: 'deferred' }))
    expect(marks).toEqual([
      [4, true],
      [4, false],
    ])
  })

  it('waits for the network as long as it takes, and is still under way meanwhile', async () => {
    const { send, sending, marks } = setUp([], [4])
    send.mockRejectedValueOnce(new TrousseError('network-dns'))
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(marks).toEqual([[4, true]])
    await vi.advanceTimersByTimeAsync(15 * 60_000)
    expect(send).toHaveBeenCalledTimes(2)
    expect(marks.at(-1)).toEqual([4, false])
  })

  it('a wrong password is tried once', async () => {
    const { send, sending } = setUp([], [4])
    send.mockRejectedValue(new TrousseError('mail-credentials-refused'))
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    expect(send).toHaveBeenCalledOnce()
  })

  it('what the teacher stopped is not under way; what a closed program cut short is', async () => {
    const { send, sending, tasks, marks } = setUp()
    send.mockImplementation(
      (_id, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new TrousseError('cancelled')))
        }),
    )
    const first = await sending.start(1)
    await vi.advanceTimersByTimeAsync(1)
    tasks.cancel(first)
    await tasks.finished(first)
    expect(marks.at(-1)).toEqual([1, false])
    await sending.start(2)
    await vi.advanceTimersByTimeAsync(1)
    sending.stop()
    await tasks.shutdown()
    expect(marks.at(-1)).toEqual([2, true])
  })

  it('rows that wake beside rows the teacher stopped leave those where they are', async () => {
    const { sending, marks } = setUp([{ messageId: 1, nextTryAt: new Date(Date.now()).toISOString() }], [], 3)
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(1)
    expect(marks).toEqual([])
  })

  it('a date that no rule gives comes from a clock that was ahead: it is brought back', async () => {
    vi.setSystemTime(Date.parse('2026-11-24T09:00:00Z'))
    const { sending, hastened } = setUp()
    sending.wakeAll()
    await vi.advanceTimersByTimeAsync(1)
    expect(hastened).toEqual(['2026-11-28T09:00:00.000Z'])
  })
})
