/** What the teacher writes here: local assignments, their drafts, what is due when, portraits. */
import { z } from 'zod'
import { isoDate, isoInstant } from '../snapshot.ts'
import { assignmentSummarySchema, attachmentViewSchema } from './assignments.ts'
import { count, id } from './common.ts'

export const MAX_WORK_TITLE = 300
export const MAX_WORK_SUBJECT = 100
/** A long instruction with tables is a tenth of this. */
export const MAX_WORK_HTML = 300_000
const MAX_WORK_CLASSES = 100

/** One class of a piece of work, and when it is due for that class. */
export const workTargetSchema = z.object({
  classId: id,
  dueOn: isoDate.nullable(),
  /** When the lesson it is due for begins, on that day; null for a day alone. */
  dueAt: isoInstant.nullable(),
})
export type WorkTarget = z.infer<typeof workTargetSchema>

export const workContentSchema = z.object({
  title: z.string().max(MAX_WORK_TITLE),
  subject: z.string().max(MAX_WORK_SUBJECT),
  descriptionHtml: z.string().max(MAX_WORK_HTML),
  targets: z.array(workTargetSchema).max(MAX_WORK_CLASSES),
})
export type WorkContent = z.infer<typeof workContentSchema>

export const contentHash = z.string().regex(/^[0-9a-f]{64}$/)
export const workDraftFileSchema = z.object({
  id,
  name: z.string(),
  /** Of a picture of the text; null for an attachment. */
  mediaType: z.string().nullable(),
  bytes: count,
  sha256: contentHash,
})
export type WorkDraftFile = z.infer<typeof workDraftFileSchema>

/** Being written; in no pack, list or message before it is finished. */
export const workDraftSchema = z.object({
  id: z.string().uuid(),
  /** The local work it changes; null for a new one. */
  groupId: id.nullable(),
  /** Of the last save that was kept. */
  revision: count,
  content: workContentSchema,
  files: z.array(workDraftFileSchema),
  createdAt: isoInstant,
  updatedAt: isoInstant,
})
export type WorkDraft = z.infer<typeof workDraftSchema>
export const workDraftSummarySchema = z.object({
  id: z.string().uuid(),
  groupId: id.nullable(),
  title: z.string(),
  classNames: z.array(z.string()),
  updatedAt: isoInstant,
})
export type WorkDraftSummary = z.infer<typeof workDraftSummarySchema>

/** One class of a local work: a row of the list like any assignment. */
const localClassSchema = z.object({
  assignmentId: id,
  classId: id,
  className: z.string(),
  dueOn: isoDate.nullable(),
  dueAt: isoInstant.nullable(),
  /** When the teacher said that it is in the ENT; null: still to carry over. */
  carriedOverAt: isoInstant.nullable(),
})

/** A work that the teacher wrote here, with every class that has it. */
export const localWorkSchema = z.object({
  groupId: id,
  title: z.string(),
  subject: z.string().nullable(),
  /** Cleaned. */
  descriptionHtml: z.string(),
  files: z.array(attachmentViewSchema),
  createdAt: isoInstant,
  updatedAt: isoInstant,
  classes: z.array(localClassSchema),
})
export type LocalWork = z.infer<typeof localWorkSchema>

/** A local work that the ENT now seems to have too: the teacher says whether it does. */
export const workMatchSchema = z.object({
  local: assignmentSummarySchema,
  other: assignmentSummarySchema.extend({ sourceLabel: z.string() }),
  /** Alike in title, or in title and day. */
  certainty: z.enum(['likely', 'possible']),
})
export type WorkMatch = z.infer<typeof workMatchSchema>

/** Work due on one day of a period; `rows` are the first ones, `total` counts all. */
export const calendarDaySchema = z.object({
  day: isoDate,
  total: count,
  toCarryOver: count,
  rows: z.array(assignmentSummarySchema),
})
export type CalendarDay = z.infer<typeof calendarDaySchema>
export const calendarRequestSchema = z.object({
  from: isoDate,
  to: isoDate,
  classId: id.optional(),
  /** At most as many rows per day. */
  perDay: z.number().int().min(0).max(500),
})
export type CalendarRequest = z.infer<typeof calendarRequestSchema>

/** Days without lessons, both included, of the teacher's zone. */
export const holidaySchema = z.object({ from: isoDate, to: isoDate })
export type HolidayView = z.infer<typeof holidaySchema>

/** A lesson that work can be due for. */
export const dueSlotSchema = z.object({
  startsAt: isoInstant,
  label: z.string(),
  room: z.string().nullable(),
})
export type DueSlot = z.infer<typeof dueSlotSchema>
export const dueChoicesSchema = z.object({
  classId: id,
  className: z.string(),
  /** The next lessons, soonest first, cancelled ones left out. */
  slots: z.array(dueSlotSchema),
})
export type DueChoices = z.infer<typeof dueChoicesSchema>

/** The bytes of a picture file. */
export const pictureBytes = z
  .custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array)
  .refine(({ byteLength }) => byteLength <= 40_000_000)
export const pictureSchema = z.object({ mediaType: z.string(), bytes: pictureBytes })
export type Picture = z.infer<typeof pictureSchema>

export const portraitSchema = pictureSchema.extend({ pupilId: id })
export type Portrait = z.infer<typeof portraitSchema>

/** Of one picture of a ticket: sure by its name; a few pupils it may be; or nobody. */
export const portraitGuessSchema = z.object({
  index: count,
  fileName: z.string(),
  kind: z.enum(['sure', 'doubt', 'none']),
  pupilIds: z.array(id),
})
export type PortraitGuess = z.infer<typeof portraitGuessSchema>
export const portraitProposalSchema = z.object({
  guesses: z.array(portraitGuessSchema),
  /** Files that are no picture. */
  others: z.array(z.string()),
  /** Indexes in the order of the files' names, to go down the class list with. */
  inOrder: z.array(count),
})
export type PortraitProposal = z.infer<typeof portraitProposalSchema>
