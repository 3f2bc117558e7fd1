/**
 * The code that opens a space when nothing else does: printed once, kept on paper, typed years later.
 * 24 characters of Crockford's base 32 (120 bits, no I, L, O, U) and one check character, in five groups
 * of five. The check character catches every single wrong character and every swap of two characters, so
 * that a slip of the pen is told apart from a wrong code.
 */
import { TrousseError } from '../contract/errors.ts'

/** https://www.crockford.com/base32.html */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SYMBOL_BITS = 5
const DATA_SYMBOLS = 24
const GROUP = 5

/** Random bytes behind a code: 120 bits. */
export const RECOVERY_BYTES = (DATA_SYMBOLS * SYMBOL_BITS) / 8

/** Characters that a reader or a keyboard takes for another; the alphabet leaves them out. */
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

/** x⁵ + x² + 1, primitive over GF(2): multiplying by x runs through all 31 non-zero symbols. */
const REDUCTION = 0b100101

/** Multiplies a symbol by x in GF(32). */
function timesX(symbol: number): number {
  const shifted = symbol << 1
  return shifted & 0b100000 ? shifted ^ REDUCTION : shifted
}

/**
 * Σ xⁱ·symbolᵢ in GF(32) by Horner's rule. With fewer than 31 symbols every position has its own weight,
 * which is why both a wrong symbol and two swapped ones always change the sum.
 */
const checkSymbol = (symbols: readonly number[]): number =>
  timesX(symbols.reduce((sum, symbol) => timesX(sum) ^ symbol, 0))

/** Writes `RECOVERY_BYTES` bytes as a printable code, e.g. `7Z4QH-…`. */
export function encodeRecoveryCode(bytes: Uint8Array): string {
  if (bytes.length !== RECOVERY_BYTES) throw new RangeError(`a recovery code holds ${RECOVERY_BYTES} bytes`)
  const symbols: number[] = []
  let pending = 0
  let bits = 0
  for (const byte of bytes) {
    pending = (pending << 8) | byte
    bits += 8
    while (bits >= SYMBOL_BITS) {
      bits -= SYMBOL_BITS
      symbols.push((pending >> bits) & 0b11111)
    }
    pending &= (1 << bits) - 1
  }
  symbols.push(checkSymbol(symbols))
  const text = symbols.map((symbol) => ALPHABET.charAt(symbol)).join('')
  return text.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? text
}

/**
 * Reads a typed code: case, spaces and dashes do not matter, O is read as 0, I and L as 1.
 * Throws `vault-wrong-recovery-code` with `reason`: `length`, `character` or `checksum`, so that the
 * window can say what to look at again.
 */
export function decodeRecoveryCode(typed: string): Uint8Array {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash_Punctuation}\u2212_.]/gu, '')
    .replace(/[OIL]/g, (letter) => LOOKALIKES[letter] ?? letter)
  if (text.length !== DATA_SYMBOLS + 1) throw new TrousseError('vault-wrong-recovery-code', { reason: 'length' })
  const symbols = [...text].map((character) => ALPHABET.indexOf(character))
  if (symbols.includes(-1)) throw new TrousseError('vault-wrong-recovery-code', { reason: 'character' })
  const data = symbols.slice(0, DATA_SYMBOLS)
  if (checkSymbol(data) !== symbols[DATA_SYMBOLS]) {
    throw new TrousseError('vault-wrong-recovery-code', { reason: 'checksum' })
  }
  const bytes = new Uint8Array(RECOVERY_BYTES)
  let pending = 0
  let bits = 0
  let at = 0
  for (const symbol of data) {
    pending = (pending << SYMBOL_BITS) | symbol
    bits += SYMBOL_BITS
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (pending >> bits) & 0xff
      pending &= (1 << bits) - 1
    }
  }
  return bytes
}
