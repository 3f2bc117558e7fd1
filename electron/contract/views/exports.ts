/** Sheets to print and files for other programs. */
import { z } from 'zod'
import { isoDate } from '../snapshot.ts'
import { count, id } from './common.ts'
import { packCountsSchema } from './packs.ts'

/** What can be printed, in the order of a booklet. */
export const sheetName = z.enum([
  'roster',
  'attendance',
  'phones',
  'work',
  'coverage',
  'contact-form',
  'letters',
  'labels',
])
export type SheetName = z.infer<typeof sheetName>
export const tableName = z.enum(['roster', 'contacts', 'phones', 'attendance', 'coverage', 'ledger'])
export type TableName = z.infer<typeof tableName>
export const tableForm = z.enum(['xlsx', 'ods', 'csv'])
export type TableForm = z.infer<typeof tableForm>

export const letterSchema = z.object({
  subject: z.string().max(200),
  /** Plain text; `{prénom}`, `{nom}`, `{classe}` are replaced per pupil. */
  body: z.string().max(20_000),
  per: z.enum(['family', 'guardian']),
})
export type LetterDraft = z.infer<typeof letterSchema>

export const labelFormat = z.enum(['24', '21', '14'])
export const labelChoiceSchema = z.object({
  /** Labels on a sheet: 3 × 8 of 70 × 37 mm, 3 × 7 of 63.5 × 38.1 mm, 2 × 7 of 99.1 × 38.1 mm. */
  format: labelFormat,
  /** The first free label of the first sheet. */
  first: z.number().int().min(1).max(24),
  /** Millimetres to the right and down. */
  shiftX: z.number().min(-10).max(10),
  shiftY: z.number().min(-10).max(10),
  per: z.enum(['family', 'pupil']),
})
export type LabelChoice = z.infer<typeof labelChoiceSchema>

export const exportWhatSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('paper'),
    /** Several make a booklet, with a cover. */
    sheets: z
      .array(sheetName)
      .min(1)
      .max(8)
      .refine(
        (sheets) => sheets.length === 1 || sheets.every((sheet) => sheet !== 'letters' && sheet !== 'labels'),
        'letters and labels are printed by themselves',
      ),
    letter: letterSchema.optional(),
    labels: labelChoiceSchema.optional(),
    /** Contact forms for those alone whose family has no e-mail. */
    onlyWithoutEmail: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('table'), table: tableName, form: tableForm }),
  /** Guardians as vCards. */
  z.object({ kind: z.literal('contacts'), version: z.enum(['3.0', '4.0']) }),
  /** Work as all-day events, which every calendar shows, or as tasks; lessons as events. */
  z.object({ kind: z.literal('calendar'), work: z.enum(['no', 'events', 'tasks']), lessons: z.boolean() }),
  z.object({ kind: z.literal('oneroster') }),
])
export type ExportWhat = z.infer<typeof exportWhatSchema>

export const exportRequestSchema = z.object({
  classIds: z.array(id).min(1).max(60),
  what: exportWhatSchema,
  /** Days of work, lessons and attendance, both included. */
  from: isoDate.nullable().default(null),
  to: isoDate.nullable().default(null),
  /** Coverage and ledger: of which message. Phones and letters: only those it did not reach. */
  messageId: id.nullable().default(null),
})
export type ExportRequest = z.infer<typeof exportRequestSchema>

export const exportPreviewSchema = z.object({
  /** Of the document or the file. */
  title: z.string(),
  /** The first page as it is printed; null for what is no paper. */
  page: z
    .object({
      markup: z.string(),
      style: z.string(),
      layout: z.enum(['tall', 'wide', 'letter', 'labels']),
      head: z.tuple([z.string(), z.string()]).nullable(),
      foot: z.string().nullable(),
    })
    .nullable(),
  /** The first rows of what is no paper. */
  table: z.object({ header: z.array(z.string()), rows: z.array(z.array(z.string())) }).nullable(),
  /** Rows of the file, or separate pages (letters, forms, sheets of labels). */
  items: count,
  /** Which fields of whom go in, as keys under `pack.field.<field>`. */
  fields: z.array(z.string()),
  counts: packCountsSchema,
  /** Somebody's data are in it. */
  holdsPeople: z.boolean(),
  /** Letters and labels that name pupil and class, for want of a postal address. */
  byHand: z.boolean(),
  /** Names between braces in a letter that mean nothing, as typed. */
  unknownVariables: z.array(z.string()),
})
export type ExportPreview = z.infer<typeof exportPreviewSchema>
