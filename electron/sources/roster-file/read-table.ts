/** Any file a teacher may call a class list, as sheets of text cells. What it is is read from its bytes. */
import { TrousseError } from '../../contract/errors.ts'
import { decodeText } from './decode-text.ts'
import { readCsv } from './read-csv.ts'
import type { SheetCells } from './read-spreadsheet.ts'
import { checkOleWorkbook, checkZippedWorkbook, MAX_COLUMNS, MAX_ROWS, readSpreadsheet } from './read-spreadsheet.ts'

/** Reliability facts I2. */
const MAX_FILE_BYTES = 20 * 1024 * 1024
/** Files of other kinds that are handed in by mistake, by their first bytes. */
const OTHER_KINDS: readonly (readonly [string, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
]
const OLE = [0xd0, 0xcf, 0x11, 0xe0]
const ZIP = [0x50, 0x4b, 0x03, 0x04]

export interface Table {
  /** As shown in the preview: the text's encoding, or `spreadsheet`. */
  readonly encoding: string
  readonly delimiter: string | null
  readonly sheets: readonly SheetCells[]
  /** One-based line of the first row, as a spreadsheet counts. */
  readonly firstLine: number
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

const spreadsheet = (content: Uint8Array | string): Table => ({
  encoding: 'spreadsheet',
  delimiter: null,
  sheets: readSpreadsheet(content),
  firstLine: 1,
})

/**
 * @param bytes the whole file.
 * @throws TrousseError `file-empty`, `file-too-large`, `file-kind-unknown`, `file-unreadable`, `file-password-protected`.
 */
export function readTable(bytes: Uint8Array): Table {
  if (bytes.byteLength === 0) throw new TrousseError('file-empty', {})
  if (bytes.byteLength > MAX_FILE_BYTES) throw new TrousseError('file-too-large', { maxBytes: MAX_FILE_BYTES })
  for (const [kind, mark] of OTHER_KINDS) {
    if (startsWith(bytes, mark)) throw new TrousseError('file-kind-unknown', { kind })
  }
  if (startsWith(bytes, ZIP)) {
    checkZippedWorkbook(bytes)
    return spreadsheet(bytes)
  }
  if (startsWith(bytes, OLE)) {
    checkOleWorkbook(bytes)
    return spreadsheet(bytes)
  }
  const decoded = decodeText(bytes)
  // A web page or SpreadsheetML under the name .xls, as web applications export.
  if (/^\s*</.test(decoded.text) && /<(?:table|(?:\w+:)?workbook)[\s>]/i.test(decoded.text)) {
    return { ...spreadsheet(decoded.text), encoding: decoded.encoding }
  }
  const { rows, delimiter, firstLine } = readCsv(decoded.text)
  if (rows.length > MAX_ROWS) throw new TrousseError('file-too-large', { reason: 'rows', max: MAX_ROWS })
  if (rows.every((row) => row.every((cell) => cell.trim() === ''))) throw new TrousseError('file-empty', {})
  const cells = rows.map((row) => (row.length > MAX_COLUMNS ? row.slice(0, MAX_COLUMNS) : row))
  return { encoding: decoded.encoding, delimiter, sheets: [{ name: '', rows: cells }], firstLine }
}
