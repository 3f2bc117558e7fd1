/** Guardians as contact cards: vCard 3.0 (RFC 2426), which every address book reads, or 4.0 (RFC 6350). */
import type { ContactPointView, GuardianView, PupilSheet } from '../contract/views.ts'
import { RELATIONSHIP_WORDS } from '../domain/people-words.ts'
import type { Locale } from '../domain/written-format.ts'
import { stableUuid } from './stable-ids.ts'
import type { ClassOfPupils } from './tables.ts'

export type VcardVersion = '3.0' | '4.0'

const LINE_END = '\r\n'
/** RFC 6350 §3.2: octets of a line without its end. */
const MAX_LINE_OCTETS = 75
/** Numbers of French mobiles. */
const MOBILE = /^\+33[67]/

/** One guardian with every pupil of the export they answer for. */
export interface Card {
  readonly guardian: GuardianView
  readonly pupils: readonly { readonly pupil: PupilSheet; readonly className: string }[]
}

/** Each guardian once, in the order of the lists. Whom a court forbids to contact gets no card. */
export function guardianCards(classes: readonly ClassOfPupils[]): Card[] {
  const cards = new Map<number, { guardian: GuardianView; pupils: { pupil: PupilSheet; className: string }[] }>()
  const blocked = new Set<number>()
  for (const { name, pupils } of classes) {
    for (const pupil of pupils) {
      for (const guardian of pupil.guardians) {
        if (guardian.courtBlock) blocked.add(guardian.personId)
        const known = cards.get(guardian.personId)
        const one = { pupil, className: name }
        if (known === undefined) cards.set(guardian.personId, { guardian, pupils: [one] })
        else if (!known.pupils.some((other) => other.pupil.id === pupil.id)) known.pupils.push(one)
      }
    }
  }
  const hasContact = ({ contactPoints }: GuardianView) => contactPoints.some(({ optedOut }) => optedOut !== true)
  return [...cards.values()].filter(({ guardian }) => !blocked.has(guardian.personId) && hasContact(guardian))
}

/** RFC 6350 §3.4: in a text, `\`, `,`, `;` and line ends. */
const escapeText = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n')

/** Folds at 75 octets, never inside a character. */
function fold(line: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > MAX_LINE_OCTETS) {
      lines.push(current)
      // The space that begins a continuation counts.
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].join(LINE_END)
}

const fullName = ({ givenName, familyName }: { givenName: string; familyName: string }): string =>
  `${givenName} ${familyName}`.trim()

/** `Mère de Léo Martin (6e A)`. */
export function cardNote({ guardian, pupils }: Card, locale: Locale): string {
  const word = RELATIONSHIP_WORDS[locale][guardian.relationship]
  const of = locale === 'fr' ? 'de' : 'of'
  const children = pupils.map(({ pupil, className }) => `${fullName(pupil)} (${className})`)
  return `${word.charAt(0).toLocaleUpperCase(locale)}${word.slice(1)} ${of} ${children.join(', ')}`
}

function contactLine(point: ContactPointView, version: VcardVersion): string {
  if (point.kind === 'email')
    return version === '3.0' ? `EMAIL;TYPE=INTERNET:${escapeText(point.value)}` : `EMAIL:${escapeText(point.value)}`
  const isMobile = MOBILE.test(point.value)
  if (version === '3.0') return `TEL;TYPE=${isMobile ? 'CELL' : 'HOME'},VOICE:${escapeText(point.value)}`
  const types = isMobile ? '"voice,cell"' : '"voice,home"'
  // Only what can be dialled is a tel: address; anything else a source wrote stays text.
  return /^\+?\d+$/.test(point.value)
    ? `TEL;VALUE=uri;TYPE=${types}:tel:${point.value}`
    : `TEL;VALUE=text;TYPE=${types}:${escapeText(point.value)}`
}

export interface VcardOptions {
  readonly version: VcardVersion
  readonly namespace: string
  readonly locale: Locale
  /** Milliseconds since 1970. */
  readonly now: number
}

/** All the cards in one file. */
export function toVcards(cards: readonly Card[], options: VcardOptions): Uint8Array {
  const { version, namespace, locale } = options
  const revision = new Date(options.now).toISOString().replace(/\.\d+Z$/, 'Z')
  const rev = version === '3.0' ? revision : revision.replace(/[-:]/g, '')
  const lines = cards.flatMap((card) => {
    const { guardian, pupils } = card
    const points = guardian.contactPoints.filter(({ optedOut }) => optedOut !== true)
    const classNames = [...new Set(pupils.map(({ className }) => className))]
    return [
      'BEGIN:VCARD',
      `VERSION:${version}`,
      ...(version === '4.0' ? ['KIND:individual'] : []),
      `FN:${escapeText(fullName(guardian))}`,
      `N:${escapeText(guardian.familyName)};${escapeText(guardian.givenName)};;;`,
      ...points.map((point) => contactLine(point, version)),
      `CATEGORIES:${classNames.map((name) => escapeText(name)).join(',')}`,
      `NOTE:${escapeText(cardNote(card, locale))}`,
      `UID:urn:uuid:${stableUuid(namespace, `guardian:${guardian.personId}`)}`,
      `REV:${rev}`,
      'END:VCARD',
    ]
  })
  return new TextEncoder().encode(lines.map((line) => fold(line) + LINE_END).join(''))
}
