/** Which class a page speaks of, from its headings and chosen options. Pure. */
import { classKey, cleanText, cutText, foldText } from '../../domain/text-clean.ts'

/**
 * Levels of French lower and upper secondary schools and what follows: "6e A", "5B", "2de 1", "1re STMG 2", "Tle L".
 * Figures alone are never one: "45 minutes", "page 32".
 */
const CLASS_NAME =
  /(?<![\p{L}\p{N}])(?:[3-6]\s?(?:e|è|[eè]me|°)\s?-?\s?(?:[A-Z](?!\p{L})|\d{1,2}(?!\d))|[3-6][A-Z](?!\p{L})|(?:2de|2nde|seconde|1[eè]?re|premi[eè]re|terminale|tle)\s?(?:S|ES|L|G|STMG|STI2D|STL|ST2S)?\s?-?\s?(?:[A-Z](?!\p{L})|\d{1,2}(?!\d))?)(?![\p{L}\p{N}/:])/iu

const MAX_CLASS = 100
const MAX_ID = 500

/** True when `text` holds the name as words of its own, however it is written. */
function mentions(text: string, name: string): boolean {
  const words = cleanText(text)
    .split(/[\s,;:|()–—]+|(?<=\p{L})-(?=\s)/u)
    .filter((word) => word !== '')
  const key = classKey(name)
  if (key === '') return false
  const length = name.split(/\s+/).length
  for (let size = 1; size <= Math.min(length + 1, 6); size++) {
    for (let start = 0; start + size <= words.length; start++) {
      const candidate = words.slice(start, start + size).join(' ')
      // "2de 1" and the 21 of "21 élèves" have the same key: a key of digits alone must be written as a class.
      if (classKey(candidate) === key && (/\D/.test(key) || /\p{L}|°/u.test(candidate))) return true
    }
  }
  return false
}

/**
 * @param texts nearest to the list first.
 * @param known names of the classes that Trousse has already: they win over what merely looks like one.
 * @returns the class's name, or null when nothing names one, or when one text names several.
 */
export function classOfTexts(texts: readonly string[], known: readonly string[]): string | null {
  for (const text of texts) {
    const named = known.filter((name) => mentions(text, name))
    // "2de 1" is in "2de 1 GR.2" too: the longest name is the one that is written.
    const longest = named.toSorted((a, b) => b.length - a.length)
    const [first, second] = longest
    if (first !== undefined && (second === undefined || mentions(first, second))) return first
    if (first !== undefined) continue
    const match = CLASS_NAME.exec(cleanText(text))
    if (match) return match[0].trim().slice(0, MAX_CLASS)
  }
  return null
}

/** The id that the same class gets from a list of its pupils: both are one class of this source. */
export const classIdOf = (name: string, kind: 'class' | 'group' = 'class'): string =>
  cutText(`${kind}:${classKey(name) || foldText(name)}`, MAX_ID)
