import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import type { PupilSheet } from '../../../electron/contract/views.ts'
import { bodyHtml } from '../../../electron/mail/body-html.ts'
import { createMessageDeliveries } from '../../../electron/mail/compose.ts'
import { nameLine, subjectLine } from '../../../electron/mail/header-text.ts'
import { type RenderInput, renderMessage } from '../../../electron/mail/render.ts'

const input: RenderInput = {
  address: 'parent@example.org',
  recipientName: 'Anne-Lise Lefèvre',
  fromAddress: 'prof@lycee.example',
  fromName: 'Mme Noël',
  messageIdHeader: '7f9c1c1e-0000-4000-8000-000000000001@lycee.example',
  subject: 'Devoirs de la 2nde 4 : à rendre avant Noël',
  body: 'Bonjour,\n\nLe travail de Léa est joint.\n.\n..fin\n-- \nMme Noël — œuvre, 5 €, « ça va »',
  createdAt: '2026-04-06T08:30:00.000Z',
}
const text = (mime: Uint8Array) => Buffer.from(mime).toString('latin1')
const headersOf = (mime: Uint8Array) =>
  (text(mime).split('\r\n\r\n')[0] ?? '')
    .split('\r\n')
    .filter((line) => !/^[ \t]/.test(line))
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
    .sort()
const EXPECTED = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']

describe('the bytes of a message', () => {
  it('say what was written, to one person, at the time it was written', async () => {
    const parsed = await simpleParser(Buffer.from(await renderMessage(input)))
    expect(parsed.subject).toBe(input.subject)
    expect(parsed.text?.trimEnd()).toBe(input.body)
    expect(parsed.from?.value).toEqual([{ address: 'prof@lycee.example', name: 'Mme Noël' }])
    expect(parsed.to).toMatchObject({ value: [{ address: 'parent@example.org', name: 'Anne-Lise Lefèvre' }] })
    expect(parsed.messageId).toBe(`<${input.messageIdHeader}>`)
    expect(parsed.date?.toISOString()).toBe(input.createdAt)
  })

  it('are ASCII with CRLF ends and lines that any server takes', async () => {
    const long = await renderMessage({ ...input, body: `${'é'.repeat(5000)}\r\n${'mot '.repeat(2000)}\rfin\0` })
    expect(/^[\r\n\t -~]*$/.test(text(long))).toBe(true)
    expect(/[\r\n]/.test(text(long).replaceAll('\r\n', ''))).toBe(false)
    expect(
      Math.max(
        ...text(long)
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998)
  })

  it('reads no file and no address it was not given', async () => {
    const parsed = await simpleParser(Buffer.from(await renderMessage({ ...input, body: '/etc/hostname' })))
    expect(parsed.text?.trim()).toBe('/etc/hostname')
  })

  it.each([
    'Réunion 👩‍👩‍👧 à 18 h',
    '=?utf-8?Q?=0D=0ABcc:_voleur=40evil.example?=',
    '\u202egnp.exe',
    '"guillemets" <pas@une.adresse>, (commentaire)',
    'שלום et العربية',
    'x'.repeat(200),
    'œ'.repeat(200),
  ])('the subject arrives as typed: %s', async (subject) => {
    const parsed = await simpleParser(Buffer.from(await renderMessage({ ...input, subject })))
    expect(parsed.subject).toBe(subject)
  })
})

describe('files and the HTML beside the text', () => {
  const kept = (content: Record<string, string>) => ({
    async *read(sha256: string) {
      const text = content[sha256]
      if (text === undefined) throw new Error('gone')
      yield Buffer.from(text)
    },
  })
  const A = 'a'.repeat(64)
  const B = 'b'.repeat(64)

  it('arrive whole, named as they were, in order', async () => {
    const files = [
      { name: 'Énoncé n° 3 « été ».pdf', sha256: A, bytes: 3 },
      { name: `${'x'.repeat(300)}.docx`, sha256: B, bytes: 3 },
    ]
    const mime = await renderMessage({ ...input, files }, kept({ [A]: 'un', [B]: 'deux' }))
    expect(headersOf(mime)).toEqual(EXPECTED)
    const parsed = await simpleParser(Buffer.from(mime))
    expect(parsed.attachments.map(({ content }) => content.toString())).toEqual(['un', 'deux'])
    expect(parsed.attachments[0]?.filename).toBe('Énoncé n° 3 « été ».pdf')
    expect(parsed.attachments[1]?.filename).toMatch(/^x{100,}\.docx$/)
    expect(parsed.text?.trimEnd()).toBe(input.body)
  })

  it('a file that is no longer kept is named, and nothing is sent without it', async () => {
    const files = [{ name: 'cours.pdf', sha256: A, bytes: 3 }]
    await expect(renderMessage({ ...input, files }, kept({}))).rejects.toMatchObject({
      code: 'mail-file-missing',
      params: { file: 'cours.pdf' },
    })
    await expect(renderMessage({ ...input, files })).rejects.toMatchObject({ code: 'mail-file-missing' })
  })

  it.each([
    '../../etc/passwd',
    'a\r\nBcc: v@evil.example.pdf',
    '\u202efdp.exe',
    '..',
    '',
    '=?utf-8?Q?x?=',
    'a"b;c=d.pdf',
  ])('a hostile name is made harmless: %j', async (name) => {
    const mime = await renderMessage({ ...input, files: [{ name, sha256: A, bytes: 2 }] }, kept({ [A]: 'un' }))
    expect(headersOf(mime)).toEqual(EXPECTED)
    const parsed = await simpleParser(Buffer.from(mime))
    expect(parsed.bcc).toBeUndefined()
    expect(parsed.attachments).toHaveLength(1)
    expect(parsed.attachments[0]?.filename).toMatch(/^[^/\\\r\n"\u202e]+$/)
  })

  it('the HTML says the same, in its language, without style, image or anything to load', async () => {
    const body =
      'Bonjour,\n\nÀ faire :\n- exercice 3\n- exercice 4\n\n<script>alert(1)</script> & https://ent.example/a?b=1&c=2.\nFin.'
    const parsed = await simpleParser(Buffer.from(await renderMessage({ ...input, body, locale: 'en' })))
    const html = String(parsed.html)
    expect(html).toContain('<html lang="en">')
    expect(html).toContain('<title>Devoirs de la 2nde 4 : à rendre avant Noël</title>')
    expect(html).toContain('<ul><li dir="auto">exercice 3</li><li dir="auto">exercice 4</li></ul>')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; <a href="https://ent.example/a?b=1&amp;c=2">')
    expect(html).not.toMatch(/<(?:img|script|style|link|iframe)|style=|src=/i)
  })

  it('has every word of the text and no other, whatever the text', () => {
    const words = (text: string) => text.split(/\s+/u).filter((word) => word !== '' && !/^[-•*]+$/.test(word))
    const decoded = (html: string) =>
      html.replace(/&(amp|lt|gt|quot);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name as 'amp'] ?? '')
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('', '- un', '• deux', '-- ', 'https://a.example/<b>', 'javascript:alert(1)', '&amp; &lt;p&gt;'),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const body = lines.join('\n').replace(/[\r\u0085\u2028\u2029]/g, ' ')
        const inside = /<body>([\s\S]*)<\/body>/.exec(bodyHtml(body, 's', 'fr'))?.[1] ?? ''
        const text = decoded(inside.replace(/<\/(?:p|li)>|<br>/g, '\n').replace(/<[^>]*>/g, ''))
        expect(words(text)).toEqual(words(body.replace(/^[-•*] +(?=\S)/gmu, '')))
      }),
      { numRuns: 300 },
    )
  })
})

describe('what would be another header', () => {
  const breaks = ['\r\n', '\n', '\r', '\0', '\u2028', '\u0085', '\v', '\f']

  it.each(breaks)('is refused when it reaches the rendering: %j', async (end) => {
    const injected = `a${end}Bcc: voleur@evil.example`
    for (const field of ['subject', 'recipientName', 'fromName', 'messageIdHeader'] as const) {
      await expect(renderMessage({ ...input, [field]: injected })).rejects.toMatchObject({
        code: 'mail-header-invalid',
      })
    }
    for (const field of ['address', 'fromAddress'] as const) {
      await expect(renderMessage({ ...input, [field]: `a@b.example${end}Bcc: c@evil.example` })).rejects.toMatchObject({
        code: 'mail-address-invalid',
      })
    }
  })

  it('is made harmless where a person or a source typed it: whatever the text, the same seven headers', async () => {
    const piece = fc.constantFrom(
      ...breaks,
      'Bcc: voleur@evil.example',
      'RCPT TO:<voleur@evil.example>',
      '=?utf-8?B?DQpCY2M6IHZvbGV1ckBldmlsLmV4YW1wbGU=?=',
      '\u202e',
      '"',
      '<',
      '>',
      ',',
      ';',
      '\\',
      '\ud800',
      'é',
      '👩‍👧',
      ' ',
      'a',
    )
    const hostile = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''))
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (subject, to, from) => {
        fc.pre(subjectLine(subject) !== '')
        const mime = await renderMessage({
          ...input,
          subject: subjectLine(subject),
          recipientName: nameLine(to),
          fromName: nameLine(from),
        })
        expect(headersOf(mime)).toEqual(EXPECTED)
        const parsed = await simpleParser(Buffer.from(mime))
        expect(parsed.to).toMatchObject({ value: [{ address: 'parent@example.org' }] })
        expect(parsed.from?.value.map(({ address }) => address)).toEqual(['prof@lycee.example'])
        expect([parsed.cc, parsed.bcc]).toEqual([undefined, undefined])
        expect(parsed.subject ?? '').toBe(subjectLine(subject))
      }),
      { numRuns: 200 },
    )
  })
})

describe('composing', () => {
  const pupil = (id: number, givenName: string, familyName: string): PupilSheet => ({
    id,
    givenName,
    familyName,
    birthDate: null,
    active: true,
    classes: [],
    contactPoints: [],
    guardians: [],
    siblings: [],
    sources: [],
    reach: 'email',
  })
  const recipient = {
    personId: 10,
    pupilIds: [1],
    name: 'Anne MARTIN',
    about: 'Léa MARTIN',
    address: 'anne@example.org',
  }
  const compose = (change: {
    subject?: string
    body?: string
    pupilIds?: number[]
    signature?: string
    from?: string
  }) => {
    let ids = 0
    return createMessageDeliveries({
      draft: {
        classId: 1,
        audience: 'guardians',
        subject: change.subject ?? 'Le travail de {prénom}',
        body: change.body ?? '{prénom} {nom} ({classe})',
      },
      plan: { recipients: [{ ...recipient, pupilIds: change.pupilIds ?? [1] }], missing: [], excluded: [] },
      pupils: [pupil(1, 'Léa', 'MARTIN'), pupil(2, 'Hugo', 'MARTIN'), pupil(3, 'Ana', 'SILVA')],
      className: '2nde 4',
      fromAddress: change.from ?? 'prof@Lycee.example',
      fromName: 'Mme Noël',
      ...(change.signature === undefined ? {} : { signature: change.signature }),
      now: Date.parse(input.createdAt),
      newId: () => `uuid-${++ids}`,
    })
  }

  it('fills in each recipient’s own pupil and gives each row an identity in the sender’s domain', () => {
    const message = compose({})
    expect(message.deliveries).toMatchObject([
      {
        subject: 'Le travail de Léa',
        body: 'Léa MARTIN (2nde 4)',
        messageIdHeader: 'uuid-1@lycee.example',
        address: 'anne@example.org',
      },
    ])
    expect(message.createdAt).toBe(input.createdAt)
  })

  it('names siblings together, and their family name once', () => {
    expect(compose({ pupilIds: [1, 2] }).deliveries[0]?.body).toBe('Léa et Hugo MARTIN (2nde 4)')
    expect(compose({ pupilIds: [1, 2, 3] }).deliveries[0]?.body).toBe('Léa, Hugo et Ana MARTIN et SILVA (2nde 4)')
  })

  it('adds the signature the way mail programs recognise it', () => {
    expect(compose({ body: 'Bonjour', signature: 'Mme Noël\n' }).deliveries[0]?.body).toBe('Bonjour\n\n-- \nMme Noël')
  })

  it('refuses a variable that means nothing, naming its place', () => {
    expect(() => compose({ body: 'Bonjour,\n\nVoici le travail de {prénon}.' })).toThrowError(
      expect.objectContaining({
        code: 'mail-variable-unknown',
        params: { variable: '{prénon}', field: 'body', line: 3 },
      }),
    )
    expect(() => compose({ subject: 'Pour {note}' })).toThrowError(
      expect.objectContaining({ code: 'mail-variable-unknown', params: { variable: '{note}', field: 'subject' } }),
    )
    expect(compose({ body: 'f(x) = {3 + 4} ; {}' }).deliveries[0]?.body).toBe('f(x) = {3 + 4} ; {}')
  })

  it('joins files of a recipient, and says after the text where the others are', () => {
    const file = { name: 'cours.pdf', sha256: 'a'.repeat(64), bytes: 10 }
    const message = createMessageDeliveries({
      draft: { classId: 1, audience: 'guardians', subject: 's', body: 'Bonjour' },
      plan: {
        recipients: [recipient],
        missing: [{ pupilId: 2, name: '', reach: 'phone', phones: [], moved: 'phone' }],
        excluded: [],
      },
      pupils: [pupil(1, 'Léa', 'MARTIN'), pupil(2, 'Hugo', 'MARTIN')],
      className: '',
      fromAddress: 'prof@lycee.example',
      fromName: '',
      filesOf: () => [file],
      note: 'Ailleurs.',
      signature: 'Mme Noël',
      now: 0,
      newId: () => 'x',
    })
    expect(message.deliveries[0]).toMatchObject({ files: [file], body: 'Bonjour\n\nAilleurs.\n\n-- \nMme Noël' })
    expect(message.moved).toEqual([{ pupilId: 2, to: 'phone' }])
  })

  it('refuses what cannot be sent', () => {
    expect(() => compose({ subject: '\r\n' })).toThrowError(expect.objectContaining({ code: 'mail-header-invalid' }))
    expect(() => compose({ from: 'prof' })).toThrowError(expect.objectContaining({ code: 'mail-address-invalid' }))
    expect(() =>
      createMessageDeliveries({
        draft: { classId: 1, audience: 'pupils', subject: 's', body: 'b' },
        plan: { recipients: [], missing: [], excluded: [] },
        pupils: [],
        className: '2nde 4',
        fromAddress: 'prof@lycee.example',
        fromName: '',
        now: 0,
        newId: () => 'x',
      }),
    ).toThrowError(expect.objectContaining({ code: 'mail-no-recipient' }))
  })
})
