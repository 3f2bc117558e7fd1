import type { PupilSheet } from '../contract/views.ts'
import { html, type SafeHtml } from '../domain/safe-html.ts'
import { fullName, type PaperClass, type PaperContext, type Sheet, sheetHead } from './paper.ts'

const GUARDIANS = [1, 2]

const line = (label: string, width: 'whole' | 'half' | 'third' = 'whole'): SafeHtml =>
  html`<p class="line ${width}">${label}<i></i></p>`
const ticks = (labels: readonly string[]): SafeHtml =>
  html`<ul class="ways">${labels.map((label) => html`<li><span class="tick"></span> ${label}</li>`)}</ul>`

function formPage(pupil: PupilSheet, schoolClass: PaperClass, { words }: PaperContext): SafeHtml {
  const fields = words.formFields
  return html`${sheetHead(words.form, schoolClass.name, words.formLead)}<div class="form">
<h2>${words.formPupil}</h2>
<div class="lines"><p class="line">${fields.name} <b>${fullName(pupil)}</b></p></div>
${GUARDIANS.map(
  (number) => html`<h2>${fields.guardian(number)}</h2>
<div class="lines">${line(fields.name)}${line(fields.relationship, 'half')}${line(fields.mobile, 'half')}${line(fields.email)}${line(fields.otherPhone, 'half')}${line('', 'half')}${line(fields.address)}${line('')}</div>`,
)}
<h2>${words.formWays}</h2>${ticks(words.ways)}
<h2>${words.formOffline}</h2>${ticks(words.offline)}
<p class="legal">${words.formLegal}</p>
<p class="sign"><span>${words.formDate}</span><span>${words.formSignature}</span></p>
</div>`
}

/** One page per pupil, to be filled in by hand and brought back. */
export function contactForms(schoolClass: PaperClass, context: PaperContext, onlyWithoutEmail: boolean): Sheet {
  const pupils = schoolClass.pupils.filter(({ reach }) => !onlyWithoutEmail || reach !== 'email')
  const { words } = context
  return { title: words.form, layout: 'tall', parts: pupils.map((pupil) => formPage(pupil, schoolClass, context)) }
}
