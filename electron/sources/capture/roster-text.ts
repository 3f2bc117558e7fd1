/** A captured roster as the text of a table: the same reader then serves the screen, the file and the clipboard. Pure. */
import { cleanMultiline, cleanText } from '../../domain/text-clean.ts'
import type { CapturedCell } from './captured-page.ts'

/** A line of nameless titles would be a blank line, and the first pupil would be taken for the titles. */
const NAMELESS = '–'

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/**
 * Tab-separated, one line per row, every cell quoted: what a cell holds can neither end it nor begin a formula's.
 *
 * @param headers one title per column, or none.
 */
export function rosterText(headers: readonly string[], rows: readonly (readonly CapturedCell[])[]): string {
  const width = headers.length
  const lines = rows.map((row) =>
    Array.from({ length: width }, (_, column) => quoted(cleanMultiline(row[column]?.text ?? '').trim())).join('\t'),
  )
  return [headers.map((header) => quoted(cleanText(header) || NAMELESS)).join('\t'), ...lines].join('\r\n')
}
