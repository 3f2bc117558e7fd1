import { variablesIn } from '../contract/message-variables.ts'
import type { PupilSheet } from '../contract/views.ts'
import { fillTemplate, type TemplateValues } from '../domain/mail-template.ts'
import { guardiansToWriteTo } from '../domain/people-words.ts'
import { html, nothing, type SafeHtml } from '../domain/safe-html.ts'
import { frenchDate, longDate, withFrenchSpaces } from '../domain/written-format.ts'
import type { PaperClass, PaperContext, Sheet } from './paper.ts'
import { assignmentsOfPeriod } from './work-sheet.ts'

export interface LetterText {
  readonly subject: string
  /** Plain text with `{prénom}`, `{nom}`, `{classe}`; an empty line begins a paragraph. */
  readonly body: string
  /** One letter for a pupil's family, or one for each guardian. */
  readonly per: 'family' | 'guardian'
  /** Under the text; empty when not given. */
  readonly signature: string
  readonly teacherName: string
}

interface Envelope {
  readonly pupil: PupilSheet
  /** The lines behind the window. */
  readonly lines: readonly string[]
}

const shortName = ({ givenName, familyName }: { givenName: string; familyName: string }): string =>
  `${givenName} ${familyName}`.trim()

/**
 * Whom each letter is for. No source gives a postal address: the pupil carries it home, so that the window of the
 * envelope shows names and class instead of a street.
 */
function envelopes(schoolClass: PaperClass, per: LetterText['per'], { words }: PaperContext): Envelope[] {
  return schoolClass.pupils.flatMap((pupil) => {
    const guardians = guardiansToWriteTo(pupil)
    const about = shortName(pupil)
    if (per === 'guardian' && guardians.length > 0)
      return guardians.map((guardian) => ({
        pupil,
        lines: [shortName(guardian), words.guardianOf(about), schoolClass.name, words.byHand],
      }))
    const names = guardians.length > 0 && guardians.length <= 2 ? guardians.map(shortName) : []
    return [{ pupil, lines: [words.guardiansOf(about), ...names, schoolClass.name, words.byHand] }]
  })
}

const paragraphs = (text: string): SafeHtml[] =>
  text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p>${withFrenchSpaces(part.trim())}</p>`)

/** A letter has no single subject to name: this variable of messages stays as typed. */
const NOT_IN_LETTERS = 'subject'

/** Names between braces that mean nothing here, as typed: left visible in the letter and told before printing. */
export function unknownInLetter(text: Pick<LetterText, 'subject' | 'body'>): string[] {
  const unknown = variablesIn(`${text.subject}\n${text.body}`).filter(
    ({ variable }) => variable === null || variable === NOT_IN_LETTERS,
  )
  return [...new Set(unknown.map((one) => one.text))]
}

/** Of `27/11/2026`. */
const DAY_AND_MONTH = 5

/** The work of the period, one line each. */
const workLines = (schoolClass: PaperClass, { words, today, from, to }: PaperContext): string =>
  assignmentsOfPeriod(schoolClass.assignments, from ?? today, to)
    .map(({ subject, title, dueOn }) => {
      const what = subject === null ? title : `${subject} : ${title}`
      return dueOn === null ? `– ${what}` : `– ${words.workFor(what, frenchDate(dueOn).slice(0, DAY_AND_MONTH))}`
    })
    .join('\n')

/** One page per family, its names where a DL envelope has its window. */
export function letters(schoolClass: PaperClass, context: PaperContext, text: LetterText): Sheet {
  const { words, locale, today } = context
  const shared: TemplateValues = {
    className: schoolClass.name,
    work: workLines(schoolClass, context),
    date: longDate(today, locale),
    ...(text.teacherName === '' ? {} : { teacher: text.teacherName }),
  }
  const page = ({ pupil, lines }: Envelope): SafeHtml => {
    const values = { ...shared, givenName: pupil.givenName, familyName: pupil.familyName }
    const fill = (template: string) => fillTemplate(template, values).text
    const subject = fill(text.subject).trim()
    return html`<div class="sender"><b>${text.teacherName}</b>${schoolClass.schoolName ?? ''}</div>
<div class="address"><h1>${lines[0] ?? ''}</h1>${lines.slice(1).map((one) => html`<p>${one}</p>`)}</div>
<span class="fold first"></span><span class="fold second"></span>
<div class="letter-text"><p class="place">${words.onDate(longDate(today, locale))}</p>
${subject === '' ? nothing : html`<p class="object">${words.object(withFrenchSpaces(subject))}</p>`}
${paragraphs(fill(text.body))}${paragraphs(text.signature)}</div>`
  }
  return { title: words.letters, layout: 'letter', parts: envelopes(schoolClass, text.per, context).map(page) }
}
