/** USB sticks, memory cards and external disks. */
import { z } from 'zod'
import { count, errorShape } from './common.ts'

export const driveId = z.string().regex(/^[0-9a-f]{16}$/)

export const driveSchema = z.object({
  /** The same after it was taken out and put back, where the system can tell. */
  id: driveId,
  name: z.string(),
  /** `FAT32`, `exFAT`, `NTFS`… */
  fileSystem: z.string(),
  /** In bytes; null when the system does not say. */
  freeBytes: count.nullable(),
  totalBytes: count.nullable(),
  /** Largest file it takes, in bytes; null when there is no such limit. */
  maxFileBytes: count.nullable(),
  readOnly: z.boolean(),
})
export type DriveView = z.infer<typeof driveSchema>

export const driveListSchema = z.object({
  drives: z.array(driveSchema),
  /** Why they could not be listed. */
  error: errorShape.nullable(),
})
