/** The documents of assignments on this computer: how large they may be, which were left out. */
import { z } from 'zod'
import { count, id } from './common.ts'

const MEGABYTE = 1_000_000

export const documentLimitsSchema = z.object({
  /** Bytes of one document that is fetched without being asked for. */
  fileBytes: z
    .number()
    .int()
    .min(MEGABYTE)
    .max(200 * MEGABYTE),
  /** Bytes of all of them together. */
  totalBytes: z
    .number()
    .int()
    .min(100 * MEGABYTE)
    .max(50_000 * MEGABYTE),
})
export type DocumentLimits = z.infer<typeof documentLimitsSchema>
export const DEFAULT_DOCUMENT_LIMITS: DocumentLimits = { fileBytes: 20 * MEGABYTE, totalBytes: 2_000 * MEGABYTE }

/**
 * Why a document is not here: larger than the teacher wants, no room left, behind a login that Trousse does not have,
 * no longer there, or it failed and is tried again at the next synchronisation.
 */
export const leftOutReason = z.enum(['too-large', 'quota', 'login', 'gone', 'failed'])
export type LeftOutReason = z.infer<typeof leftOutReason>

export const leftOutDocumentSchema = z.object({
  id,
  assignmentId: id,
  name: z.string(),
  title: z.string(),
  className: z.string(),
  /** Null while no server has said it. */
  bytes: count.nullable(),
  reason: leftOutReason,
})
export type LeftOutDocument = z.infer<typeof leftOutDocumentSchema>

export const documentUseSchema = z.object({
  limits: documentLimitsSchema,
  /** Documents here, each content once. */
  files: count,
  bytes: count,
  leftOut: z.array(leftOutDocumentSchema),
})
export type DocumentUse = z.infer<typeof documentUseSchema>
