import type { LessonView, PupilSheet } from '../../contract/views.ts'
import { html, nothing, type SafeHtml } from '../../domain/safe-html.ts'
import { clockTime, type Locale, localIsoDate, longDate } from '../../domain/written-format.ts'
import type { PackTexts } from './texts-fr.ts'

/** Lessons on one sheet of the class list. */
const COLUMNS = 6
const BOX = html`<td class="tick"><span class="box"></span></td>`

/** Names to call out and tick; nothing else of anyone. */
export function rollCallSection(pupils: readonly PupilSheet[], className: string, texts: PackTexts): SafeHtml {
  const boxes = Array.from({ length: COLUMNS }, () => BOX)
  const heads = Array.from({ length: COLUMNS }, () => html`<td class="tick"></td>`)
  return html`<section id="appel" class="part roll" aria-labelledby="appel-titre">
<h2 id="appel-titre">${texts.rollCall} <span class="print-only">${className}</span></h2>
<p class="quiet">${texts.rollCallLead}</p>
<table>
<thead><tr><th scope="col">${texts.rollCallPupil}</th>${heads}</tr></thead>
<tbody>${pupils.map(
    (pupil) =>
      html`<tr><th scope="row">${pupil.familyName} <span class="given-name">${pupil.givenName}</span></th>${boxes}</tr>`,
  )}</tbody>
</table>
</section>`
}

/** The class's next lessons; nothing when no source gives a timetable. */
export function timetableSection(lessons: readonly LessonView[], texts: PackTexts, locale: Locale): SafeHtml {
  if (lessons.length === 0) return nothing
  const days = new Map<string, LessonView[]>()
  for (const lesson of lessons) {
    const day = localIsoDate(Date.parse(lesson.startsAt))
    const known = days.get(day)
    if (known === undefined) days.set(day, [lesson])
    else known.push(lesson)
  }
  const columns = texts.timetableColumns
  const row = (lesson: LessonView): SafeHtml =>
    html`<tr><td class="number">${texts.from(clockTime(lesson.startsAt, locale), clockTime(lesson.endsAt, locale))}</td><td>${lesson.label}${lesson.cancelled ? html` <strong class="stop-word">${texts.cancelled}</strong>` : nothing}</td><td>${lesson.room ?? ''}</td></tr>`
  return html`<section id="cours" class="part timetable" aria-labelledby="cours-titre">
<h2 id="cours-titre">${texts.timetable}</h2>
<table>
<thead><tr><th scope="col">${columns.when}</th><th scope="col">${columns.lesson}</th><th scope="col">${columns.room}</th></tr></thead>
${[...days].map(
  ([day, list]) =>
    html`<tbody><tr class="pupil-row"><th scope="rowgroup" colspan="3">${longDate(day, locale)}</th></tr>${list.map(row)}</tbody>`,
)}
</table>
</section>`
}
