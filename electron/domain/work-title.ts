/** A title for work that its source gives without one: the first words of what is to be done. Pure. */
import { cleanText, cutText } from './text-clean.ts'

const MAX_TITLE = 80
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The text of an HTML fragment, one line, for reading and never for showing as HTML. */
export function textOfHtml(html: string): string {
  const text = html
    .slice(0, 8000)
    .replace(/<(?:script|style)\b[\s\S]*?<\/(?:script|style)\s*>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ' '
    })
  return cleanText(text)
}

/** Cut between words; the subject when there is no text at all. */
export function titleOfWork(html: string, subject: string): string {
  const text = textOfHtml(html)
  if (text === '') return subject
  if (text.length <= MAX_TITLE) return text
  const cut = cutText(text, MAX_TITLE)
  const space = cut.lastIndexOf(' ')
  return `${(space > MAX_TITLE / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')}…`
}
