/** CSV that a French Excel or LibreOffice opens with a double click, accents right and no formula run. */

const BOM = '\uFEFF'
const SEPARATOR = ';'
const LINE_END = '\r\n'

/**
 * What spreadsheets take for the beginning of a formula, even inside quotes (CWE-1236, OWASP ASVS 1.2.10):
 * `= + - @`, TAB, CR, NUL, the full-width twins, and any of them after blanks, which some programs skip.
 */
const FORMULA_START = /^[\t\r\0]|^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u
/** A plain number is only a number. */
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/

/** Makes a cell inert: an apostrophe before what would be run, as spreadsheets themselves write "this is text". */
export const neutraliseCell = (value: string): string =>
  FORMULA_START.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value

const quoted = (value: string): string => `"${neutraliseCell(value).replaceAll('"', '""')}"`

/**
 * UTF-8 with a byte order mark, semicolons, CRLF, every cell quoted.
 *
 * @param table rows of cells, the header first
 */
export function toCsv(table: readonly (readonly string[])[]): Uint8Array {
  const lines = table.map((row) => row.map(quoted).join(SEPARATOR) + LINE_END)
  return new TextEncoder().encode(BOM + lines.join(''))
}
