/**
 * Passphrases of packs. The key derivation of an encrypted ZIP is only PBKDF2-SHA1 × 1,000 (facts/reliability
 * §0.9), so the passphrase itself must carry the strength: at least 100 bits when generated, and none under
 * 80 bits (the CNIL's figure) when typed.
 */
import { randomBytes } from 'node:crypto'
import { wordlist } from '@scure/bip39/wordlists/french.js'
import { TrousseError } from '../contract/errors.ts'

/** Ten words of a list of 2,048, 11 bits each: 110 bits. */
const WORDS = 10
const BITS_PER_WORD = 11
const MIN_BITS = 80
const MAX_LENGTH = 200

/** Without accents: typed the same on any keyboard, and the same bytes in every ZIP program. */
const foldToAscii = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '')

/** The French list of BIP-39 (everyday words, distinct in their first four letters), folded to ASCII. */
export const PASSPHRASE_WORDS: readonly string[] = wordlist.map(foldToAscii)

/**
 * Ten French words joined by hyphens, e.g. `abaisser-monnaie-…`: 110 bits.
 *
 * @param random gives that many unpredictable bytes; replaced in tests only
 */
export function generatePassphrase(random: (bytes: number) => Uint8Array = randomBytes): string {
  const bytes = random(WORDS * 2)
  const words = Array.from({ length: WORDS }, (_, position) => {
    // 2,048 divides 65,536: every word is equally likely.
    const drawn = ((bytes[position * 2] ?? 0) << 8) | (bytes[position * 2 + 1] ?? 0)
    return PASSPHRASE_WORDS[drawn % PASSPHRASE_WORDS.length] ?? ''
  })
  return words.join('-')
}

const BITS_OF_DIGIT = Math.log2(10)
const BITS_OF_LOWER = Math.log2(26)
const BITS_OF_MIXED = Math.log2(52)
/** A sign between words is nearly always the same few. */
const BITS_OF_SIGN = 4
/** What a guesser tries first is worth next to nothing. */
const BITS_OF_COMMON = 3
const COMMON =
  /^(?:azerty|qwerty|qwertz|password|motdepasse|bonjour|soleil|trousse|college|lycee|abcdef|abcd|abc|[a-z]?admin)/
const YEAR = /^(?:19|20)\d\d$/

/** Bits of a run of letters that a person chose. */
function letterBits(run: string): number {
  const lower = run.toLowerCase()
  if (COMMON.test(lower)) return BITS_OF_COMMON
  if (run.length > 3 && new Set(lower).size <= 2) return BITS_OF_COMMON
  if (run.length <= 3) return run.length * (run === lower ? BITS_OF_LOWER : BITS_OF_MIXED)
  // NIST SP 800-63-1, appendix A: 4 bits for the first letter a person chooses, 2 for each to the eighth, 1.5
  // after; and no word is worth more than one drawn from a list of 2,048.
  const first = Math.min(BITS_PER_WORD, 4 + 2 * Math.min(run.length - 1, 7))
  return first + 1.5 * Math.max(0, run.length - 8)
}

/** Bits of a run of digits: years, repeats and sequences are worth little. */
function digitBits(run: string): number {
  if (YEAR.test(run)) return 7
  // Counting on from 9 to 0 is a sequence too.
  const steps = [...run].slice(1).map((digit, index) => (10 + digit.charCodeAt(0) - run.charCodeAt(index)) % 10)
  if (steps.length > 1 && steps.every((step) => step === steps[0])) return BITS_OF_COMMON
  return run.length * BITS_OF_DIGIT
}

/**
 * A deliberately low estimate, in bits, of what guessing a typed passphrase costs someone who knows how people
 * choose: words count as words, a run seen before counts nothing, years and sequences count little. It may
 * refuse a good one; it should not pass a bad one.
 */
export function estimatePassphraseBits(passphrase: string): number {
  const runs = passphrase.match(/\p{L}+|\d+|[^\p{L}\d]/gu) ?? []
  const seen = new Set<string>()
  let bits = 0
  for (const whole of runs) {
    // "123123123" is "123".
    const run = whole.replace(/^(.+?)\1+$/, '$1')
    const key = run.toLowerCase()
    if (seen.has(key)) continue
    seen.add(key)
    if (/^\p{L}/u.test(run)) bits += letterBits(run)
    else if (/^\d/.test(run)) bits += digitBits(run)
    else bits += /[\s-]/.test(run) ? 0 : BITS_OF_SIGN
  }
  return bits
}

/**
 * Passes a typed passphrase that may protect a pack.
 *
 * Only printable ASCII passes: ZIP programs on Windows turn other characters into bytes of the computer's own
 * code page, so that a pack locked with "é" would open here and not at the family's.
 *
 * @throws TrousseError `pack-weak-passphrase` (`bits`, `needed`), `pack-passphrase-characters`
 */
export function checkTypedPassphrase(passphrase: string): void {
  if (passphrase.length > MAX_LENGTH || !/^[\x20-\x7e]*$/.test(passphrase))
    throw new TrousseError('pack-passphrase-characters')
  const bits = Math.floor(estimatePassphraseBits(passphrase))
  if (bits < MIN_BITS) throw new TrousseError('pack-weak-passphrase', { bits, needed: MIN_BITS })
}
