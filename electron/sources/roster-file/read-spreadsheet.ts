/** Workbooks (.xlsx, .xls, .ods, and the web page or text that some programs call .xls) as text cells. */
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx'
import { read, SSF } from '@e965/xlsx'
import { TrousseError } from '../../contract/errors.ts'
import { serialDay } from '../../domain/roster-dates.ts'
import { checkZipBudget, unpackEntry, zipEntries } from '../../platform/zip-entries.ts'

/** A school has 2,000 pupils; a list of all of them with their groups fits many times. */
export const MAX_ROWS = 20_000
/** As many as a mapping can name. */
export const MAX_COLUMNS = 300
const MAX_SHEETS = 100
const MANIFEST_BYTES = 1024 * 1024
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le')

export interface SheetCells {
  readonly name: string
  readonly rows: string[][]
}

/** The text a teacher sees, without a locale's guesses: dates as ISO, numbers in full. */
function cellText(cell: CellObject | undefined, date1904: boolean): string {
  if (cell === undefined) return ''
  const { v, t } = cell
  if (t === 'e') return typeof cell.w === 'string' ? cell.w : '#REF!'
  if (v === undefined || v === null) return ''
  if (v instanceof Date) return v.toISOString().slice(0, 10)
  if (typeof v === 'boolean') return v ? 'VRAI' : 'FAUX'
  if (typeof v === 'string') return v
  if (typeof cell.z === 'string' && SSF.is_date(cell.z)) return serialDay(v, date1904) ?? String(v)
  // A phone or an id kept as a number must not come out as 6.12e+8.
  return Number.isInteger(v) ? BigInt(v).toString() : String(v)
}

/** Merged cells hold one value: it is meant for each of them (group titles above columns, one pupil on two rows). */
function fillMerged(sheet: WorkSheet, rows: string[][]): void {
  for (const { s, e } of sheet['!merges'] ?? []) {
    const value = rows[s.r]?.[s.c]
    if (value === undefined || value === '' || e.r - s.r > 10 || e.c - s.c > 30) continue
    for (let r = s.r; r <= Math.min(e.r, rows.length - 1); r++) {
      const row = rows[r] ?? []
      // Rows end at their last filled cell; a merged one may reach further.
      while (row.length <= Math.min(e.c, MAX_COLUMNS - 1)) row.push('')
      row.fill(value, s.c, e.c + 1)
    }
  }
}

function sheetCells(name: string, sheet: WorkSheet, date1904: boolean): SheetCells {
  const data = sheet['!data'] ?? []
  if (data.length > MAX_ROWS) throw new TrousseError('file-too-large', { reason: 'rows', max: MAX_ROWS })
  const rows = Array.from({ length: data.length }, (_, r) => {
    const cells = (data[r] ?? []).slice(0, MAX_COLUMNS)
    return Array.from({ length: cells.length }, (_unused, c) => cellText(cells[c], date1904))
  })
  fillMerged(sheet, rows)
  return { name, rows }
}

function openWorkbook(content: Uint8Array | string): WorkBook {
  try {
    return read(content, {
      type: typeof content === 'string' ? 'string' : 'array',
      dense: true,
      cellNF: true,
      cellHTML: false,
      cellFormula: false,
      // One more than allowed, so that "too many" is seen and said.
      sheetRows: MAX_ROWS + 1,
    })
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    const locked = /password|encrypt/i.test(text)
    throw new TrousseError(locked ? 'file-password-protected' : 'file-unreadable', {}, { cause: error })
  }
}

/** Recognises what a ZIP holds and refuses a bomb or an encrypted workbook before it is opened. */
export function checkZippedWorkbook(bytes: Uint8Array): void {
  const entries = zipEntries(bytes)
  const names = new Set(entries.map((entry) => entry.name))
  if (!names.has('[Content_Types].xml') && !names.has('content.xml')) throw new TrousseError('file-kind-unknown', {})
  checkZipBudget(entries)
  const manifest = entries.find((entry) => entry.name === 'META-INF/manifest.xml')
  if (manifest && new TextDecoder().decode(unpackEntry(manifest, MANIFEST_BYTES)).includes('encryption-data')) {
    throw new TrousseError('file-password-protected', {})
  }
}

/** An OLE container that holds `EncryptedPackage` is a modern workbook with a password. */
export function checkOleWorkbook(bytes: Uint8Array): void {
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(ENCRYPTED_PACKAGE)) {
    throw new TrousseError('file-password-protected', {})
  }
}

/**
 * @param content the file's bytes, or the decoded text of a web page.
 * @throws TrousseError `file-unreadable`, `file-too-large`, `file-password-protected`, `file-empty`.
 */
export function readSpreadsheet(content: Uint8Array | string): SheetCells[] {
  const book = openWorkbook(content)
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const sheets: SheetCells[] = []
  for (const name of book.SheetNames.slice(0, MAX_SHEETS)) {
    const sheet = book.Sheets[name]
    if (sheet !== undefined) sheets.push(sheetCells(name, sheet, date1904))
  }
  if (sheets.every((sheet) => sheet.rows.length === 0)) throw new TrousseError('file-empty', {})
  return sheets
}
