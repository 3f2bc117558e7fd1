import { html, nothing } from '../domain/safe-html.ts'
import { longDate } from '../domain/written-format.ts'
import type { PaperClass, PaperContext, Sheet } from './paper.ts'

/** The first page of a booklet: whose it is, of when, and what follows. */
export function cover(schoolClass: PaperClass, sheets: readonly Sheet[], context: PaperContext): Sheet {
  const { words, locale, today } = context
  const { schoolName, academicYear } = schoolClass
  const page = html`<div class="cover">
${schoolName === null ? nothing : html`<p class="school">${schoolName}</p>`}
<h1>${schoolClass.name}</h1><p class="sub">${words.booklet}</p>
<div class="rule"></div>
<p class="lead">${words.bookletLead}</p>
<p class="lead">${academicYear === null ? '' : `${words.schoolYear(academicYear)} · `}${words.printedOn(longDate(today, locale))}</p>
<div class="rule"></div>
<h2>${words.contents}</h2><ol>${sheets.map(({ title }) => html`<li>${title}</li>`)}</ol>
<p class="notice">${words.bookletNotice}</p></div>`
  return { title: words.booklet, layout: 'tall', parts: [page] }
}
