/**
 * `manifest.json` of a pack: what it is, for whom, and the size and SHA-256 of every other file in it.
 * The format's name and version come first, so that a future version can be recognised before anything
 * else is read. A field may be added without a new version; a reader ignores what it does not know.
 */
import { z } from 'zod'
import { isoInstant } from '../contract/snapshot.ts'
import { localeSchema, packProfile } from '../contract/views.ts'

export const MANIFEST_ENTRY = 'manifest.json'
export const PACK_FORMAT = 'trousse-class-pack'
export const PACK_VERSION = 1

const count = z.number().int().nonnegative()
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)

/** Read before anything else: enough to say "not ours" or "too new". */
export const manifestHeadSchema = z.object({ format: z.literal(PACK_FORMAT), version: z.number().int().positive() })

const packFileRole = z.enum(['index', 'readme', 'roster-csv', 'roster-xlsx', 'data', 'attachment'])
export type PackFileRole = z.infer<typeof packFileRole>

const manifestFileSchema = z.object({
  /** Of the file in the pack: safe for every file system, see docs/adr/0009-inner-archive.md. */
  path: z.string().min(1).max(240),
  role: packFileRole,
  bytes: count,
  sha256: sha256Hex,
  /** What the file is called outside the pack; only for attachments. */
  originalName: z.string().max(255).nullable(),
  mediaType: z.string().max(127).nullable(),
})
export type ManifestFile = z.infer<typeof manifestFileSchema>

export const manifestSchema = manifestHeadSchema.extend({
  createdAt: isoInstant,
  /** After it the pack says that it is out of date; it still opens. */
  expiresAt: isoInstant.nullable(),
  profile: packProfile,
  locale: localeSchema,
  encrypted: z.boolean(),
  class: z.object({
    /** Row id in the space that made the pack; means nothing elsewhere. */
    id: z.number().int().positive(),
    name: z.string().max(100),
    school: z.string().max(200).nullable(),
    academicYear: z.string().max(60).nullable(),
  }),
  /** Whom an individual pack is for; `personId` means nothing elsewhere. */
  recipient: z
    .object({ personId: z.number().int().positive(), familyName: z.string().max(200), givenName: z.string().max(200) })
    .nullable()
    .default(null),
  /** The read-me outside the sealed archive of an encrypted ZIP; null in every other form. */
  cover: z
    .object({ path: z.string().min(1).max(240), bytes: count, sha256: sha256Hex })
    .nullable()
    .default(null),
  counts: z.object({ pupils: count, guardians: count, assignments: count, attachments: count }),
  /** Attachments the page mentions and the pack does not hold. */
  missing: z.array(z.object({ name: z.string().max(255), reason: z.enum(['not-fetched', 'unreadable']) })),
  files: z.array(manifestFileSchema).min(1).max(10_000),
})
export type PackManifest = z.infer<typeof manifestSchema>
