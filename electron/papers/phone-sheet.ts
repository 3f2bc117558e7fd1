import type { ContactPointView, Coverage, PupilSheet } from '../contract/views.ts'
import { RELATIONSHIP_WORDS } from '../domain/people-words.ts'
import { html, nothing, type SafeHtml } from '../domain/safe-html.ts'
import { displayPhone } from '../domain/written-format.ts'
import { fullName, type PaperClass, type PaperContext, type Sheet, sheetHead } from './paper.ts'

/** A message whose families are to be called: of its pupils, those nothing has reached. */
export interface MessageToCallFor {
  readonly subject: string
  readonly coverage: Coverage
}

/** Pupils whose family no message, call or letter has reached yet. */
export const notReached = (coverage: Coverage): ReadonlySet<number> =>
  new Set(coverage.pupils.filter(({ way }) => way === 'none' || way === 'waiting').map(({ pupilId }) => pupilId))

const BOXES = ['reached', 'voicemail', 'nothing'] as const

function callRows(pupil: PupilSheet, context: PaperContext): SafeHtml[] {
  const { words, locale } = context
  const results = html`${BOXES.map((result) => html`<span><i class="tick"></i> ${words.results[result]}</span>`)}`
  const row = (who: string, role: string, points: readonly ContactPointView[]): SafeHtml[] =>
    points
      .filter(({ kind, optedOut }) => kind === 'phone' && optedOut !== true)
      .map(
        ({ value, label }) =>
          html`<tr><td class="who">${who}<small>${role}</small></td><td class="number"><span class="phone">${displayPhone(value)}</span>${label === null ? nothing : html`<span class="small">${label}</span>`}</td><td class="results">${results}</td><td></td></tr>`,
      )
  const roleOf = (guardian: PupilSheet['guardians'][number]): string =>
    [
      RELATIONSHIP_WORDS[locale][guardian.relationship],
      words.level[guardian.level] ?? '',
      guardian.authority ? '' : words.noAuthority,
    ]
      .filter((part) => part !== '')
      .join(', ')
  const rows = [
    ...pupil.guardians.flatMap((guardian) =>
      guardian.courtBlock
        ? [
            html`<tr class="blocked"><td class="who">${fullName(guardian)}</td><td colspan="3">${words.doNotContact}</td></tr>`,
          ]
        : row(fullName(guardian), roleOf(guardian), guardian.contactPoints),
    ),
    ...row(fullName(pupil), words.own, pupil.contactPoints),
  ]
  return rows.length > 0 ? rows : [html`<tr><td colspan="4" class="soft">${words.noPhone}</td></tr>`]
}

/** Who to call for each pupil, numbers as a French reader dials them, boxes for the result and room for notes. */
export function phoneSheet(schoolClass: PaperClass, context: PaperContext, message: MessageToCallFor | null): Sheet {
  const { words } = context
  const left = message === null ? null : notReached(message.coverage)
  const pupils = schoolClass.pupils.filter(({ id }) => left === null || left.has(id))
  const columns = words.phoneColumns
  const lead = message === null ? words.phonesLead : `${words.phonesOf(message.subject)} ${words.phonesLead}`
  const body =
    pupils.length === 0
      ? html`<p class="empty">${message === null ? words.noPupils : words.nobodyToCall}</p>`
      : html`<table class="calls">
<thead><tr><th scope="col">${columns.who}</th><th scope="col">${columns.phone}</th><th scope="col">${columns.result}</th><th scope="col" class="notes">${columns.notes}</th></tr></thead>
${pupils.map((pupil) => html`<tbody><tr class="pupil"><th scope="rowgroup" colspan="4">${fullName(pupil)}</th></tr>${callRows(pupil, context)}</tbody>`)}
</table>`
  return {
    title: words.phones,
    layout: 'tall',
    parts: [html`${sheetHead(words.phones, schoolClass.name, lead)}${body}`],
  }
}
