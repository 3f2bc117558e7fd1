/** The history of outages as a table for a spreadsheet and as one page to print. Times are the computer's own. */
import type { AvailabilityHistory, OutageEvidence, OutageView } from '../contract/views.ts'
import { REPORT_WORDS, type ReportWords } from './outage-report-words.ts'

type Locale = keyof typeof REPORT_WORDS

const MINUTE_MS = 60_000
/** What fits on one A4 page: a service takes one line, an outage two, and no line wraps (see the style below). */
const OUTAGES_ON_PAGE = 12
const SERVICES_ON_PAGE = 6

const two = (value: number) => String(value).padStart(2, '0')
const dayOf = (iso: string): string => {
  const date = new Date(iso)
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`
}
const momentOf = (iso: string): string => {
  const date = new Date(iso)
  return `${dayOf(iso)} ${two(date.getHours())}:${two(date.getMinutes())}`
}
/** Sortable in any spreadsheet: `2026-11-24 08:02`. */
const sortable = (iso: string): string => {
  const date = new Date(iso)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

const minutesOf = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / MINUTE_MS))

function lengthOf(milliseconds: number): string {
  const minutes = minutesOf(milliseconds)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${two(minutes % 60)}` : `${Math.floor(hours / 24)} j ${hours % 24} h`
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

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')

const STYLE = `
@page{size:A4;margin:16mm}*{box-sizing:border-box}
body{margin:0;font:9.5pt/1.35 "Atkinson Hyperlegible Next",system-ui,sans-serif;color:#1b1b1f}
h1{font-size:17pt;margin:0 0 2mm}h2{font-size:11.5pt;margin:6mm 0 1.5mm}p{margin:0 0 1mm}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th,td{text-align:left;vertical-align:top;padding:1mm 2mm 1mm 0;border-bottom:.3mm solid #c9c9d1;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
th{font-weight:600}.number{text-align:right}.when{width:29mm}.length{width:19mm}.what{width:45mm}
.seen{color:#4a4a55;font-size:8.5pt;overflow:hidden;text-overflow:ellipsis}
footer{margin-top:5mm;color:#4a4a55;font-size:9pt}`

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

/** A heading per column: its words, and the class that gives its width. */
const headings = (...cells: readonly (readonly [word: string, width: string])[]): string =>
  `<thead><tr>${cells.map(([word, width]) => `<th scope="col" class="${width}">${word}</th>`).join('')}</tr></thead>`

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
  return `<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><title>${words.title}</title><style>${STYLE}</style></head>
<body><h1>${words.title}</h1><p>${words.period(dayOf(history.from), dayOf(history.to))}</p>${since}
<h2>${words.summary}</h2><table>${headings([columns.service, ''], [columns.count, 'length number'], [columns.total, 'when number'])}<tbody>${summary.join('')}</tbody></table>
<h2>${words.outages}</h2>${table}
<footer>${words.made(momentOf(history.to))}</footer></body></html>
`
}
