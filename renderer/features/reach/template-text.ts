/** The variables of a message: what is known, what looks mistyped, and how one is inserted. */

export const VARIABLES = ['{prénom}', '{nom}', '{classe}'] as const
export type Variable = (typeof VARIABLES)[number]

export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly text: Variable }
  /** Between braces, yet no variable: it would arrive as typed. */
  | { readonly kind: 'unknown'; readonly text: string }

const BRACED = /\{[^{}\n]{1,40}\}/g
const isVariable = (text: string): text is Variable => (VARIABLES as readonly string[]).includes(text)

/** Cuts a text at its braces; the pieces joined give the text back. */
export function segments(text: string): Segment[] {
  const found: Segment[] = []
  let end = 0
  for (const match of text.matchAll(BRACED)) {
    if (match.index > end) found.push({ kind: 'text', text: text.slice(end, match.index) })
    const piece = match[0]
    found.push(isVariable(piece) ? { kind: 'variable', text: piece } : { kind: 'unknown', text: piece })
    end = match.index + piece.length
  }
  if (end < text.length) found.push({ kind: 'text', text: text.slice(end) })
  return found
}

/** What is between braces and would not be replaced, each once: `{prenom}` without its accent, for instance. */
export function unknownVariables(...texts: readonly string[]): string[] {
  const unknown = texts.flatMap(segments).filter((segment) => segment.kind === 'unknown')
  return [...new Set(unknown.map((segment) => segment.text))]
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
