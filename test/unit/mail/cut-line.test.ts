/** The network cut at any byte, either way: no family twice, none forgotten, and what cannot be known is said. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cut, startByteCutProxy } from '../../helpers/byte-cut-proxy.ts'
import { addresses, createBench, newMessage, TUESDAY } from '../../helpers/smtp-outbox.ts'
import { startSmtpServer, type TestSmtpServer } from '../../helpers/smtp-server.ts'

const FAMILIES = 3
const DAY = 24 * 3_600_000
const PATIENCE = 180_000

let server: TestSmtpServer
/** Bytes of a whole conversation, each way. */
let whole: { toServer: number; toClient: number }

const receivedSince = (start: number): string[] => server.messages.slice(start).flatMap(({ to }) => to)

async function sendOver(cut: Cut | null) {
  const start = server.messages.length
  const proxy = await startByteCutProxy(server.port, cut)
  const { outbox, ledger, clock } = createBench({ settings: { ...server.settings(), port: proxy.port } })
  try {
    const id = await outbox.create(newMessage(addresses(FAMILIES)))
    await outbox.send(id).catch(() => {})
    return { start, proxy, outbox, ledger, clock, id, passed: { ...proxy.passed } }
  } catch (error) {
    await proxy.close()
    throw error
  }
}

beforeAll(async () => {
  server = await startSmtpServer({ security: 'tls' })
  const { proxy, passed } = await sendOver(null)
  await proxy.close()
  whole = passed
})
afterAll(() => server.close())

describe('a line cut at any byte', () => {
  it(
    'leaves every family with the message at most once, and every row with what is known',
    async () => {
      expect(whole.toServer).toBeGreaterThan(1_000)
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('toServer' as const, 'toClient' as const),
          fc.double({ min: 0, max: 1, noNaN: true }),
          async (way, part) => {
            const after = Math.floor(part * (whole[way] - 1))
            const { start, proxy, outbox, ledger, clock, id } = await sendOver({ way, after })
            try {
              const known = async () =>
                (await ledger.read.listDeliveries(id)).map(({ address, state }) => [address, state] as const)
              // A server that took the message just before the cut may still be writing it down.
              await new Promise((resolve) => setTimeout(resolve, 20))
              for (const [address, state] of await known()) {
                const copies = receivedSince(start).filter((to) => to === address).length
                expect(copies).toBeLessThanOrEqual(1)
                if (state === 'accepted') expect(copies).toBe(1)
                if (state === 'queued' || state === 'deferred') expect(copies).toBe(0)
                expect(['accepted', 'queued', 'deferred', 'ambiguous']).toContain(state)
              }
              // The same job goes on: what was not received leaves, what may have been waits for a person.
              clock.set(TUESDAY + DAY)
              await outbox.send(id)
              for (const [address, state] of await known()) {
                const copies = receivedSince(start).filter((to) => to === address).length
                expect(copies).toBeLessThanOrEqual(1)
                expect(['accepted', 'ambiguous']).toContain(state)
              }
              expect((await known()).filter(([, state]) => state === 'ambiguous').length).toBeLessThanOrEqual(1)
            } finally {
              await proxy.close()
            }
          },
        ),
        { numRuns: 120 },
      )
    },
    PATIENCE,
  )
})
