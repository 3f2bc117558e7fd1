/** Class packs. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { count, id } from './common.ts'

export const packProfile = z.enum(['teacher', 'pupil'])
export type PackProfile = z.infer<typeof packProfile>
export const packRecordSchema = z.object({
  id,
  classId: id,
  className: z.string(),
  profile: packProfile,
  fileName: z.string(),
  sha256: z.string(),
  bytes: count,
  files: count,
  encrypted: z.boolean(),
  at: isoInstant,
})
export type PackRecord = z.infer<typeof packRecordSchema>
export const packPreviewSchema = z.object({
  className: z.string(),
  pupils: count,
  guardians: count,
  assignments: count,
  attachments: count,
  attachmentsMissing: z.array(z.string()),
  estimatedBytes: count,
  /** Which fields of whom go in, as keys under `pack.field.<field>`. */
  fields: z.array(z.string()),
})
export type PackPreview = z.infer<typeof packPreviewSchema>
