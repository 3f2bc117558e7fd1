/** The first minutes: which system the school has, from what a teacher can say of it. */
import { z } from 'zod'
import { sourceSystem } from './sources.ts'

/** What a page of each system looks like, as a teacher would say it. */
export const pageLook = z.enum(['pronote', 'ecole-directe', 'kosmos', 'edifice', 'moodle', 'none'])
export type PageLook = z.infer<typeof pageLook>

export const guessRequestSchema = z.object({
  /** What the address bar shows, as typed; may be a part of it or empty. */
  address: z.string().max(2000),
  look: pageLook.nullable(),
  /** Words copied from the page; may be empty. */
  words: z.string().max(20_000),
})
export type GuessRequest = z.infer<typeof guessRequestSchema>

export const guessSchema = z.object({
  /** Null when nothing tells. */
  system: sourceSystem.nullable(),
  /** What it was told by, the surest first. */
  because: z.array(z.enum(['address', 'words', 'look'])),
  /** Two signs speak of two systems: the address is believed, and it is said. */
  contradicted: z.boolean(),
})
export type Guess = z.infer<typeof guessSchema>
