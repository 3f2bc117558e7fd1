/** What the cells beside a guardian's name say: the relationship, and SIECLE's level of responsibility. */
import type { Relationship } from '../contract/snapshot.ts'
import { foldText } from './text-clean.ts'

/** Labels of SIECLE's code of parenté and those of other lists, folded; the most particular first. */
const RELATIONSHIPS: readonly (readonly [RegExp, Relationship])[] = [
  [/\bgrand|\bascendant|\baieul/, 'grandparent'],
  [/\bfamille d.?accueil|\bassistante? familiale?|\baide sociale|\base\b|\beducat/, 'foster'],
  [/\bautre\b/, 'other'],
  [/\bmeres?\b|\bmaman\b|\bmother\b/, 'mother'],
  [/\bperes?\b|\bpapa\b|\bfather\b/, 'father'],
  [/\bfreres?\b|\bsoeurs?\b|\bfratrie\b/, 'sibling'],
  [/\blui.meme\b|\belle.meme\b|\bmajeure?\b/, 'self'],
  [/\btut(?:eur|rice)\b|\bguardian\b|\blegale?\b/, 'guardian'],
]

/** Null when the text is empty; `other` when it is none of the known words. */
export function relationshipOfText(text: string): Relationship | null {
  const folded = foldText(text)
  if (folded === '') return null
  return RELATIONSHIPS.find(([pattern]) => pattern.test(folded))?.[1] ?? 'other'
}

/** SIECLE: 1 legal representative, 2 person in charge, 3 person to contact. Null when the text says none of them. */
export function levelOfText(text: string): 1 | 2 | 3 | null {
  const folded = foldText(text)
  if (folded === '') return null
  if (/^[123]$/.test(folded)) return Number(folded) as 1 | 2 | 3
  if (/\bcontact/.test(folded)) return 3
  if (/\bcharge\b/.test(folded)) return 2
  return /\blegale?\b/.test(folded) ? 1 : null
}
