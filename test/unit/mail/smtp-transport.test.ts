import { afterEach, describe, expect, it } from 'vitest'
import type { MailSettings } from '../../../electron/contract/views.ts'
import { createSmtpTransport } from '../../../electron/mail/smtp-transport.ts'
import type { MailTransport } from '../../../electron/mail/transport.ts'
import type { TestCertificate } from '../../helpers/smtp-certificates.ts'
import { testCa } from '../../helpers/smtp-certificates.ts'
import { TEST_TIMEOUTS } from '../../helpers/smtp-outbox.ts'
import { type RawSmtpOptions, type RawSmtpServer, startRawSmtpServer } from '../../helpers/smtp-raw-server.ts'
import { startSmtpServer } from '../../helpers/smtp-server.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const raw = async (options: RawSmtpOptions): Promise<RawSmtpServer> => {
  const server = await startRawSmtpServer(options)
  closing.push(() => server.close())
  return server
}
const transportTo = (settings: MailSettings, password: string | null = 'secret'): MailTransport => {
  const transport = createSmtpTransport({ settings, password, tlsCa: testCa(), timeouts: TEST_TIMEOUTS })
  closing.push(() => transport.close())
  return transport
}
const mail = { from: 'prof@lycee.example', to: 'a@example.org', mime: Buffer.from('Subject: x\r\n\r\nBonjour\r\n') }

/** A promise and its switch. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

describe('the moment of the server’s 354', () => {
  it('not one byte of the message leaves before the ledger has written that it may', async () => {
    const said = gate()
    const written = gate()
    const asked = gate()
    const server = await raw({ onDataSaid: said.open })
    const transport = transportTo(server.settings())
    expect(await transport.open()).toBeNull()
    const sending = transport.send(mail, {
      onDataStarting: () => {
        asked.open()
        return written.opened
      },
    })
    await said.opened
    await asked.opened
    // A round trip to the server over another connection: whatever was going to leave has left.
    const other = transportTo(server.settings())
    await other.open()
    expect(server.bodyBytes).toBe(0)
    written.open()
    expect(await sending).toEqual({ kind: 'accepted', serverSaid: '250 2.0.0 Queued' })
    expect(server.accepted).toEqual(['Subject: x\r\n\r\nBonjour\r\n'])
  })

  it('does not ask the ledger before 354, whatever else happens', async () => {
    for (const mode of ['drop-at-rcpt', 'drop-at-data', 'data-refused'] as const) {
      const server = await raw({ mode })
      const transport = transportTo(server.settings())
      await transport.open()
      let asked = 0
      const result = await transport.send(mail, {
        onDataStarting: async () => {
          asked += 1
        },
      })
      expect([mode, result.kind, asked]).toEqual([mode, 'not-sent', 0])
    }
  })

  it('sends nothing when the ledger cannot be written', async () => {
    const server = await raw({})
    const transport = transportTo(server.settings())
    await transport.open()
    const result = await transport.send(mail, { onDataStarting: () => Promise.reject(new Error('disk full')) })
    expect(result.kind).toBe('not-sent')
    expect(server.bodyBytes).toBe(0)
    expect(server.accepted).toEqual([])
  })

  it('keeps one connection for several messages, and a body whose lines start with dots', async () => {
    const server = await startSmtpServer()
    closing.push(() => server.close())
    const transport = transportTo(server.settings(), server.password)
    const dotted = { ...mail, mime: Buffer.from('Subject: x\r\n\r\n.\r\n..\r\n.fin\r\n') }
    for (let count = 0; count < 3; count += 1) {
      expect(await transport.open()).toBeNull()
      expect((await transport.send(dotted, { onDataStarting: async () => {} })).kind).toBe('accepted')
    }
    expect(server.connections).toBe(1)
    expect(server.messages.map(({ raw: bytes }) => bytes.toString())).toEqual(Array(3).fill(dotted.mime.toString()))
  })

  it('stops at once when asked before 354', async () => {
    const server = await raw({})
    const transport = transportTo(server.settings())
    await transport.open()
    const stop = new AbortController()
    const result = transport.send(mail, {
      signal: stop.signal,
      onDataStarting: async () => {
        stop.abort()
      },
    })
    expect(await result).toMatchObject({ kind: 'not-sent', failure: { kind: 'cancelled' } })
    expect(server.accepted).toEqual([])
  })
})

describe('encryption comes first', () => {
  it('STARTTLS removed on the way: nothing of the account or of a message is said', async () => {
    const server = await raw({ transport: 'stripped' })
    const transport = transportTo(server.settings())
    expect(await transport.open()).toMatchObject({ kind: 'fatal', error: { code: 'mail-tls-required' } })
    expect(server.commands.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS'])
  })

  it.each<[TestCertificate, string]>([
    ['self-signed', 'self-signed'],
    ['expired', 'expired'],
    ['wrong-host', 'wrong-host'],
  ])('a certificate that proves nothing is refused: %s', async (certificate, reason) => {
    const server = await raw({ certificate })
    expect(await transportTo(server.settings()).open()).toMatchObject({
      kind: 'fatal',
      error: { code: 'mail-tls-certificate', params: { reason } },
    })
    const submission = await startSmtpServer({ certificate })
    closing.push(() => submission.close())
    expect(await transportTo(submission.settings(), submission.password).open()).toMatchObject({
      kind: 'fatal',
      error: { code: 'mail-tls-certificate', params: { reason } },
    })
    expect(server.commands).toEqual([])
    expect(submission.logins.tried).toBe(0)
  })

  it('an authority nobody vouches for is refused', async () => {
    const server = await raw({})
    const transport = createSmtpTransport({ settings: server.settings(), password: 'secret', timeouts: TEST_TIMEOUTS })
    expect(await transport.open()).toMatchObject({ kind: 'fatal', error: { code: 'mail-tls-certificate' } })
    expect(server.commands).toEqual([])
  })

  it('TLS 1.1 is refused', async () => {
    const server = await raw({ maxTlsVersion: 'TLSv1.1' })
    expect(await transportTo(server.settings()).open()).toMatchObject({
      kind: 'fatal',
      error: { code: 'mail-tls-required' },
    })
    expect(server.commands).toEqual([])
  })

  it('a server in clear on the encrypted port is told apart from a bad certificate', async () => {
    const server = await raw({ transport: 'stripped' })
    expect(await transportTo(server.settings({ security: 'tls' })).open()).toMatchObject({
      kind: 'fatal',
      error: { code: 'mail-tls-required' },
    })
  })
})

describe('why no conversation was possible', () => {
  it('nobody listens', async () => {
    const server = await startRawSmtpServer()
    await server.close()
    expect(await transportTo(server.settings()).open()).toMatchObject({
      kind: 'connection',
      error: { code: 'mail-server-unreachable', params: { host: '127.0.0.1', port: server.port } },
    })
  })

  it('the name does not exist', async () => {
    const server = await raw({})
    const failure = await transportTo(server.settings({ host: 'serveur.invalid' })).open()
    expect(failure).toMatchObject({ kind: 'connection', error: { code: 'network-dns' } })
  })

  it('the password is wrong: one try', async () => {
    const server = await startSmtpServer()
    closing.push(() => server.close())
    expect(await transportTo(server.settings(), 'faux').open()).toMatchObject({
      kind: 'fatal',
      error: { code: 'mail-credentials-refused', params: { status: 535 } },
    })
    expect(server.logins).toEqual({ tried: 1, accepted: 0 })
  })

  it('too large for what the server announces: not even MAIL FROM', async () => {
    const server = await raw({ maxBytes: 100 })
    const transport = transportTo(server.settings())
    await transport.open()
    const result = await transport.send({ ...mail, mime: Buffer.alloc(101, 'x') }, { onDataStarting: async () => {} })
    expect(result).toMatchObject({
      kind: 'not-sent',
      failure: { kind: 'permanent', error: { code: 'mail-too-large' } },
    })
    expect(server.commands.filter((line) => line.startsWith('MAIL'))).toEqual([])
  })
})
