import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../electron/contract/views.ts'
import { createOutbox } from '../../electron/mail/outbox.ts'
import { createSmtpTransport } from '../../electron/mail/smtp-transport.ts'
import { sleep, systemClock } from '../../electron/platform/clock.ts'
import { silentLog } from '../../electron/platform/log.ts'
import { type ByteCutProxy, startByteCutProxy } from '../helpers/byte-cut-proxy.ts'
import { startSmtpServer, type TestSmtpOptions, type TestSmtpServer } from '../helpers/smtp-server.ts'
import { openTestStore, seedClass } from './mail-school.ts'

const PUPILS = 6
const EVERYONE = Array.from({ length: PUPILS }, (_, index) => `parent${index + 1}@example.org`)
/** More deaths than this and the sending is not getting anywhere. */
const MAX_LIVES = 20
/** Per test, milliseconds: each life is a Node process that opens an encrypted database. */
const PATIENCE = 240_000

let seeded: string
let folder: string
let classId: number
let server: TestSmtpServer
let hooks: TestSmtpOptions
let child: ChildProcess | null

beforeAll(async () => {
  seeded = await mkdtemp(join(tmpdir(), 'trousse-crash-mail-'))
  const store = await openTestStore(seeded)
  classId = await seedClass(store, PUPILS)
  await store.close()
})
afterAll(() => rm(seeded, { recursive: true, force: true }))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-crash-mail-'))
  await cp(seeded, folder, { recursive: true })
  hooks = {}
  server = await startSmtpServer({
    refuseRecipient: (address) => hooks.refuseRecipient?.(address) ?? null,
    refuseMessage: (message) => hooks.refuseMessage?.(message) ?? null,
  })
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

/** One life of the sending process; resolves with the signal that ended it, or null when it finished. */
async function live(
  crash: { at?: string; after?: number; now?: string; port?: number } = {},
): Promise<NodeJS.Signals | null> {
  const { password, ca } = server
  const life = spawn(process.execPath, [fileURLToPath(new URL('mail-child.ts', import.meta.url))], {
    env: {
      ...process.env,
      TROUSSE_TEST_FOLDER: folder,
      TROUSSE_TEST_CLASS: String(classId),
      TROUSSE_TEST_SMTP: JSON.stringify({
        ...server.settings(crash.port === undefined ? {} : { port: crash.port }),
        password,
        ca,
      }),
      ...(crash.now === undefined ? {} : { TROUSSE_TEST_NOW: String(Date.parse(crash.now)) }),
      ...(crash.at === undefined ? {} : { TROUSSE_TEST_CRASH_AT: crash.at }),
      TROUSSE_TEST_CRASH_AFTER: String(crash.after ?? 0),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child = life
  let complaint = ''
  life.stderr.on('data', (text) => {
    complaint += text
  })
  const [code, signal]: [number | null, NodeJS.Signals | null] = await once(life, 'exit').then(
    ([exitCode, exitSignal]) => [exitCode, exitSignal],
  )
  child = null
  if (signal === null && code !== 0) throw new Error(`the sending process failed: ${complaint}`)
  return signal
}

async function readLedger(): Promise<Delivery[]> {
  const store = await openTestStore(folder)
  try {
    const messages = await store.read.listMessages()
    expect(messages).toHaveLength(1)
    return await store.read.listDeliveries(messages[0]?.id ?? 0)
  } finally {
    await store.close()
  }
}

const received = () => server.messages.map(({ to }) => to[0] ?? '')
const addressesIn = (rows: readonly Delivery[], state: Delivery['state']) =>
  rows.filter((row) => row.state === state).map(({ address }) => address)

/** What must hold however often the process died: every family once at most, and every row says what is known. */
function expectHonest(rows: readonly Delivery[]): void {
  expect(rows.map(({ address }) => address)).toEqual(EVERYONE)
  expect(new Set(received()).size).toBe(received().length)
  const accepted = addressesIn(rows, 'accepted')
  expect(received()).toEqual(expect.arrayContaining(accepted))
  for (const row of rows) expect(['accepted', 'ambiguous']).toContain(row.state)
}

describe('kill -9 while a message leaves', () => {
  it.each([
    ['mail.after-create', 0, 0],
    ['mail.before-in-flight', 2, 0],
    ['mail.after-in-flight', 2, 0],
    ['mail.before-data', 2, 0],
    ['mail.after-data-started', 2, 2],
    ['mail.after-250-before-commit', 2, 2],
    ['mail.after-commit', 2, 0],
    // Three commits a row: the seventh is the third row's `in-flight`, then its `data-started`, then `accepted`.
    ['store.delivery.after-commit', 6, 0],
    ['store.delivery.after-commit', 7, 2],
    ['store.delivery.after-commit', 8, 0],
  ])(
    'at %s (after %i), again and again: nothing twice, nothing forgotten',
    async (at, after, ambiguous) => {
      let deaths = 0
      // Each life gets further down the class before it ends at the same place.
      while ((await live({ at, after })) === 'SIGKILL') {
        deaths += 1
        expect(deaths).toBeLessThan(MAX_LIVES)
      }
      expect(deaths).toBeGreaterThan(0)
      const rows = await readLedger()
      expectHonest(rows)
      expect([at, addressesIn(rows, 'ambiguous').length]).toEqual([at, ambiguous])
    },
    PATIENCE,
  )

  it(
    'while the server holds its answer: received, shown as uncertain, and never sent again unasked',
    async () => {
      hooks = {
        refuseMessage: ({ to }) => {
          if (to[0] === 'parent3@example.org') child?.kill('SIGKILL')
          return null
        },
      }
      expect(await live()).toBe('SIGKILL')
      expect(await live()).toBeNull()
      expect(await live()).toBeNull()
      const rows = await readLedger()
      expectHonest(rows)
      expect(addressesIn(rows, 'ambiguous')).toEqual(['parent3@example.org'])
      expect([...received()].sort()).toEqual(EVERYONE)
    },
    PATIENCE,
  )

  it(
    'before the server said 354: simply sent later',
    async () => {
      let killed = false
      hooks = {
        refuseRecipient: (address) => {
          if (address === 'parent2@example.org' && !killed) {
            killed = true
            child?.kill('SIGKILL')
          }
          return null
        },
      }
      expect(await live()).toBe('SIGKILL')
      expect(await live()).toBeNull()
      const rows = await readLedger()
      expectHonest(rows)
      expect(addressesIn(rows, 'ambiguous')).toEqual([])
      expect(received()).toEqual(EVERYONE)
    },
    PATIENCE,
  )

  it(
    'a person then decides: sent again with the same identity, or counted as arrived',
    async () => {
      expect(await live({ at: 'mail.after-data-started', after: 0 })).toBe('SIGKILL')
      expect(await live({ at: 'mail.after-250-before-commit', after: 0 })).toBe('SIGKILL')
      expect(await live()).toBeNull()
      const [lost, arrived] = (await readLedger()).filter(({ state }) => state === 'ambiguous')
      if (lost === undefined || arrived === undefined) throw new Error('two rows in doubt')
      expect(received()).not.toContain(lost.address)
      expect(received()).toContain(arrived.address)

      const store = await openTestStore(folder)
      const outbox = createOutbox({
        store,
        settings: async () => server.settings(),
        transportFor: async (settings) =>
          createSmtpTransport({ settings, password: server.password, tlsCa: server.ca }),
        clock: systemClock,
        random: Math.random,
        log: silentLog,
        sleep,
      })
      const before = await store.read.readDelivery(lost.id)
      await outbox.resolveAmbiguous(lost.id, 'again')
      await outbox.resolveAmbiguous(arrived.id, 'arrived')
      expect(await outbox.send(lost.messageId)).toMatchObject({ accepted: 1, ambiguous: 0 })
      await store.close()
      const rows = await readLedger()
      expect(addressesIn(rows, 'accepted')).toEqual(EVERYONE)
      expect([...received()].sort()).toEqual(EVERYONE)
      const resent = server.messages.at(-1)
      expect(resent?.parsed.messageId).toBe(`<${before?.messageIdHeader}>`)
      expect(resent?.raw.equals(Buffer.from(before?.mime ?? []))).toBe(true)
    },
    PATIENCE,
  )
})

describe('a laptop that sleeps while a message leaves', () => {
  let line: ByteCutProxy
  const asleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  afterEach(() => line.close())

  it(
    'and wakes on the same line: goes on as if nothing had been',
    async () => {
      line = await startByteCutProxy(server.port, null)
      hooks = {
        refuseMessage: async ({ to }) => {
          if (to[0] === 'parent3@example.org') {
            child?.kill('SIGSTOP')
            await asleep(500)
            setTimeout(() => child?.kill('SIGCONT'), 500)
          }
          return null
        },
      }
      expect(await live({ port: line.port })).toBeNull()
      const rows = await readLedger()
      expectHonest(rows)
      expect(addressesIn(rows, 'accepted')).toEqual(EVERYONE)
    },
    PATIENCE,
  )

  it(
    'and wakes to a line that is gone: the one message that may have arrived waits for a person, the others leave',
    async () => {
      line = await startByteCutProxy(server.port, null)
      hooks = {
        refuseMessage: async ({ to }) => {
          if (to[0] === 'parent3@example.org') {
            child?.kill('SIGSTOP')
            await asleep(500)
            line.cutNow()
            setTimeout(() => child?.kill('SIGCONT'), 500)
          }
          return null
        },
      }
      expect(await live({ port: line.port })).toBeNull()
      const rows = await readLedger()
      expectHonest(rows)
      expect(addressesIn(rows, 'ambiguous')).toEqual(['parent3@example.org'])
      expect([...received()].sort()).toEqual(EVERYONE)
    },
    PATIENCE,
  )
})

describe('kill -9 in quiet hours', () => {
  const now = '2026-11-24T20:00:00.000Z'
  const morning = '2026-11-25T06:00:00.000Z'

  it(
    'put off whole or not at all, then each family once in the morning',
    async () => {
      expect(await live({ now, at: 'store.put-off.mid' })).toBe('SIGKILL')
      expect(addressesIn(await readLedger(), 'queued')).toEqual(EVERYONE)
      expect(await live({ now })).toBeNull()
      const putOff = await readLedger()
      expect(putOff.map(({ state, nextTryAt }) => [state, nextTryAt])).toEqual(
        EVERYONE.map(() => ['deferred', morning]),
      )
      expect(await live({ now })).toBeNull()
      expect(await readLedger()).toEqual(putOff)
      expect(received()).toEqual([])

      expect(await live({ now: morning, at: 'mail.after-commit', after: 2 })).toBe('SIGKILL')
      expect(await live({ now: morning, at: 'mail.after-in-flight', after: 1 })).toBe('SIGKILL')
      expect(await live({ now: morning })).toBeNull()
      const rows = await readLedger()
      expectHonest(rows)
      expect(addressesIn(rows, 'accepted')).toEqual(EVERYONE)
      expect(received()).toEqual(EVERYONE)
    },
    PATIENCE,
  )
})
