/** Capture: what the teacher's own screen of an ENT shows, read, understood, and agreed to before it is kept. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { count, errorShape, id } from './common.ts'
import { importCountsSchema, rosterField } from './imports.ts'

export const captureKind = z.enum(['roster', 'assignments', 'timetable'])
export type CaptureKind = z.infer<typeof captureKind>

/** What a column of homework holds. */
export const workField = z.enum(['ignore', 'title', 'description', 'dueOn', 'assignedOn', 'subject', 'className'])
export type WorkField = z.infer<typeof workField>

export const captureMappingSchema = z.object({
  /** Index of the table or list in the page as read. */
  block: count,
  kind: captureKind,
  /** One field per column: `rosterField` for a roster, `workField` for assignments; none for cards and timetables. */
  columns: z.array(z.union([rosterField, workField])).max(200),
  /** Said by the page or by the teacher; null when each row names its class. */
  className: z.string().max(100).nullable(),
})
export type CaptureMapping = z.infer<typeof captureMappingSchema>

export const captureRowSchema = z.object({
  /** One-based, in the order of the page. */
  line: z.number().int().positive(),
  verdict: z.enum(['new', 'changed', 'unchanged', 'doubtful', 'refused']),
  /** Key under `capture.reason.<reason>`. */
  reasons: z.array(z.string()),
  /** The pupil, the title of the work, or the subject of the lesson. */
  label: z.string(),
  className: z.string().nullable(),
  /** Birth date, due date or day of the lesson, ISO. */
  date: z.string().nullable(),
  /** Addresses and numbers, or attached files. */
  details: count,
})
export type CaptureRow = z.infer<typeof captureRowSchema>

export const capturePreviewSchema = z.object({
  sourceId: id,
  title: z.string(),
  /** Host and path, without what may be a secret. */
  address: z.string(),
  mapping: captureMappingSchema,
  /** How sure the reading is: `sure` needs no look, `unsure` is a guess. */
  confidence: z.enum(['sure', 'likely', 'unsure']),
  /** Every table or list of the page that could be meant. */
  blocks: z.array(z.object({ block: count, kind: captureKind, rows: count, label: z.string() })),
  headers: z.array(z.string()),
  /** The first cells of each column, to recognise it. */
  samples: z.array(z.array(z.string())),
  classNeeded: z.boolean(),
  /** Pages of the same list read so far, and rows met more than once. */
  pages: count,
  repeated: count,
  /** False: the page says there are more, or the reading was cut. Nobody leaves because of it. */
  complete: z.boolean(),
  /** How many the page itself announces. */
  announced: count.nullable(),
  /** The mapping was agreed to before, for this site and this shape of page. */
  remembered: z.boolean(),
  /** Columns that hold what Trousse does not keep (health, national id…). */
  dropped: z.array(z.string()),
  /** Rows that are no pupil and no work: totals, titles repeated. */
  ignored: count,
  counts: importCountsSchema,
  /** Doubtful and refused first. */
  rows: z.array(captureRowSchema),
})
export type CapturePreview = z.infer<typeof capturePreviewSchema>

export const rememberedPageSchema = z.object({
  id: z.string(),
  label: z.string(),
  address: z.string(),
  kind: captureKind,
  capturedAt: isoInstant,
  /** Pupils or assignments the last time. */
  rows: count,
})
export type RememberedPage = z.infer<typeof rememberedPageSchema>

/** The isolated window as it is now. */
export const entWindowSchema = z.object({
  sourceId: id,
  /** Origin and path as the window shows them. */
  address: z.string(),
  title: z.string(),
  loading: z.boolean(),
  reading: z.boolean(),
  /** Why the page is not there, or was not read. */
  problem: errorShape.nullable(),
})
export type EntWindow = z.infer<typeof entWindowSchema>

export const captureStateSchema = z.object({
  /** False in the terminal and wherever no window can be shown. */
  available: z.boolean(),
  window: entWindowSchema.nullable(),
  /** Read and waiting for the teacher's agreement. */
  pending: z.object({ sourceId: id, revision: count }).nullable(),
  /** What the last page gave: `captured` kept, `to-confirm` shown first. */
  last: z
    .object({
      sourceId: id,
      outcome: z.enum(['kept', 'to-confirm']),
      kind: captureKind,
      rows: count,
      className: z.string().nullable(),
    })
    .nullable(),
  /** Web spaces of the demonstration; none in the teacher's own space. */
  suggestions: z.array(z.object({ label: z.string(), url: z.string() })),
  sources: z.array(
    z.object({ sourceId: id, label: z.string(), address: z.string(), pages: z.array(rememberedPageSchema) }),
  ),
})
export type CaptureState = z.infer<typeof captureStateSchema>
