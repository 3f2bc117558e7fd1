/** A block of a page as a plain table: spans opened, hidden columns gone, titles on one row. Pure. */
import { isGuardianTitle, readColumns } from '../../domain/roster-columns.ts'
import { cleanText } from '../../domain/text-clean.ts'
import type { CapturedBlock, CapturedCell } from './captured-page.ts'
import { workColumns } from './work-columns.ts'
import { findDate } from './work-dates.ts'

export interface FlatTable {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly CapturedCell[])[]
}

const EMPTY: CapturedCell = { text: '' }
/** Rows looked at for titles: a caption row, a group row, the titles. */
const TITLE_ROWS = 4
const MAX_WIDTH = 200
/** Whether a text is a date does not depend on the day it is read. */
const ANY_DAY = '2026-01-01'

/** Each cell repeated over the columns and rows that it spans, as a person reads it. */
export function openSpans(rows: readonly (readonly CapturedCell[])[]): CapturedCell[][] {
  const open: { cell: CapturedCell; left: number }[] = []
  return rows.map((row) => {
    const flat: CapturedCell[] = []
    const fill = () => {
      for (let above = open[flat.length]; above !== undefined && above.left > 0; above = open[flat.length]) {
        above.left--
        flat.push(above.cell)
      }
    }
    for (const cell of row) {
      fill()
      for (let span = 0; span < (cell.colSpan ?? 1) && flat.length < MAX_WIDTH; span++) {
        open[flat.length] = { cell, left: (cell.rowSpan ?? 1) - 1 }
        flat.push(cell)
      }
    }
    fill()
    return flat
  })
}

/** Columns of which no cell is shown go; a hidden cell elsewhere is empty. */
function dropHidden(rows: readonly (readonly CapturedCell[])[]): CapturedCell[][] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const shown: number[] = []
  for (let column = 0; column < width; column++) {
    const hidden = rows.filter((row) => row[column]?.hidden === true).length
    const present = rows.filter((row) => row[column] !== undefined).length
    if (hidden * 2 < present || hidden === 0) shown.push(column)
  }
  return rows.map((row) =>
    shown.map((column) => {
      const cell = row[column]
      return cell === undefined || cell.hidden ? EMPTY : cell
    }),
  )
}

const isTitleRow = (row: readonly CapturedCell[]): boolean =>
  row.some((cell) => cell.text !== '') && row.every((cell) => cell.header === true || cell.text === '')

/** A group's title stands before its own where the column needs it: "Responsable 1" above "Courriel". */
function joinTitles(rows: readonly (readonly CapturedCell[])[]): string[] {
  const lower = rows.at(-1) ?? []
  return lower.map((cell, column) => {
    const own = cleanText(cell.text)
    const above = cleanText(rows.at(-2)?.[column]?.text ?? '')
    if (own === '' || own === above) return own || above
    return isGuardianTitle(above) ? `${above} ${own}` : own
  })
}

/** How much a row of texts looks like titles, of pupils or of work. */
const titleScore = (texts: readonly string[]): number => Math.max(readColumns(texts).score, workColumns(texts).score)

/** A list has no titles: its parts are named here. */
export const LIST_HEADERS = ['', '', ''] as const

/** @returns null when the block has nothing below its titles. */
export function flatten(block: CapturedBlock): FlatTable | null {
  if (block.kind === 'list') return block.rows.length > 0 ? { headers: [...LIST_HEADERS], rows: block.rows } : null
  const rows = dropHidden(openSpans(block.rows))
  let titles = 0
  while (titles < TITLE_ROWS && titles < rows.length - 1 && isTitleRow(rows[titles] ?? [])) titles++
  if (titles === 0) titles = guessTitles(rows)
  const body = rows.slice(titles).filter((row) => row.some((cell) => cell.text !== ''))
  if (body.length === 0) return null
  const width = Math.max(...body.map((row) => row.length))
  const headers = joinTitles(rows.slice(0, titles))
  return {
    headers: Array.from({ length: Math.max(width, headers.length) }, (_, column) => headers[column] ?? ''),
    rows: body,
  }
}

/** Days with a date in one row are the titles of a week. */
const DAYS_IN_TITLES = 3

/** Tables drawn without title cells: the first row that reads like titles, if any does. */
function guessTitles(rows: readonly (readonly CapturedCell[])[]): number {
  for (let row = 0; row < Math.min(TITLE_ROWS, rows.length - 1); row++) {
    const texts = (rows[row] ?? []).map((cell) => cleanText(cell.text))
    const days = texts.filter((text) => text.length < 40 && findDate(text, ANY_DAY) !== null).length
    if (days >= DAYS_IN_TITLES || titleScore(texts) > 0) return row + 1
  }
  return 0
}
