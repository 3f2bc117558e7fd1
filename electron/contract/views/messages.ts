/** Messages, their plan and their ledger. */
import { z } from 'zod'
import { MESSAGE_VARIABLES } from '../message-variables.ts'
import { isoInstant } from '../snapshot.ts'
import { count, errorShape, id } from './common.ts'
import { reachSchema } from './people.ts'
import { messageExtras, plannedFamilySchema, planSizeSchema } from './reach.ts'

export const audienceSchema = z.enum(['pupils', 'guardians'])
export type Audience = z.infer<typeof audienceSchema>
/** States of a delivery; a row never leaves the ledger. See docs/architecture.md, "The ledger". */
export const deliveryState = z.enum([
  'queued',
  'in-flight',
  'accepted',
  'deferred',
  'refused',
  'ambiguous',
  'cancelled',
  'handed-over',
  'bounced',
  'answered',
  'phoned',
  'posted',
])
export type DeliveryState = z.infer<typeof deliveryState>
export const recipientSchema = z.object({
  personId: id,
  /** The pupils of the class this person is written to about. */
  pupilIds: z.array(id).min(1),
  name: z.string(),
  about: z.string(),
  address: z.string(),
})
export type Recipient = z.infer<typeof recipientSchema>
export const messagePlanSchema = z.object({
  /** When the last message would leave if sending began now; null while no mail account is set up. */
  endsAt: isoInstant.nullable(),
  /** The morning it would wait for if it were sent now, in quiet hours; null when it would leave at once. */
  leavesAt: isoInstant.nullable(),
  recipients: z.array(recipientSchema),
  /** Pupils for whom nobody can be written to, and what remains. */
  missing: z.array(
    z.object({
      pupilId: id,
      name: z.string(),
      reach: reachSchema,
      phones: z.array(z.string()),
      /** By the teacher's choice, though they could be written to. */
      moved: z.enum(['phone', 'post']).optional(),
    }),
  ),
  /** Guardians left out, with the reason as a key under `reach.excluded.<reason>`. */
  excluded: z.array(
    z.object({
      name: z.string(),
      about: z.string(),
      reason: z.enum([
        'court-block',
        'no-authority',
        'contact-only',
        'opted-out',
        'bounced',
        'address-invalid',
        'dropped',
      ]),
    }),
  ),
  /** Family by family, in the order of the lists. */
  families: z.array(plannedFamilySchema),
  size: planSizeSchema,
  /** Variables that would be empty, and for how many pupils. */
  empty: z.array(z.object({ variable: z.enum(MESSAGE_VARIABLES), pupils: count })),
})
export type MessagePlan = z.infer<typeof messagePlanSchema>
/** Who receives and who does not, before it is known when. */
export type RecipientPlan = Pick<MessagePlan, 'recipients' | 'missing' | 'excluded'>
/** People of an earlier message, by what became of its rows; and the pupils nobody could be written to about. */
export const resendChoiceSchema = z.object({
  messageId: id,
  states: z.array(deliveryState),
  missing: z.boolean(),
})
export type ResendChoice = z.infer<typeof resendChoiceSchema>
export const messageDraftSchema = z.object({
  classId: id,
  audience: audienceSchema,
  subject: z.string().min(1).max(200),
  /** Plain text; variables (contract/message-variables.ts) are replaced per recipient. */
  body: z.string().min(1).max(50_000),
  /** Not the whole class: some people of an earlier message of the same class. */
  only: resendChoiceSchema.optional(),
  ...messageExtras,
})
export type MessageDraft = z.infer<typeof messageDraftSchema>
/** A plan looks at everything but the text: of that, only which variables it uses. */
export const planRequestSchema = messageDraftSchema
  .omit({ subject: true, body: true })
  .extend({ variables: z.array(z.enum(MESSAGE_VARIABLES)).default([]) })
export type PlanRequest = z.infer<typeof planRequestSchema>
/** One message as it will arrive: read back from the bytes. */
export const messagePreviewSchema = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: count })),
  bytes: count,
})
export type MessagePreviewView = z.infer<typeof messagePreviewSchema>
export const deliveryCountsSchema = z.record(deliveryState, count)
export type DeliveryCounts = z.infer<typeof deliveryCountsSchema>
export const messageSummarySchema = z.object({
  id,
  classId: id,
  className: z.string(),
  audience: audienceSchema,
  subject: z.string(),
  createdAt: isoInstant,
  /** Why it did not wait for the morning, in the teacher's words. */
  urgentReason: z.string().nullable(),
  /** The message some of whose people this one is for. */
  resendOf: id.nullable(),
  counts: deliveryCountsSchema,
  total: count,
})
export type MessageSummary = z.infer<typeof messageSummarySchema>
export const deliverySchema = z.object({
  id,
  messageId: id,
  recipientName: z.string(),
  about: z.string(),
  address: z.string(),
  state: deliveryState,
  attempts: count,
  nextTryAt: isoInstant.nullable(),
  updatedAt: isoInstant,
  error: errorShape.nullable(),
  /** The server's last line, shortened; it may quote the address. */
  serverSaid: z.string().nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>
/** What a telephone call gave: someone spoken to, a message left, nobody. */
export const callResult = z.enum(['reached', 'voicemail', 'nothing'])
export type CallResult = z.infer<typeof callResult>
export const callSchema = z.object({ phone: z.string().nullable(), result: callResult, at: isoInstant })
export type Call = z.infer<typeof callSchema>
export const reachedBy = z.enum(['mail', 'phone', 'post', 'waiting', 'none'])
export type ReachedBy = z.infer<typeof reachedBy>
/** Of the pupils a message was about, how many families were reached, and by what. */
export const coverageSchema = z.object({
  total: count,
  byMail: count,
  byPhone: count,
  byPost: count,
  /** Something may still leave for them. */
  waiting: count,
  /** Nobody could be written to about them. */
  missing: count,
  /** Recipients a second message could be for, by state; whoever a resending reached since is in none. */
  again: z.object({ refused: count, bounced: count, cancelled: count, accepted: count }),
  /** Those not reached by mail, and those called, by family name. */
  pupils: z.array(
    z.object({
      pupilId: id,
      name: z.string(),
      way: reachedBy,
      /** Why nobody was reached; `moved`: the teacher chose another way. */
      reason: z
        .enum(['no-address', 'moved-phone', 'moved-post', 'refused', 'bounced', 'cancelled', 'ambiguous'])
        .nullable(),
      numbers: z.array(z.object({ value: z.string(), owner: z.string() })),
      /** Oldest first; the last one counts. */
      calls: z.array(callSchema),
    }),
  ),
})
export type Coverage = z.infer<typeof coverageSchema>
