/** Who a message is for beyond one class, what goes with it, drafts, templates, and who could not be reached today. */
import { z } from 'zod'
import { isoDate, isoInstant, relationship } from '../snapshot.ts'
import { count, id } from './common.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A document joined to a message, kept by its content. */
export const messageFileSchema = z.object({ name: z.string().min(1).max(200), sha256, bytes: count })
export type MessageFile = z.infer<typeof messageFileSchema>

/** The work due in a period, for `{devoirs}`; with the files of that work, or without. */
export const workChoiceSchema = z.object({ from: isoDate, to: isoDate, files: z.boolean() })
export type WorkChoice = z.infer<typeof workChoiceSchema>

/** What the teacher changed of the plan. */
export const planChangeSchema = z.discriminatedUnion('kind', [
  /** This person is not written to about this pupil. */
  z.object({ kind: z.literal('drop'), pupilId: id, personId: id }),
  /** A person to contact (level 3) is, by exception. */
  z.object({ kind: z.literal('include'), pupilId: id, personId: id }),
  /** Another address of the same person. */
  z.object({ kind: z.literal('address'), personId: id, address: z.string().min(3).max(254) }),
  /** The family is reached otherwise. */
  z.object({ kind: z.literal('move'), pupilId: id, to: z.enum(['phone', 'post']) }),
])
export type PlanChange = z.infer<typeof planChangeSchema>

/** When the files are more than a server takes: several messages, a link, or a USB stick; the text then says so. */
export const tooBigSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('split') }),
  z.object({ kind: z.literal('link'), url: z.url({ protocol: /^https$/ }).max(2000) }),
  z.object({ kind: z.literal('usb') }),
])
export type TooBigChoice = z.infer<typeof tooBigSchema>

/** Who besides the first class, and what besides the text; all of it absent for a plain message to one class. */
export const messageExtras = {
  /** Classes and groups besides the first. */
  moreClassIds: z.array(id).max(60).optional(),
  /** Not whole classes: these pupils, ticked by hand. */
  chosenPupilIds: z.array(id).min(1).max(2000).optional(),
  changes: z.array(planChangeSchema).max(5000).optional(),
  work: workChoiceSchema.optional(),
  files: z.array(messageFileSchema).max(20).optional(),
  /** The latest individual pack of each pupil. */
  packs: z.literal('individual').optional(),
  tooBig: tooBigSchema.optional(),
  /** Language of the dates, lists and sentences that Trousse writes into it; French when absent. */
  locale: z.enum(['fr', 'en']).optional(),
}

export const channelToFamily = z.enum(['email', 'phone', 'post', 'none'])
/** One person of a family in a plan. */
export const plannedPersonSchema = z.object({
  personId: id,
  name: z.string(),
  relationship: relationship.or(z.literal('pupil')),
  /** `written`, or why not. */
  state: z.enum([
    'written',
    'dropped',
    'no-address',
    'court-block',
    'no-authority',
    'contact-only',
    'opted-out',
    'bounced',
    'address-invalid',
  ]),
  address: z.string().nullable(),
  /** What they may be written to at. */
  addresses: z.array(z.string()),
})
export type PlannedPerson = z.infer<typeof plannedPersonSchema>
/** One pupil's family in a plan: by what it is reached, and why. */
export const plannedFamilySchema = z.object({
  pupilId: id,
  name: z.string(),
  className: z.string(),
  channel: channelToFamily,
  why: z.enum([
    'both-guardians',
    'one-guardian',
    'own-address',
    'own-contact',
    'adult',
    'moved',
    'no-address',
    'nothing-known',
    'has-it',
  ]),
  moved: z.enum(['phone', 'post']).nullable(),
  phones: z.array(z.string()),
  people: z.array(plannedPersonSchema),
})
export type PlannedFamily = z.infer<typeof plannedFamilySchema>

/** The largest of the messages against what the server takes. */
export const planSizeSchema = z.object({
  bytes: count,
  limit: count,
  /** `server`: as it announced; `usual`: the smallest limit known among académies. */
  limitBy: z.enum(['server', 'usual']),
  /** Messages that each recipient would get if the files were split; 0 when one file alone is too big. */
  parts: count,
  /** Every file that would be joined for somebody, each once. */
  files: z.array(z.object({ name: z.string(), bytes: count })),
  /** Pupils for whom no individual pack was made. */
  withoutPack: z.array(z.string()),
})
export type PlanSize = z.infer<typeof planSizeSchema>

/** A draft as it is typed: nothing of it need be complete. */
export const draftContentSchema = z.object({
  classIds: z.array(id).max(61),
  pupilIds: z.array(id).max(2000).nullable(),
  audience: z.enum(['pupils', 'guardians']),
  subject: z.string().max(200),
  body: z.string().max(50_000),
  only: z.object({ messageId: id, states: z.array(z.string().max(40)).max(20), missing: z.boolean() }).nullable(),
  changes: z.array(planChangeSchema).max(5000),
  work: workChoiceSchema.nullable(),
  files: z.array(messageFileSchema).max(20),
  packs: z.literal('individual').nullable(),
  tooBig: tooBigSchema.nullable(),
  locale: z.enum(['fr', 'en']),
})
export type DraftContent = z.infer<typeof draftContentSchema>
export const messageDraftRowSchema = z.object({ id, updatedAt: isoInstant, content: draftContentSchema })
export type MessageDraftRow = z.infer<typeof messageDraftRowSchema>

export const templateTextSchema = z.object({
  name: z.string().trim().min(1).max(100),
  subject: z.string().max(200),
  body: z.string().max(50_000),
  /** How many days of work `{devoirs}` covers from today; null leaves it to the message. */
  workDays: z.number().int().min(1).max(60).nullable(),
  /** With the files of that work. */
  workFiles: z.boolean(),
})
export type TemplateText = z.infer<typeof templateTextSchema>
export const messageTemplateSchema = templateTextSchema.extend({
  /** Null for one that came with Trousse: it can be duplicated, not changed. */
  id: id.nullable(),
  /** Of its own among those that came with Trousse. */
  key: z.string(),
})
export type MessageTemplate = z.infer<typeof messageTemplateSchema>

/** How a message was written out for another program. */
export const exitKind = z.enum(['eml', 'mbox', 'mailto', 'addresses', 'csv'])
export type ExitKind = z.infer<typeof exitKind>

/** Addresses for the Bcc line, in groups that a mail program opens at once. */
export const bccGroupsSchema = z.object({
  /** The same text for everyone: without it the addresses can be copied, but not with this text. */
  sameText: z.boolean(),
  groups: z.array(z.object({ addresses: z.array(z.string()), mailto: z.string().nullable() })),
  addresses: z.array(z.string()),
})
export type BccGroups = z.infer<typeof bccGroupsSchema>

/** What is missing to reach a pupil's family, worst first. */
export const reachGap = z.enum([
  'nobody-known',
  'no-guardian',
  'no-address',
  'all-bounced',
  'opted-out',
  'one-guardian-without',
  'blocked-only',
])
export type ReachGap = z.infer<typeof reachGap>
/** The shortest way to what is missing. */
export const gapWay = z.enum(['form', 'ask-by-mail', 'import', 'office', 'call'])
export type GapWay = z.infer<typeof gapWay>
export const reachGapRowSchema = z.object({
  pupilId: id,
  name: z.string(),
  className: z.string(),
  gap: reachGap,
  /** Of whom, where it is about one guardian. */
  who: z.array(z.string()),
  ways: z.array(gapWay),
  phones: z.array(z.object({ value: z.string(), owner: z.string() })),
})
export type ReachGapRow = z.infer<typeof reachGapRowSchema>
export const classReachSchema = z.object({
  pupils: count,
  byEmail: count,
  byPhone: count,
  none: count,
  /** Addresses a bounce or an answer told of. */
  verified: count,
  rows: z.array(reachGapRowSchema),
})
export type ClassReach = z.infer<typeof classReachSchema>
