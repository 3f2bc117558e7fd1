import type { Locale } from '../../domain/written-format.ts'
import { EN } from './texts-en.ts'
import { FR, type PackTexts } from './texts-fr.ts'

const TEXTS: Readonly<Record<Locale, PackTexts>> = { fr: FR, en: EN }

export const packTexts = (locale: Locale): PackTexts => TEXTS[locale]
