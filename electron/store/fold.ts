/** Names as they are compared and sorted: without case, accents, ligatures, punctuation or doubled spaces. */

const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' }

/** "NOËL-Çelik" and "noel celik" give the same text. */
export function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđ]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** For class names, where spaces carry nothing: "3e B", "3EB" and "3 eb" are one class. */
export const foldClassName = (name: string): string => foldName(name).replaceAll(' ', '')

/** Only plain ASCII letters and single spaces: what most names are, and `foldName` is then their lower case. */
const PLAIN = /^[A-Za-z]+(?: [A-Za-z]+)*$/

/** `foldName`, faster for the many names that need no folding. */
export const foldPersonName = (name: string): string => (PLAIN.test(name) ? name.toLowerCase() : foldName(name))

const MAX_WORDS = 12

/** Only letters and digits survive, so no operator, quote or column filter of FTS5 can get through. */
const wordsOf = (text: string): string[] => foldName(text).split(' ').filter(Boolean).slice(0, MAX_WORDS)

/** Any text as an FTS5 query: every word as the beginning of a word, all wanted. Null when there is no word in it. */
export function toSearchQuery(text: string): string | null {
  const words = wordsOf(text)
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' AND ')
}

/** Narrower forms of `toSearchQuery`, the best first, each found again by the next; empty without a word. */
export function toSearchSteps(text: string): readonly string[] {
  const prefix = toSearchQuery(text)
  if (prefix === null) return []
  const whole = wordsOf(text)
    .map((word) => `"${word}"`)
    .join(' AND ')
  return [whole, `title : (${prefix})`, prefix]
}
