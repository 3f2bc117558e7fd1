import { connect } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { type DemoMailbox, startDemoMailbox } from '../../../electron/demo/mailbox.ts'
import { readMailbox } from '../../../electron/mail/inbox/read-mailbox.ts'
import { createSmtpTransport } from '../../../electron/mail/smtp-transport.ts'
import type { InboxPlace, IncomingReply } from '../../../electron/store/api.ts'

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

describe('what the invented families answer', () => {
  let mailbox: DemoMailbox
  afterEach(() => mailbox.stop())

  const write = async (subject: string, families: number): Promise<void> => {
    const { settings, password, certificateAuthority } = mailbox
    const transport = createSmtpTransport({ settings, password, tlsCa: [certificateAuthority] })
    await transport.open()
    for (let family = 1; family <= families; family++) {
      const to = `famille${family}@example.org`
      const id = `${subject}-${family}@lycee.example`
      const head = `From: Camille <prof.demo@lycee.example>\r\nTo: Famille ${family} <${to}>\r\nSubject: ${subject}\r\nMessage-ID:\r\n <${id}>`
      const mime = Buffer.from(`${head}\r\n\r\nBonjour.\r\n`)
      await transport.send({ from: settings.fromAddress, to, mime }, { onDataStarting: async () => {} })
    }
    transport.close()
  }
  const read = async (place: InboxPlace | null = null, password = mailbox.password) => {
    const { inbox, settings, certificateAuthority } = mailbox
    const found: IncomingReply[] = []
    let last = place
    await readMailbox({
      access: { ...inbox, security: 'tls', user: settings.user, password, tlsCa: [certificateAuthority] },
      place,
      since: Date.now() - 86_400_000,
      ours: async (ids) =>
        new Map(ids.flatMap((id) => [...id.matchAll(/-(\d+)@lycee\.example$/g)].map(([, row]) => [id, Number(row)]))),
      keep: async (at, replies) => {
        last = at
        found.push(...replies)
      },
      clock: { now: Date.now },
    })
    return { found: found.map(({ kind, deliveryId }) => [kind, deliveryId]), place: last, replies: found }
  }

  it('is read by IMAP: of the first sending one comes back and two answer, of the next two answer', async () => {
    mailbox = await startDemoMailbox(1)
    expect((await read()).found).toEqual([])
    await write('Devoirs', 8)
    const first = await read()
    expect(first.found).toEqual([
      ['bounce', 2],
      ['answer', 4],
      ['answer', 6],
    ])
    expect(first.replies[0]?.recipients).toMatchObject([{ address: 'famille2@example.org', hard: true }])
    expect(first.replies[1]).toMatchObject({ fromAddress: 'famille4@example.org', subject: 'Re: Devoirs' })
    expect(first.replies[2]?.body).toContain('pour quel jour le devoir est à rendre')
    expect((await read(first.place)).found).toEqual([])
    await write('Sortie', 6)
    expect((await read(first.place)).found).toEqual([
      ['answer', 4],
      ['answer', 6],
    ])
  })

  it('a trial message to oneself is answered by nobody', async () => {
    mailbox = await startDemoMailbox(1)
    const { settings, password, certificateAuthority } = mailbox
    const transport = createSmtpTransport({ settings, password, tlsCa: [certificateAuthority] })
    await transport.open()
    for (let turn = 0; turn < 6; turn++) {
      await transport.send({ from: settings.user, to: settings.user, mime: MIME }, { onDataStarting: async () => {} })
    }
    transport.close()
    expect((await read()).found).toEqual([])
  })

  it('opens to its own password only, and stays up whatever is said to it', async () => {
    mailbox = await startDemoMailbox(1)
    await expect(read(null, 'autre')).rejects.toMatchObject({ code: 'inbox-credentials-refused' })
    const { inbox, certificateAuthority } = mailbox
    const said = await new Promise<string>((resolve) => {
      const socket = connect({ host: inbox.host, port: inbox.port, ca: certificateAuthority })
      let text = ''
      socket.on('data', (bytes) => {
        text += bytes.toString('latin1')
      })
      socket.on('close', () => resolve(text))
      socket.on('error', () => {})
      socket.write(
        '\r\n1 UID FETCH 1:* (BODY.PEEK[])\r\n2 AUTHENTICATE PLAIN\r\n????\r\n3 DELETE INBOX\r\n4 LOGOUT\r\n',
      )
    })
    expect(said).toContain('1 NO')
    expect(said).toContain('2 NO')
    expect(said).toContain('3 NO')
    expect(said).not.toContain('FETCH (')
    expect((await read()).found).toEqual([])
  })
})
