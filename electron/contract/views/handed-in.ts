/** Work that pupils hand in. */
import { z } from 'zod'
import { isoDate, isoInstant } from '../snapshot.ts'
import { count, errorShape, id } from './common.ts'

/** `form`: saved from an individual pack. `file`: from a stick or a drop. `mail`: came with an answer. */
export const handedInOrigin = z.enum(['form', 'file', 'mail'])
export type HandedInOrigin = z.infer<typeof handedInOrigin>

/** See `domain/file-risk.ts`. */
export const fileRiskSchema = z.enum(['program', 'macros', 'disguised'])

export const handedInSchema = z.object({
  id,
  origin: handedInOrigin,
  /** Null until somebody says whose it is. */
  pupilId: id.nullable(),
  /** With a pupil, null is other work than what was asked. */
  assignmentId: id.nullable(),
  settled: z.boolean(),
  name: z.string(),
  bytes: count,
  /** The answer typed in a form: it can be read here. */
  isAnswer: z.boolean(),
  risk: fileRiskSchema.nullable(),
  /** What the form or the message calls the work; may be empty. */
  about: z.string(),
  /** As the pupil's computer or the mail server says, and no later than it was collected. */
  givenAt: isoInstant,
  collectedAt: isoInstant,
  /** After the day it was due. */
  late: z.boolean(),
  corrected: z.boolean(),
})
export type HandedIn = z.infer<typeof handedInSchema>

export const handedInWorkSchema = z.object({
  id,
  classId: id,
  title: z.string(),
  subject: z.string().nullable(),
  dueOn: isoDate.nullable(),
})
export const handedInPupilSchema = z.object({
  id,
  familyName: z.string(),
  givenName: z.string(),
  /** Of the class looked at; false for one who left and handed something in. */
  active: z.boolean(),
})

export const handedInClassSchema = z.object({
  classId: id,
  className: z.string(),
  pupils: z.array(handedInPupilSchema),
  /** Those something was handed in for, and those due these weeks; latest due first. */
  assignments: z.array(handedInWorkSchema),
  items: z.array(handedInSchema),
})
export type HandedInClass = z.infer<typeof handedInClassSchema>

export const handedInSummarySchema = z.object({
  classes: z.array(
    z.object({
      classId: id,
      className: z.string(),
      files: count,
      pupils: count,
      toCorrect: count,
      lastAt: isoInstant.nullable(),
    }),
  ),
  /** Files of which it is not known whose they are or what for. */
  unsettled: count,
})
export type HandedInSummary = z.infer<typeof handedInSummarySchema>

/** A file to attribute, with whom it may be from and what for, the likeliest first. */
export const handedInQuestionSchema = handedInSchema.extend({
  proposedPupils: z.array(id),
  proposedAssignments: z.array(id),
})
export type HandedInQuestion = z.infer<typeof handedInQuestionSchema>

/** What a question can be answered with. */
export const handedInChoicesSchema = z.object({
  questions: z.array(handedInQuestionSchema),
  pupils: z.array(handedInPupilSchema.extend({ className: z.string(), classIds: z.array(id) })),
  assignments: z.array(handedInWorkSchema.extend({ className: z.string() })),
})
export type HandedInChoices = z.infer<typeof handedInChoicesSchema>

/** Work of one pupil, or for one assignment. */
export const handedInListSchema = z.array(
  handedInSchema.extend({ pupilName: z.string(), title: z.string(), className: z.string() }),
)
export type HandedInList = z.infer<typeof handedInListSchema>

/** What could not be taken, by file. */
export const handedInRefusalSchema = z.object({ file: z.string(), error: errorShape })
export type HandedInRefusal = z.infer<typeof handedInRefusalSchema>
