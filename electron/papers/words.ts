import type { Locale } from '../domain/written-format.ts'
import { EN } from './words-en.ts'
import { FR, type PaperWords } from './words-fr.ts'

export type { PaperWords } from './words-fr.ts'

const WORDS: Readonly<Record<Locale, PaperWords>> = { fr: FR, en: EN }

export const paperWords = (locale: Locale): PaperWords => WORDS[locale]
