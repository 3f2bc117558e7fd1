import { afterEach, describe, expect, it } from 'vitest'
import { type DemoMailbox, startDemoMailbox } from '../../../electron/demo/mailbox.ts'
import { createSmtpTransport } from '../../../electron/mail/smtp-transport.ts'

const MIME = Buffer.from(
  'From: prof.demo@lycee.example\r\nTo: famille@example.org\r\nSubject: Essai\r\nMessage-ID: <a@lycee.example>\r\n\r\nBonjour.\r\n',
)
const mail = { from: 'prof.demo@lycee.example', to: 'famille@example.org', mime: MIME }

describe('the demonstration mailbox', () => {
  let mailbox: DemoMailbox
  afterEach(() => mailbox.stop())

  it('takes a message over TLS from the account it gives', async () => {
    mailbox = await startDemoMailbox(1)
    const { settings, password, certificateAuthority } = mailbox
    const transport = createSmtpTransport({ settings, password, tlsCa: [certificateAuthority] })
    expect(await transport.open()).toBeNull()
    expect(await transport.send(mail, { onDataStarting: async () => {} })).toMatchObject({ kind: 'accepted' })
    transport.close()
    expect(mailbox.received()).toBe(1)
  })

  it('is trusted only where its certificate is given, and refuses another password', async () => {
    mailbox = await startDemoMailbox(1)
    const { settings, password, certificateAuthority } = mailbox
    const untrusting = createSmtpTransport({ settings, password })
    expect((await untrusting.open())?.error.code).toBe('mail-tls-certificate')
    const wrong = createSmtpTransport({ settings, password: 'wrong', tlsCa: [certificateAuthority] })
    expect((await wrong.open())?.error.code).toBe('mail-credentials-refused')
    expect(mailbox.received()).toBe(0)
  })

  it('keeps its password from one start to the next', async () => {
    mailbox = await startDemoMailbox(7)
    const other = await startDemoMailbox(7)
    expect(other.password).toBe(mailbox.password)
    await other.stop()
  })
})
