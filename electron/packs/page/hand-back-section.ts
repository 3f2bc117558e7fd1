import { html, nothing, type SafeHtml } from '../../domain/safe-html.ts'
import type { PackSelection } from '../select-content.ts'
import type { PackTexts } from './texts-fr.ts'

/** Whom to give the work to; nothing when the teacher's name and address are not known. */
function contact(selection: PackSelection, texts: PackTexts): SafeHtml {
  const { teacher } = selection
  if (teacher === null || (teacher.name === '' && teacher.address === '')) return nothing
  const mail = /^[^\s@?&]+@[^\s@?&]+$/.test(teacher.address)
    ? html`<p class="teacher-mail"><a href="mailto:${teacher.address}">${teacher.address}</a></p>`
    : nothing
  return html`<p class="teacher-name"><strong>${texts.handBackTo(teacher.name || teacher.address)}</strong></p>${mail}<p class="quiet">${texts.handBackHow}</p>`
}

/**
 * How to hand work in. In an individual pack that opens by itself (`interactive`) also the form that saves one
 * file; elsewhere there is no script to save it with.
 */
export function handBackSection(selection: PackSelection, texts: PackTexts, interactive: boolean): SafeHtml {
  const who = contact(selection, texts)
  const hasForm = interactive && selection.recipient !== null
  if (who === nothing && !hasForm) return nothing
  const form = texts.handBackForm
  return html`<section id="rendre" class="part hand-back" aria-labelledby="rendre-titre">
<h2 id="rendre-titre">${texts.handBack}</h2>
${who === nothing ? nothing : html`<div class="hand-to">${who}</div>`}
${
  hasForm
    ? html`<form id="rendu" class="hand-form" novalidate>
<p>${form.lead}</p>
<p class="field"><label for="rendu-travail">${form.which}</label><select id="rendu-travail" required><option value="">${form.choose}</option>${selection.assignments.map(
        (assignment) =>
          html`<option value="${assignment.id}">${assignment.subject === null ? '' : `${assignment.subject} – `}${assignment.title}</option>`,
      )}<option value="0">${form.other}</option></select></p>
<p class="field"><label for="rendu-texte">${form.answer}</label><textarea id="rendu-texte" rows="6"></textarea></p>
<p class="field"><label for="rendu-fichiers">${form.files}</label><input id="rendu-fichiers" type="file" multiple aria-describedby="rendu-aide"><small id="rendu-aide">${form.filesHint}</small></p>
<p><button type="submit" class="primary">${form.save}</button></p>
<p id="rendu-etat" class="state" role="status"></p>
</form>`
    : nothing
}
</section>`
}
