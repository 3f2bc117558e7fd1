/**
 * What is printed: sheets made for paper, as one HTML document that needs nothing from elsewhere. Whoever prints
 * (Chromium, in `main/print-pdf.ts`) puts the running head and the page numbers into the margins.
 */
import type { LessonView, PupilSheet } from '../contract/views.ts'
import { html, nothing, type SafeHtml, trusted } from '../domain/safe-html.ts'
import { type Locale, longDate } from '../domain/written-format.ts'
import type { PackContent } from '../store/api.ts'
import { PAPER_STYLE } from './style.ts'
import { type PaperWords, paperWords } from './words.ts'

/** How a sheet lies on its paper: see `@page` in the style. */
export type Layout = 'tall' | 'wide' | 'letter' | 'labels'

/** One sheet of one class; each part begins a page. */
export interface Sheet {
  readonly title: string
  readonly layout: Layout
  readonly parts: readonly SafeHtml[]
  /** Rules of this sheet alone. */
  readonly style?: string
}

/** A class as paper sees it: active pupils by name. */
export interface PaperClass {
  readonly name: string
  readonly schoolName: string | null
  readonly academicYear: string | null
  readonly pupils: readonly PupilSheet[]
  readonly assignments: PackContent['assignments']
  readonly lessons: readonly LessonView[]
}

export interface PaperContext {
  readonly words: PaperWords
  readonly locale: Locale
  /** The day of printing, `2026-11-24`. */
  readonly today: string
  /** ISO dates, both included; null: without limit. */
  readonly from: string | null
  readonly to: string | null
}

export interface PaperDocument {
  readonly title: string
  /** A whole document. */
  readonly html: string
  /** The running head and foot; null where every millimetre is the sheet's own. */
  readonly margins: { readonly header: string; readonly footer: string } | null
}

/** What the window shows of it before printing: the first page, with the style it is printed with. */
export interface FirstPage {
  readonly markup: string
  readonly style: string
  readonly layout: Layout
  readonly head: readonly [string, string] | null
  readonly foot: string | null
}

export interface DocumentInput {
  readonly sheets: readonly Sheet[]
  readonly title: string
  /** Beginning of the running head: the school and the classes. */
  readonly heading: string
  /** Somebody's data are on it: the foot says so on every page. */
  readonly confidential: boolean
  readonly locale: Locale
  readonly today: string
}

const partSection = (part: SafeHtml, layout: Layout): SafeHtml =>
  html`<section class="part ${layout}">${part}</section>`

/** Paper with its own measures carries no running head: it would fall into a window or onto a label. */
const hasMargins = (sheets: readonly Sheet[]): boolean =>
  sheets.some(({ layout }) => layout === 'tall' || layout === 'wide')

const styleOf = (sheets: readonly Sheet[]): string =>
  PAPER_STYLE + [...new Set(sheets.map(({ style }) => style ?? ''))].join('')

const headOf = ({ heading, locale, today }: DocumentInput, words: PaperWords): readonly [string, string] => [
  heading,
  words.printedOn(longDate(today, locale)),
]

/** Chromium's templates know no style but their own. */
const RUNNING =
  'font-family:Arial,Helvetica,sans-serif;font-size:8pt;color:#333;width:100%;margin:0 15mm;display:flex;justify-content:space-between;gap:6mm'

function runningLines(input: DocumentInput, words: PaperWords): NonNullable<PaperDocument['margins']> {
  const [left, right] = headOf(input, words)
  const note = input.confidential ? words.confidential : ''
  return {
    header: html`<div style="${RUNNING}"><span>${left}</span><span>${right}</span></div>`.markup,
    footer:
      html`<div style="${RUNNING}"><span>${note}</span><span>${words.page} <span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`
        .markup,
  }
}

/** The sheets as one document to print. */
export function paperDocument(input: DocumentInput): PaperDocument {
  const words = paperWords(input.locale)
  const { sheets, title, locale } = input
  const parts = sheets.flatMap((sheet) => sheet.parts.map((part) => partSection(part, sheet.layout)))
  const whole = html`${trusted('<!doctype html>')}
<html lang="${locale}"><head><meta charset="utf-8"><title>${title}</title><style>${trusted(styleOf(sheets))}</style></head>
<body class="paper">${parts}</body></html>`
  return { title, html: whole.markup, margins: hasMargins(sheets) ? runningLines(input, words) : null }
}

/** Null when there is nothing to print. */
export function firstPage(input: DocumentInput): FirstPage | null {
  const words = paperWords(input.locale)
  const first = input.sheets.find(({ parts }) => parts.length > 0)
  const [part] = first?.parts ?? []
  if (first === undefined || part === undefined) return null
  const { layout } = first
  const isRunning = hasMargins([first])
  return {
    markup: partSection(part, layout).markup,
    style: styleOf([first]),
    layout,
    head: isRunning ? headOf(input, words) : null,
    foot: isRunning && input.confidential ? words.confidential : null,
  }
}

/** The head of a sheet: what it is, of which class, and a word under it. */
export const sheetHead = (title: string, className: string, lead: string): SafeHtml =>
  html`<header class="sheet-head"><h1>${title} <span class="of-class">${className}</span></h1>${lead === '' ? nothing : html`<p class="lead">${lead}</p>`}</header>`

/** `12/11 → 19/11` in words; empty without a period. */
export function periodWords({ words, locale, from, to }: PaperContext): string {
  if (from !== null && to !== null) return words.period(longDate(from, locale), longDate(to, locale))
  if (from !== null) return words.since(longDate(from, locale))
  return to === null ? '' : words.until(longDate(to, locale))
}

export const fullName = (person: { readonly familyName: string; readonly givenName: string }): string =>
  `${person.familyName} ${person.givenName}`.trim()
