/** The cells of one row by what their column holds, and the contacts in them. Pure. */
import type { ContactPointRecord } from '../../contract/snapshot.ts'
import type { RosterField } from '../../contract/views.ts'
import {
  normaliseEmail,
  normalisePhone,
  splitEmails,
  splitPhones,
  uniqueContacts,
} from '../../domain/contact-normalise.ts'
import { cleanMultiline, cleanText } from '../../domain/text-clean.ts'
import type { LineReason } from './parsed-line.ts'

export type Cells = ReadonlyMap<RosterField, readonly string[]>

export function cellsOf(row: readonly string[], columns: readonly RosterField[]): Cells {
  const cells = new Map<RosterField, string[]>()
  for (const [index, field] of columns.entries()) {
    const text = cleanMultiline(row[index] ?? '').trim()
    if (field === 'ignore' || text === '') continue
    const known = cells.get(field)
    if (known === undefined) cells.set(field, [text])
    else known.push(text)
  }
  return cells
}

/** All the cells of a field as one line; empty when there is none. */
export function one(cells: Cells, field: RosterField): string {
  const texts = cells.get(field)
  return texts === undefined ? '' : cleanText(texts.length === 1 ? (texts[0] ?? '') : texts.join(' '))
}

export function readContacts(
  cells: Cells,
  emailField: RosterField,
  phoneField: RosterField,
  reasons: LineReason[],
): ContactPointRecord[] {
  const points: ContactPointRecord[] = []
  for (const text of (cells.get(emailField) ?? []).flatMap(splitEmails)) {
    const value = normaliseEmail(text)
    if (value === null) reasons.push({ reason: 'email-invalid', field: emailField })
    else points.push({ kind: 'email', value })
  }
  for (const cell of cells.get(phoneField) ?? []) {
    const parts = splitPhones(cell)
    if (parts.length === 0) reasons.push({ reason: 'phone-invalid', field: phoneField })
    for (const text of parts) {
      const phone = normalisePhone(text)
      if (phone === null) reasons.push({ reason: 'phone-invalid', field: phoneField })
      else {
        points.push({ kind: 'phone', value: phone.value })
        if (phone.zeroRestored) reasons.push({ reason: 'phone-zero-restored', field: phoneField })
      }
    }
  }
  return uniqueContacts(points)
}
