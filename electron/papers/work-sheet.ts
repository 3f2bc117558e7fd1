import { html, nothing, type SafeHtml, trusted } from '../domain/safe-html.ts'
import { dateParts, longDate, withFrenchSpaces } from '../domain/written-format.ts'
import { cleanHtml } from '../platform/clean-html.ts'
import { type PaperClass, type PaperContext, periodWords, type Sheet, sheetHead } from './paper.ts'

type Assignment = PaperClass['assignments'][number]

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true })

/** Due in the period; what has no due date counts by the day it was given, and always when no period is asked for. */
function isInPeriod(assignment: Assignment, from: string | null, to: string | null): boolean {
  const day = assignment.dueOn ?? assignment.assignedOn
  if (day === null) return from === null && to === null
  return (from === null || day >= from) && (to === null || day <= to)
}

/** By due date (undated last), then subject, then title. */
export function assignmentsOfPeriod(
  assignments: PaperClass['assignments'],
  from: string | null,
  to: string | null,
): Assignment[] {
  const UNDATED = '9999-99-99'
  return assignments
    .filter((assignment) => isInPeriod(assignment, from, to))
    .sort((a, b) => {
      const [dueA, dueB] = [a.dueOn ?? UNDATED, b.dueOn ?? UNDATED]
      if (dueA !== dueB) return dueA < dueB ? -1 : 1
      return collator.compare(a.subject ?? '', b.subject ?? '') || collator.compare(a.title, b.title) || a.id - b.id
    })
}

function workBlock(assignment: Assignment, { words }: PaperContext): SafeHtml {
  const instructions = cleanHtml(assignment.descriptionHtml)
  const { files } = assignment
  return html`<article class="work"><span class="tick"></span><div>
<p class="subject">${assignment.subject ?? words.noSubject}</p>
<h3>${withFrenchSpaces(assignment.title)}</h3>
${instructions === '' ? nothing : html`<div class="prose">${trusted(instructions)}</div>`}
${files.length === 0 ? nothing : html`<ul class="files">${files.map(({ name }) => html`<li>${name}</li>`)}</ul>`}
</div></article>`
}

function dayBlock(dueOn: string | null, works: readonly Assignment[], context: PaperContext): SafeHtml {
  const { words, locale } = context
  const blocks = works.map((work) => workBlock(work, context))
  if (dueOn === null)
    return html`<section class="day"><div class="date"><span class="undated">${words.undated}</span></div><div>${blocks}</div></section>`
  const { weekday, day, month } = dateParts(dueOn, locale)
  return html`<section class="day"><div class="date" aria-hidden="true">${weekday}<b>${day}</b>${month}</div><div><h2>${words.dueFor(longDate(dueOn, locale))}</h2>${blocks}</div></section>`
}

/** The work of a period by due date, each with a box to tick, its instructions and the names of its documents. */
export function workSheet(schoolClass: PaperClass, context: PaperContext): Sheet {
  const { words } = context
  const works = assignmentsOfPeriod(schoolClass.assignments, context.from, context.to)
  const days = new Map<string | null, Assignment[]>()
  for (const work of works) days.set(work.dueOn, [...(days.get(work.dueOn) ?? []), work])
  const body =
    works.length === 0
      ? html`<p class="empty">${words.noWork}</p>`
      : html`${[...days].map(([dueOn, group]) => dayBlock(dueOn, group, context))}`
  const head = sheetHead(words.work, schoolClass.name, periodWords(context))
  return { title: words.work, layout: 'tall', parts: [html`${head}${body}`] }
}
