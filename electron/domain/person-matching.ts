/**
 * One person seen by two sources is one person (design.md §3). Pure: who is the same without a doubt, of whom the
 * teacher is asked, and what two sources say differently of one person.
 */
import type { PersonRecord } from '../contract/snapshot.ts'
import type { SourceKind } from '../contract/views.ts'
import { foldText } from './text-clean.ts'

export interface PersonIdentity {
  readonly role: PersonRecord['role']
  readonly familyName: string
  readonly givenName: string
  readonly birthDate: string | null
}

/** How two names stand to each other. */
export type NameLikeness =
  /** Alike but for case, accents, hyphens and apostrophes. */
  | 'same'
  /** One is a part of the other: a compound name cut short, second given names left out. */
  | 'near'
  /** The family name of one is the given name of the other. */
  | 'swapped'
  | 'different'

const wordsOf = (name: string): readonly string[] =>
  foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

const joined = (words: readonly string[]): string => words.join(' ')

const contains = (long: readonly string[], short: readonly string[]): boolean =>
  short.length > 0 && short.every((word) => long.includes(word))

/** Equal, or all the words of one are in the other. An empty name is like no other. */
function partLikeness(a: readonly string[], b: readonly string[]): 'same' | 'near' | 'different' {
  if (joined(a) === joined(b)) return 'same'
  return contains(a, b) || contains(b, a) ? 'near' : 'different'
}

type Named = Pick<PersonIdentity, 'familyName' | 'givenName'>

export function compareNames(a: Named, b: Named): NameLikeness {
  const [familyA, givenA, familyB, givenB] = [a.familyName, a.givenName, b.familyName, b.givenName].map(wordsOf)
  if (familyA === undefined || givenA === undefined || familyB === undefined || givenB === undefined) return 'different'
  const family = partLikeness(familyA, familyB)
  const given = partLikeness(givenA, givenB)
  if (family === 'same' && given === 'same') return 'same'
  if (family !== 'different' && given !== 'different') return 'near'
  const crossed = joined(familyA) === joined(givenB) && joined(givenA) === joined(familyB)
  return crossed ? 'swapped' : 'different'
}

/** What two people have in common beside their names. */
export interface CommonGround {
  /** Pupils or teachers of one class, in the school as it stands. */
  readonly sameClass: boolean
  /** Guardians of one pupil. */
  readonly sameChild: boolean
}

/** `same`: matched without asking, when nobody else fits. `ask`: a question. */
export type MatchVerdict = 'same' | 'ask' | 'different'

/**
 * Judges two people whom different sources list.
 *
 * Alike in name and birth date is the same. Alike in name, guardians of one child, is the same too unless their
 * birth dates say otherwise: a child has no two guardians of one name, and left apart, a court order that one
 * source knows of would not hold for the other's copy. Whatever is less (a class in common, a name cut short or
 * turned round, one birth date missing or another) is a question, never decided in silence.
 */
export function judgeMatch(a: PersonIdentity, b: PersonIdentity, common: CommonGround): MatchVerdict {
  if (a.role !== b.role) return 'different'
  const likeness = compareNames(a, b)
  if (likeness === 'different') return 'different'
  const dated = a.birthDate !== null && b.birthDate !== null
  const sameDay = dated && a.birthDate === b.birthDate
  const near = common.sameClass || common.sameChild
  if (likeness === 'same') {
    if (sameDay) return 'same'
    if (common.sameChild && !dated) return 'same'
  }
  if (sameDay) return 'ask'
  // Two birth dates that differ: a slip of the pen when all else agrees, else two people.
  if (dated) return likeness === 'same' && near ? 'ask' : 'different'
  return near ? 'ask' : 'different'
}

/**
 * Whose word is shown while nobody has chosen: the school office's first, then what servers give, then what was
 * typed or copied by hand.
 */
const TRUST: readonly string[] = [
  'siecle',
  'oneroster',
  'oneroster-csv',
  'edifice',
  'ecole-directe',
  'moodle',
  'roster-file',
  'trousse-pack',
  'capture',
  'ical',
] satisfies SourceKind[]

/** What one source says of a person. */
export interface PersonStatement {
  readonly sourceId: number
  readonly sourceKind: string
  readonly familyName: string
  readonly givenName: string
  readonly birthDate: string | null
}

const rank = (kind: string): number => {
  const place = TRUST.indexOf(kind)
  return place < 0 ? TRUST.length : place
}

/** The most trusted first; of two alike, the older source. */
export const byTrust = (a: PersonStatement, b: PersonStatement): number =>
  rank(a.sourceKind) - rank(b.sourceKind) || a.sourceId - b.sourceId

/** Sources the teacher chose, by field. */
export interface IdentityChoices {
  readonly name?: number
  readonly birthDate?: number
}

/** What is shown of a person whom several sources name; null when no source does. */
export function shownIdentity(
  statements: readonly PersonStatement[],
  choices: IdentityChoices = {},
): Omit<PersonIdentity, 'role'> | null {
  const ordered = [...statements].sort(byTrust)
  const first = ordered[0]
  if (first === undefined) return null
  const named = ordered.find(({ sourceId }) => sourceId === choices.name) ?? first
  const chosenDate = ordered.find(({ sourceId }) => sourceId === choices.birthDate)?.birthDate
  const birthDate = chosenDate ?? ordered.find((one) => one.birthDate !== null)?.birthDate ?? null
  return { familyName: named.familyName, givenName: named.givenName, birthDate }
}

/** Whether sources spell a name in ways that a reader would call different. */
export const namesDiffer = (statements: readonly PersonStatement[]): boolean =>
  statements.some((one, index) => index > 0 && compareNames(statements[0] ?? one, one) !== 'same')

export const birthDatesDiffer = (statements: readonly PersonStatement[]): boolean =>
  new Set(statements.flatMap(({ birthDate }) => birthDate ?? [])).size > 1

/**
 * Addresses of two sources differ when each gives some and none of them is common; one that only gives more
 * contradicts nobody.
 */
export function contactsDiffer(bySource: readonly (readonly string[])[]): boolean {
  const given = bySource.filter((values) => values.length > 0)
  return given.some((one, index) =>
    given.some((other, place) => place > index && !other.some((value) => one.includes(value))),
  )
}
