/** The history of outages as a table for a spreadsheet and as one page to print. Times are the computer's own. */
import type { AvailabilityHistory, OutageEvidence, OutageView } from '../contract/views.ts'
import { REPORT_WORDS, type ReportWords } from './outage-report-words.ts'
import { dayOf, escapeHtml, headings, lengthOf, minutesOf, momentOf, paperPage, two } from './paper-page.ts'

type Locale = keyof typeof REPORT_WORDS

/** What fits on one A4 page: a service takes one line, an outage two, and no line wraps (see the style below). */
const OUTAGES_ON_PAGE = 12
const SERVICES_ON_PAGE = 6

/** Sortable in any spreadsheet: `2026-11-24 08:02`. */
const sortable = (iso: string): string => {
  const date = new Date(iso)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

const millisecondsOf = ({ beganAt, endedAt }: OutageView, now: string): number =>
  Date.parse(endedAt ?? now) - Date.parse(beganAt)

/** The words a teacher saw: title, then the beginning of the page. */
function displayed({ title, excerpt }: OutageEvidence): string {
  return [title, excerpt].filter((text) => text !== null && text !== '').join(' : ')
}

/** Rows of cells, the header first: one row per outage. */
export function historyTable(history: AvailabilityHistory, locale: Locale): string[][] {
  const words = REPORT_WORDS[locale]
  const { columns } = words
  const header = [
    columns.platform,
    columns.service,
    columns.host,
    columns.began,
    columns.ended,
    columns.minutes,
    columns.cause,
    columns.status,
    columns.seen,
  ]
  const rows = history.outages.map((outage) => {
    const [first] = outage.evidence
    return [
      outage.platform,
      words.roles[outage.role],
      first?.host ?? '',
      sortable(outage.beganAt),
      outage.endedAt === null ? words.going : sortable(outage.endedAt),
      String(minutesOf(millisecondsOf(outage, history.to))),
      words.causes[outage.cause],
      first?.status ? String(first.status) : '',
      first ? displayed(first) : '',
    ]
  })
  return [header, ...rows]
}

const STYLE = `
th,td{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.number{text-align:right}.when{width:29mm}.length{width:19mm}.what{width:45mm}
.seen{color:#4a4a55;font-size:8.5pt;overflow:hidden;text-overflow:ellipsis}`

const SEEN_ON_PAGE = 150

function outageRow(outage: OutageView, now: string, words: ReportWords): string {
  const [first] = outage.evidence
  const text = first ? displayed(first).slice(0, SEEN_ON_PAGE) : ''
  const seen = text === '' ? '' : `<div class="seen">${words.seen} : ${escapeHtml(text)}</div>`
  const ended = outage.endedAt === null ? words.going : momentOf(outage.endedAt)
  return `<tr><td>${momentOf(outage.beganAt)}</td><td>${ended}</td><td class="number">${lengthOf(
    millisecondsOf(outage, now),
  )}</td><td>${escapeHtml(outage.platform)}, ${words.roles[outage.role]}</td><td>${words.causes[outage.cause]}${seen}</td></tr>`
}

/** A whole HTML document for one A4 page: no script, nothing fetched. Longer histories say how many are left out. */
export function historyPage(history: AvailabilityHistory, locale: Locale): string {
  const words = REPORT_WORDS[locale]
  const { columns } = words
  const shown = history.outages.slice(0, OUTAGES_ON_PAGE)
  const left = history.outages.length - shown.length
  const services = history.services.slice(0, SERVICES_ON_PAGE)
  const summary = services.map(
    ({ platform, role, outages, downMs }) =>
      `<tr><td>${escapeHtml(platform)}, ${words.roles[role]}</td><td class="number">${outages}</td><td class="number">${lengthOf(downMs)}</td></tr>`,
  )
  const since =
    history.watchedSince === null ? '' : `<p>${words.since(dayOf(history.watchedSince))} ${words.unknownBefore}</p>`
  const table =
    shown.length === 0
      ? `<p>${words.none}</p>`
      : `<table>${headings([columns.began, 'when'], [columns.ended, 'when'], [columns.length, 'length number'], [columns.service, 'what'], [columns.cause, ''])}<tbody>${shown
          .map((outage) => outageRow(outage, history.to, words))
          .join('')}</tbody></table>${left > 0 ? `<p>${words.more(left)}</p>` : ''}`
  return paperPage({
    language: words.language,
    title: words.title,
    style: STYLE,
    body: `<h1>${words.title}</h1><p>${words.period(dayOf(history.from), dayOf(history.to))}</p>${since}
<h2>${words.summary}</h2><table>${headings([columns.service, ''], [columns.count, 'length number'], [columns.total, 'when number'])}<tbody>${summary.join('')}</tbody></table>
<h2>${words.outages}</h2>${table}
<footer>${words.made(momentOf(history.to))}</footer>`,
  })
}
