/** The variables of a message in the composer: how one is inserted, and which are mistyped. */
import { type FoundVariable, variablesIn } from '../../../electron/contract/message-variables.ts'

export type TextField = 'subject' | 'body'

/** Between braces and no variable: the first occurrence of each, with its place. */
export function unknownVariables(texts: Readonly<Record<TextField, string>>): (FoundVariable & { field: TextField })[] {
  const found = (['subject', 'body'] as const).flatMap((field) =>
    variablesIn(texts[field])
      .filter(({ variable }) => variable === null)
      .map((one) => ({ ...one, field })),
  )
  return found.filter((one, index) => found.findIndex((other) => other.text === one.text) === index)
}

export interface Insertion {
  readonly text: string
  /** Where the caret goes: after what was inserted. */
  readonly caret: number
}

/** Puts `piece` in place of the selection. */
export function insertAt(text: string, start: number, end: number, piece: string): Insertion {
  const from = Math.max(0, Math.min(start, end, text.length))
  const to = Math.min(text.length, Math.max(start, end))
  return { text: text.slice(0, from) + piece + text.slice(to), caret: from + piece.length }
}
