/**
 * One pupil on several rows: SIECLE's extraction has a row for each class or group, others a row for each guardian.
 * Rows are joined on the same name with the same birth date or the file's own id, never on a name alone.
 */
import { uniqueContacts } from '../../domain/contact-normalise.ts'
import { classKey, foldText } from '../../domain/text-clean.ts'
import { distinctReasons, type ParsedGuardian, type ParsedLine } from './parsed-line.ts'

export interface IdentifiedLine extends ParsedLine {
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
function continues(first: IdentifiedLine, later: IdentifiedLine): boolean {
  if (!sameClass(first.className, later.className)) return false
  if (first.isGroupRow || later.isGroupRow) return true
  return later.guardians.some((guardian) => !first.guardians.some((known) => isSameGuardian(known, guardian)))
}

function join(first: IdentifiedLine, later: IdentifiedLine): IdentifiedLine {
  return {
    ...first,
    birthDate: first.birthDate ?? later.birthDate,
    className: first.className ?? later.className,
    groups: [...new Set([...first.groups, ...later.groups])],
    contactPoints: uniqueContacts([...first.contactPoints, ...later.contactPoints]),
    guardians: joinGuardians(first.guardians, later.guardians),
    reasons: distinctReasons([...first.reasons, ...later.reasons, { reason: 'rows-joined', field: null }]),
    isGroupRow: first.isGroupRow && later.isGroupRow,
  }
}

/** Joins the rows of one pupil, in the place of the first. */
export function mergeLines(lines: readonly IdentifiedLine[]): IdentifiedLine[] {
  const merged: IdentifiedLine[] = []
  const places = new Map<string, number[]>()
  for (const line of lines) {
    const { familyName, givenName, birthDate, id } = line
    const proof = id || birthDate
    const key = proof ? foldText(`${familyName} ${givenName} ${proof}`) : null
    const known = key === null ? [] : (places.get(key) ?? [])
    const at = known.find((place) => {
      const first = merged[place]
      return first !== undefined && continues(first, line)
    })
    const first = at === undefined ? undefined : merged[at]
    if (at !== undefined && first !== undefined) merged[at] = join(first, line)
    else {
      if (key !== null) places.set(key, [...known, merged.length])
      merged.push(line)
    }
  }
  return merged
}
