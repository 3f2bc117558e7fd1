/** Classes, pupils, guardians, and how each can be reached. */
import { z } from 'zod'
import { isoDate, isoInstant, relationship } from '../snapshot.ts'
import { count, id } from './common.ts'

export const classSummarySchema = z.object({
  id,
  name: z.string(),
  kind: z.enum(['class', 'group']),
  subject: z.string().nullable(),
  pupils: count,
  /** Pupils with an e-mail of their own or of a guardian who may be written to. */
  reachableByEmail: count,
  /** Pupils with no e-mail but a phone. */
  phoneOnly: count,
  unreachable: count,
})
export type ClassSummary = z.infer<typeof classSummarySchema>

export const reachSchema = z.enum(['email', 'phone', 'none'])
export const rosterRowSchema = z.object({
  pupilId: id,
  familyName: z.string(),
  givenName: z.string(),
  birthDate: isoDate.nullable(),
  className: z.string().nullable(),
  emails: count,
  phones: count,
  guardians: count,
  courtBlock: z.boolean(),
  reach: reachSchema,
})
export type RosterRow = z.infer<typeof rosterRowSchema>

export const contactPointViewSchema = z.object({
  id,
  kind: z.enum(['email', 'phone']),
  value: z.string(),
  label: z.string().nullable(),
  verified: z.boolean(),
  bounced: z.boolean(),
  /** The owner asked not to be written to there; absent means no. */
  optedOut: z.boolean().optional(),
  /** The teacher entered it: no source takes it away, the teacher may. Absent means no. */
  typed: z.boolean().optional(),
})
export type ContactPointView = z.infer<typeof contactPointViewSchema>
export const guardianViewSchema = z.object({
  personId: id,
  familyName: z.string(),
  givenName: z.string(),
  level: z.number().int().min(1).max(3),
  relationship,
  authority: z.boolean(),
  courtBlock: z.boolean(),
  primary: z.boolean(),
  contactPoints: z.array(contactPointViewSchema),
})
export type GuardianView = z.infer<typeof guardianViewSchema>
export const pupilSheetSchema = z.object({
  id,
  familyName: z.string(),
  givenName: z.string(),
  birthDate: isoDate.nullable(),
  active: z.boolean(),
  classes: z.array(z.object({ id, name: z.string(), kind: z.enum(['class', 'group']) })),
  contactPoints: z.array(contactPointViewSchema),
  guardians: z.array(guardianViewSchema),
  siblings: z.array(z.object({ id, givenName: z.string(), familyName: z.string(), className: z.string().nullable() })),
  sources: z.array(z.object({ label: z.string(), seenAt: isoInstant })),
  reach: reachSchema,
})
export type PupilSheet = z.infer<typeof pupilSheetSchema>
