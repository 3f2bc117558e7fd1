/**
 * What every source yields: one normalised snapshot, in the field's words (OneRoster, SIECLE), made of
 * records that keep the id the source gives them. Health, sanction, social and religious fields, the
 * national identifier, birth place and profession have no place here: they are dropped at the door.
 */
import { z } from 'zod'

export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
/** An instant, ISO 8601 in UTC: `2026-09-01T08:00:00.000Z`. */
export const isoInstant = z.string().regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
const externalId = z.string().min(1).max(500)
const text = (max: number) => z.string().max(max)

export const contactPointSchema = z.object({
  kind: z.enum(['email', 'phone']),
  /** E-mail lower-cased; phone as E.164 when it parses, else as the source wrote it. */
  value: text(320),
  label: text(60).optional(),
})
export type ContactPointRecord = z.infer<typeof contactPointSchema>

/** SIECLE's levels: 1 legal representative, 2 person in charge, 3 person to contact (gets nothing by default). */
export const guardianLevel = z.union([z.literal(1), z.literal(2), z.literal(3)])
export const relationship = z.enum([
  'mother',
  'father',
  'guardian',
  'grandparent',
  'sibling',
  'foster',
  'self',
  'other',
])
export type Relationship = z.infer<typeof relationship>

export const guardianshipSchema = z.object({
  guardianExternalId: externalId,
  level: guardianLevel,
  relationship,
  authority: z.boolean(),
  /** A court order forbids contact about this pupil. */
  courtBlock: z.boolean(),
  primary: z.boolean(),
})
export type GuardianshipRecord = z.infer<typeof guardianshipSchema>

export const schoolRecordSchema = z.object({
  entity: z.literal('school'),
  externalId,
  name: text(200),
  /** UAI, the ministry's school code: seven digits and a letter. */
  uai: text(20).optional(),
})
export const academicYearRecordSchema = z.object({
  entity: z.literal('academicYear'),
  externalId,
  title: text(60),
  startsOn: isoDate,
  endsOn: isoDate,
})
export const classRecordSchema = z.object({
  entity: z.literal('class'),
  externalId,
  /** `class` is the division every pupil belongs to once, `group` a teaching group. */
  kind: z.enum(['class', 'group']),
  name: text(100),
  subject: text(100).optional(),
  level: text(60).optional(),
})
export const personRecordSchema = z.object({
  entity: z.literal('person'),
  externalId,
  role: z.enum(['pupil', 'guardian', 'teacher']),
  familyName: text(120),
  givenName: text(120),
  birthDate: isoDate.optional(),
  contactPoints: z.array(contactPointSchema).max(20),
  /** On pupils only. */
  guardianships: z.array(guardianshipSchema).max(20),
})
export const enrolmentRecordSchema = z.object({
  entity: z.literal('enrolment'),
  externalId,
  classExternalId: externalId,
  personExternalId: externalId,
  role: z.enum(['pupil', 'teacher']),
  beginsOn: isoDate.optional(),
  endsOn: isoDate.optional(),
})
export const attachmentRecordSchema = z.object({
  externalId,
  name: text(255),
  url: text(2000),
  mediaType: text(127).optional(),
  bytes: z.number().int().nonnegative().optional(),
})
export const assignmentRecordSchema = z.object({
  entity: z.literal('assignment'),
  externalId,
  classExternalId: externalId,
  title: text(300),
  /** HTML as the source wrote it: hostile until cleaned where it is shown. */
  descriptionHtml: text(100_000),
  subject: text(100).optional(),
  assignedOn: isoDate.optional(),
  dueOn: isoDate.optional(),
  attachments: z.array(attachmentRecordSchema).max(50),
})
/** One hour of a timetable. Its class is known by id, or only by the name the source writes. */
export const lessonRecordSchema = z.object({
  entity: z.literal('lesson'),
  /** Stable from one reading to the next: PRONOTE's UID is not, it carries the time of the export. */
  externalId,
  startsAt: isoInstant,
  endsAt: isoInstant,
  /** Subject or title, as shown in a timetable. */
  label: text(300),
  room: text(120).optional(),
  classExternalId: externalId.optional(),
  /** Names of the classes or groups, as the source writes them, to be matched with the school's. */
  classNames: z.array(text(100)).max(20),
  cancelled: z.boolean(),
})
export const snapshotRecordSchema = z.discriminatedUnion('entity', [
  schoolRecordSchema,
  academicYearRecordSchema,
  classRecordSchema,
  personRecordSchema,
  enrolmentRecordSchema,
  assignmentRecordSchema,
  lessonRecordSchema,
])
export type SnapshotRecord = z.infer<typeof snapshotRecordSchema>
export type SnapshotEntity = SnapshotRecord['entity']
export type ClassRecord = z.infer<typeof classRecordSchema>
export type PersonRecord = z.infer<typeof personRecordSchema>
export type EnrolmentRecord = z.infer<typeof enrolmentRecordSchema>
export type AssignmentRecord = z.infer<typeof assignmentRecordSchema>
export type LessonRecord = z.infer<typeof lessonRecordSchema>
export type AttachmentRecord = z.infer<typeof attachmentRecordSchema>

/**
 * A snapshot arrives in batches, one per page of the source, so that nothing large is held or copied at
 * once. A page the server says is unchanged (304) carries no records: its earlier ones are still there.
 */
export interface SnapshotBatch {
  readonly records: readonly SnapshotRecord[]
  /** Where the records came from, with what the server gave to ask "changed since?". */
  readonly page?: { readonly url: string; readonly etag: string | null; readonly unchanged: boolean }
  /**
   * Classes of which the source could not say everything this time (a warning, a refusal): what is known of
   * their members, assignments and lessons stays, and nobody leaves because of this snapshot.
   */
  readonly unknownClasses?: readonly string[]
}

/**
 * What absence means. `whole`: the source lists everything, a missing record has left. `classes`: only the
 * members of these classes are listed (a file of one class says nothing about the others).
 *
 * `proof` is what a snapshot must hold to be believed at all: pupils when not given; `content` for a source of
 * lessons or assignments, which knows no pupil.
 *
 * `lists` is for a source that gives a class piece by piece: a page of its pupils says nothing about its work, one of
 * its lessons nothing about anything else.
 */
export type SnapshotCoverage =
  | { readonly kind: 'whole'; readonly proof?: 'pupils' | 'content' }
  | {
      readonly kind: 'classes'
      readonly classExternalIds: readonly string[]
      readonly proof?: 'pupils' | 'content'
      readonly lists?: 'members' | 'lessons'
    }
