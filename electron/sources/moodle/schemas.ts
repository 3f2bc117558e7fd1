/**
 * The part of Moodle's web services that Trousse reads (protocol facts §5.3). Unknown fields are ignored; user names,
 * enrolment keys, free profile fields and last visits are not even named here.
 */
import { z } from 'zod'

const id = z.number().int().nonnegative()
/** Absent, null and the empty string all mean "nothing said". */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
/** Epoch seconds; 0 or nothing is no date. */
const seconds = z
  .number()
  .nullish()
  .transform((value) => value ?? 0)
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? [])

export const siteInfoSchema = z.object({
  sitename: text,
  siteurl: z.string().min(1),
  userid: id,
  fullname: text,
  functions: z.array(z.object({ name: z.string() })),
})
export type SiteInfo = z.output<typeof siteInfoSchema>

export const coursesSchema = z.array(
  z.object({ id, shortname: text, fullname: text, displayname: text, enddate: seconds }),
)
export type MoodleCourse = z.output<typeof coursesSchema>[number]

export const groupsSchema = z.array(z.object({ id, name: text }))
export type MoodleGroup = z.output<typeof groupsSchema>[number]

export const participantsSchema = z.array(
  z.object({
    id,
    fullname: text,
    firstname: text,
    lastname: text,
    email: text,
    phone1: text,
    phone2: text,
    groups: list(z.object({ id })),
    roles: list(z.object({ shortname: text })),
  }),
)
export type MoodleUser = z.output<typeof participantsSchema>[number]

const fileSchema = z.object({
  filename: z.string().min(1),
  filepath: text,
  filesize: z.number().int().nonnegative().nullish(),
  fileurl: z.string().min(1).max(2000),
  mimetype: text,
  timemodified: seconds,
})
export type MoodleFile = z.output<typeof fileSchema>

const assignmentSchema = z.object({
  id,
  cmid: id,
  name: text,
  duedate: seconds,
  allowsubmissionsfromdate: seconds,
  intro: text,
  /** 0 Moodle's own, 1 HTML, 2 plain text, 4 Markdown. */
  introformat: z.number().nullish(),
  introfiles: list(fileSchema),
  introattachments: list(fileSchema),
})
export type MoodleAssignment = z.output<typeof assignmentSchema>

export const assignmentsSchema = z.object({
  courses: z.array(z.object({ id, assignments: z.array(assignmentSchema) })),
  warnings: list(z.object({ item: text, itemid: z.number().nullish() })),
})

export const tokenSchema = z.object({ token: z.string().min(1).max(500) })

/** What a function, the token page and the file page say when they refuse, each with status 200. */
export const faultSchema = z.object({ errorcode: z.string().nullish(), exception: z.string().nullish() })
