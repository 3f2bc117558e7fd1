/** The work of a period as the lines of a message: `{devoirs}`. Pure. */
import { type Locale, longDate } from './written-format.ts'

/** One piece of work; `descriptionHtml` is the source's. */
export interface WorkToTell {
  readonly title: string
  readonly subject: string | null
  readonly dueOn: string | null
  readonly descriptionHtml: string
}

/** A message is read on a telephone: beyond this an instruction is cut, and its file or the ENT has the rest. */
const MAX_DESCRIPTION = 1_500
const WORDS = {
  fr: { none: 'Aucun travail n’est noté pour cette période.', undated: 'Sans date', colon: '\u00a0:' },
  en: { none: 'No work is recorded for this period.', undated: 'No date', colon: ':' },
} as const

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }
const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' '
  })

/** The text of an HTML fragment with its lines, for reading and never for showing as HTML. */
export function linesOfHtml(html: string): string {
  const text = html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<\/?(?:p|div|h[1-6]|tr|table|ul|ol|blockquote|pre|dl|dt|dd|hr)\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, ' ')
    .replace(/<[^>]*>/g, '')
  return decode(text)
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '' && line !== '-')
    .join('\n')
}

function cut(text: string): string {
  if (text.length <= MAX_DESCRIPTION) return text
  const short = text.slice(0, MAX_DESCRIPTION)
  return `${short.slice(0, Math.max(short.lastIndexOf(' '), short.lastIndexOf('\n'), 1)).trimEnd()}…`
}

/** By due date, then as given: a line for each, its instruction below. A sentence when there is none. */
export function workText(works: readonly WorkToTell[], locale: Locale): string {
  const words = WORDS[locale]
  if (works.length === 0) return words.none
  return works
    .map((work, index) => ({ work, index }))
    .sort((a, b) => (a.work.dueOn ?? '9').localeCompare(b.work.dueOn ?? '9') || a.index - b.index)
    .map(({ work: { title, subject, dueOn, descriptionHtml } }) => {
      const day = dueOn === null ? words.undated : longDate(dueOn, locale)
      const what = subject === null || subject === '' ? title : `${subject}, ${title}`
      const description = cut(linesOfHtml(descriptionHtml))
      const head = `${day.charAt(0).toUpperCase()}${day.slice(1)}${words.colon} ${what}`
      return description === '' || description === title ? head : `${head}\n${description}`
    })
    .join('\n\n')
}
