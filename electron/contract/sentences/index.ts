/** The words for every error code, for the window and for the terminal. */
import type { ErrorShape } from '../errors.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { fillSentence, type Sentence, type Sentences } from './sentence.ts'

export type SentenceLanguage = 'fr' | 'en'

export const SENTENCES: Readonly<Record<SentenceLanguage, Sentences>> = { fr, en }

/** What failed and why, then what to do, with the error's parameters in place. */
export function sentenceOf(error: ErrorShape, language: SentenceLanguage): Sentence {
  const { what, todo } = SENTENCES[language][error.code]
  return { what: fillSentence(what, error.params, language), todo: fillSentence(todo, error.params, language) }
}
