import { afterEach, describe, expect, it } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import {
  addresses,
  createBench,
  newMessage,
  SILENT_SERVER_TIMEOUTS,
  TEST_TIMEOUTS,
  TUESDAY,
} from '../../helpers/smtp-outbox.ts'
import { type RawSmtpMode, type RawSmtpOptions, startRawSmtpServer } from '../../helpers/smtp-raw-server.ts'
import { startSmtpServer, type TestSmtpOptions } from '../../helpers/smtp-server.ts'

const MINUTE = 60_000
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const startRaw = async (options: RawSmtpOptions) => {
  const server = await startRawSmtpServer(options)
  closing.push(() => server.close())
  return server
}
const startReal = async (options: TestSmtpOptions = {}) => {
  const server = await startSmtpServer(options)
  closing.push(() => server.close())
  return server
}

describe('what becomes of a row (reliability.md M2)', () => {
  it.each<[RawSmtpMode, string, string | null]>([
    ['ok', 'accepted', null],
    ['drop-at-rcpt', 'deferred', 'mail-server-unreachable'],
    ['drop-at-data', 'deferred', 'mail-server-unreachable'],
    ['data-refused', 'deferred', 'mail-server-refused'],
    ['drop-in-body', 'ambiguous', 'mail-server-unreachable'],
    ['drop-after-dot', 'ambiguous', 'mail-server-unreachable'],
    ['hang-after-dot', 'ambiguous', 'mail-server-unreachable'],
    ['reply-451', 'deferred', 'mail-server-refused'],
    ['reply-421', 'deferred', 'mail-server-refused'],
    ['reply-554', 'refused', 'mail-server-refused'],
    ['reply-552', 'refused', 'mail-too-large'],
    ['sender-quota', 'deferred', 'mail-quota'],
    ['drop-at-mail', 'deferred', 'mail-server-unreachable'],
    ['reply-450', 'deferred', 'mail-server-refused'],
    ['reply-550', 'refused', 'mail-server-refused'],
    ['mailbox-full', 'deferred', 'mail-server-refused'],
    ['drop-before-dot', 'ambiguous', 'mail-server-unreachable'],
    ['two-answers', 'accepted', null],
    ['slow', 'accepted', null],
  ])('%s → %s', async (mode, state, code) => {
    const server = await startRaw({ mode })
    const timeouts = mode === 'hang-after-dot' ? SILENT_SERVER_TIMEOUTS : TEST_TIMEOUTS
    const { outbox, ledger } = createBench({ settings: server.settings(), timeouts })
    const id = await outbox.create(newMessage(addresses(1)))
    await outbox.send(id)
    const [row] = await ledger.read.listDeliveries(id)
    expect([row?.state, row?.error?.code ?? null]).toEqual([state, code])
    expect(ledger.stepsOf(1)[0]).toBe('in-flight')
    if (state === 'ambiguous' || state === 'accepted') expect(ledger.stepsOf(1)[1]).toBe('data-started')
  })

  it.each(['connect', 'ehlo', 'auth'] as const)(
    'a line lost at %s: tried again, and each family written to once',
    async (dropAt) => {
      const server = await startRaw({ dropAt, dropTimes: 2 })
      const { outbox, ledger } = createBench({ settings: server.settings() })
      const id = await outbox.create(newMessage(addresses(3)))
      expect(await outbox.send(id)).toMatchObject({ accepted: 3, ambiguous: 0 })
      expect(ledger.states(id)).toEqual(['accepted', 'accepted', 'accepted'])
      expect(server.accepted).toHaveLength(3)
    },
  )

  it('a retry sends the same bytes, a fresh message does not wait for it', async () => {
    const server = await startRaw({ mode: ['reply-451', 'ok', 'ok'] })
    const { outbox, ledger, clock } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(2)))
    const report = await outbox.send(id)
    expect(report).toEqual({
      accepted: 1,
      refused: 0,
      deferred: 1,
      ambiguous: 0,
      nextTryAt: new Date(TUESDAY + 5 * MINUTE).toISOString(),
    })
    expect((await outbox.send(id)).accepted).toBe(0)
    clock.set(TUESDAY + 5 * MINUTE)
    expect((await outbox.send(id)).accepted).toBe(1)
    expect(ledger.states(id)).toEqual(['accepted', 'accepted'])
    expect(server.bodies[2]).toBe(server.bodies[0])
    expect(server.accepted).toHaveLength(2)
  })

  it('an ambiguous row waits for a person, who may send it again with the same identity or count it as arrived', async () => {
    const server = await startRaw({ mode: ['drop-after-dot', 'drop-after-dot', 'ok'] })
    const { outbox, ledger, clock } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(2)))
    expect((await outbox.send(id)).ambiguous).toBe(2)
    clock.set(TUESDAY + 30 * 24 * 60 * MINUTE)
    expect(await outbox.send(id)).toMatchObject({ accepted: 0, ambiguous: 0, nextTryAt: null })
    expect(server.bodies).toHaveLength(2)
    await outbox.resolveAmbiguous(1, 'again')
    await outbox.resolveAmbiguous(2, 'arrived')
    await outbox.send(id)
    expect(ledger.states(id)).toEqual(['accepted', 'accepted'])
    expect(server.bodies).toHaveLength(3)
    expect(server.bodies[2]).toBe(server.bodies[0])
    await expect(outbox.resolveAmbiguous(2, 'again')).rejects.toMatchObject({ code: 'invalid-request' })
  })

  it('keeps each recipient’s own fate: accepted, refused, tried again alone (M4)', async () => {
    const server = await startReal({
      refuseRecipient: (address) => {
        if (address === 'parent2@example.org') return { code: 550, text: '5.1.1 No such user' }
        if (address === 'parent3@example.org' && server.recipients.length < 5) return { code: 451, text: '4.2.1 Busy' }
        return null
      },
    })
    const { outbox, ledger, clock } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(4)))
    await outbox.send(id)
    expect(ledger.states(id)).toEqual(['accepted', 'refused', 'deferred', 'accepted'])
    clock.set(TUESDAY + 6 * MINUTE)
    await outbox.send(id)
    expect(ledger.states(id)).toEqual(['accepted', 'refused', 'accepted', 'accepted'])
    expect(server.recipients).toEqual([...addresses(4), 'parent3@example.org'])
  })
})

describe('a class of 35', () => {
  it('each family gets its own message, alone, and only that', async () => {
    const server = await startReal()
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(35)))
    const seen: number[] = []
    const report = await outbox.send(id, { onProgress: ({ done }) => seen.push(done) })
    expect(report).toMatchObject({ accepted: 35, nextTryAt: null })
    expect(new Set(ledger.states(id))).toEqual(new Set(['accepted']))
    expect(server.recipients).toEqual(addresses(35))
    expect(seen).toEqual(Array.from({ length: 36 }, (_, index) => index))
    for (const [index, message] of server.messages.entries()) {
      const own = `parent${index + 1}@example.org`
      expect(message.to).toEqual([own])
      expect(message.from).toBe('prof@lycee.example')
      const wire = message.raw.toString()
      expect(wire.match(/[a-z0-9]+@example\.org/g)).toEqual([own])
      expect(wire).not.toMatch(/^(bcc|cc):/im)
      expect(message.parsed.text).toContain(`Bonjour parent ${index + 1},`)
    }
    expect(server.connections).toBe(1)
  })

  it('two sendings at once are one', async () => {
    const server = await startReal()
    const { outbox } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(5)))
    const [first, second] = await Promise.all([outbox.send(id), outbox.send(id)])
    expect(second).toBe(first)
    expect(server.recipients).toEqual(addresses(5))
  })

  it('two programs over one ledger, one of them starting while the other sends, send nothing twice', async () => {
    const server = await startReal()
    const settings = server.settings()
    const window = createBench({ settings })
    const terminal = createBench({ settings, ledger: window.ledger })
    const id = await window.outbox.create(newMessage(addresses(20)))
    const meddle = async () => {
      for (let start = 0; start < 5; start += 1) {
        await terminal.outbox.recover()
        await terminal.outbox.send(id)
      }
    }
    // Each may find that the other moved a row first: that is a refusal, never a second message.
    for (const end of await Promise.allSettled([window.outbox.send(id), meddle()])) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'invalid-request' })
    }
    await window.outbox.recover()
    await window.outbox.send(id)
    const received = server.messages.map(({ to }) => to[0] ?? '')
    expect(new Set(received).size).toBe(received.length)
    const rows = await window.ledger.read.listDeliveries(id)
    for (const { address, state } of rows) {
      expect(['accepted', 'ambiguous']).toContain(state)
      if (state === 'accepted') expect(received).toContain(address)
    }
  })

  it('cancelling stops between two messages and leaves the rest queued', async () => {
    const server = await startReal()
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(5)))
    const stop = new AbortController()
    const sending = outbox.send(id, {
      signal: stop.signal,
      onProgress: ({ done }) => done === 2 && stop.abort(),
    })
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' })
    expect(ledger.states(id)).toEqual(['accepted', 'accepted', 'queued', 'queued', 'queued'])
    await outbox.send(id)
    expect(server.recipients).toEqual(addresses(5))
  })

  it('cancelling while the server holds its answer waits for it: what left is known', async () => {
    const stop = new AbortController()
    const server = await startReal({
      refuseMessage: async () => {
        stop.abort()
        // A moment for the abort to be acted on, if it were to be.
        await new Promise((resolve) => setImmediate(resolve))
        return null
      },
    })
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(2)))
    await expect(outbox.send(id, { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' })
    expect(ledger.states(id)).toEqual(['accepted', 'queued'])
    expect(server.messages).toHaveLength(1)
  })

  it('rows cancelled while others leave are not sent', async () => {
    const server = await startReal()
    const { outbox, ledger } = createBench({ settings: server.settings({ perMinute: 1 }) })
    const id = await outbox.create(newMessage(addresses(3)))
    await outbox.send(id, {
      onProgress: ({ step, done }) => {
        if (step === 'waiting' && done === 1) void ledger.write.moveDelivery(2, { to: 'cancelled' }, '')
      },
    })
    expect(ledger.states(id)).toEqual(['accepted', 'cancelled', 'accepted'])
    expect(server.recipients).toEqual(['parent1@example.org', 'parent3@example.org'])
  })
})

describe('the rate', () => {
  it('is kept over several messages and says until when it waits', async () => {
    const server = await startReal()
    const bench = createBench({ settings: server.settings({ perMinute: 2 }) })
    const first = await bench.outbox.create(newMessage(addresses(3)))
    const waits: (string | null)[] = []
    await bench.outbox.send(first, {
      onProgress: ({ step, waitUntil }) => step === 'waiting' && waits.push(waitUntil),
    })
    expect(bench.slept).toEqual([MINUTE])
    expect(waits).toEqual([new Date(TUESDAY + MINUTE).toISOString()])
    const second = await bench.outbox.create({
      ...newMessage(['autre@example.org', 'encore@example.org']),
    })
    await bench.outbox.send(second)
    expect(bench.clock.now()).toBe(TUESDAY + 2 * MINUTE)
    expect(server.messages).toHaveLength(5)
  })
})

describe('what stops the whole message', () => {
  it('no account is set up', async () => {
    const { outbox } = createBench({ settings: null })
    const id = await outbox.create(newMessage(addresses(1)))
    await expect(outbox.send(id)).rejects.toMatchObject({ code: 'mail-not-configured' })
  })

  it('a wrong password: one try, every row untouched (M5)', async () => {
    const server = await startReal()
    const { outbox, ledger } = createBench({ settings: server.settings(), password: 'faux' })
    const id = await outbox.create(newMessage(addresses(3)))
    await expect(outbox.send(id)).rejects.toMatchObject({ code: 'mail-credentials-refused' })
    expect(server.logins.tried).toBe(1)
    expect(ledger.states(id)).toEqual(['queued', 'queued', 'queued'])
    expect(server.recipients).toEqual([])
  })

  it('an untrusted certificate', async () => {
    const server = await startReal({ certificate: 'self-signed' })
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(2)))
    await expect(outbox.send(id)).rejects.toMatchObject({ code: 'mail-tls-certificate' })
    expect(ledger.states(id)).toEqual(['queued', 'queued'])
  })

  it('three connections lost in a row, and not two', async () => {
    const server = await startRaw({ mode: ['drop-at-rcpt', 'drop-at-rcpt', 'ok', 'drop-at-rcpt'] })
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(8)))
    await expect(outbox.send(id)).rejects.toMatchObject({ code: 'mail-server-unreachable' })
    expect(ledger.states(id)).toEqual([
      'deferred',
      'deferred',
      'accepted',
      'deferred',
      'deferred',
      'deferred',
      'queued',
      'queued',
    ])
  })

  it('a server that is away: three tries, then the message waits whole', async () => {
    const server = await startRawSmtpServer()
    await server.close()
    const { outbox, ledger, slept } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(2)))
    await expect(outbox.send(id)).rejects.toMatchObject({ code: 'mail-server-unreachable' })
    expect(slept).toEqual([2_000, 10_000])
    expect(ledger.states(id)).toEqual(['queued', 'queued'])
  })

  it('a ledger that cannot be written: nothing more leaves', async () => {
    const server = await startReal()
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(addresses(3)))
    ledger.beforeStep = async (row, step) => {
      if (row === 2 && step.to === 'data-started') throw new TrousseError('disk-full')
    }
    await expect(outbox.send(id)).rejects.toMatchObject({ code: 'disk-full' })
    expect(server.messages.map(({ to }) => to[0])).toEqual(['parent1@example.org'])
    expect(ledger.states(id)).toEqual(['accepted', 'in-flight', 'queued'])
    ledger.beforeStep = null
    expect(await outbox.recover()).toEqual({ requeued: 1, ambiguous: 0 })
  })
})

describe('rows that can never be sent', () => {
  it('are refused with their reason, and the others leave', async () => {
    const server = await startReal()
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const message = newMessage(addresses(3))
    const [first, second, third] = message.deliveries
    if (first === undefined || second === undefined || third === undefined) throw new Error('three rows')
    const id = await outbox.create({
      ...message,
      deliveries: [
        { ...first, address: 'a@example.org, b@example.org' },
        { ...second, body: 'x'.repeat(11_000_000) },
        third,
      ],
    })
    await outbox.send(id)
    const rows = await ledger.read.listDeliveries(id)
    expect(rows.map(({ state, error }) => [state, error?.code ?? null])).toEqual([
      ['refused', 'mail-address-invalid'],
      ['refused', 'mail-too-large'],
      ['accepted', null],
    ])
    expect(server.recipients).toEqual(['parent3@example.org'])
  })
})

describe('the log', () => {
  it('says what happened and holds no address, name, subject or password (M15)', async () => {
    const server = await startRaw({ mode: ['reply-554', 'reply-451', 'drop-after-dot', 'sender-quota', 'ok'] })
    const { outbox, logged } = createBench({ settings: server.settings() })
    await outbox.send(await outbox.create(newMessage(addresses(5))))
    const refusing = await startReal()
    const wrong = createBench({ settings: refusing.settings(), password: 'mot-de-passe-canari' })
    const id = await wrong.outbox.create(newMessage(addresses(1)))
    await expect(wrong.outbox.send(id)).rejects.toThrow()
    const lines = [...logged, ...wrong.logged].join('\n')
    expect(lines).toContain('mail-server-refused')
    expect(lines).toContain('mail-credentials-refused')
    expect(lines).not.toMatch(/@|parent|devoirs|travail|canari|exemple/i)
  })
})

describe('trying the account', () => {
  it('logs in and sends nothing', async () => {
    const server = await startReal()
    const { outbox } = createBench({ settings: null })
    await outbox.test(server.settings())
    expect(server.logins).toEqual({ tried: 1, accepted: 1 })
    expect(server.messages).toEqual([])
    const wrong = createBench({ settings: null, password: 'faux' })
    await expect(wrong.outbox.test(server.settings())).rejects.toMatchObject({ code: 'mail-credentials-refused' })
  })
})
