/** The cells of one row by what their column holds, and the contacts in them. Pure. */
import type { ContactPointRecord } from '../../contract/snapshot.ts'
import type { RosterField } from '../../contract/views.ts'
import {
  normaliseEmail,
  normalisePhone,
  plainEmail,
  plainPhone,
  splitEmails,
  splitPhones,
  uniqueContacts,
} from '../../domain/contact-normalise.ts'
import { cleanMultiline, cleanText, isCleanLine } from '../../domain/text-clean.ts'
import type { LineReason } from './parsed-line.ts'

/** Indices of the columns that hold a field, worked out once for a table and not for every row. */
export type Columns = readonly number[]

export const columnsOf = (fields: readonly RosterField[], field: RosterField): Columns =>
  fields.flatMap((found, index) => (found === field ? [index] : []))

/** The columns of somebody's contacts, with the fields that faults are told of. */
export interface ContactColumns {
  readonly emailField: RosterField
  readonly phoneField: RosterField
  readonly emails: Columns
  readonly phones: Columns
}

export const contactColumns = (
  fields: readonly RosterField[],
  emailField: RosterField,
  phoneField: RosterField,
): ContactColumns => ({
  emailField,
  phoneField,
  emails: columnsOf(fields, emailField),
  phones: columnsOf(fields, phoneField),
})

/** A row, each cell cleaned once however many steps look at it. */
export interface Cells {
  /** By column; a column that is not kept and a cell that is not there are empty. */
  readonly texts: readonly string[]
  /** Every cell is on one line already, as nearly all are. */
  readonly plain: boolean
}

/** @param fields of the columns; what is ignored is not even looked at. */
export function cellsOf(row: readonly string[], fields: readonly RosterField[]): Cells {
  const texts: string[] = []
  let plain = true
  for (let index = 0; index < fields.length; index++) {
    const cell = fields[index] === 'ignore' ? '' : (row[index] ?? '')
    if (cell === '' || isCleanLine(cell)) texts.push(cell)
    else {
      plain = false
      texts.push(cleanMultiline(cell).trim())
    }
  }
  return { texts, plain }
}

export function has({ texts }: Cells, columns: Columns): boolean {
  for (const column of columns) if (texts[column] !== '') return true
  return false
}

/** All the cells of a field as one line; empty when there is none. */
export function one({ texts, plain }: Cells, columns: Columns): string {
  const [first] = columns
  if (first === undefined) return ''
  if (columns.length > 1) return cleanText(many(texts, columns))
  const text = texts[first] ?? ''
  return plain ? text : cleanText(text)
}

/** All the cells of a field, each on lines of its own. */
export function several({ texts }: Cells, columns: Columns): string {
  const [first] = columns
  if (first === undefined) return ''
  return columns.length === 1 ? (texts[first] ?? '') : many(texts, columns)
}

const many = (texts: readonly string[], columns: Columns): string =>
  columns.map((column) => texts[column] ?? '').join('\n')

export function readContacts(
  { texts }: Cells,
  { emailField, phoneField, emails, phones }: ContactColumns,
  reasons: LineReason[],
): ContactPointRecord[] {
  const points: ContactPointRecord[] = []
  for (const column of emails) readEmails(texts[column] ?? '', emailField, points, reasons)
  for (const column of phones) readPhones(texts[column] ?? '', phoneField, points, reasons)
  return uniqueContacts(points)
}

function readEmails(cell: string, field: RosterField, points: ContactPointRecord[], reasons: LineReason[]): void {
  if (cell === '') return
  const plain = plainEmail(cell)
  if (plain !== null) {
    points.push({ kind: 'email', value: plain })
    return
  }
  for (const text of splitEmails(cell)) {
    const value = normaliseEmail(text)
    if (value === null) reasons.push({ reason: 'email-invalid', field })
    else points.push({ kind: 'email', value })
  }
}

function readPhones(cell: string, field: RosterField, points: ContactPointRecord[], reasons: LineReason[]): void {
  if (cell === '') return
  const plain = plainPhone(cell)
  if (plain !== null) {
    points.push({ kind: 'phone', value: plain })
    return
  }
  const parts = splitPhones(cell)
  if (parts.length === 0) reasons.push({ reason: 'phone-invalid', field })
  for (const text of parts) {
    const phone = normalisePhone(text)
    if (phone === null) reasons.push({ reason: 'phone-invalid', field })
    else {
      points.push({ kind: 'phone', value: phone.value })
      if (phone.zeroRestored) reasons.push({ reason: 'phone-zero-restored', field })
    }
  }
}
