/** A file coming in: columns, lines, verdicts. */
import { z } from 'zod'
import { isoDate } from '../snapshot.ts'
import { count } from './common.ts'

export const rosterField = z.enum([
  'ignore',
  'fullName',
  'familyName',
  'givenName',
  'birthDate',
  'className',
  'group',
  'pupilEmail',
  'pupilPhone',
  'guardian1Name',
  'guardian1Email',
  'guardian1Phone',
  'guardian2Name',
  'guardian2Email',
  'guardian2Phone',
])
export type RosterField = z.infer<typeof rosterField>
export const rosterMappingSchema = z.object({
  /** Index of the sheet, 0 for a CSV. */
  sheet: count,
  /** Zero-based row of the header in the file. */
  headerRow: count,
  /** One field per column, in the file's order. */
  columns: z.array(rosterField).max(300),
  /** Asked of the teacher when the file does not say. */
  className: z.string().max(100).nullable(),
})
export type RosterMapping = z.infer<typeof rosterMappingSchema>
export const importRowSchema = z.object({
  /** One-based line in the file, as a spreadsheet shows it. */
  line: z.number().int().positive(),
  verdict: z.enum(['new', 'changed', 'unchanged', 'doubtful', 'refused']),
  /** Key under `import.reason.<reason>`. */
  reasons: z.array(z.object({ reason: z.string(), field: z.string().nullable() })),
  familyName: z.string(),
  givenName: z.string(),
  birthDate: isoDate.nullable(),
  className: z.string().nullable(),
  contacts: count,
})
export type ImportRow = z.infer<typeof importRowSchema>
export const importCountsSchema = z.object({
  new: count,
  changed: count,
  unchanged: count,
  doubtful: count,
  refused: count,
})
export const importPreviewSchema = z.object({
  fileName: z.string(),
  encoding: z.string(),
  delimiter: z.string().nullable(),
  sheets: z.array(z.string()),
  headers: z.array(z.string()),
  mapping: rosterMappingSchema,
  /** The file names no class: `mapping.className` must be given before applying. */
  classNeeded: z.boolean(),
  /** Columns that hold what Trousse does not keep (health, national id…): dropped, named here. */
  droppedColumns: z.array(z.string()),
  /** Lines after or between the pupils that are not pupils: totals, signatures. */
  ignoredLines: z.array(z.number().int()),
  counts: importCountsSchema,
  /** Doubtful and refused first. */
  rows: z.array(importRowSchema),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>
