/** Messages of the evening wait for the morning, and none of them is lost or doubled on the way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isQuiet, nextAllowedTime } from '../../../electron/domain/quiet-hours.ts'
import { addresses, createBench, newMessage, TUESDAY } from '../../helpers/smtp-outbox.ts'
import { startSmtpServer, type TestSmtpServer } from '../../helpers/smtp-server.ts'

let server: TestSmtpServer
beforeEach(async () => {
  server = await startSmtpServer()
})
afterEach(() => server.close())

const quietUntil = (at: number) => (isQuiet(at) ? nextAllowedTime(at) : null)
const EVENING = Date.parse('2026-04-07T18:30:00Z')
const MORNING = '2026-04-08T05:00:00.000Z'
const bench = () => createBench({ settings: server.settings({ perMinute: 1 }), password: server.password, quietUntil })

describe('quiet hours', () => {
  it('put every row off to the morning without touching the network; then they leave', async () => {
    const { outbox, ledger, clock } = bench()
    clock.set(EVENING)
    const id = await outbox.create(newMessage(addresses(3)))
    expect(await outbox.send(id)).toMatchObject({ accepted: 0, deferred: 3, nextTryAt: MORNING })
    expect(server.connections).toBe(0)
    // Asked again in the night, the teacher's or a crash's doing: nothing more happens.
    expect(await outbox.send(id)).toMatchObject({ accepted: 0, deferred: 0, nextTryAt: MORNING })
    clock.set(Date.parse(MORNING))
    expect(await outbox.send(id, { only: 'deferred' })).toMatchObject({ accepted: 3, nextTryAt: null })
    expect(server.recipients).toEqual(addresses(3))
    expect(ledger.states(id)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  it('stop a long sending at 20 h; the rest leaves in the morning', async () => {
    const { outbox, clock } = bench()
    clock.set(Date.parse('2026-04-07T17:57:30Z'))
    const id = await outbox.create(newMessage(addresses(6)))
    const report = await outbox.send(id)
    expect(report).toMatchObject({ accepted: 3, deferred: 3, nextTryAt: MORNING })
    expect(isQuiet(clock.now())).toBe(true)
    clock.set(Date.parse(MORNING))
    expect(await outbox.send(id, { only: 'deferred' })).toMatchObject({ accepted: 3 })
    expect(server.recipients).toEqual(addresses(6))
  })

  it('by day nothing waits', async () => {
    const { outbox, clock } = bench()
    clock.set(TUESDAY)
    const id = await outbox.create(newMessage(addresses(1)))
    expect(await outbox.send(id)).toMatchObject({ accepted: 1, deferred: 0 })
  })
})
