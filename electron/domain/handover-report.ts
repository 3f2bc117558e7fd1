/** The report on one outage, for the head of school: one A4 page, whatever its length. Pure. */
import type { Handover, HandoverItem, HandoverKind, OutageView } from '../contract/views.ts'
import { HANDOVER_WORDS, type HandoverWords } from './handover-report-words.ts'
import type { HandoverLocale } from './handover-text.ts'
import { REPORT_WORDS } from './outage-report-words.ts'
import { dayOf, escapeHtml, headings, lengthOf, momentOf, paperPage } from './paper-page.ts'

/**
 * What is left of an A4 page, in millimetres, once its titles, figures and foot are there; and what a line of each part
 * takes. A line that is longer than the page is wide is cut by the style, never wrapped.
 */
const ROOM_MM = 126
const OUTAGE_MM = 10.6
const NAMES_LINE_MM = 4.1
const DONE_MM = 6.4
const NAMES_PER_LINE = 3
const MOST_OUTAGES = 5
const MOST_NAMES = 30
const SEEN_LENGTH = 140

export interface ReportInput {
  readonly handover: Handover
  readonly outages: readonly OutageView[]
  /** With the pupils nobody was reached for: a page that names minors. */
  readonly names: boolean
  readonly madeAt: string
}

const STYLE = `
td{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.when{width:33mm}.length{width:19mm}.what{width:36mm}.back{width:52mm}
.seen{color:#4a4a55;font-size:8.5pt;overflow:hidden;text-overflow:ellipsis}
.figures{display:flex;gap:3mm;margin:1mm 0 0;padding:0;list-style:none}
.figures li{flex:1;border:.3mm solid #c9c9d1;border-radius:1.5mm;padding:1.5mm 2.5mm}
.figures strong{display:block;font-size:14pt;line-height:1.2}
.names{columns:3;column-gap:6mm;margin:1mm 0 0;padding:0;list-style:none;font-size:8.5pt}
.names li{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.lead{font-size:10.5pt}`

const displayed = ({ evidence: [first] }: OutageView): string =>
  first === undefined
    ? ''
    : [first.title, first.excerpt]
        .filter((text) => text !== null && text !== '')
        .join(' : ')
        .slice(0, SEEN_LENGTH)

function outageRow(outage: OutageView, madeAt: string, words: HandoverWords, locale: HandoverLocale): string {
  const { roles, causes, seen: seenWord, going } = REPORT_WORDS[locale]
  const text = displayed(outage)
  const status = outage.evidence[0]?.status
  const seen =
    text === '' && !status
      ? ''
      : `<div class="seen">${seenWord} : ${escapeHtml([status ? `${words.status} ${status}` : '', text].filter(Boolean).join(', '))}</div>`
  const length = Date.parse(outage.endedAt ?? madeAt) - Date.parse(outage.beganAt)
  return `<tr><td class="when">${momentOf(outage.beganAt)}</td><td class="when">${
    outage.endedAt === null ? going : momentOf(outage.endedAt)
  }</td><td class="length">${lengthOf(length)}</td><td>${escapeHtml(outage.platform)}, ${roles[outage.role]} – ${causes[outage.cause]}${seen}</td></tr>`
}

const figure = (value: number, meaning: string): string => `<li><strong>${value}</strong>${meaning}</li>`

const ORDER: readonly HandoverKind[] = ['message', 'calls', 'pack', 'assignment', 'handed-in', 'contact']

function doneRow(item: HandoverItem, words: HandoverWords): string {
  const carried = item.carriedAt === null ? words.waiting : words.carried(momentOf(item.carriedAt))
  return `<tr><td class="when">${item.at === null ? '' : momentOf(item.at)}</td><td class="what">${words.kinds[item.kind]}${
    item.className === null ? '' : ` – ${escapeHtml(item.className)}`
  }</td><td>${escapeHtml(item.kind === 'contact' ? '' : item.title)}</td><td class="back">${carried}</td></tr>`
}

/** Addresses typed are counted, not named: whose they are is nobody's business but the teacher's. */
function doneTable(items: readonly HandoverItem[], most: number, words: HandoverWords): string {
  const shown = items
    .filter(({ kind }) => kind !== 'contact')
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  const contacts = items.length - shown.length
  const left = shown.length - most
  if (items.length === 0) return `<p>${words.nothingDone}</p>`
  const rows = shown.slice(0, most).map((item) => doneRow(item, words))
  return `<table>${headings([words.at, 'when'], [words.what, 'what'], [words.title, ''], [words.back, 'back'])}<tbody>${rows.join(
    '',
  )}</tbody></table>${left > 0 ? `<p>${words.more(left)}</p>` : ''}${contacts > 0 ? `<p>${words.contacts(contacts)}</p>` : ''}`
}

function namesList({ handover, names }: ReportInput, words: HandoverWords): string {
  const { unreached } = handover
  if (unreached.length === 0) return ''
  const perClass = new Map<string, number>()
  for (const { className } of unreached) perClass.set(className, (perClass.get(className) ?? 0) + 1)
  const counted = [...perClass].map(([name, count]) => `${escapeHtml(name)}\u00a0: ${count}`).join(', ')
  const left = unreached.length - MOST_NAMES
  const list = unreached
    .slice(0, MOST_NAMES)
    .map(({ name, className }) => `<li>${escapeHtml(name)} (${escapeHtml(className)})</li>`)
  return `<h2>${words.unreached}</h2>${
    names
      ? `<ul class="names">${list.join('')}</ul>${left > 0 ? `<p>${words.more(left)}</p>` : ''}`
      : `<p>${counted}</p>`
  }`
}

/** A whole HTML document for one A4 page. What does not fit is counted. */
export function handoverPage(input: ReportInput, locale: HandoverLocale): string {
  const { handover, outages, madeAt } = input
  const words = HANDOVER_WORDS[locale]
  const { columns } = REPORT_WORDS[locale]
  const { beganAt, endedAt, downMs, families, items } = handover
  const shown = outages.slice(0, MOST_OUTAGES)
  const namesLines = Math.ceil(Math.min(handover.unreached.length, MOST_NAMES) / NAMES_PER_LINE)
  const mostDone = Math.floor((ROOM_MM - shown.length * OUTAGE_MM - namesLines * NAMES_LINE_MM) / DONE_MM)
  const left = outages.length - shown.length
  const carried = items.filter(({ carriedAt }) => carriedAt !== null).length
  const reached =
    families.total === 0
      ? `<p>${words.nobodyWritten}</p>`
      : `<ul class="figures">${[
          figure(families.total, words.families),
          figure(families.byMail, words.byMail),
          figure(families.byPhone, words.byPhone),
          figure(families.byPost, words.byPost),
          ...(families.waiting > 0 ? [figure(families.waiting, words.onTheWay)] : []),
          figure(families.none, words.none),
        ].join('')}</ul>`
  return paperPage({
    language: REPORT_WORDS[locale].language,
    title: words.pageTitle,
    style: STYLE,
    body: `<h1>${words.pageTitle}</h1>
<p class="lead">${words.period(momentOf(beganAt ?? madeAt), endedAt === null ? null : momentOf(endedAt), lengthOf(downMs))}</p>
<h2>${words.down}</h2><table>${headings([columns.began, 'when'], [columns.ended, 'when'], [columns.length, 'length'], [columns.cause, ''])}<tbody>${shown
      .map((outage) => outageRow(outage, madeAt, words, locale))
      .join('')}</tbody></table>${left > 0 ? `<p>${words.more(left)}</p>` : ''}
<h2>${words.reached}</h2>${reached}
${namesList(input, words)}
<h2>${words.done}</h2><p>${items.length === 0 ? '' : words.carriedCount(carried, items.length)}</p>${doneTable(items, mostDone, words)}
<footer>${words.made(dayOf(madeAt))}</footer>`,
  })
}
