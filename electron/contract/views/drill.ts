/** An outage played on the teacher's own data: what would go out, what would have failed, and how long it took. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { count, id } from './common.ts'

/**
 * What would have failed, or gone badly. Each has its sentence and its mend under `drill:finding.<code>`; `count`
 * is of what the code names (families, days, documents…).
 */
export const drillCode = z.enum([
  'no-data',
  'never-synchronised',
  'old-data',
  'sync-held',
  'nothing-watched',
  'no-channel',
  'phone-only',
  'bounced',
  'no-mail-account',
  'no-mail-password',
  'quiet-hours',
  'documents-missing',
  'no-pack',
  'old-pack',
  'passphrase-unknown',
  'recovery-code-unknown',
  'no-stick',
])
export type DrillCode = z.infer<typeof drillCode>

/** `stops`: the teacher could not have done it at all. `slows`: they could, with some left out or late. */
export const drillFindingSchema = z.object({ code: drillCode, severity: z.enum(['stops', 'slows']), count })
export type DrillFinding = z.infer<typeof drillFindingSchema>

export const drillRecordSchema = z.object({
  id,
  at: isoInstant,
  durationMs: count,
  findings: z.array(drillFindingSchema),
})
export type DrillRecord = z.infer<typeof drillRecordSchema>

/** What an outage would ask for one class, worked out and not done. */
export const rehearsalSchema = z.object({
  className: z.string(),
  pupils: count,
  reach: z.object({ email: count, phone: count, none: count }),
  /** Nobody can be written to for them; those with a phone after those without anything. */
  withoutMail: z.array(z.object({ pupilId: id, name: z.string(), phones: count })),
  work: z.array(z.object({ id, title: z.string(), dueOn: z.string().nullable(), missing: count })),
  recipients: count,
  /** Guardians who would not be written to: a court order, no authority, an address that came back. */
  excluded: count,
  /** When the last message would have left; null without a mail account. */
  endsAt: isoInstant.nullable(),
  /** The morning it would have waited for; null when at once. */
  leavesAt: isoInstant.nullable(),
  /** As the first family would have read it; null when nobody can be written to. */
  message: z.object({ to: z.string(), subject: z.string(), body: z.string() }).nullable(),
  pack: z.object({ assignments: count, documents: count, documentsMissing: count, bytes: count }),
  /** Removable drives that take a pack; null where that cannot be told. */
  sticks: z.array(z.string()).nullable(),
})
export type Rehearsal = z.infer<typeof rehearsalSchema>
