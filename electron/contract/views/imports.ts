/** Files coming in: what they are, what they hold, what they would change. */
import { z } from 'zod'
import { isoDate } from '../snapshot.ts'
import { count, errorShape, id } from './common.ts'

export const rosterField = z.enum([
  'ignore',
  'fullName',
  'familyName',
  'usageName',
  'givenName',
  'birthDate',
  'className',
  'group',
  /** `D` (division: the class) or `G` (group): what the class column names on this row. */
  'structureType',
  /** An id of the file's own, to join the rows of one pupil; never kept. */
  'pupilId',
  /** Pupil, parent, teacher…: who the row is about. */
  'rowType',
  /** On a parent's row, the names of their children. */
  'children',
  'pupilEmail',
  'pupilPhone',
  'guardian1Name',
  'guardian1Email',
  'guardian1Phone',
  'guardian1Link',
  'guardian1Level',
  'guardian2Name',
  'guardian2Email',
  'guardian2Phone',
  'guardian2Link',
  'guardian2Level',
  'guardian3Name',
  'guardian3Email',
  'guardian3Phone',
  'guardian3Link',
  'guardian3Level',
  'guardian4Name',
  'guardian4Email',
  'guardian4Phone',
  'guardian4Link',
  'guardian4Level',
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
  /** Every sheet with the same titles is read, each for the class it is named after. */
  everySheet: z.boolean().optional(),
})
export type RosterMapping = z.infer<typeof rosterMappingSchema>

/** What files can be read as; each is one stored source, so that a later reading updates. */
export const importKind = z.enum(['roster-file', 'siecle', 'oneroster-csv', 'ical-file', 'trousse-pack'])
export type ImportKind = z.infer<typeof importKind>

/** A file or files kept by the main process under a ticket. */
export const chosenFilesSchema = z.object({
  ticket: z.string().uuid(),
  files: z.array(z.object({ name: z.string(), bytes: count })),
})
export type ChosenFiles = z.infer<typeof chosenFilesSchema>

/** Files that are read together: the three of SIECLE, or one list. */
export const importPartSchema = z.object({
  part: count,
  /** Null when Trousse cannot read it: `error` says what to ask for. */
  kind: importKind.nullable(),
  files: z.array(z.string()),
  passphraseNeeded: z.boolean(),
  error: errorShape.nullable(),
})
export type ImportPart = z.infer<typeof importPartSchema>

export const importRowSchema = z.object({
  /** Position in the reading: a row's key on screen. */
  id: count,
  /** The file, or the sheet of a workbook; empty when only one is read. */
  file: z.string(),
  /** One-based line in the file, as a spreadsheet or an editor shows it; null when no single line is meant. */
  line: z.number().int().positive().nullable(),
  verdict: z.enum(['new', 'changed', 'unchanged', 'doubtful', 'refused']),
  /** Key under `import.reason.<reason>`; the field of a table is one of `RosterField`, else the file's own word. */
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
export type ImportCounts = z.infer<typeof importCountsSchema>

/** A table's shape, for the step where the teacher says what the columns hold. */
export const importTableSchema = z.object({
  encoding: z.string(),
  delimiter: z.string().nullable(),
  sheets: z.array(z.string()),
  headers: z.array(z.string()),
  mapping: rosterMappingSchema,
  /** The columns are as the teacher set them the last time such a file came. */
  remembered: z.boolean(),
})
export type ImportTable = z.infer<typeof importTableSchema>

export const importPreviewSchema = z.object({
  kind: importKind,
  files: z.array(z.string()),
  /** Null for anything but a table. */
  table: importTableSchema.nullable(),
  /** The file names no class: `mapping.className` must be given before applying. */
  classNeeded: z.boolean(),
  /** How many of each the files hold. */
  totals: z.object({
    classes: count,
    groups: count,
    pupils: count,
    guardians: count,
    teachers: count,
    assignments: count,
    lessons: count,
  }),
  /** Columns or elements that hold what Trousse does not keep (health, national id…): dropped, named here. */
  dropped: z.array(z.string()),
  /** Lines after or between the pupils that are not pupils: totals, signatures. */
  ignoredLines: z.array(z.number().int()),
  /** Entries left aside on purpose, by reason (key under `import.ignored-why.<reason>`). */
  ignored: z.record(z.string(), count),
  counts: importCountsSchema,
  /** What the school's guard says of it: `held` keeps the files' reading for the teacher's decision. */
  verdict: z.enum(['apply', 'unchanged', 'held', 'refused']),
  /** Why, when it is `refused`. */
  refusal: errorShape.nullable(),
  /** What would leave, of any kind. */
  leaving: count,
  /** The first of them, to be recognised. */
  leavers: z.array(z.object({ label: z.string(), className: z.string().nullable() })),
  /** People and classes that another source gives too: joined, not doubled. */
  joined: count,
  /** Doubtful and refused first. */
  rows: z.array(importRowSchema),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

export const importResultSchema = z.object({
  kind: importKind,
  /** The source that keeps what came in: removing it takes back what only these files gave. */
  sourceId: id,
  sourceLabel: z.string(),
  counts: importCountsSchema,
})
export type ImportResult = z.infer<typeof importResultSchema>
