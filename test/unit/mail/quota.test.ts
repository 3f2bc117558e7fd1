/** 600 families against a server that counts as the national mail service does, in the time of a virtual clock. */
import { afterEach, describe, expect, it } from 'vitest'
import type { MailSettings } from '../../../electron/contract/views.ts'
import { nextAllowedTime } from '../../../electron/domain/quiet-hours.ts'
import { lastSendTime, rateOf } from '../../../electron/domain/send-rate.ts'
import { type BenchOptions, createBench, newMessage, TUESDAY } from '../../helpers/smtp-outbox.ts'
import { startSmtpServer, type TestSmtpServer } from '../../helpers/smtp-server.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const FAMILIES = 600
const PATIENCE = 180_000
/** A Tuesday evening, 18 h 55 in Paris. */
const EVENING = Date.parse('2026-04-07T16:55:00Z')

/** [minutes, held above, refused above], by day (ac-reunion.fr); a quarter at night, half on week-ends. */
const NATIONAL: readonly (readonly [number, number, number])[] = [
  [1, 500, 700],
  [10, 800, 1_000],
  [60, 2_000, 4_000],
  [600, 5_000, 8_000],
]

let server: TestSmtpServer
afterEach(() => server.close())

/** Counts per recipient in sliding windows; says 450 above the second figure, and notes what the first would hold back. */
async function enforcing(now: () => number): Promise<{ readonly held: number[]; readonly taken: number[] }> {
  const held: number[] = []
  const taken: number[] = []
  server = await startSmtpServer({
    security: 'tls',
    refuseMessage: () => {
      const at = now()
      const paris = new Date(at + 2 * HOUR)
      const night = paris.getUTCHours() >= 20 || paris.getUTCHours() < 7
      const divisor = night ? 4 : paris.getUTCDay() % 6 === 0 ? 2 : 1
      taken.push(at)
      for (const [minutes, warn, max] of NATIONAL) {
        const count = taken.filter((one) => one > at - minutes * MINUTE).length
        if (count > warn / divisor) held.push(at)
        if (count > max / divisor) return { code: 450, text: '4.7.28 Sending quota exceeded' }
      }
      return null
    },
  })
  return { held, taken }
}

async function sendAll(settings: Partial<MailSettings>, from: number, more: Partial<BenchOptions> = {}) {
  let now = () => from
  const seen = await enforcing(() => now())
  const { outbox, clock, slept } = createBench({ settings: server.settings(settings), ...more })
  now = clock.now
  clock.set(from)
  const template = newMessage(Array.from({ length: FAMILIES }, (_, index) => `parent${index}@famille.example`))
  const id = await outbox.create(template)
  const report = await outbox.send(id)
  return { report, outbox, id, clock, slept, ...seen }
}

describe('600 families', () => {
  it(
    'by day under the default rate: no refusal, nothing held back, and the end that was announced',
    async () => {
      const { report, clock, held, taken } = await sendAll({ perMinute: 30 }, TUESDAY)
      expect(report).toMatchObject({ accepted: FAMILIES, refused: 0, deferred: 0, ambiguous: 0 })
      expect(held).toEqual([])
      expect(new Set(server.recipients).size).toBe(FAMILIES)
      expect(taken.at(-1)).toBe(lastSendTime(FAMILIES, [], TUESDAY, rateOf({ perMinute: 30 })))
      expect(clock.now() - TUESDAY).toBe(19 * MINUTE)
    },
    PATIENCE,
  )

  it(
    'as fast as the account lets them: the service’s own windows hold, and still nothing is refused',
    async () => {
      const { report, held, taken } = await sendAll({ perMinute: 500 }, TUESDAY)
      expect(report.accepted).toBe(FAMILIES)
      expect(held).toEqual([])
      expect(taken.at(-1)).toBe(TUESDAY + MINUTE)
    },
    PATIENCE,
  )

  it(
    'through the evening: slower, never refused',
    async () => {
      const { report, held, clock } = await sendAll({ perMinute: 30 }, EVENING + HOUR)
      expect(report.accepted).toBe(FAMILIES)
      expect(held).toEqual([])
      // 150 before eight, then eight a minute.
      expect(clock.now() - EVENING).toBeGreaterThan(90 * MINUTE)
    },
    PATIENCE,
  )

  it(
    'in the evening with families left in peace: half before eight, half from seven',
    async () => {
      const quietUntil = (at: number) => (nextAllowedTime(at) === at ? null : nextAllowedTime(at))
      const start = Date.parse('2026-04-07T17:50:00Z')
      const { report, outbox, id, clock, taken, held } = await sendAll({ perMinute: 30 }, start, { quietUntil })
      expect(report).toMatchObject({ accepted: 300, deferred: 300 })
      clock.set(Date.parse(report.nextTryAt ?? ''))
      expect(await outbox.send(id)).toMatchObject({ accepted: 300, deferred: 0 })
      expect(held).toEqual([])
      expect(taken.at(-1)).toBe(lastSendTime(FAMILIES, [], start, rateOf({ perMinute: 30 }), nextAllowedTime))
    },
    PATIENCE,
  )

  it(
    'of an account with 50 recipients an hour: as many, and no more',
    async () => {
      const quota = { windows: [{ minutes: 60, limit: 50 }], nightDivisor: 1, weekendDivisor: 1 }
      const { report, taken } = await sendAll({ perMinute: 500, quota }, TUESDAY)
      expect(report.accepted).toBe(FAMILIES)
      for (const at of taken) expect(taken.filter((one) => one > at - HOUR && one <= at).length).toBeLessThanOrEqual(50)
    },
    PATIENCE,
  )
})

describe('a clock that is moved', () => {
  it('back by a year in the middle: the rest leaves within the minute, once', async () => {
    server = await startSmtpServer({ security: 'tls' })
    const { outbox, clock, ledger } = createBench({ settings: server.settings({ perMinute: 30 }) })
    const id = await outbox.create(
      newMessage(Array.from({ length: 40 }, (_, index) => `parent${index}@famille.example`)),
    )
    const abort = new AbortController()
    const sending = outbox.send(id, {
      signal: abort.signal,
      onProgress: ({ done }) => {
        if (done === 20) abort.abort()
      },
    })
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' })
    const yearAgo = TUESDAY - 365 * 24 * HOUR
    clock.set(yearAgo)
    await outbox.send(id)
    expect(clock.now() - yearAgo).toBeLessThanOrEqual(2 * MINUTE)
    expect(ledger.states(id).every((state) => state === 'accepted')).toBe(true)
    expect(server.messages).toHaveLength(40)
  })

  it('ten years forward: the rest leaves at once, once', async () => {
    server = await startSmtpServer({ security: 'tls' })
    const { outbox, clock, slept } = createBench({ settings: server.settings({ perMinute: 10 }) })
    const id = await outbox.create(
      newMessage(Array.from({ length: 20 }, (_, index) => `parent${index}@famille.example`)),
    )
    const abort = new AbortController()
    const stopped = outbox.send(id, { signal: abort.signal, onProgress: ({ done }) => done === 10 && abort.abort() })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    clock.set(TUESDAY + 3_650 * 24 * HOUR)
    const before = slept.length
    expect(await outbox.send(id)).toMatchObject({ accepted: 10 })
    expect(slept.length).toBe(before)
    expect(server.messages).toHaveLength(20)
  })
})
