/**
 * Tables whose rows are people of every kind (accounts of Edifice, participants of Moodle): who a row is about, and
 * parents brought to their children by the names written on the parent's row.
 */
import type { RosterMapping } from '../../contract/views.ts'
import { cleanText, foldText } from '../../domain/text-clean.ts'
import { joinGuardians } from './merge-lines.ts'
import type { ParsedGuardian, ParsedLine } from './parsed-line.ts'

export type RowKind = 'pupil' | 'parent' | 'other'

const PUPIL = /\b(?:eleves?|etudiants?|etudiante|apprenants?|students?|pupils?|learners?)\b/
const PARENT = /\b(?:parents?|responsables?|relatives?|guardians?|personne relation)\b/

function kindOf(text: string): RowKind {
  const folded = foldText(text).replace(/[^a-z0-9]+/g, ' ')
  if (PUPIL.test(folded)) return 'pupil'
  return PARENT.test(folded) ? 'parent' : folded.trim() === '' ? 'pupil' : 'other'
}

/**
 * Who each row is about. A "Type" that never says "Élève" is about something else and is not listened to: every row
 * is then a pupil's.
 */
export function rowKinds(
  rows: readonly (readonly string[])[],
  mapping: RosterMapping,
): (row: readonly string[]) => RowKind {
  const column = mapping.columns.indexOf('rowType')
  const textOf = (row: readonly string[]) => cleanText(row[column] ?? '')
  const speaks =
    column >= 0 &&
    rows.slice(mapping.headerRow + 1).some((row) => textOf(row) !== '' && kindOf(textOf(row)) === 'pupil')
  return speaks ? (row) => kindOf(textOf(row)) : () => 'pupil'
}

export interface ParentRow {
  readonly guardian: ParsedGuardian
  /** Folded names of the children, as written: "Prénom NOM". */
  readonly children: readonly string[]
}

/** "Louise MARTIN, Paul MARTIN" as folded names. */
export const childrenOf = (cell: string): string[] =>
  cell
    .split(/[,;\n|]/)
    .map((name) => foldText(name))
    .filter((name) => name !== '')

/** Both orders: the cell may write either. */
const namesOf = ({ familyName, givenName }: ParsedLine): string[] => [
  foldText(`${givenName} ${familyName}`),
  foldText(`${familyName} ${givenName}`),
]

/**
 * Adds each parent to their children. A name that two pupils share tells nothing, and the parent is left out.
 *
 * @returns the lines, and how many parents found no child of theirs in the file
 */
export function attachParents<T extends ParsedLine>(
  lines: readonly T[],
  parents: readonly ParentRow[],
): { lines: T[]; orphans: number } {
  if (parents.length === 0) return { lines: [...lines], orphans: 0 }
  const byName = new Map<string, Set<number>>()
  for (const [index, line] of lines.entries()) {
    for (const name of namesOf(line)) byName.set(name, (byName.get(name) ?? new Set()).add(index))
  }
  const attached = [...lines]
  let orphans = 0
  for (const { guardian, children } of parents) {
    const found = children.flatMap((name) => {
      const [only, ...others] = byName.get(name) ?? []
      return only !== undefined && others.length === 0 ? [only] : []
    })
    if (found.length === 0) orphans++
    for (const index of new Set(found)) {
      const line = attached[index]
      if (line !== undefined) attached[index] = { ...line, guardians: joinGuardians(line.guardians, [guardian]) }
    }
  }
  return { lines: attached, orphans }
}
