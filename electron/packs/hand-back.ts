/** What a pupil's page saves when work is handed in: one JSON file, carried back on a stick or by e-mail. */
import { z } from 'zod'
import { isoInstant } from '../contract/snapshot.ts'

export const HAND_BACK_FORMAT = 'trousse-hand-back'
export const HAND_BACK_VERSION = 1
/** Files of one hand-back, in bytes: what a school's mail servers and a phone's browser still take. */
export const HAND_BACK_MAX_BYTES = 50_000_000
const MAX_FILES = 100

export const handBackSchema = z.object({
  format: z.literal(HAND_BACK_FORMAT),
  version: z.literal(HAND_BACK_VERSION),
  /** Of the pack that it was saved from. */
  packId: z.string().max(40),
  className: z.string().max(100),
  /** `personId` means something only in the space that made the pack. */
  pupil: z.object({
    personId: z.number().int().positive(),
    familyName: z.string().max(200),
    givenName: z.string().max(200),
  }),
  /** A null id: another piece of work than those of the pack. */
  assignment: z.object({ id: z.number().int().positive().nullable(), title: z.string().max(1000) }),
  /** By the clock of the pupil's computer. */
  savedAt: isoInstant,
  text: z.string().max(1_000_000),
  files: z
    .array(
      z.object({
        name: z.string().min(1).max(255),
        mediaType: z.string().max(127).nullable(),
        bytes: z.number().int().nonnegative().max(HAND_BACK_MAX_BYTES),
        base64: z.string(),
      }),
    )
    .max(MAX_FILES),
})
export type HandBack = z.infer<typeof handBackSchema>
