/** Work to do, and what a search finds. */
import { z } from 'zod'
import { isoDate, isoInstant } from '../snapshot.ts'
import { count, id } from './common.ts'
import { leftOutReason } from './documents.ts'

export const assignmentFilterSchema = z.object({
  classId: id.optional(),
  text: z.string().max(200).optional(),
  dueFrom: isoDate.optional(),
  dueTo: isoDate.optional(),
  /** Only what was written here and is not in the ENT as it now reads. */
  toCarryOver: z.boolean().optional(),
  offset: count.default(0),
  limit: z.number().int().min(1).max(500).default(100),
})
export type AssignmentFilter = z.infer<typeof assignmentFilterSchema>
/** Of what the teacher wrote here; `changed-since`: carried over, then written again. */
export const localState = z.enum(['to-carry-over', 'carried-over', 'changed-since'])
export type LocalState = z.infer<typeof localState>
export const assignmentSummarySchema = z.object({
  id,
  classId: id,
  className: z.string(),
  title: z.string(),
  subject: z.string().nullable(),
  assignedOn: isoDate.nullable(),
  dueOn: isoDate.nullable(),
  /** When the lesson it is due for begins; only of what was written here. */
  dueAt: isoInstant.nullable(),
  /** Null for what a source gave. */
  localState: localState.nullable(),
  attachments: count,
  attachmentsHere: count,
})
export type AssignmentSummary = z.infer<typeof assignmentSummarySchema>
export const attachmentViewSchema = z.object({
  id,
  name: z.string(),
  mediaType: z.string().nullable(),
  bytes: count.nullable(),
  /** The file is on this computer and can go into a pack. */
  here: z.boolean(),
  /** Why it is not. */
  leftOut: leftOutReason.nullable().optional(),
})
export type AttachmentView = z.infer<typeof attachmentViewSchema>
export const assignmentDetailSchema = assignmentSummarySchema.extend({
  /** Cleaned: no script, no style, no remote image. */
  descriptionHtml: z.string(),
  files: z.array(attachmentViewSchema),
  sourceLabel: z.string().nullable(),
})
export type AssignmentDetail = z.infer<typeof assignmentDetailSchema>

export const searchHitSchema = z.object({
  kind: z.enum(['pupil', 'guardian', 'teacher', 'class', 'assignment']),
  id,
  title: z.string(),
  detail: z.string(),
  /** For a guardian: the pupil whose sheet shows them. For an assignment: its class. */
  parentId: id.nullable(),
})
export type SearchHit = z.infer<typeof searchHitSchema>
