/** The guardians beside a pupil: each in columns of their own, the name in one to three of them. Pure. */
import type { Relationship } from '../../contract/snapshot.ts'
import type { RosterMapping } from '../../contract/views.ts'
import { levelOfText, relationshipOfText } from '../../domain/guardian-words.ts'
import { nameProblem, splitFullName } from '../../domain/person-names.ts'
import {
  GUARDIAN_SLOTS,
  type GuardianSlot,
  guardianNamePart,
  relationshipOfTitle,
} from '../../domain/roster-columns.ts'
import { cleanText, cutText } from '../../domain/text-clean.ts'
import { type Cells, one, readContacts } from './cells.ts'
import { type LineReason, MAX_NAME, type ParsedGuardian } from './parsed-line.ts'

type NameParts = Readonly<Record<'family' | 'usage' | 'given' | 'full', readonly number[]>>

export interface GuardianColumns {
  readonly slot: GuardianSlot
  /** From the titles ("Mère", "Père"); a cell of its own says more. */
  readonly relationship: Relationship
  readonly parts: NameParts
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
    return [{ slot, relationship: relationshipOfTitle(labels[first] ?? ''), parts }]
  })
}

const textOf = (row: readonly string[], indices: readonly number[]): string =>
  cleanText(indices.map((index) => row[index] ?? '').join(' '))

function nameOf(row: readonly string[], parts: NameParts): { text: string; familyName: string; givenName: string } {
  const given = textOf(row, parts.given)
  const family = textOf(row, parts.usage) || textOf(row, parts.family)
  const full = textOf(row, parts.full)
  if (given !== '' || family !== '') return { text: `${family} ${given}`.trim(), familyName: family, givenName: given }
  const { familyName, givenName } = splitFullName(full)
  return { text: full, familyName, givenName }
}

export function readGuardian(
  cells: Cells,
  row: readonly string[],
  { slot, relationship, parts }: GuardianColumns,
  reasons: LineReason[],
): ParsedGuardian | null {
  const contactPoints = readContacts(cells, `guardian${slot}Email`, `guardian${slot}Phone`, reasons)
  const name = nameOf(row, parts)
  if (name.text === '' && contactPoints.length === 0) return null
  const bad = name.text !== '' && nameProblem(name.text) === 'not-a-name'
  if (bad) reasons.push({ reason: 'guardian-not-a-name', field: `guardian${slot}Name` })
  if (bad && contactPoints.length === 0) return null
  return {
    familyName: bad ? '' : cutText(name.familyName, MAX_NAME),
    givenName: bad ? '' : cutText(name.givenName, MAX_NAME),
    relationship: relationshipOfText(one(cells, `guardian${slot}Link`)) ?? relationship,
    level: levelOfText(one(cells, `guardian${slot}Level`)) ?? 1,
    contactPoints,
  }
}
