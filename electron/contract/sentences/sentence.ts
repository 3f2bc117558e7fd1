import type { ErrorCode, ErrorParams } from '../errors.ts'

/** What a person reads for an error: what failed and why, then what to do. */
export interface Sentence {
  readonly what: string
  readonly todo: string
}

/** One pair per code: a new code does not compile until both languages have it. */
export type Sentences = Readonly<Record<ErrorCode, Sentence>>

const OPTIONAL = /\[([^\]]*)\]/g
const PLACEHOLDER = /\{\{(\w+)(?::(bytes))?\}\}/g
const UNITS = { fr: ['o', 'ko', 'Mo', 'Go', 'To'], en: ['B', 'kB', 'MB', 'GB', 'TB'] } as const

/** Bytes as people read them: decimal, as drives are sold and as both systems' file managers of France count. */
function bytesText(value: unknown, language: 'fr' | 'en'): string {
  if (typeof value !== 'number') return String(value)
  const power = Math.min(4, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: power < 2 ? 0 : 1 }).format(
    value / 1000 ** power,
  )
  return `${figure}\u00a0${UNITS[language][power]}`
}

/**
 * Puts the parameters in their places. `{{host}}` is replaced, `{{free:bytes}}` as a size; a part in brackets is kept only when every
 * parameter inside it is known: `Le serveur[ {{host}}] n’a pas répondu`.
 */
export function fillSentence(template: string, params: ErrorParams, language: 'fr' | 'en'): string {
  const fill = (text: string) =>
    text.replace(PLACEHOLDER, (_, name: string, as?: string) =>
      as === 'bytes' ? bytesText(params[name] ?? '', language) : String(params[name] ?? ''),
    )
  return fill(
    template.replace(OPTIONAL, (_, part: string) =>
      [...part.matchAll(PLACEHOLDER)].every(([, name = '']) => params[name] !== undefined) ? part : '',
    ),
  )
}
