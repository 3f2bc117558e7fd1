/** What is sealed first in a self-opening page: the pack's manifest, its page, and where each document is. */
import { z } from 'zod'
import { isoInstant } from '../../contract/snapshot.ts'
import { localeSchema } from '../../contract/views.ts'
import { MAX_PBKDF2_ROUNDS } from './framing.ts'

const count = z.number().int().nonnegative()
const base64 = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .refine((text) => Buffer.from(text, 'base64').byteLength === bytes)

/** In clear at the top of the page; what the passphrase must prove binds every character of it. */
export const headSchema = z.object({
  format: z.literal('trousse-html-pack'),
  version: z.number().int().positive(),
  id: base64(16),
  locale: localeSchema,
  /** After this instant the page says that it is out of date. Not a limit of security: the key does not expire. */
  expiresAt: isoInstant.nullable(),
  /** Null: in clear. */
  kdf: z
    .object({
      name: z.literal('PBKDF2'),
      hash: z.literal('SHA-256'),
      rounds: z.number().int().positive().max(MAX_PBKDF2_ROUNDS),
      salt: base64(16),
    })
    .nullable(),
  /** Chunks of the index, which come first. */
  indexChunks: z.number().int().positive(),
  /** Chunks of the whole page: a page that was cut short says so. */
  chunks: z.number().int().positive(),
})
export type PackHead = z.infer<typeof headSchema>

const streamSchema = z.object({
  /** As in the manifest. */
  path: z.string().min(1).max(240),
  bytes: count,
  chunks: z.number().int().positive(),
  /** Null in clear. */
  seal: z.object({ id: base64(16), key: base64(32) }).nullable(),
})

export const packIndexSchema = z.object({
  /** JSON of the manifest, exactly as other forms write it. */
  manifest: z.string(),
  /** Markup of the page, between `<body>` and `</body>`. */
  body: z.string(),
  title: z.string(),
  /** Of everything in the file that is not a chunk: the program around the data is the one that was made. */
  scaffoldSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** In the order their chunks follow those of the index. */
  streams: z.array(streamSchema),
})
export type PackIndex = z.infer<typeof packIndexSchema>
export type StreamEntry = z.infer<typeof streamSchema>
