/** Class packs. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { count, id } from './common.ts'

export const packProfile = z.enum(['teacher', 'pupil', 'individual', 'substitute'])
export type PackProfile = z.infer<typeof packProfile>
/** One file to unzip, one page that opens by itself, or a folder of files. */
export const packForm = z.enum(['zip', 'html', 'folder'])
export type PackForm = z.infer<typeof packForm>
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
