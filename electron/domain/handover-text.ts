/**
 * What is put into the platform once it answers again, in the form its pages ask for: a title, a day, a text; as
 * plain text and as HTML. Pure.
 */
import type { CopyText, HandoverItem } from '../contract/views.ts'
import { fillTemplate, type TemplateValues } from './mail-template.ts'
import { dayOf, escapeHtml, two } from './paper-page.ts'
import { frenchDate } from './written-format.ts'

export type HandoverLocale = 'fr' | 'en'
type Copy = HandoverItem['copy']

const timeOf = (iso: string, locale: HandoverLocale): string => {
  const date = new Date(iso)
  return locale === 'fr'
    ? `${date.getHours()}\u00a0h\u00a0${two(date.getMinutes())}`
    : `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Paragraphs are parted by an empty line, lines by a break. */
export const htmlOfText = (text: string): string =>
  text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('')

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

/** The text of cleaned HTML, with its lines, its list marks and the addresses of its links. */
export function textOfParagraphs(html: string): string {
  return html
    .replace(/\s+/g, ' ')
    .replace(/<a\s[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gi, (_, href: string, words: string) => {
      const plain = words.replace(/<[^>]*>/g, '').trim()
      return plain === href || plain === '' ? href : `${words} (${href})`
    })
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/(?:ul|ol|table|h[1-6]|p|div|blockquote)\s*>/gi, '\n\n')
    .replace(/<\/tr\s*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, '\t')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

interface Words {
  readonly for: (day: string) => string
  readonly everyone: string
  readonly yourChild: string
  readonly sent: (day: string, time: string, reached: number, total: number) => string
  readonly calls: (day: string) => string
  readonly call: Readonly<Record<'reached' | 'voicemail' | 'nothing', string>>
  readonly pack: (day: string, assignments: number, documents: number) => string
  readonly contact: (kind: 'email' | 'phone', value: string) => string
  readonly contactTitle: string
  readonly callsTitle: string
  readonly packTitle: string
  readonly handedInTitle: (work: string) => string
  readonly handedIn: string
}

const plural = (count: number, one: string, many: string) => `${count} ${count > 1 ? many : one}`

const WORDS: Readonly<Record<HandoverLocale, Words>> = {
  fr: {
    for: (day) => `Pour le ${day}`,
    everyone: 'à tous',
    yourChild: 'votre enfant',
    sent: (day, time, reached, total) =>
      `Message envoyé par courriel le ${day} à ${time}, l’ENT étant indisponible (${plural(reached, 'famille jointe', 'familles jointes')} sur ${total}).`,
    calls: (day) => `Appels passés le ${day}, l’ENT étant indisponible\u00a0:`,
    call: { reached: 'joint', voicemail: 'message laissé', nothing: 'sans réponse' },
    pack: (day, assignments, documents) =>
      `Le ${day}, l’ENT étant indisponible, le travail a été donné sur un support à part\u00a0: ${plural(assignments, 'devoir', 'devoirs')} et ${plural(documents, 'document', 'documents')}.`,
    contact: (kind, value) => `${kind === 'email' ? 'Courriel' : 'Téléphone'}\u00a0: ${value}`,
    contactTitle: 'Coordonnées à mettre à jour',
    callsTitle: 'Appels aux familles',
    packTitle: 'Travail donné pendant la panne',
    handedInTitle: (work) => (work === '' ? 'Travaux rendus' : `Travaux rendus\u00a0: ${work}`),
    handedIn: 'Travaux reçus hors de l’ENT\u00a0:',
  },
  en: {
    for: (day) => `Due ${day}`,
    everyone: 'everyone',
    yourChild: 'your child',
    sent: (day, time, reached, total) =>
      `Message sent by e-mail on ${day} at ${time} while the platform was down (${plural(reached, 'family', 'families')} reached of ${total}).`,
    calls: (day) => `Calls made on ${day} while the platform was down:`,
    call: { reached: 'reached', voicemail: 'message left', nothing: 'no answer' },
    pack: (day, assignments, documents) =>
      `On ${day}, while the platform was down, work was handed out by other means: ${plural(assignments, 'assignment', 'assignments')} and ${plural(documents, 'document', 'documents')}.`,
    contact: (kind, value) => `${kind === 'email' ? 'E-mail' : 'Telephone'}: ${value}`,
    contactTitle: 'Contact details to update',
    callsTitle: 'Calls to families',
    packTitle: 'Work given during the outage',
    handedInTitle: (work) => (work === '' ? 'Work handed in' : `Work handed in: ${work}`),
    handedIn: 'Work received outside the platform:',
  },
}

/** Title, class and day above the text, for a place that has one field for all. */
function whole(title: string, facts: readonly (string | null)[], text: CopyText): CopyText {
  const line = facts.filter((fact) => fact !== null && fact !== '').join(' – ')
  return {
    text: [title, line, '', text.text]
      .filter((part, index) => part !== '' || index === 2)
      .join('\n')
      .trim(),
    html: `<p><strong>${escapeHtml(title)}</strong>${line === '' ? '' : `<br>${escapeHtml(line)}`}</p>${text.html}`,
  }
}

const made = (
  title: string,
  className: string | null,
  due: string | null,
  text: CopyText,
  forDay: string | null,
): Copy => ({
  title,
  due,
  text,
  whole: whole(title, [className, forDay], text),
})

const ofText = (text: string): CopyText => ({ text, html: htmlOfText(text) })

/** @param work its `html` already cleaned */
export function copyOfWork(
  work: { readonly title: string; readonly className: string; readonly dueOn: string | null; readonly html: string },
  locale: HandoverLocale,
): Copy {
  // As the date fields of French platforms take it.
  const due = work.dueOn === null ? null : frenchDate(work.dueOn)
  const text = { text: textOfParagraphs(work.html), html: work.html }
  return made(work.title, work.className, due, text, due === null ? null : WORDS[locale].for(due))
}

/** A message as one text for all: what was personal in it becomes general. */
export function copyOfMessage(
  message: {
    readonly subject: string
    readonly body: string
    readonly className: string
    readonly isToPupils: boolean
    readonly at: string
    readonly reached: number
    readonly total: number
    /** What variables that are the same for all stand for; without one it stays as it was typed. */
    readonly values?: TemplateValues
  },
  locale: HandoverLocale,
): Copy {
  const words = WORDS[locale]
  const person = message.isToPupils ? words.everyone : words.yourChild
  const values = { ...message.values, givenName: person, familyName: person, className: message.className }
  // "{prénom} {nom}" is one person, said once.
  const general = (text: string) =>
    fillTemplate(text.normalize('NFC').replace(/(\{pr[ée]nom\})\s+\{nom\}/giu, '$1'), values).text
  const body = general(message.body)
  const title = general(message.subject)
  const sent = words.sent(dayOf(message.at), timeOf(message.at, locale), message.reached, message.total)
  return made(title, message.className, null, ofText(`${body.trim()}\n\n${sent}`), null)
}

export interface NotedCall {
  readonly name: string
  readonly result: 'reached' | 'voicemail' | 'nothing'
  readonly at: string
}

/** One line per pupil, by the order given; the day is the first call's. */
export function copyOfCalls(calls: readonly NotedCall[], className: string, locale: HandoverLocale): Copy {
  const words = WORDS[locale]
  const lines = calls.map(({ name, result, at }) => `- ${name}, ${timeOf(at, locale)}\u00a0: ${words.call[result]}`)
  const text = [words.calls(dayOf(calls[0]?.at ?? '')), ...lines].join('\n')
  return made(words.callsTitle, className, null, ofText(text), null)
}

export function copyOfPack(
  pack: { readonly className: string; readonly at: string; readonly assignments: number; readonly attachments: number },
  locale: HandoverLocale,
): Copy {
  const words = WORDS[locale]
  const text = words.pack(dayOf(pack.at), pack.assignments, pack.attachments)
  return made(words.packTitle, pack.className, null, ofText(text), null)
}

export interface TypedContact {
  readonly owner: string
  /** The pupils the owner is a guardian of; empty for a pupil's own. */
  readonly pupils: string
  readonly className: string | null
  readonly kind: 'email' | 'phone'
  readonly value: string
}

export function copyOfContact(contact: TypedContact, locale: HandoverLocale): Copy {
  const words = WORDS[locale]
  const who = contact.pupils === '' ? contact.owner : `${contact.owner} (${contact.pupils})`
  const text = `${who}\n${words.contact(contact.kind, contact.value)}`
  return made(words.contactTitle, contact.className, null, ofText(text), null)
}

/** Who handed something in for one piece of work, one line per pupil. */
export function copyOfHandedIn(
  work: {
    readonly title: string
    readonly className: string
    readonly pupils: readonly { name: string; at: string }[]
  },
  locale: HandoverLocale,
): Copy {
  const words = WORDS[locale]
  const lines = work.pupils.map(({ name, at }) => `- ${name}, ${dayOf(at)}`)
  return made(
    words.handedInTitle(work.title),
    work.className,
    null,
    ofText([words.handedIn, ...lines].join('\n')),
    null,
  )
}
