/** What the head of school must know: the sheet of the register of processing (GDPR, article 30). */
import { z } from 'zod'
import { isoDate } from '../snapshot.ts'
import { copyText } from './handover.ts'

const line = z.string().max(300)
const paragraph = z.string().max(4000)

export const registerFieldsSchema = z.object({
  controller: line,
  school: line,
  officer: line,
  declaredBy: line,
  computer: z.enum(['personal', 'school']),
  title: line,
  purposes: paragraph,
  basis: paragraph,
  people: paragraph,
  data: paragraph,
  origin: paragraph,
  recipients: paragraph,
  transfers: paragraph,
  retention: paragraph,
  security: paragraph,
})
export type RegisterFields = z.infer<typeof registerFieldsSchema>

export const registerSchema = z.object({
  fields: registerFieldsSchema,
  /** The day the teacher gave it to the head of school; null until then. */
  declaredOn: isoDate.nullable(),
})
export type Register = z.infer<typeof registerSchema>

/** With the whole sheet as a text, for a message or a form. */
export const registerViewSchema = registerSchema.extend({ copy: copyText })
export type RegisterView = z.infer<typeof registerViewSchema>
