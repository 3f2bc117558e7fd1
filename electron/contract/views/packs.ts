/** Class packs. */
import { z } from 'zod'
import { isoDate, isoInstant } from '../snapshot.ts'
import { count, id } from './common.ts'

export const packProfile = z.enum(['teacher', 'pupil', 'individual', 'substitute'])
export type PackProfile = z.infer<typeof packProfile>
/** One file to unzip, one page that opens by itself, or a folder of files. */
export const packForm = z.enum(['zip', 'html', 'folder'])
export type PackForm = z.infer<typeof packForm>
/** Exported files and printed sheets are recorded with the packs: what leaves the computer is known in one place. */
export const recordForm = z.enum([...packForm.options, 'pdf', 'xlsx', 'ods', 'csv', 'vcf', 'ics', 'oneroster'])
export type RecordForm = z.infer<typeof recordForm>

/** Why and for whom a pack is made, in the teacher's words; both may be empty. */
const MAX_WORDS = 200
export const recordWords = z.string().trim().max(MAX_WORDS)

/** What a pack holds, in figures. */
export const packCountsSchema = z.object({ pupils: count, guardians: count, assignments: count, attachments: count })
export type PackCounts = z.infer<typeof packCountsSchema>

export const packRecordSchema = z.object({
  id,
  classId: id,
  className: z.string(),
  profile: packProfile,
  form: recordForm,
  fileName: z.string(),
  sha256: z.string(),
  bytes: count,
  files: count,
  encrypted: z.boolean(),
  /** In the teacher's words; empty when not said. */
  recipient: z.string(),
  /** Pupils an individual pack was made for. */
  recipientNames: z.array(z.string()),
  purpose: z.string(),
  expiresAt: isoInstant.nullable(),
  /** Keys of what went in, under `pack.field.<field>`; null when the pack is older than this record. */
  fields: z.array(z.string()).nullable(),
  counts: packCountsSchema.nullable(),
  at: isoInstant,
  /** The stick it was written to, by the id of `drives.list`; null on a fixed disk, or when the pack is older than this. */
  drive: z.object({ id: z.string(), name: z.string() }).nullable(),
  lostAt: isoInstant.nullable(),
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
  /** For whom individual packs would be made, in the order of the class list. */
  recipients: z.array(z.object({ id, name: z.string() })),
})
export type PackPreview = z.infer<typeof packPreviewSchema>

export const packRequestSchema = z.object({
  classId: id,
  profile: packProfile,
  form: packForm.default('zip'),
  encrypted: z.boolean(),
  /** One pupil's pack; null or absent with the individual profile: one for each pupil of the class. */
  recipientId: id.nullable().default(null),
  /** Last day on which it is up to date. */
  expiresOn: isoDate.nullable().default(null),
  recipient: recordWords.default(''),
  purpose: recordWords.default(''),
})

/** A pack of a set, and its passphrase: shown while the program runs, kept nowhere. */
export const issuedPackSchema = z.object({
  packId: id,
  fileName: z.string(),
  recipientName: z.string(),
  bytes: count,
  passphrase: z.string().nullable(),
})
export type IssuedPack = z.infer<typeof issuedPackSchema>
