import { html } from '../domain/safe-html.ts'
import { frenchDate } from '../domain/written-format.ts'
import { fullName, type PaperClass, type PaperContext, type Sheet, sheetHead } from './paper.ts'

/** Columns left empty, for whatever the teacher wants to note. */
const BLANK_COLUMNS = 4
/** From how many pupils on the rows shrink, so that a class stays on one page. */
const DENSE_FROM = 31

/** Names in order, numbered, with room to write. */
export function rosterSheet(schoolClass: PaperClass, { words }: PaperContext): Sheet {
  const { pupils } = schoolClass
  const blanks = Array.from({ length: BLANK_COLUMNS })
  const head = sheetHead(words.roster, schoolClass.name, words.rosterLead(pupils.length))
  const body =
    pupils.length === 0
      ? html`<p class="empty">${words.noPupils}</p>`
      : html`<table class="${pupils.length >= DENSE_FROM ? 'names dense' : 'names'}">
<thead><tr><th scope="col">N°</th><th scope="col">${words.columns.pupil}</th><th scope="col">${words.columns.born}</th>${blanks.map(() => html`<td class="blank"></td>`)}</tr></thead>
<tbody>${pupils.map(
          (pupil, index) =>
            html`<tr><td>${index + 1}</td><th scope="row">${fullName(pupil)}</th><td class="number">${pupil.birthDate === null ? '' : frenchDate(pupil.birthDate)}</td>${blanks.map(() => html`<td class="blank"></td>`)}</tr>`,
        )}</tbody></table>`
  return { title: words.roster, layout: 'tall', parts: [html`${head}${body}`] }
}
