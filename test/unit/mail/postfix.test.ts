/**
 * What a real mail server (Debian's Postfix) makes of our messages: 600 families in one sending, hostile names and
 * subjects, and its own notices read back from the teacher's mailbox (Dovecot).
 */
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameLine, subjectLine } from '../../../electron/mail/header-text.ts'
import { readMailbox } from '../../../electron/mail/inbox/read-mailbox.ts'
import { createSmtpTransport } from '../../../electron/mail/smtp-transport.ts'
import type { IncomingReply } from '../../../electron/store/api.ts'
import { type Dovecot, dovecotMissing, startDovecot, type TestMailbox } from '../../helpers/imap-dovecot.ts'
import { createBench, newMessage, TUESDAY } from '../../helpers/smtp-outbox.ts'
import { POSTFIX_MAX_BYTES, type Postfix, postfixMissing, startPostfix } from '../../helpers/smtp-postfix.ts'

const missing = postfixMissing() ?? dovecotMissing()
if (missing !== null) console.warn(`not run: sending through a real mail server. ${missing}`)

const FAMILIES = 600
const PATIENCE = 240_000

/** Names and subjects that have broken mail programs, each with its own family. */
const HOSTILE: readonly (readonly [name: string, subject: string])[] = [
  ['Mme\r\nBcc: parent1@famille.example', 'Devoirs\r\nBcc: parent2@famille.example'],
  ['A\u2028To: parent3@famille.example', 'A\u2028\u2029\u0085b'],
  ['"DUPONT, Jean" <parent4@famille.example>', '"entre guillemets" et \\ barre'],
  ['=?utf-8?q?=0D=0ABcc:_parent5@famille.example?=', '=?utf-8?b?QmNjOg==?= en clair'],
  ['عائلة الخطيب', 'مرحبا بكم \u202e noitcerid'],
  ['Zoé 👩‍👩‍👧‍👦 Ñandú', 'Sortie 🚌 au musée 🏛️ — c’est demain !'],
  ['x'.repeat(400), `Très long ${'é'.repeat(150)} fin`],
  ['a@b@c <>,;:()[]', ',;:<>()[]@'],
  ['\u0000\u0007\u001b[31mrouge', 'onglet\tet cloche\u0007'],
  ['Ｆｕｌｌｗｉｄｔｈ ﬁ', 'Ω≈ç√∫ 数学 Алгебра'],
  ["O'Neil & Sons; DROP TABLE", '%s %n {prénom} $x {x}'],
  ['Jean-Noël d’Écaussines', ' espaces   au   milieu '],
]
const subjectOf = (number: number): string =>
  subjectLine(HOSTILE[number % 50]?.[1] ?? `Devoirs de l’élève n° ${number}`)
const nameOf = (number: number): string => nameLine(HOSTILE[number % 50]?.[0] ?? `Famille ${number}`)
const bodyOf = (number: number): string =>
  `Bonjour famille ${number},\n\n.\n..\nFrom la classe\n${'ligne très longue '.repeat(80)}\n\nÀ demain 👋`

const addressesIn = (bytes: Buffer): string[] => [
  ...new Set(bytes.toString('latin1').match(/parent\d+@famille\.example/g) ?? []),
]

describe.skipIf(missing !== null)('a real mail server', () => {
  let dovecot: Dovecot
  let postfix: Postfix
  let mailbox: TestMailbox
  beforeAll(async () => {
    dovecot = await startDovecot()
    mailbox = await dovecot.newMailbox()
    postfix = await startPostfix(dovecot)
  }, PATIENCE)
  afterAll(async () => {
    await postfix?.stop()
    await dovecot?.stop()
  })
  const settings = () => postfix.settings('tls', mailbox.access.user)
  const bench = (security: 'tls' | 'starttls' = 'tls') =>
    createBench({ settings: postfix.settings(security, mailbox.access.user), password: mailbox.access.password })

  it(
    `${FAMILIES} families get one message each, whole, and nobody sees another's address`,
    async () => {
      const { outbox, ledger } = bench()
      const template = newMessage(Array.from({ length: FAMILIES }, (_, index) => `parent${index}@famille.example`))
      const id = await outbox.create({
        ...template,
        fromAddress: settings().fromAddress,
        deliveries: template.deliveries.map((delivery, index) => ({
          ...delivery,
          recipientName: nameOf(index),
          subject: subjectOf(index),
          body: bodyOf(index),
          messageIdHeader: `f${index}@lycee.example`,
        })),
      })
      expect(await outbox.send(id)).toMatchObject({ accepted: FAMILIES, refused: 0, deferred: 0, ambiguous: 0 })
      await postfix.idle()
      expect(await postfix.names()).toHaveLength(FAMILIES)
      for (let number = 0; number < FAMILIES; number++) {
        const copies = await postfix.delivered(`parent${number}`)
        expect([number, copies.length]).toEqual([number, 1])
        const [bytes = Buffer.alloc(0)] = copies
        const parsed: ParsedMail = await simpleParser(bytes)
        // A hostile name may itself be an address: it is in its own family's message, and nowhere else.
        const written = nameOf(number).match(/parent\d+@famille\.example/g) ?? []
        const asSubject = subjectOf(number).match(/parent\d+@famille\.example/g) ?? []
        const allowed = [`parent${number}@famille.example`, ...written, ...asSubject]
        expect(allowed).toEqual(expect.arrayContaining(addressesIn(bytes)))
        expect(parsed.to).toMatchObject({ value: [{ address: `parent${number}@famille.example` }] })
        expect(parsed.cc).toBeUndefined()
        expect(parsed.bcc).toBeUndefined()
        expect(parsed.messageId).toBe(`<f${number}@lycee.example>`)
        expect(parsed.subject?.replace(/\s+/g, ' ')).toBe(subjectOf(number).replace(/\s+/g, ' '))
        expect(parsed.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(bodyOf(number))
        const shown = 'value' in (parsed.to ?? {}) ? (parsed.to as { value: { name: string }[] }).value[0]?.name : ''
        expect(shown?.replace(/\s+/g, ' ')).toBe(nameOf(number).replace(/\s+/g, ' '))
      }
      expect(ledger.states(id).every((state) => state === 'accepted')).toBe(true)
    },
    PATIENCE,
  )

  it(
    'its own notices are read back, and say which address is dead',
    async () => {
      const { outbox } = bench('starttls')
      const gone = ['inconnu@perdu.example', 'parent@plein.example', 'parent700@famille.example']
      const template = newMessage(gone)
      const id = await outbox.create({
        ...template,
        fromAddress: settings().fromAddress,
        deliveries: template.deliveries.map((row, index) => ({
          ...row,
          messageIdHeader: `gone-${index}@lycee.example`,
        })),
      })
      expect(await outbox.send(id)).toMatchObject({ accepted: 3 })
      await postfix.idle()
      const found: IncomingReply[] = []
      const ours = new Map(gone.map((_, index) => [`gone-${index}@lycee.example`, index]))
      await readMailbox({
        access: mailbox.access,
        place: null,
        since: Date.now() - 86_400_000,
        ours: async (ids) => new Map(ids.flatMap((one) => (ours.has(one) ? [[one, ours.get(one) ?? 0] as const] : []))),
        keep: async (_place, replies) => {
          found.push(...replies)
        },
        clock: { now: () => TUESDAY },
      })
      const notices = found.map(({ kind, deliveryId, recipients: [one] }) => [
        kind,
        deliveryId,
        one?.address,
        one?.status,
        one?.hard,
      ])
      expect(notices.sort((one, other) => Number(one[1]) - Number(other[1]))).toEqual([
        ['bounce', 0, 'inconnu@perdu.example', '5.1.1', true],
        ['bounce', 1, 'parent@plein.example', '5.2.2', false],
      ])
      expect((await mailbox.files()).filter((name) => name.includes('S'))).toEqual([])
    },
    PATIENCE,
  )

  it('says how large a message may be; a larger one is refused before a byte of it leaves', async () => {
    const transport = createSmtpTransport({
      settings: settings(),
      password: mailbox.access.password,
      tlsCa: postfix.ca,
    })
    expect(await transport.open()).toBeNull()
    expect(transport.announcedBytes?.()).toBe(POSTFIX_MAX_BYTES)
    let started = 0
    const result = await transport.send(
      {
        from: settings().fromAddress,
        to: 'parent701@famille.example',
        mime: Buffer.alloc(POSTFIX_MAX_BYTES + 1, 'a\r\n'),
      },
      {
        onDataStarting: async () => {
          started += 1
        },
      },
    )
    expect(result).toMatchObject({
      kind: 'not-sent',
      failure: { kind: 'permanent', error: { code: 'mail-too-large' } },
    })
    expect(started).toBe(0)
  })

  it('a wrong password stops everything at the first try', async () => {
    const { outbox } = createBench({ settings: settings(), password: 'faux' })
    const id = await outbox.create(newMessage(['parent702@famille.example', 'parent703@famille.example']))
    await expect(outbox.send(id)).rejects.toMatchObject({ code: 'mail-credentials-refused' })
    expect(await postfix.delivered('parent702')).toEqual([])
  })
})
