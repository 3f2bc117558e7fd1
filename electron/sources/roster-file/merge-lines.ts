/**
 * One pupil on several rows: SIECLE's extraction has a row for each class or group, others a row for each guardian.
 * Rows are joined on the same name with the same birth date or the file's own id, never on a name alone.
 */
import { uniqueContacts } from '../../domain/contact-normalise.ts'
import { classKey, foldText } from '../../domain/text-clean.ts'
import { distinctReasons, type ParsedGuardian, type ParsedLine } from './parsed-line.ts'

/** A pupil as one row tells of them. */
export interface ReadRow {
  readonly pupil: ParsedLine
  /** The file's id of the pupil; empty without one. */
  readonly id: string
  /** The row names a group, not the class. */
  readonly isGroupRow: boolean
}

const sameClass = (a: string | null, b: string | null): boolean =>
  a === null || b === null || classKey(a) === classKey(b)
const guardianName = ({ familyName, givenName }: ParsedGuardian): string => foldText(`${familyName} ${givenName}`)

function isSameGuardian(a: ParsedGuardian, b: ParsedGuardian): boolean {
  const shared = a.contactPoints.some((point) => b.contactPoints.some(({ value }) => value === point.value))
  const names = [guardianName(a), guardianName(b)]
  if (names[0] === names[1]) return shared || names[0] !== ''
  return shared && names.includes('')
}

/** The first word on each guardian stands; what a later row knows besides is added. */
export function joinGuardians(first: readonly ParsedGuardian[], later: readonly ParsedGuardian[]): ParsedGuardian[] {
  const joined = [...first]
  for (const guardian of later) {
    const at = joined.findIndex((known) => isSameGuardian(known, guardian))
    const known = joined[at]
    if (known === undefined) joined.push(guardian)
    else joined[at] = { ...known, contactPoints: uniqueContacts([...known.contactPoints, ...guardian.contactPoints]) }
  }
  return joined
}

/** True when the second row goes on with the pupil of the first and is not the same line written twice. */
function continues(first: ReadRow, later: ReadRow): boolean {
  if (!sameClass(first.pupil.className, later.pupil.className)) return false
  if (first.isGroupRow || later.isGroupRow) return true
  const known = first.pupil.guardians
  return later.pupil.guardians.some((guardian) => !known.some((other) => isSameGuardian(other, guardian)))
}

function join(firstRow: ReadRow, laterRow: ReadRow): ReadRow {
  const { pupil: first } = firstRow
  const { pupil: later } = laterRow
  return {
    id: firstRow.id,
    isGroupRow: firstRow.isGroupRow && laterRow.isGroupRow,
    pupil: {
      ...first,
      birthDate: first.birthDate ?? later.birthDate,
      className: first.className ?? later.className,
      groups: [...new Set([...first.groups, ...later.groups])],
      contactPoints: uniqueContacts([...first.contactPoints, ...later.contactPoints]),
      guardians: joinGuardians(first.guardians, later.guardians),
      reasons: distinctReasons([...first.reasons, ...later.reasons, { reason: 'rows-joined', field: null }]),
    },
  }
}

/** Joins the rows of one pupil, in the place of the first. */
export function mergeLines(rows: readonly ReadRow[]): ReadRow[] {
  const merged: ReadRow[] = []
  const places = new Map<string, number[]>()
  for (const row of rows) {
    const { familyName, givenName, birthDate } = row.pupil
    const proof = row.id || birthDate
    if (!proof) {
      merged.push(row)
      continue
    }
    const key = foldText(`${familyName} ${givenName} ${proof}`)
    const known = places.get(key)
    const at = known?.find((place) => {
      const first = merged[place]
      return first !== undefined && continues(first, row)
    })
    const first = at === undefined ? undefined : merged[at]
    if (at !== undefined && first !== undefined) {
      merged[at] = join(first, row)
      continue
    }
    if (known === undefined) places.set(key, [merged.length])
    else known.push(merged.length)
    merged.push(row)
  }
  return merged
}
