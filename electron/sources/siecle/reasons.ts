/** What may be said of a place in SIECLE's files, and what is left aside. */
import { CONTACT_REASONS, NAME_REASONS } from '../person-fields.ts'

/** Keys under `import.reason.<reason>`. */
export const SIECLE_REASONS = [
  ...NAME_REASONS,
  ...CONTACT_REASONS,
  'id-missing',
  'name-missing',
  'date-unreadable',
  'date-impossible',
  'date-future',
  'date-unlikely',
  'class-missing',
  'two-classes',
  'class-kind-guessed',
  'guardian-missing',
  'level-unknown',
  'guardians-file-missing',
  'other-year',
  'past-year',
  'encoding-contradicts',
] as const
export type Reason = (typeof SIECLE_REASONS)[number]

/** Keys under `import.ignored-why.<reason>`. */
export const SIECLE_IGNORED = [
  'leaver',
  'without-class',
  'guardian-without-pupil',
  'link-without-pupil',
  'other-file',
  'faults-not-listed',
] as const
export type Ignored = (typeof SIECLE_IGNORED)[number]
