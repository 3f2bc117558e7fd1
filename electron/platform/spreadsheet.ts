/** Spreadsheets of Excel and LibreOffice in which nothing is run. */
import * as XLSX from '@e965/xlsx'

/** "Text" of spreadsheets: what is typed over later stays text too, so a phone keeps its first zero. */
const TEXT_FORMAT = '@'
const MIN_WIDTH = 8
const MAX_WIDTH = 40
/** Excel's limit for the name of a sheet, and the characters it refuses. */
const SHEET_NAME_LENGTH = 31
const SHEET_NAME_FORBIDDEN = /[[\]:*?/\\]/g

type Cells = readonly (readonly string[])[]

/**
 * A workbook of one sheet where every cell is a typed string: nothing is ever a formula, whatever a name or an
 * address begins with, and nothing is turned into a number or a date.
 */
function workbook(table: Cells, sheetName: string, createdAt: Date): XLSX.WorkBook {
  const sheet: XLSX.WorkSheet = {}
  const width = Math.max(1, ...table.map((row) => row.length))
  for (const [r, row] of table.entries())
    for (const [c, value] of row.entries())
      if (value !== '') sheet[XLSX.utils.encode_cell({ r, c })] = { t: 's', v: value, z: TEXT_FORMAT }
  const range = { s: { r: 0, c: 0 }, e: { r: Math.max(0, table.length - 1), c: width - 1 } }
  sheet['!ref'] = XLSX.utils.encode_range(range)
  sheet['!autofilter'] = { ref: XLSX.utils.encode_range(range) }
  sheet['!cols'] = Array.from({ length: width }, (_, column) => ({
    wch: Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, ...table.map((row) => (row[column] ?? '').length + 1))),
  }))
  const book = XLSX.utils.book_new()
  const name = sheetName
    .replace(SHEET_NAME_FORBIDDEN, ' ')
    .replace(/^'+|'+$/g, '')
    .slice(0, SHEET_NAME_LENGTH)
    .trim()
  XLSX.utils.book_append_sheet(book, sheet, name === '' ? 'Classe' : name)
  book.Props = { CreatedDate: createdAt, ModifiedDate: createdAt }
  return book
}

function write(book: XLSX.WorkBook, bookType: 'xlsx' | 'ods'): Uint8Array {
  const bytes: unknown = XLSX.write(book, { type: 'array', bookType, compression: true })
  if (!(bytes instanceof ArrayBuffer)) throw new TypeError('the spreadsheet writer gave no bytes')
  return new Uint8Array(bytes)
}

/**
 * @param table rows of cells, the header first
 * @param createdAt date written in the file's properties, so that the same roster gives the same bytes
 */
export const toXlsx = (table: Cells, sheetName: string, createdAt: Date): Uint8Array =>
  write(workbook(table, sheetName, createdAt), 'xlsx')

/** As `toXlsx`, for LibreOffice's own kind of file. */
export const toOds = (table: Cells, sheetName: string, createdAt: Date): Uint8Array =>
  write(workbook(table, sheetName, createdAt), 'ods')
