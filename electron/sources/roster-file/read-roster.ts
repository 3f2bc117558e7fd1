/** A whole roster file, from its bytes to records: what the worker runs, and what tests run without it. */
import { TrousseError } from '../../contract/errors.ts'
import type { SnapshotCoverage, SnapshotRecord } from '../../contract/snapshot.ts'
import type { RosterField, RosterMapping } from '../../contract/views.ts'
import { readColumns, tableSignature } from '../../domain/roster-columns.ts'
import { cleanText, cutText } from '../../domain/text-clean.ts'
import { isSheetPerClass, sheetsAlike } from './every-sheet.ts'
import type { FoundHeader } from './find-header.ts'
import { findHeader, labelsAt, suggestClass } from './find-header.ts'
import { guessTitles } from './guess-titles.ts'
import { type ParsedRows, parseRows } from './parse.ts'
import type { ParsedLine } from './parsed-line.ts'
import type { Table } from './read-table.ts'
import { readTable } from './read-table.ts'
import { buildRecords } from './to-snapshot.ts'
import { unfoldChildren } from './unfold-children.ts'

export interface RosterFile {
  readonly fileName: string
  readonly encoding: string
  readonly delimiter: string | null
  readonly sheets: readonly string[]
  readonly headers: readonly string[]
  readonly mapping: RosterMapping
  readonly classNeeded: boolean
  readonly droppedColumns: readonly string[]
  readonly ignoredLines: readonly number[]
  readonly ignored: Readonly<Record<string, number>>
  /** The columns are as the teacher set them for a table with the same titles. */
  readonly remembered: boolean
  readonly lines: readonly ParsedLine[]
  readonly records: readonly SnapshotRecord[]
  readonly coverage: SnapshotCoverage
  /** For each line, the keys (`recordKey`) of its records. */
  readonly keys: readonly (readonly string[])[]
  /** For each line, the name of its sheet where several are read; else empty. */
  readonly sheetOf: readonly string[]
}

const MAX_CLASS = 100

export interface RosterOptions {
  /** Columns set before, by the signature of the titles. */
  readonly remembered?: Readonly<Record<string, readonly RosterField[]>>
  /** A selection on screen, which may begin at the first pupil. */
  readonly mayLackTitles?: boolean
}

/** Gives titles to a table where no row looks like them; its first line then stands one line higher. */
function withTitles(table: Table, today: string): Table {
  const [sheet] = table.sheets
  if (sheet === undefined || table.sheets.some(({ rows }) => findHeader(rows) !== null)) return table
  const titles = guessTitles(sheet.rows, today)
  if (titles === null) return table
  return { ...table, sheets: [{ ...sheet, rows: [titles, ...sheet.rows] }], firstLine: table.firstLine - 1 }
}

interface ReadyTable extends Table {
  /** Of each sheet, where its rows come from; null where they are as in the file. */
  readonly rowOf: readonly (readonly number[] | null)[]
  /** Of each sheet, the row of titles, if it has one. */
  readonly headers: readonly (FoundHeader | null)[]
}

/** Lists of guardians with several children on a line become lists of children. */
function withChildrenUnfolded(table: Table): ReadyTable {
  const rowOf: (readonly number[] | null)[] = []
  const headers: (FoundHeader | null)[] = []
  const sheets = table.sheets.map((sheet) => {
    const header = findHeader(sheet.rows)
    const unfolded = header && unfoldChildren(sheet.rows, header.row, header.labels)
    rowOf.push(unfolded?.rowOf ?? null)
    headers.push(unfolded ? findHeader(unfolded.rows) : header)
    return unfolded ? { ...sheet, rows: unfolded.rows.map((row) => [...row]) } : sheet
  })
  return { ...table, sheets, rowOf, headers }
}

function firstSheetWithHeader({ headers }: ReadyTable): { sheet: number; header: FoundHeader } {
  for (const [sheet, header] of headers.entries()) {
    if (header !== null) return { sheet, header }
  }
  throw new TrousseError('file-no-header', {})
}

function proposeMapping(table: ReadyTable): RosterMapping {
  const { sheet, header } = firstSheetWithHeader(table)
  const { name, rows } = table.sheets[sheet] ?? { name: '', rows: [] }
  const { columns } = header.reading
  const found = { sheet, headerRow: header.row, columns: [...columns] }
  if (columns.includes('className')) return { ...found, className: null }
  if (isSheetPerClass(sheetsAlike(table, sheet, header.row))) return { ...found, className: null, everySheet: true }
  return { ...found, className: suggestClass(name, rows.slice(0, header.row)) }
}

const sameColumns = (a: readonly RosterField[] | undefined, b: readonly RosterField[]): boolean =>
  a !== undefined && a.length === b.length && a.every((field, index) => field === b[index])

/** What the teacher chose for such titles before wins over what the titles say. */
function withRemembered(
  proposed: RosterMapping,
  table: Table,
  remembered: Readonly<Record<string, readonly RosterField[]>>,
): RosterMapping {
  const labels = labelsAt(table.sheets[proposed.sheet]?.rows ?? [], proposed.headerRow)
  const columns = remembered[tableSignature(labels)]
  return columns === undefined ? proposed : { ...proposed, columns: [...columns] }
}

/** Another sheet, chosen without saying what its columns hold, has titles and a class of its own. */
function settleSheet(mapping: RosterMapping, table: ReadyTable): RosterMapping {
  const { name, rows } = table.sheets[mapping.sheet] ?? { name: '', rows: [] }
  const header = mapping.columns.length === 0 ? (table.headers[mapping.sheet] ?? null) : null
  if (header === null) return mapping
  const found = { ...mapping, headerRow: header.row }
  if (mapping.className !== null || header.reading.columns.includes('className')) return found
  return { ...found, className: suggestClass(name, rows.slice(0, header.row)) }
}

/** A mapping that changes sheet or header row without saying what the columns hold gets them read again. */
function completeMapping(mapping: RosterMapping, labels: readonly string[]): RosterMapping {
  const { columns, dropped } = readColumns(labels)
  const given = mapping.columns.length === 0 ? columns : mapping.columns
  const forbidden = new Set(dropped)
  return {
    ...mapping,
    columns: labels.map((_, index): RosterField => (forbidden.has(index) ? 'ignore' : (given[index] ?? 'ignore'))),
    className: mapping.className === null ? null : cutText(cleanText(mapping.className), MAX_CLASS),
  }
}

function checkNameColumn(columns: readonly RosterField[]): void {
  if (columns.includes('fullName') || columns.includes('familyName')) return
  throw new TrousseError('file-column-missing', { field: 'familyName' })
}

interface ParsedSheets extends ParsedRows {
  /** Of each line; none when a single sheet is read. */
  readonly sheetOf: readonly string[]
}

function parseSheet(table: ReadyTable, mapping: RosterMapping, today: string): ParsedSheets {
  const rows = table.sheets[mapping.sheet]?.rows ?? []
  const lineOf = (row: number) => (table.rowOf[mapping.sheet]?.[row] ?? row) + table.firstLine
  return { ...parseRows(rows, mapping, labelsAt(rows, mapping.headerRow), lineOf, today), sheetOf: [] }
}

/** Each sheet for its own class, in the workbook's order; lines that are no pupil are counted, not named. */
function parseSheets(table: ReadyTable, mapping: RosterMapping, today: string): ParsedSheets {
  const parsed = sheetsAlike(table, mapping.sheet, mapping.headerRow).map(({ sheet, headerRow, className }) => ({
    name: table.sheets[sheet]?.name ?? '',
    ...parseSheet(table, { ...mapping, sheet, headerRow, className: cutText(className, MAX_CLASS) }, today),
  }))
  const ignored = parsed.reduce((sum, sheet) => sum + sheet.ignoredLines.length, 0)
  return {
    lines: parsed.flatMap(({ lines }) => lines),
    sheetOf: parsed.flatMap(({ name, lines }) => lines.map(() => name)),
    ignoredLines: [],
    ignored: ignored === 0 ? {} : { 'not-a-pupil': ignored },
    classNeeded: false,
  }
}

/**
 * Reads a roster file as far as records, keeping no byte of it.
 *
 * @param mapping null to find header, columns and class; else as the teacher set it.
 * @param today ISO date.
 * @throws TrousseError as `readTable`, and `file-no-header`, `file-column-missing`.
 */
export function readRoster(
  bytes: Uint8Array,
  fileName: string,
  mapping: RosterMapping | null,
  today: string,
  { remembered = {}, mayLackTitles = false }: RosterOptions = {},
): RosterFile {
  const read = readTable(bytes)
  const table = withChildrenUnfolded(mayLackTitles ? withTitles(read, today) : read)
  const wanted =
    mapping === null ? withRemembered(proposeMapping(table), table, remembered) : settleSheet(mapping, table)
  const sheet = table.sheets[wanted.sheet]
  if (sheet === undefined || wanted.headerRow >= sheet.rows.length) throw new TrousseError('file-no-header', {})
  const labels = labelsAt(sheet.rows, wanted.headerRow)
  const used = completeMapping(wanted, labels)
  checkNameColumn(used.columns)
  const parsed = used.everySheet === true ? parseSheets(table, used, today) : parseSheet(table, used, today)
  const built = buildRecords(parsed.lines)
  return {
    fileName,
    encoding: table.encoding,
    delimiter: table.delimiter,
    sheets: table.sheets.map(({ name }) => name),
    headers: labels,
    mapping: used,
    classNeeded: parsed.classNeeded,
    droppedColumns: readColumns(labels).dropped.map((index) => labels[index] ?? ''),
    ignoredLines: parsed.ignoredLines,
    ignored: parsed.ignored,
    remembered: sameColumns(remembered[tableSignature(labels)], used.columns),
    lines: built.lines,
    records: built.records,
    // A list of guardians names the children they have, not everyone of a class.
    coverage: table.rowOf[wanted.sheet] ? { kind: 'classes', classExternalIds: [] } : built.coverage,
    keys: built.keys,
    sheetOf: parsed.sheetOf,
  }
}
