/** One school out of many sources: who may be the same, what sources say differently, matches to take back. */
import { z } from 'zod'
import { isoDate, isoInstant } from '../snapshot.ts'
import { count, id } from './common.ts'

const personRole = z.enum(['pupil', 'guardian', 'teacher'])
export const personSideSchema = z.object({
  personId: id,
  familyName: z.string(),
  givenName: z.string(),
  birthDate: isoDate.nullable(),
  className: z.string().nullable(),
  /** E-mail addresses and phones. */
  contacts: z.array(z.string()),
  /** Guardians of a pupil, children of a guardian. */
  relatives: z.array(z.string()),
  sources: z.array(z.string()),
})
export type PersonSide = z.infer<typeof personSideSchema>
export const matchClue = z.enum([
  'same-name',
  'near-name',
  'swapped-name',
  'same-birth-date',
  'other-birth-date',
  'same-class',
  'same-child',
])
export type MatchClue = z.infer<typeof matchClue>
export const matchQuestionSchema = z.object({
  id,
  role: personRole,
  /** What speaks for, and against. */
  clues: z.array(matchClue),
  /** Same name, same class or child, no birth date against, and nobody else fits: may be answered with others at once. */
  likely: z.boolean(),
  first: personSideSchema,
  second: personSideSchema,
})
export type MatchQuestion = z.infer<typeof matchQuestionSchema>

export const mergeSchema = z.object({
  id,
  personId: id,
  role: personRole,
  name: z.string(),
  className: z.string().nullable(),
  /** What made it certain. */
  how: z.enum(['birth-date', 'same-child', 'teacher']),
  at: isoInstant,
  /** Sources whose word would leave with the undoing. */
  sources: z.array(z.string()),
})
export type MergeView = z.infer<typeof mergeSchema>

export const differenceField = z.enum(['name', 'birthDate', 'email', 'phone', 'level'])
export type DifferenceField = z.infer<typeof differenceField>
/** Which difference: of whom, about which pupil (a guardian's level), on what. */
export const differenceKeySchema = z.object({ personId: id, aboutId: id.nullable(), field: differenceField })
export type DifferenceKey = z.infer<typeof differenceKeySchema>
export const differenceSchema = differenceKeySchema.extend({
  role: personRole,
  name: z.string(),
  className: z.string().nullable(),
  /** For a level: the pupil it is about. */
  aboutName: z.string().nullable(),
  values: z.array(z.object({ sourceId: id, sourceLabel: z.string(), value: z.string() })).min(2),
  /** The teacher's choice: a source, or null for all of them; absent while not decided. */
  chosen: id.nullable().optional(),
})
export type Difference = z.infer<typeof differenceSchema>

/** What waits for the teacher. */
export const matchCountsSchema = z.object({ questions: count, differences: count, merges: count })
export type MatchCounts = z.infer<typeof matchCountsSchema>
