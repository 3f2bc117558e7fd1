/** What is put into the platform: title, day and text, plain and as HTML. */
import { describe, expect, it } from 'vitest'
import {
  copyOfCalls,
  copyOfContact,
  copyOfHandedIn,
  copyOfMessage,
  copyOfPack,
  copyOfWork,
  htmlOfText,
  textOfParagraphs,
} from '../../../electron/domain/handover-text.ts'

const MORNING = new Date(2026, 10, 24, 9, 12).toISOString()

describe('work', () => {
  it('has its day as French platforms take it, its text in both forms, and all in one', () => {
    const html = '<p>Lire le <strong>chapitre 3</strong></p><ul><li>page 12</li><li>page 13</li></ul>'
    const copy = copyOfWork({ title: 'Lecture', className: '3e B', dueOn: '2026-11-26', html }, 'fr')
    expect(copy).toMatchObject({ title: 'Lecture', due: '26/11/2026', text: { html } })
    expect(copy.text.text).toBe('Lire le chapitre 3\n\n- page 12\n- page 13')
    expect(copy.whole.text).toBe('Lecture\n3e B – Pour le 26/11/2026\n\nLire le chapitre 3\n\n- page 12\n- page 13')
    expect(copy.whole.html).toBe(`<p><strong>Lecture</strong><br>3e B – Pour le 26/11/2026</p>${html}`)
  })

  it('without a day says none, and a title is text, never markup', () => {
    const copy = copyOfWork({ title: '<b>x & "y"', className: '3e B', dueOn: null, html: '' }, 'fr')
    expect(copy.due).toBeNull()
    expect(copy.whole.html).toBe('<p><strong>&lt;b&gt;x &amp; &quot;y&quot;</strong><br>3e B</p>')
    expect(copy.whole.text).toBe('<b>x & "y"\n3e B')
  })
})

describe('text and HTML', () => {
  it.each([
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<a href="https://x.example/">le site</a>', 'le site (https://x.example/)'],
    ['<a href="https://x.example/">https://x.example/</a>', 'https://x.example/'],
    ['1 &lt; 2 &amp; &eacute; &#233; &#xe9;', '1 < 2 & &eacute; é é'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a\tb'],
    ['', ''],
  ])('%s', (html, text) => expect(textOfParagraphs(html)).toBe(text))

  it('paragraphs and lines come back', () => {
    expect(htmlOfText('a\nb\n\n\nc <i>')).toBe('<p>a<br>b</p><p>c &lt;i&gt;</p>')
    expect(textOfParagraphs(htmlOfText('a\nb\n\nc <i> & "d"'))).toBe('a\nb\n\nc <i> & "d"')
  })
})

describe('a message', () => {
  const message = { className: '2de 1', isToPupils: false, at: MORNING, reached: 33, total: 35 }
  it('is said to all: what was personal becomes general, once per person', () => {
    const { title, text } = copyOfMessage(
      { ...message, subject: 'Travail de {prénom} {nom}', body: 'Pour {prénom} {nom}, {classe}. {3+4}' },
      'fr',
    )
    expect(title).toBe('Travail de votre enfant')
    expect(text.text).toMatch(/^Pour votre enfant, 2de 1\. \{3\+4\}\n\nMessage envoyé par courriel le 24\/11\/2026 à 9/)
    expect(text.text).toContain('33 familles jointes sur 35')
  })

  it('keeps what is the same for all', () => {
    const body = 'Le {date}, pour {nom} : {devoirs}. {enseignant}'
    const values = { work: '- Lecture {nom}', date: 'mardi 24 novembre 2026' }
    const { text } = copyOfMessage({ ...message, subject: 'x', body, values }, 'fr')
    // A value is never read again as a template, and what is not known stays as it was typed.
    expect(text.text).toMatch(/^Le mardi 24 novembre 2026, pour votre enfant : - Lecture \{nom\}\. \{enseignant\}/)
  })

  it('speaks to pupils as to all of them, and in English', () => {
    const { text } = copyOfMessage({ ...message, isToPupils: true, subject: 'x', body: 'Hello {prenom},' }, 'en')
    expect(text.text).toMatch(/^Hello everyone,\n\nMessage sent by e-mail on 24\/11\/2026 at 09:12/)
  })
})

describe('the rest', () => {
  it('calls, one line per pupil', () => {
    const calls = [
      { name: 'ABADIE Adèle', result: 'reached' as const, at: MORNING },
      { name: 'BERTHOMIEU Yanis', result: 'voicemail' as const, at: MORNING },
    ]
    const lines = copyOfCalls(calls, '2de 1', 'fr').text.text.split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/^- ABADIE Adèle, 9.h.12.: joint$/)
  })

  it('a pack in figures, with the plural of French', () => {
    const pack = { className: '2de 1', at: MORNING, assignments: 1, attachments: 0 }
    expect(copyOfPack(pack, 'fr').text.text).toContain('1 devoir et 0 document.')
  })

  it('an address with whose it is', () => {
    const contact = { owner: 'ABADIE Anne', pupils: 'ABADIE Adèle', className: '2de 1', value: 'a@b.example' }
    expect(copyOfContact({ ...contact, kind: 'email' }, 'fr').text.text).toBe(
      'ABADIE Anne (ABADIE Adèle)\nCourriel\u00a0: a@b.example',
    )
    expect(copyOfContact({ ...contact, pupils: '', kind: 'phone' }, 'en').text.text).toBe(
      'ABADIE Anne\nTelephone: a@b.example',
    )
  })

  it('work handed in, by pupil', () => {
    const work = { title: 'Lecture', className: '2de 1', pupils: [{ name: 'ABADIE Adèle', at: MORNING }] }
    expect(copyOfHandedIn(work, 'fr')).toMatchObject({ title: 'Travaux rendus\u00a0: Lecture' })
    expect(copyOfHandedIn(work, 'fr').text.text).toContain('- ABADIE Adèle, 24/11/2026')
  })
})
