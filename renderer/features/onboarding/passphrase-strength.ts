/** A hint while typing; the rule that counts is the vault's (10 characters at least). */
export type Strength = 'empty' | 'short' | 'weak' | 'fair' | 'good'

/** The vault's own minimum, in characters. */
export const MIN_LENGTH = 10
const FAIR_BITS = 45
const GOOD_BITS = 65
/** A word chosen by a person among those that come to mind: about 2,000. */
const BITS_PER_WORD = 11

const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[a-zà-ÿ]/, 26],
  [/[A-ZÀ-Þ]/, 26],
  [/\d/, 10],
  [/[^\p{L}\d\s]/u, 20],
]

/** Characters that do not simply repeat or follow the one before (`aaa`, `abc`, `123`). */
function unpredictable(text: string): number {
  let count = 0
  let previous = Number.NaN
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code !== previous && Math.abs(code - previous) !== 1) count++
    previous = code
  }
  return count
}

/** Estimates by the weaker of two readings: as random characters, as words. */
export function strengthOf(passphrase: string): Strength {
  const text = passphrase.trim()
  if (text === '') return 'empty'
  if ([...text].length < MIN_LENGTH) return 'short'
  const parts = [...new Set(text.toLowerCase().split(/[\s\-_.]+/))]
  const words = parts.filter((word) => word.length > 2)
  const alphabet = CLASSES.reduce((size, [pattern, count]) => (pattern.test(text) ? size + count : size), 0)
  // A repeated word adds nothing, so the characters of each are counted once.
  const asCharacters = unpredictable(parts.join('')) * Math.log2(Math.max(2, alphabet))
  const asWords = words.length > 1 ? (words.length + 1) * BITS_PER_WORD : Number.POSITIVE_INFINITY
  const bits = Math.min(asCharacters, asWords)
  if (bits >= GOOD_BITS) return 'good'
  return bits >= FAIR_BITS ? 'fair' : 'weak'
}
