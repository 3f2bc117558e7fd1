import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkMailAddress } from '../../../electron/domain/mail-address.ts'
import { createSmtpTransport } from '../../../electron/mail/smtp-transport.ts'
import { createBench, newMessage, TEST_TIMEOUTS } from '../../helpers/smtp-outbox.ts'
import { type RawSmtpServer, startRawSmtpServer } from '../../helpers/smtp-raw-server.ts'

/** Parts that address parsers have read as something else (reliability.md M8), combined to well over 200 inputs. */
const LOCALS = [
  'a',
  '"a"',
  '"a@evil.example,b"',
  'a(x)',
  'a\r\nRCPT TO:<b',
  'a\0',
  'a b',
  'é',
  '<a',
  'g: a',
  'a,b',
  "a'b",
]
const DOMAINS = [
  'example.org',
  'example.org>',
  'example.org\r\nRCPT TO:<voleur@evil.example>',
  'example.org, voleur@evil.example',
  'example.org;voleur@evil.example',
  'example.org (voleur@evil.example)',
  'example.org@evil.example',
  '[127.0.0.1]',
  'exämple.org',
  'example.org\nBcc: voleur@evil.example',
  'example.org SIZE=1',
  'example.org\u2028',
  'evil.example\\@example.org',
  '=?utf-8?Q?evil=2Eexample?=',
  'example.org:voleur@evil.example',
  'xn--bcher-kva.example',
  'localhost',
  '',
]
const HOSTILE = LOCALS.flatMap((local) => DOMAINS.map((domain) => `${local}@${domain}`))

let server: RawSmtpServer
beforeAll(async () => {
  server = await startRawSmtpServer()
})
afterAll(() => server.close())

describe('hostile addresses', () => {
  it('the server hears of exactly the addresses that were meant', async () => {
    expect(HOSTILE.length).toBeGreaterThan(200)
    const { outbox, ledger } = createBench({ settings: server.settings() })
    const id = await outbox.create(newMessage(HOSTILE))
    await outbox.send(id)
    const intended = HOSTILE.filter((address) => checkMailAddress(address).ok)
    const heard = server.commands.filter((line) => /rcpt/i.test(line))
    expect(intended).toEqual([
      'a@example.org',
      'a@xn--bcher-kva.example',
      "a'b@example.org",
      "a'b@xn--bcher-kva.example",
    ])
    expect(heard).toEqual(intended.map((address) => `RCPT TO:<${address}>`))
    expect(ledger.states(id).filter((state) => state === 'accepted')).toHaveLength(intended.length)
    expect(ledger.states(id).filter((state) => state === 'refused')).toHaveLength(HOSTILE.length - intended.length)
    expect(server.commands.join('\n') + server.bodies.join('\n')).not.toContain('evil.example')
  })

  it('even given to the transport itself, a line break starts no command', async () => {
    const transport = createSmtpTransport({
      settings: server.settings(),
      password: 'secret',
      tlsCa: server.ca,
      timeouts: TEST_TIMEOUTS,
    })
    await transport.open()
    const before = server.commands.length
    const result = await transport.send(
      { from: 'prof@lycee.example', to: 'a@x.example>\r\nRCPT TO:<b@evil.example', mime: Buffer.from('x') },
      { onDataStarting: async () => {} },
    )
    transport.close()
    expect(result.kind).toBe('not-sent')
    expect(server.commands.slice(before).filter((line) => /rcpt|mail/i.test(line))).toEqual([])
  })
})
