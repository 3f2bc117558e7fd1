import { html, nothing, type SafeHtml, trusted } from '../../domain/safe-html.ts'
import { dateParts, displaySize, type Locale, longDate, withFrenchSpaces } from '../../domain/written-format.ts'
import { extensionOf } from '../file-names.ts'
import type { PackSelection, SelectedAssignment, SelectedFile } from '../select-content.ts'
import type { PackTexts } from './texts-fr.ts'

interface PageContext {
  readonly texts: PackTexts
  readonly locale: Locale
  readonly clean: (html: string) => string
}

/** Colours of the subjects' edges, `.tone-0` to `.tone-7` in the style sheet. The subject is also written. */
const TONES = 8

function toneOf(subject: string): number {
  let sum = 0
  for (const character of subject) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return sum % TONES
}

/** What is due today is still to do. */
export const isPast = (assignment: SelectedAssignment, today: string): boolean =>
  assignment.dueOn !== null && assignment.dueOn < today

/** Real names have spaces, accents and signs that an address gives a meaning to. */
const hrefOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

function fileItem(file: SelectedFile, { texts, locale }: PageContext): SafeHtml {
  const kind = extensionOf(file.name).toUpperCase() || '?'
  if (file.kind === 'missing')
    return html`<li class="file absent"><span class="kind" aria-hidden="true">${kind}</span><span class="file-name">${file.name}<small>${texts.missing[file.reason]}</small></span></li>`
  const renamed = file.entry.endsWith('.bin') && kind !== 'BIN'
  const details = [file.bytes === null ? '' : displaySize(file.bytes, locale), renamed ? texts.renamed : '']
  return html`<li class="file"><a href="${hrefOf(file.entry)}"><span class="kind" aria-hidden="true">${kind}</span><span class="file-name">${file.name}<small>${details.filter((detail) => detail !== '').join(' · ')}</small></span></a></li>`
}

function card(assignment: SelectedAssignment, context: PageContext): SafeHtml {
  const { texts, locale } = context
  const instructions = context.clean(assignment.descriptionHtml)
  const subject = assignment.subject ?? texts.noSubject
  return html`<article class="card tone-${toneOf(subject)}">
<p class="subject">${subject}</p>
<h4>${withFrenchSpaces(assignment.title)}</h4>
${instructions === '' ? html`<p class="quiet">${texts.noInstructions}</p>` : html`<div class="prose">${trusted(instructions)}</div>`}
${
  assignment.files.length === 0
    ? nothing
    : html`<p class="files-title">${texts.documents}</p><ul class="files">${assignment.files.map((file) => fileItem(file, context))}</ul>`
}
${assignment.assignedOn === null ? nothing : html`<p class="quiet given">${texts.assignedOn(longDate(assignment.assignedOn, locale))}</p>`}
</article>`
}

function dayGroup(dueOn: string | null, assignments: readonly SelectedAssignment[], context: PageContext): SafeHtml {
  const { texts, locale } = context
  const cards = html`<div class="cards">${assignments.map((assignment) => card(assignment, context))}</div>`
  if (dueOn === null) return html`<section class="day undated"><h3>${texts.noDate}</h3>${cards}</section>`
  const { weekday, day, month } = dateParts(dueOn, locale)
  return html`<section class="day"><h3><span class="date" aria-hidden="true"><i>${weekday}</i><b>${day}</b><i>${month}</i></span><span class="day-title"><time datetime="${dueOn}">${texts.dueFor(longDate(dueOn, locale))}</time></span></h3>${cards}</section>`
}

/** Already sorted by due date: one group per date. */
function byDay(assignments: readonly SelectedAssignment[], context: PageContext): SafeHtml[] {
  const groups = new Map<string | null, SelectedAssignment[]>()
  for (const assignment of assignments) {
    const group = groups.get(assignment.dueOn)
    if (group === undefined) groups.set(assignment.dueOn, [assignment])
    else group.push(assignment)
  }
  return [...groups].map(([dueOn, group]) => dayGroup(dueOn, group, context))
}

/** What the teacher added beside the work; nothing when there is none. */
export function documentsSection(selection: PackSelection, context: PageContext): SafeHtml {
  if (selection.documents.length === 0) return nothing
  return html`<section id="documents" class="part" aria-labelledby="documents-titre">
<h2 id="documents-titre">${context.texts.added}</h2>
<ul class="files">${selection.documents.map((file) => fileItem(file, context))}</ul>
</section>`
}

/** Work by due date, then subject; what is past is folded, latest first. */
export function workSection(selection: PackSelection, today: string, context: PageContext): SafeHtml {
  const { texts } = context
  const coming = selection.assignments.filter((assignment) => !isPast(assignment, today))
  const past = selection.assignments.filter((assignment) => isPast(assignment, today))
  return html`<section id="travail" class="part" aria-labelledby="travail-titre">
<h2 id="travail-titre">${texts.work}</h2>
${coming.length === 0 ? html`<p class="empty">${texts.noWork}</p>` : byDay(coming, context)}
${
  past.length === 0
    ? nothing
    : html`<details class="past"><summary>${texts.past(past.length)} <small>${texts.pastHint}</small></summary>${byDay(past, context).reverse()}</details>`
}
</section>`
}
