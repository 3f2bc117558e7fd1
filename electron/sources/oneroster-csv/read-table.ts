/** One CSV file as rows whose cells are asked by the specification's column names. */
import { isUtf8 } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { TrousseError } from '../../contract/errors.ts'
import { cleanMultiline } from '../../domain/text-clean.ts'
import type { PlainFile } from '../../platform/unpack-files.ts'
import { columnKey } from './parts.ts'

export interface Row {
  /** One-based line of the file where the row begins. */
  readonly line: number
  /** By `columnKey`; trimmed, empty when the column or the cell is not there. */
  get(key: string): string
  /** More filled cells than the header has columns. */
  readonly ragged: boolean
}

export interface Table {
  readonly file: string
  /** As written. */
  readonly labels: readonly string[]
  readonly rows: readonly Row[]
  /** Columns that may be asked, by key. */
  readonly columns: ReadonlySet<string>
  /** The specification asks for UTF-8 and the bytes are something else. */
  readonly notUtf8: boolean
}

/** 2,000 pupils in 25 classes and groups each, ten times over. */
const MAX_ROWS = 500_000
const MAX_RECORD = 1_000_000
const LINE_END = /\r\n|\n|\r/g
/** Never read, whatever the file: one-way or clear, a password is nobody's business here. */
export const isPassword = (label: string): boolean => /passw|motdepasse/.test(columnKey(label))

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte)

export function decodeCsv(bytes: Uint8Array): { text: string; notUtf8: boolean } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (startsWith(bytes, 0xff, 0xfe)) return { text: iconv.decode(buffer, 'utf-16le'), notUtf8: true }
  if (startsWith(bytes, 0xfe, 0xff)) return { text: iconv.decode(buffer, 'utf-16be'), notUtf8: true }
  const notUtf8 = !isUtf8(bytes)
  return { text: iconv.decode(buffer, notUtf8 ? 'windows-1252' : 'utf-8').replace(/^\ufeff+/, ''), notUtf8 }
}

/** The specification's comma, unless the file went through a French spreadsheet. */
function delimiterOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  if (line.includes(',')) return ','
  if (line.includes(';')) return ';'
  return line.includes('\t') ? '\t' : ','
}

function parseRows(text: string, file: string): { cells: string[]; line: number }[] {
  const rows: { cells: string[]; line: number }[] = []
  let line = 1
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_RECORD,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (cells: string[]) => {
        if (rows.length >= MAX_ROWS) throw new TrousseError('file-too-large', { file, reason: 'rows', max: MAX_ROWS })
        rows.push({ cells, line })
        // A quoted cell may hold line ends; the parser's own count takes a CRLF in there for two.
        line += 1 + cells.reduce((sum, cell) => sum + (cell.match(LINE_END)?.length ?? 0), 0)
        return null
      },
    })
  } catch (error) {
    if (error instanceof TrousseError) throw error
    // The row that begins here never ends: most often a quote that is not closed.
    throw new TrousseError('file-damaged', { file, line, reason: 'csv' }, { cause: error })
  }
  return rows
}

/** Labels of the first row of a file's beginning; empty when it is no CSV. */
export function headerOf(head: Uint8Array): string[] {
  const { text } = decodeCsv(head)
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  if (line.includes('\0')) return []
  try {
    return parseRows(line, '')[0]?.cells ?? []
  } catch {
    return []
  }
}

/** @throws TrousseError `file-damaged` with file and line, `file-too-large`. */
export function readTable(file: PlainFile): Table {
  const { text, notUtf8 } = decodeCsv(file.bytes)
  const [header, ...body] = parseRows(text, file.name)
  const labels = header?.cells ?? []
  const index = new Map<string, number>()
  for (const [at, label] of labels.entries()) {
    const key = columnKey(label)
    if (key !== '' && !isPassword(label) && !index.has(key)) index.set(key, at)
  }
  const rows = body
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(
      ({ cells, line }): Row => ({
        line,
        get: (key) => cleanMultiline(cells[index.get(key) ?? -1] ?? '').trim(),
        ragged: cells.slice(labels.length).some((cell) => cell.trim() !== ''),
      }),
    )
  return { file: file.name, labels, rows, columns: new Set(index.keys()), notUtf8 }
}
