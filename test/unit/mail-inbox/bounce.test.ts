/** What a message that came in is: the shapes of real mail systems with invented people, and anything at all. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyIncoming, type IncomingMessage, messageIdsIn, threadIdsOf } from '../../../electron/domain/bounce.ts'

const OURS = '0b6f2a4e-1111-4222-8333-444455556666@lycee.example'
const isOurs = (id: string) => id === OURS

interface Shape {
  readonly headers?: Readonly<Record<string, string>>
  readonly text?: string
  readonly status?: string
  readonly returned?: string
}
function message({ headers = {}, text = '', status, returned }: Shape): IncomingMessage {
  return {
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    parts: [
      { type: 'text/plain', text },
      ...(status === undefined ? [] : [{ type: 'message/delivery-status', text: status }]),
      ...(returned === undefined ? [] : [{ type: 'text/rfc822-headers', text: returned }]),
    ],
  }
}
const RETURNED = `From: prof@lycee.example\nMessage-ID: <${OURS}>\nSubject: Devoirs`
const MACHINE = { 'return-path': '<>', from: 'MAILER-DAEMON@mx.example (Mail Delivery System)' }
const REPORT = { ...MACHINE, 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' }
const fields = (action: string, code: string, diagnostic: string) =>
  `Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; Parent.Un@famille.example\nAction: ${action}\nStatus: ${code}\nDiagnostic-Code: smtp; ${diagnostic}\n`

describe('delivery status notifications (RFC 3464)', () => {
  it.each([
    ['an unknown mailbox', '5.1.1', '550 5.1.1 no such user', true],
    ['a domain that is not', '5.1.2', 'Host or domain name not found', true],
    ['a closed mailbox', '5.2.1', '550 5.2.1 mailbox disabled', true],
    ['nowhere to route to', '5.4.4', 'unable to route', true],
    ['a full mailbox', '5.2.2', '552 5.2.2 over quota', false],
    ['a message too large', '5.3.4', '552 message size exceeds limit', false],
    ['a policy', '5.7.1', '550 5.7.1 message refused', false],
    ['a sender’s address', '5.1.8', '501 5.1.8 bad sender', false],
    ['days of trying', '4.4.1', 'connection timed out', false],
    ['a code that says nothing, with the real one in the line', '5.0.0', '550 5.1.1 user unknown', true],
    ['a code that says nothing, with words', '5.0.0', '550 adresse inconnue', true],
    ['a code that says nothing, and nothing else', '5.0.0', '550 rejected', false],
  ])('%s', (_name, code, diagnostic, hard) => {
    const found = classifyIncoming(
      message({ headers: REPORT, status: fields('failed', code, diagnostic), returned: RETURNED }),
      isOurs,
    )
    expect(found).toMatchObject({
      kind: 'bounce',
      ours: [OURS],
      recipients: [{ address: 'parent.un@famille.example', hard }],
    })
  })

  it('late is not lost', () => {
    const shape = { headers: REPORT, status: fields('delayed', '4.4.1', 'timed out'), returned: RETURNED }
    expect(classifyIncoming(message(shape), isOurs)).toMatchObject({ kind: 'late', recipients: [{ hard: false }] })
  })

  it.each(['delivered', 'relayed', 'expanded'])('%s says nothing went wrong', (action) => {
    const shape = { headers: REPORT, status: fields(action, '2.0.0', '250 ok'), returned: RETURNED }
    expect(classifyIncoming(message(shape), isOurs)).toEqual({ kind: 'none' })
  })

  it('is folded over lines, and prefers the address that was written to', () => {
    const status =
      'Reporting-MTA: dns; mx.example\r\n\r\nOriginal-Recipient: rfc822;parent.un@famille.example\r\nFinal-Recipient: rfc822; autre@boite.example\r\nAction: failed (undeliverable)\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp;\r\n 550 5.1.1\r\n\tno such user\r\n'
    const found = classifyIncoming(message({ headers: REPORT, status, returned: RETURNED }), isOurs)
    expect(found).toMatchObject({
      recipients: [{ address: 'parent.un@famille.example', diagnostic: '550 5.1.1 no such user' }],
    })
  })

  it('about somebody else’s message is not ours', () => {
    const returned = 'Message-ID: <autre@lycee.example>'
    const shape = { headers: REPORT, status: fields('failed', '5.1.1', 'no such user'), returned }
    expect(classifyIncoming(message(shape), isOurs)).toEqual({ kind: 'none' })
  })
})

describe('free-form notices', () => {
  const below = `\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <${OURS}>\nSubject: Devoirs\n\nBonjour`
  it.each([
    [
      'qmail',
      `Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<parent.un@famille.example>:\n198.51.100.7 does not like recipient.\nRemote host said: 550 5.1.1 user unknown${below}`,
      true,
    ],
    [
      'Exim',
      `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients.\n\n  parent.un@famille.example\n    host mx.famille.example: 550 No such user here\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <${OURS}>`,
      true,
    ],
    [
      'Exchange in French',
      `Échec de la remise pour ces destinataires ou groupes :\n\n<parent.un@famille.example>\nL’adresse inconnue : 550 5.1.10 RESOLVER.ADR.RecipientNotFound\n\nMessage-ID: <${OURS}>`,
      true,
    ],
    [
      'a full mailbox',
      `Your message could not be delivered to one or more recipients.\n\n<parent.un@famille.example>: 552 mailbox is full${below}`,
      false,
    ],
  ])('%s', (name, text, hard) => {
    const headers = name === 'Exim' ? { ...MACHINE, 'x-failed-recipients': 'parent.un@famille.example' } : MACHINE
    expect(classifyIncoming(message({ headers, text }), isOurs)).toMatchObject({
      kind: 'bounce',
      ours: [OURS],
      recipients: [{ address: 'parent.un@famille.example', hard }],
    })
  })

  it('the same words from a person are an answer', () => {
    const headers = { from: 'parent.un@famille.example', 'in-reply-to': `<${OURS}>` }
    const text = 'Delivery has failed to these recipients or groups: voilà ce que je reçois. 550 5.1.1'
    expect(classifyIncoming(message({ headers, text }), isOurs)).toEqual({ kind: 'answer', ours: [OURS] })
  })

  it('a warning that it is late is not a loss', () => {
    const text = `Delivery has been delayed: <parent.un@famille.example> 4.4.1 timed out${below}`
    expect(classifyIncoming(message({ headers: MACHINE, text }), isOurs)).toMatchObject({ kind: 'late' })
  })
})

describe('answers', () => {
  const thread = { from: 'parent.un@famille.example', 'in-reply-to': `<${OURS}>` }
  it.each([
    ['an answer', thread, 'answer'],
    ['an answer further down the thread', { references: `<a@b.example> <${OURS}> <c@d.example>` }, 'answer'],
    ['Auto-Submitted', { ...thread, 'auto-submitted': 'auto-replied (vacation)' }, 'auto-reply'],
    ['Auto-Submitted: no', { ...thread, 'auto-submitted': 'no' }, 'answer'],
    ['X-Autoreply', { ...thread, 'x-autoreply': 'yes' }, 'auto-reply'],
    ['Precedence', { ...thread, precedence: 'auto_reply' }, 'auto-reply'],
    ['an empty return path', { ...thread, 'return-path': '<>' }, 'auto-reply'],
    ['a subject alone decides nothing', { ...thread, subject: 'Réponse automatique : absent' }, 'answer'],
    [
      'a subject with what Exchange writes',
      { ...thread, subject: 'Réponse automatique : absent', 'x-auto-response-suppress': 'All' },
      'auto-reply',
    ],
    ['what Exchange writes alone', { ...thread, 'x-auto-response-suppress': 'All' }, 'answer'],
    ['somebody else’s thread', { 'in-reply-to': '<autre@lycee.example>' }, 'none'],
    ['a subject like ours', { subject: 'Re: Devoirs de la semaine' }, 'none'],
  ])('%s', (_name, headers, kind) => {
    expect(classifyIncoming(message({ headers: headers as Record<string, string> }), isOurs).kind).toBe(kind)
  })

  it('names what it answers first', () => {
    const headers = { references: '<1@a.example> <2@a.example>', 'in-reply-to': '<3@a.example>' }
    expect(threadIdsOf(message({ headers }))).toEqual(['3@a.example', '2@a.example', '1@a.example'])
  })
})

describe('anything at all', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .array(fc.constantFrom('<', '>', '@', ':', ';', '\n', ' ', '5.1.1', '550', 'Action: failed', OURS, '-----'), {
        maxLength: 200,
      })
      .map((parts) => parts.join('')),
  )
  it('never throws, and nothing is ours without one of our Message-IDs', () => {
    const name = fc.constantFrom('from', 'return-path', 'in-reply-to', 'references', 'content-type', 'auto-submitted')
    const anyMessage = fc.record({
      headers: fc.array(fc.record({ name, value: hostile }), { maxLength: 8 }),
      parts: fc.array(
        fc.record({ type: fc.constantFrom('text/plain', 'message/delivery-status', 'message/rfc822'), text: hostile }),
        { maxLength: 4 },
      ),
    })
    fc.assert(
      fc.property(anyMessage, (one) => {
        const found = classifyIncoming(one, isOurs)
        if (found.kind !== 'none') expect(found.ours).toEqual([OURS])
        expect(classifyIncoming(one, () => false)).toEqual({ kind: 'none' })
      }),
    )
  })

  // Nothing is measured: matching that grows with the square of the text would outlast the suite's patience.
  it('long text comes to an end', () => {
    for (const piece of [
      '<',
      '<a@',
      'a@',
      '5.',
      'message not delivered ',
      'delivery has been delayed ',
      '\n ',
      '-'.repeat(9),
    ]) {
      const text = `${piece.repeat(300_000 / piece.length)}<${OURS}>`
      classifyIncoming(message({ headers: REPORT, text, status: text, returned: `<${OURS}>` }), isOurs)
      classifyIncoming(message({ headers: { ...MACHINE, 'in-reply-to': `<${OURS}>` }, text }), isOurs)
      messageIdsIn(text)
    }
  })
})
