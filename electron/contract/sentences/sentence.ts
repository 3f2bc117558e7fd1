import type { ErrorCode, ErrorParams } from '../errors.ts'

/** What a person reads for an error: what failed and why, then what to do. */
export interface Sentence {
  readonly what: string
  readonly todo: string
}

/** One pair per code: a new code does not compile until both languages have it. */
export type Sentences = Readonly<Record<ErrorCode, Sentence>>

const OPTIONAL = /\[([^\]]*)\]/g
const PLACEHOLDER = /\{\{(\w+)\}\}/g

/**
 * Puts the parameters in their places. `{{host}}` is replaced; a part in brackets is kept only when every
 * parameter inside it is known: `Le serveur[ {{host}}] n’a pas répondu`.
 */
export function fillSentence(template: string, params: ErrorParams): string {
  const fill = (text: string) => text.replace(PLACEHOLDER, (_, name: string) => String(params[name] ?? ''))
  return fill(
    template.replace(OPTIONAL, (_, part: string) =>
      [...part.matchAll(PLACEHOLDER)].every(([, name = '']) => params[name] !== undefined) ? part : '',
    ),
  )
}
