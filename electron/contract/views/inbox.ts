/** What comes back into the teacher's mailbox of the messages that left. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { count, errorShape, id } from './common.ts'

/** A person answered; a machine did; it could not be delivered; it is still being tried. */
export const replyKind = z.enum(['answer', 'auto-reply', 'bounce', 'late'])
export type ReplyKind = z.infer<typeof replyKind>

export const replySchema = z.object({
  id,
  deliveryId: id,
  /** Who the message was sent to, and about which pupils. */
  recipientName: z.string(),
  about: z.string(),
  kind: replyKind,
  fromAddress: z.string(),
  fromName: z.string(),
  /** It came from another address than the one written to, in the same thread. */
  otherAddress: z.boolean(),
  subject: z.string(),
  /** Plain text: nothing in it is a link or is run. */
  body: z.string(),
  receivedAt: isoInstant,
  read: z.boolean(),
  /** Named only: the files stay in the mailbox. */
  attachments: z.array(z.object({ name: z.string(), type: z.string(), bytes: count })),
  /** Of a notice: its status (RFC 3463) and the server's own line. */
  status: z.string().nullable(),
  diagnostic: z.string().nullable(),
})
export type ReplyView = z.infer<typeof replySchema>

export const inboxSettingsSchema = z.object({
  enabled: z.boolean(),
  host: z.string().max(253),
  /** 143 starts in clear and turns to TLS before the password; any other is TLS from the first byte. */
  port: z.number().int().min(1).max(65535),
})
export type InboxSettings = z.infer<typeof inboxSettingsSchema>

export const inboxViewSchema = inboxSettingsSchema.extend({
  /** The account is the one that sends; null while none is set up, and nothing can be read. */
  user: z.string().nullable(),
  passwordStored: z.boolean(),
  /** Last reading that went to its end. */
  readAt: isoInstant.nullable(),
  /** Why the last one did not, until one does. */
  error: errorShape.nullable(),
})
export type InboxView = z.infer<typeof inboxViewSchema>
