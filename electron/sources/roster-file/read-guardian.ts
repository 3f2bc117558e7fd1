/** The guardians beside a pupil: each in columns of their own, the name in one to three of them. Pure. */
import type { Relationship } from '../../contract/snapshot.ts'
import type { RosterField, RosterMapping } from '../../contract/views.ts'
import { levelOfText, relationshipOfText } from '../../domain/guardian-words.ts'
import { nameProblem, splitFullName } from '../../domain/person-names.ts'
import { GUARDIAN_SLOTS, guardianNamePart, relationshipOfTitle } from '../../domain/roster-columns.ts'
import { cutText } from '../../domain/text-clean.ts'
import { type Cells, type Columns, type ContactColumns, columnsOf, contactColumns, one, readContacts } from './cells.ts'
import { type LineReason, MAX_NAME, type ParsedGuardian } from './parsed-line.ts'

type NameParts = Readonly<Record<'family' | 'usage' | 'given' | 'full', Columns>>

export interface GuardianColumns {
  /** The field that a fault of the name is told of. */
  readonly nameField: RosterField
  /** From the titles ("Mère", "Père"); a cell of its own says more. */
  readonly relationship: Relationship
  readonly parts: NameParts
  readonly contacts: ContactColumns
  readonly links: Columns
  readonly levels: Columns
}

/** The guardians that a table has columns for, with how their names are written. */
export function guardianColumns(mapping: RosterMapping, labels: readonly string[]): GuardianColumns[] {
  return GUARDIAN_SLOTS.flatMap((slot) => {
    const first = mapping.columns.findIndex((field) => field.startsWith(`guardian${slot}`))
    if (first < 0) return []
    const parts: Record<keyof NameParts, number[]> = { family: [], usage: [], given: [], full: [] }
    for (const [index, field] of mapping.columns.entries()) {
      if (field === `guardian${slot}Name`) parts[guardianNamePart(labels[index] ?? '')].push(index)
    }
    // "Responsable : nom" beside no given name holds the whole name.
    if (parts.given.length === 0) parts.full.push(...parts.family.splice(0), ...parts.usage.splice(0))
    return [
      {
        nameField: `guardian${slot}Name`,
        relationship: relationshipOfTitle(labels[first] ?? ''),
        parts,
        contacts: contactColumns(mapping.columns, `guardian${slot}Email`, `guardian${slot}Phone`),
        links: columnsOf(mapping.columns, `guardian${slot}Link`),
        levels: columnsOf(mapping.columns, `guardian${slot}Level`),
      },
    ]
  })
}

function nameOf(cells: Cells, parts: NameParts): { text: string; familyName: string; givenName: string } {
  const given = one(cells, parts.given)
  const family = one(cells, parts.usage) || one(cells, parts.family)
  if (given !== '' || family !== '') return { text: `${family} ${given}`.trim(), familyName: family, givenName: given }
  const full = one(cells, parts.full)
  const { familyName, givenName } = splitFullName(full)
  return { text: full, familyName, givenName }
}

export function readGuardian(
  cells: Cells,
  { nameField, relationship, parts, contacts, links, levels }: GuardianColumns,
  reasons: LineReason[],
): ParsedGuardian | null {
  const contactPoints = readContacts(cells, contacts, reasons)
  const name = nameOf(cells, parts)
  if (name.text === '' && contactPoints.length === 0) return null
  const bad = name.text !== '' && nameProblem(name.text) === 'not-a-name'
  if (bad) reasons.push({ reason: 'guardian-not-a-name', field: nameField })
  if (bad && contactPoints.length === 0) return null
  return {
    familyName: bad ? '' : cutText(name.familyName, MAX_NAME),
    givenName: bad ? '' : cutText(name.givenName, MAX_NAME),
    relationship: relationshipOfText(one(cells, links)) ?? relationship,
    level: levelOfText(one(cells, levels)) ?? 1,
    contactPoints,
  }
}
