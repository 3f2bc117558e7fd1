/** Places where packs are published for others to fetch, and what is there. */
import { z } from 'zod'
import { isoDate, isoInstant } from '../snapshot.ts'
import { count, id } from './common.ts'
import { packProfile } from './packs.ts'

const MAX_LABEL = 100
export const MAX_ADDRESS = 2_000

export const shareTargetSchema = z.object({
  id,
  kind: z.enum(['webdav', 'folder']),
  label: z.string(),
  /** Host of the server, or the last part of the path. */
  where: z.string(),
  /** Whether the server makes public links. */
  links: z.boolean(),
})
export type ShareTarget = z.infer<typeof shareTargetSchema>

export const newDavTargetSchema = z.object({
  /** Of the folder on the server. */
  address: z.string().trim().min(1).max(MAX_ADDRESS),
  userName: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(1_000),
  label: z.string().trim().max(MAX_LABEL),
})
export type NewDavTarget = z.infer<typeof newDavTargetSchema>

export const publicationSchema = z.object({
  id,
  targetId: id,
  targetLabel: z.string(),
  packId: id,
  classId: id,
  className: z.string(),
  profile: packProfile,
  name: z.string(),
  state: z.enum(['uploading', 'published', 'withdrawn']),
  /** To give to whoever may open the pack; null where the server makes none. */
  link: z.string().nullable(),
  bytes: count,
  expiresAt: isoInstant.nullable(),
  startedAt: isoInstant,
  publishedAt: isoInstant.nullable(),
})
export type Publication = z.infer<typeof publicationSchema>

export const publishRequestSchema = z.object({
  targetId: id,
  classId: id,
  /** Of a whole class: an individual pack is given to one family, not put on a server. */
  profile: packProfile.exclude(['individual']),
  form: z.enum(['html', 'zip']),
  expiresOn: isoDate.nullable(),
  /** Ask the server for a public link. */
  link: z.boolean(),
  /** The publication this one takes the place of, name and link kept. */
  replaces: id.nullable(),
})
export type PublishRequest = z.infer<typeof publishRequestSchema>

export const sharedPackSchema = z.object({
  name: z.string(),
  bytes: count.nullable(),
  modifiedAt: isoInstant.nullable(),
})
export type SharedPack = z.infer<typeof sharedPackSchema>
