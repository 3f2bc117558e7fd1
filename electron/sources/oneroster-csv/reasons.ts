/** What may be said of a place in an export, and what is left aside. */
import { CONTACT_REASONS, NAME_REASONS } from '../person-fields.ts'

/** Keys under `import.reason.<reason>`. */
export const ONEROSTER_CSV_REASONS = [
  ...NAME_REASONS,
  ...CONTACT_REASONS,
  'id-missing',
  'id-twice',
  'name-missing',
  'role-missing',
  'role-differs',
  'date-unreadable',
  'date-impossible',
  'date-future',
  'date-unlikely',
  'class-unknown',
  'person-unknown',
  'guardian-missing',
  'removal-not-applied',
  'ragged-row',
  'manifest-missing',
  'manifest-disagrees',
  'encoding-contradicts',
] as const
export type Reason = (typeof ONEROSTER_CSV_REASONS)[number]

/** Keys under `import.ignored-why.<reason>`. */
export const ONEROSTER_CSV_IGNORED = [
  'other-file',
  'other-role',
  'deleted',
  'ended',
  'guardian-without-pupil',
  'faults-not-listed',
] as const
export type Ignored = (typeof ONEROSTER_CSV_IGNORED)[number]
