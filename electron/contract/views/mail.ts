/** The mail account: how it sends, how it is reached, how fast it may go. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { count } from './common.ts'

const port = z.number().int().min(1).max(65535)

/** At most `limit` recipients in any stretch of `minutes`. */
export const sendWindowSchema = z.object({
  minutes: z.number().int().min(1).max(1440),
  limit: z.number().int().min(1).max(100_000),
})
export type SendWindow = z.infer<typeof sendWindowSchema>

/** What the service takes from one sender, counted per recipient. */
export const sendQuotaSchema = z.object({
  windows: z.array(sendWindowSchema).max(8),
  /** By how much they are divided from 20 h to 7 h, and by day on week-ends; 1 where nothing changes. */
  nightDivisor: z.number().int().min(1).max(20),
  weekendDivisor: z.number().int().min(1).max(20),
})
export type SendQuota = z.infer<typeof sendQuotaSchema>

/**
 * The way to the servers. `system`: straight, and through the computer's own proxy where that is closed. `typed`: through
 * this one only; its password is in the vault.
 */
export const mailProxySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('typed'), host: z.string().min(1).max(253), port, user: z.string().max(320) }),
])
export type MailProxy = z.infer<typeof mailProxySchema>

/** An account opened by a sign-in in the browser (RFC 6749 with PKCE); the tokens are in the vault. */
export const mailOauthSchema = z.object({
  authorizeUrl: z.string().max(2000),
  tokenUrl: z.string().max(2000),
  clientId: z.string().min(1).max(500),
  scope: z.string().max(1000),
})
export type MailOauth = z.infer<typeof mailOauthSchema>

export const mailSettingsSchema = z.object({
  host: z.string().max(253),
  port,
  /** `tls`: encrypted from the first byte (465). `starttls`: required before anything is said (587). */
  security: z.enum(['tls', 'starttls']),
  user: z.string().max(320),
  fromAddress: z.string().max(254),
  fromName: z.string().max(120),
  perMinute: z.number().int().min(1).max(500),
  /** The service's own limits; those of the national mail service when left out. */
  quota: sendQuotaSchema.optional(),
  proxy: mailProxySchema.optional(),
  /** Signed in by the browser instead of a password. */
  oauth: mailOauthSchema.optional(),
})
export type MailSettings = z.infer<typeof mailSettingsSchema>

export const mailViewSchema = mailSettingsSchema.extend({
  passwordStored: z.boolean(),
  proxyPasswordStored: z.boolean(),
  /** The browser sign-in was done and its tokens are kept. */
  signedIn: z.boolean(),
  /** Largest message the server announced when it was last spoken to, in bytes; null when it announced none. */
  announcedBytes: count.nullable(),
})
export type MailView = z.infer<typeof mailViewSchema>

export const mailSaveSchema = mailSettingsSchema.extend({
  /** Null keeps the one stored. */
  password: z.string().max(1000).nullable(),
  proxyPassword: z.string().max(1000).nullable().default(null),
})

/** A server that the provider itself names for its addresses. */
export const foundServerSchema = z.object({
  host: z.string(),
  port,
  security: z.enum(['tls', 'starttls']),
  /** As the provider says it: the whole address, the part before the `@`, or null when it says nothing. */
  user: z.string().nullable(),
  /** The provider says that it opens with a browser sign-in. */
  oauth: z.boolean(),
})
export type FoundServer = z.infer<typeof foundServerSchema>

export const mailDetectionSchema = z.object({
  domain: z.string(),
  /** Where it was found; null when the provider publishes nothing, and the teacher types. */
  by: z.enum(['srv', 'autoconfig']).nullable(),
  smtp: foundServerSchema.nullable(),
  imap: foundServerSchema.nullable(),
  /** The server found is of another domain than the address: the teacher looks before a password goes there. */
  otherDomain: z.boolean(),
  quota: z.object({ name: z.enum(['national', 'gmail', 'careful']), quota: sendQuotaSchema, perMinute: count }),
  /** A free webmail: the académie's own mailbox is to be preferred. */
  freeWebmail: z.boolean(),
})
export type MailDetection = z.infer<typeof mailDetectionSchema>

/** A message to oneself that really left. */
export const mailTrialSchema = z.object({ to: z.string(), at: isoInstant, serverSaid: z.string() })
export type MailTrial = z.infer<typeof mailTrialSchema>
