/** One line of a list as read, with what is doubtful about it. */
import type { ContactPointRecord, Relationship } from '../../contract/snapshot.ts'
import type { RosterField } from '../../contract/views.ts'

/** Keys under `import.reason.<reason>`; the first group refuses a line, the second asks for a look, the third informs. */
export const REFUSING_REASONS = ['name-missing', 'not-a-name', 'class-missing'] as const
export const DOUBTFUL_REASONS = [
  'name-guessed',
  'given-name-missing',
  'name-has-digits',
  'date-unreadable',
  'date-impossible',
  'date-future',
  'date-unlikely',
  'email-invalid',
  'phone-invalid',
  'guardian-not-a-name',
  'duplicate-line',
  'same-name',
  'characters-lost',
] as const
export const INFORMING_REASONS = ['phone-zero-restored', 'invisible-removed', 'rows-joined', 'group-only'] as const
type ImportReason =
  | (typeof REFUSING_REASONS)[number]
  | (typeof DOUBTFUL_REASONS)[number]
  | (typeof INFORMING_REASONS)[number]

export interface LineReason {
  readonly reason: ImportReason
  readonly field: RosterField | null
}

export interface ParsedGuardian {
  /** Both empty when the file gives an address and no name. */
  readonly familyName: string
  readonly givenName: string
  readonly relationship: Relationship
  /** SIECLE's, see the contract; 1 where the file does not say. */
  readonly level: 1 | 2 | 3
  /** Without doubles. */
  readonly contactPoints: readonly ContactPointRecord[]
}

export interface ParsedLine {
  readonly line: number
  readonly familyName: string
  readonly givenName: string
  readonly birthDate: string | null
  readonly className: string | null
  readonly groups: readonly string[]
  /** Without doubles. */
  readonly contactPoints: readonly ContactPointRecord[]
  readonly guardians: readonly ParsedGuardian[]
  readonly reasons: readonly LineReason[]
}

/** Lengths of the contract's records. */
export const MAX_NAME = 120
export const MAX_CLASS = 100

/** Once per reason and field: a cell with three bad numbers is one thing to look at. */
export function distinctReasons(reasons: readonly LineReason[]): readonly LineReason[] {
  if (reasons.length < 2) return reasons
  return [...new Map(reasons.map((entry) => [`${entry.reason} ${entry.field}`, entry])).values()]
}

const REFUSING: ReadonlySet<string> = new Set(REFUSING_REASONS)
const DOUBTFUL: ReadonlySet<string> = new Set(DOUBTFUL_REASONS)

export const isRefused = (line: ParsedLine): boolean => line.reasons.some(({ reason }) => REFUSING.has(reason))
export const isDoubtful = (line: ParsedLine): boolean => line.reasons.some(({ reason }) => DOUBTFUL.has(reason))
