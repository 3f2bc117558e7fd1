/**
 * The part of OneRoster 1.2 that Trousse reads (1EdTech, rostering and gradebook services). Unknown fields are
 * ignored; `password`, demographics and everything about health or origin is not even named here.
 */
import { z } from 'zod'

const id = z.string().min(1).max(500)
const ref = z.object({ sourcedId: id })
/** Absent, null and the empty string all mean "nothing said": servers differ. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? [])
const status = z
  .string()
  .nullish()
  .transform((value) => value ?? 'active')
const base = { sourcedId: id, status }

export const orgSchema = z.object({ ...base, name: text, type: text, identifier: text })
export const academicSessionSchema = z.object({ ...base, title: text, type: text, startDate: text, endDate: text })
export const classSchema = z.object({
  ...base,
  title: text,
  classCode: text,
  classType: text,
  grades: list(z.string()),
  subjects: list(z.string()),
})

/** Trousse's own extension of a pupil's `agents`: who the guardian is to this pupil. */
const guardianshipMetadata = z.object({
  sourcedId: id,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  relationship: z.string(),
  authority: z.boolean(),
  courtBlock: z.boolean(),
  primary: z.boolean(),
})
export const userSchema = z.object({
  ...base,
  givenName: text,
  familyName: text,
  email: text,
  sms: text,
  phone: text,
  roles: list(z.object({ roleType: text, role: z.string() })),
  agents: list(ref),
  metadata: z
    .object({ birthDate: z.string().nullish(), guardianships: z.array(guardianshipMetadata).nullish() })
    .nullish(),
})
export type OneRosterUser = z.output<typeof userSchema>

export const enrollmentSchema = z.object({
  ...base,
  user: ref,
  class: ref,
  role: text,
  beginDate: text,
  endDate: text,
})
export const lineItemSchema = z.object({
  ...base,
  title: text,
  description: text,
  assignDate: text,
  dueDate: text,
  class: ref,
  metadata: z
    .object({
      subject: z.string().nullish(),
      attachments: z
        .array(
          z.object({
            id,
            name: z.string().min(1),
            url: z.string().min(1).max(2000),
            mediaType: z.string().nullish(),
            size: z.number().int().nonnegative().nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
})

export const tokenSchema = z.object({
  access_token: z.string().min(1).max(10_000),
  token_type: z.string().optional(),
  expires_in: z.number().nonnegative().optional(),
  scope: z.string().optional(),
})
