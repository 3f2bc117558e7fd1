/** A table in words: what is copied, printed and filtered. */
import { isValidElement, type ReactNode } from 'react'
import type { DataColumn } from './column.ts'

/** The words of a node as written: text, numbers, and what elements hold; a component that writes by itself gives none. */
function wordsOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node)
  if (Array.isArray(node)) return node.map(wordsOf).join('')
  if (!isValidElement<{ readonly children?: ReactNode; readonly 'aria-hidden'?: unknown }>(node)) return ''
  return node.props['aria-hidden'] ? '' : wordsOf(node.props.children)
}

/** One cell in words. */
export function cellText<T>(column: DataColumn<T>, row: T): string {
  if (column.text === null) return ''
  const text = column.text ? String(column.text(row) ?? '') : wordsOf(column.render(row))
  return text.replaceAll(/\s*[\r\n\t]\s*/g, ' ').trim()
}

/** Titles and cells; columns of buttons left out. */
export interface TextTable {
  readonly titles: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function textTable<T>(columns: readonly DataColumn<T>[], rows: readonly T[]): TextTable {
  const written = columns.filter(({ text }) => text !== null)
  return {
    titles: written.map(({ header }) => header),
    rows: rows.map((row) => written.map((column) => cellText(column, row))),
  }
}

/**
 * A spreadsheet runs a pasted cell that begins like a formula (OWASP, "CSV injection"): an apostrophe makes it text.
 * A number, a signed one or a telephone number is none.
 */
function inert(cell: string): string {
  return /^[=@]/.test(cell) || (/^[+-]/.test(cell) && !/^[+-][\d\s ().,/-]*$/.test(cell)) ? `'${cell}` : cell
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ESCAPED[character] ?? character)

/** Tabs and lines, as a spreadsheet takes them. */
export const toTsv = ({ titles, rows }: TextTable): string =>
  [titles, ...rows].map((cells) => cells.map(inert).join('\t')).join('\r\n')

/** A table of HTML, as a word processor or a message takes it. */
export function toHtml({ titles, rows }: TextTable): string {
  const line = (tag: 'th' | 'td', cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(inert(cell))}</${tag}>`).join('')}</tr>`
  return `<table><thead>${line('th', titles)}</thead><tbody>${rows.map((cells) => line('td', cells)).join('')}</tbody></table>`
}

/** Puts both forms on the clipboard: whoever pastes takes the one they know. */
export async function copyTable(table: TextTable): Promise<void> {
  const part = (type: string, text: string) => new Blob([text], { type })
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': part('text/plain', toTsv(table)),
      'text/html': part('text/html', toHtml(table)),
    }),
  ])
}
