/** The reading of a real mailbox: Debian's Dovecot, over TLS, with what servers and families write. */
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ReadMailboxOptions, readMailbox } from '../../../electron/mail/inbox/read-mailbox.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import type { InboxPlace, IncomingReply } from '../../../electron/store/api.ts'
import { type Dovecot, dovecotMissing, startDovecot, type TestMailbox } from '../../helpers/imap-dovecot.ts'
import { ACCENTED, ANSWER, AUTO_REPLY, BIG_ANSWER, DSN, FOREIGN, FORWARDED, FREE_FORM, OURS } from './messages.ts'

const DAY_MS = 86_400_000
const missing = dovecotMissing()
if (missing !== null) console.warn(`not run: the reading of a real mailbox. ${missing}`)

describe.skipIf(missing !== null)('a real mailbox (Dovecot)', () => {
  let dovecot: Dovecot
  let server: TestMailbox
  let place: InboxPlace | null
  let kept: IncomingReply[]
  let asked: string[]
  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot?.stop())
  beforeEach(async () => {
    server = await dovecot.newMailbox()
    place = null
    kept = []
    asked = []
  })

  const reading = (more: Partial<ReadMailboxOptions> = {}, access: Partial<ReadMailboxOptions['access']> = {}) =>
    readMailbox({
      access: { ...server.access, ...access },
      place,
      since: Date.now() - DAY_MS,
      clock: systemClock,
      ours: async (ids) => {
        asked.push(...ids)
        return new Map([...OURS].filter(([id]) => ids.includes(id)))
      },
      keep: async (now, replies) => {
        place = now
        kept.push(...replies)
      },
      ...more,
    })
  const kinds = () => kept.map(({ kind, deliveryId }) => `${kind} ${deliveryId}`).sort()
  /** What another program sees of the mailbox. */
  const flags = async () => {
    const { host, port, user, password, tlsCa } = server.access
    const auth = { user, pass: password }
    const client = new ImapFlow({ host, port, secure: true, auth, tls: { ca: [...(tlsCa ?? [])] }, logger: false })
    await client.connect()
    await client.mailboxOpen('INBOX', { readOnly: true })
    const all = await client.fetchAll('1:*', { flags: true })
    await client.logout()
    return all.map((message) => [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent'))
  }

  it('finds notices, automatic answers and answers, whatever the address they come from', async () => {
    for (const one of [DSN, FOREIGN, FREE_FORM, AUTO_REPLY, ANSWER, FORWARDED]) await server.deliver(one)
    expect(await reading()).toEqual({ looked: 6, found: 5, more: false })
    expect(kinds()).toEqual(['answer 3', 'answer 4', 'auto-reply 5', 'bounce 1', 'bounce 2'])
    const of = (deliveryId: number) => kept.find((reply) => reply.deliveryId === deliveryId)
    expect(of(1)).toMatchObject({
      recipients: [{ address: 'parent1@famille.example', status: '5.1.1', hard: true }],
      fromAddress: 'MAILER-DAEMON@mx.famille.example',
    })
    expect(of(2)).toMatchObject({ recipients: [{ address: 'parent2@famille.example', hard: true }] })
    expect(of(3)).toMatchObject({
      messageIdHeader: 'answer-3@famille.example',
      fromAddress: 'parent3@famille.example',
      fromName: 'Hélène Démo',
      subject: 'Re: Devoirs',
      body: expect.stringContaining('Bien reçu, Noé les fera ce soir.'),
    })
    expect(of(4)).toMatchObject({ fromAddress: 'bureau@travail.example' })
  })

  it('marks nothing read and deletes nothing', async () => {
    for (const one of [DSN, ANSWER, FOREIGN]) await server.deliver(one)
    const before = await server.files()
    await reading()
    expect(kept).toHaveLength(2)
    expect(await flags()).toEqual([[], [], []])
    expect((await server.files()).map((name) => name.replace(/^new\/|^cur\/|:2,$/g, ''))).toEqual(
      before.map((name) => name.replace(/^new\//, '')),
    )
  })

  it('reads nothing twice, and what came since', async () => {
    await server.deliver(ANSWER)
    await server.deliver(FOREIGN)
    await reading()
    asked = []
    expect(await reading()).toEqual({ looked: 0, found: 0, more: false })
    expect(asked).toEqual([])
    await server.deliver(AUTO_REPLY)
    expect(await reading()).toEqual({ looked: 1, found: 1, more: false })
    expect(kinds()).toEqual(['answer 3', 'auto-reply 5'])
  })

  it('looks again at all when the mailbox is numbered anew', async () => {
    await server.deliver(ANSWER)
    await reading()
    const before = place
    await server.renumber()
    expect(await reading()).toMatchObject({ looked: 1, found: 1 })
    expect(place?.uidValidity).not.toBe(before?.uidValidity)
    expect(kept[0]?.messageIdHeader).toBe(kept[1]?.messageIdHeader)
  })

  it('leaves alone what is older than the limit of age, for good', async () => {
    await server.deliver(ANSWER)
    expect(await reading({ since: Date.now() + 2 * DAY_MS })).toMatchObject({ looked: 0 })
    expect(place?.lastUid).toBe(1)
  })

  it('of a large answer takes the beginning, and names its files', async () => {
    await server.deliver(BIG_ANSWER)
    await reading()
    expect(kept[0]?.body).toBe('Voici son travail.')
    expect(kept[0]?.attachments).toEqual([
      { name: 'rédaction de Noé.pdf', type: 'application/pdf', bytes: expect.any(Number) },
    ])
    expect(kept[0]?.attachments[0]?.bytes).toBeGreaterThan(1_000_000)
  })

  it('reads HTML and old encodings as plain text', async () => {
    await server.deliver(ACCENTED)
    await reading()
    expect(kept[0]?.body).toContain('Très bien, à demain.')
    expect(kept[0]?.body).not.toMatch(/[<>]|script/)
  })

  it('goes through a mailbox of hundreds in batches, and on from where it was stopped', async () => {
    for (let index = 0; index < 250; index++) await server.deliver(FOREIGN.replace('foreign-1', `foreign-${index}`))
    await server.deliver(ANSWER)
    const stop = new AbortController()
    const steps: number[] = []
    const first = reading({
      signal: stop.signal,
      onProgress: ({ done }) => {
        steps.push(done)
        if (done >= 100) stop.abort()
      },
    })
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect(place?.lastUid).toBe(100)
    expect(await reading()).toEqual({ looked: 151, found: 1, more: false })
    expect(steps).toEqual([0, 100])
  })

  it.each([
    ['a wrong password', { password: 'autre' }, 'inbox-credentials-refused'],
    ['a certificate nobody vouches for', { tlsCa: [] }, 'mail-tls-certificate'],
    ['a name that does not exist', { host: 'imap.invalid' }, 'network-dns'],
    ['a port where nobody listens', { port: 1 }, 'inbox-unreachable'],
  ])('%s', async (_name, access, code) => {
    await expect(reading({}, access)).rejects.toMatchObject({ code })
    expect(kept).toEqual([])
  })
})
