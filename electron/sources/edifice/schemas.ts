/**
 * The part of an Edifice platform that Trousse reads (protocol facts §3). Unknown fields are ignored; logins,
 * activation codes, addresses, boarding, transport and comments are not even named here.
 */
import { z } from 'zod'

const id = z.union([z.string().min(1).max(300), z.number()]).transform(String)
/** Absent, null and the empty string all mean "nothing said". */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? [])
/** One text or several: servers differ. */
const texts = z
  .union([z.string(), z.array(z.string().nullable())])
  .nullish()
  .transform((value) => [value ?? []].flat().filter((one) => one !== null))

export const userInfoSchema = z.object({ userId: z.string().min(1), type: text, structures: list(z.string()) })
export type UserInfo = z.output<typeof userInfoSchema>

export const classesSchema = z.object({
  schools: z.array(z.object({ id, name: text, classes: list(z.object({ id, name: text })) })),
})

export const visiblesSchema = z.array(
  z.object({
    id,
    displayName: text,
    lastName: text,
    firstName: text,
    type: text,
    relativeList: list(z.object({ relatedId: id, relatedName: text })),
  }),
)
export type Visible = z.output<typeof visiblesSchema>[number]

export const accessSchema = z.object({ access: z.boolean() })
export const mementoSchema = z.object({
  id,
  birth_date: text,
  relatives: list(
    z.object({
      id,
      name: text,
      mobile: texts,
      phone: texts,
      email: texts,
      primary: z.boolean().nullish(),
    }),
  ),
})
export type Memento = z.output<typeof mementoSchema>

export const diarySchema = z.array(
  z.object({
    id,
    subject_id: text,
    exceptional_label: text,
    audience_id: id.nullish(),
    description: text,
    is_published: z.boolean().nullish(),
    publish_date: text,
    due_date: text,
  }),
)
export type DiaryHomework = z.output<typeof diarySchema>[number]

export const subjectsSchema = z.array(z.object({ subjectId: text, subjectLabel: text }))
/** Classes and groups of a whole school; `type_groupe` is 0 for a class. */
export const groupsSchema = z.array(
  z.object({ id, name: text, type_groupe: z.union([z.number(), z.string()]).nullish() }),
)
export const groupMembersSchema = z.array(z.object({ id, lastName: text, firstName: text, displayName: text }))

export const notebooksSchema = z.array(
  z.object({
    _id: id,
    title: text,
    name: text,
    trashed: z.union([z.number(), z.boolean()]).nullish(),
    owner: z.object({ userId: text }).nullish(),
  }),
)
export type Notebook = z.output<typeof notebooksSchema>[number]
export const notebookSchema = z.object({
  data: z.array(
    z.object({
      date: text,
      entries: list(z.object({ _id: id.nullish(), title: text, value: text })),
    }),
  ),
})
export type NotebookPages = z.output<typeof notebookSchema>

export const coursesSchema = z.array(
  z.object({
    _id: id,
    subjectId: text,
    classes: list(z.string()),
    groups: list(z.string()),
    roomLabels: list(z.string()),
    startDate: z.string(),
    endDate: z.string(),
  }),
)
export type EdificeCourse = z.output<typeof coursesSchema>[number]

export const anyListSchema = z.array(z.unknown())
