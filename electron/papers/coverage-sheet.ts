import type { Coverage } from '../contract/views.ts'
import { html } from '../domain/safe-html.ts'
import { clockTime, displayPhone, frenchDate, localIsoDate, longDate } from '../domain/written-format.ts'
import { type PaperContext, type Sheet, sheetHead } from './paper.ts'

export interface CoveredMessage {
  readonly subject: string
  readonly createdAt: string
  readonly className: string
  readonly coverage: Coverage
}

/** Of one message: whom it reached and by what, and a line for each family that is left or was called. */
export function coverageSheet(message: CoveredMessage, { words, locale }: PaperContext): Sheet {
  const { coverage } = message
  const { total, byMail, byPhone, byPost } = coverage
  const figures = words.coverageFigures
  const columns = words.coverageColumns
  const dayOf = (instant: string) => localIsoDate(Date.parse(instant))
  const callWords = (call: Coverage['pupils'][number]['calls'][number]): string =>
    [
      `${frenchDate(dayOf(call.at)).slice(0, 5)} ${clockTime(call.at, locale)}`,
      call.phone === null ? '' : displayPhone(call.phone),
      words.results[call.result],
    ]
      .filter((part) => part !== '')
      .join(', ')
  const figure = (count: number, label: string) => html`<li><b>${count}</b>${label}</li>`
  const rows = coverage.pupils.map(
    ({ name, way, calls }) =>
      html`<tr><th scope="row">${name}</th><td>${words.reachedBy[way]}</td><td>${calls.map((call) => html`<p>${callWords(call)}</p>`)}</td><td class="notes"></td></tr>`,
  )
  const lead = words.coverageOf(message.subject, longDate(dayOf(message.createdAt), locale))
  return {
    title: words.coverage,
    layout: 'tall',
    parts: [
      html`${sheetHead(words.coverage, message.className, lead)}
<ul class="figures">${figure(total, figures.total)}${figure(byMail, figures.byMail)}${figure(byPhone, figures.byPhone)}${figure(byPost, figures.byPost)}${figure(Math.max(0, total - byMail - byPhone - byPost), figures.left)}</ul>
${
  rows.length === 0
    ? html`<p class="empty">${words.allByMail}</p>`
    : html`<table><thead><tr><th scope="col">${columns.pupil}</th><th scope="col">${columns.way}</th><th scope="col">${columns.calls}</th><th scope="col">${columns.notes}</th></tr></thead><tbody>${rows}</tbody></table>`
}`,
    ],
  }
}
