/** A workbook with a sheet for each class: the sheets with the same titles, each with its own class. */
import { tableSignature } from '../../domain/roster-columns.ts'
import { cleanText } from '../../domain/text-clean.ts'
import { findHeader, labelsAt, suggestClass } from './find-header.ts'
import type { Table } from './read-table.ts'

export interface ClassSheet {
  readonly sheet: number
  readonly headerRow: number
  /** From the sheet's name; the name itself when it says nothing of a class. */
  readonly className: string
  /** The name is a class's, as a school writes it. */
  readonly isClass: boolean
}

/** Sheets with the titles of the chosen one, in the workbook's order. */
export function sheetsAlike(table: Table, sheet: number, headerRow: number): ClassSheet[] {
  const wanted = tableSignature(labelsAt(table.sheets[sheet]?.rows ?? [], headerRow))
  return table.sheets.flatMap(({ name, rows }, index) => {
    const header = index === sheet ? { row: headerRow } : findHeader(rows)
    if (header === null || tableSignature(labelsAt(rows, header.row)) !== wanted) return []
    const found = suggestClass(name, [])
    return [{ sheet: index, headerRow: header.row, className: found ?? cleanText(name), isClass: found !== null }]
  })
}

/** True when the workbook is plainly one sheet per class. */
export const isSheetPerClass = (sheets: readonly ClassSheet[]): boolean =>
  sheets.length > 1 &&
  sheets.every(({ isClass }) => isClass) &&
  new Set(sheets.map(({ className }) => className)).size === sheets.length
