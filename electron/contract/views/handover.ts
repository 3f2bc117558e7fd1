/** The day the platform answers again: what was done without it, what to copy back, and what is done with. */
import { z } from 'zod'
import { isoDate, isoInstant } from '../snapshot.ts'
import { availabilityCause, serviceRole } from './availability.ts'
import { count, id } from './common.ts'

/** What there is to carry back: local work, messages, calls, packs, addresses typed, work handed in. */
export const handoverKind = z.enum(['assignment', 'message', 'calls', 'pack', 'contact', 'handed-in'])
export type HandoverKind = z.infer<typeof handoverKind>

/** A text in the two forms a clipboard carries. */
export const copyText = z.object({ text: z.string(), html: z.string() })
export type CopyText = z.infer<typeof copyText>

export const handoverItemSchema = z.object({
  kind: handoverKind,
  /** Of the row in its own table; of the message for calls, of the class for work handed in. */
  id,
  title: z.string(),
  className: z.string().nullable(),
  /** When it was made; null when that was not kept. */
  at: isoInstant.nullable(),
  dueOn: isoDate.nullable(),
  /** In figures: families reached of those concerned, documents in a pack, calls. */
  done: count,
  total: count,
  /** As a form of the ENT asks for it: the title and the day (DD/MM/YYYY) in their own fields, then the text. */
  copy: z.object({ title: z.string(), due: z.string().nullable(), text: copyText, whole: copyText }),
  /** When the teacher said that it is carried back. */
  carriedAt: isoInstant.nullable(),
})
export type HandoverItem = z.infer<typeof handoverItemSchema>

export const handoverSchema = z.object({
  /** `ongoing`: something is still down. `over`: all answers again, and the teacher has not closed it yet. */
  state: z.enum(['none', 'ongoing', 'over']),
  beganAt: isoInstant.nullable(),
  endedAt: isoInstant.nullable(),
  /** Time during which at least one service was down. */
  downMs: count,
  platforms: z.array(
    z.object({
      platform: z.string(),
      role: serviceRole,
      cause: availabilityCause,
      beganAt: isoInstant,
      endedAt: isoInstant.nullable(),
    }),
  ),
  /** The oldest first. */
  items: z.array(handoverItemSchema),
  /** Of the pupils the messages were about: how their families were reached, by all messages and calls together. */
  families: z.object({ total: count, byMail: count, byPhone: count, byPost: count, waiting: count, none: count }),
  unreached: z.array(z.object({ pupilId: id, name: z.string(), className: z.string() })),
})
export type Handover = z.infer<typeof handoverSchema>
