import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import { decodeRecoveryCode, encodeRecoveryCode, RECOVERY_BYTES } from '../../../electron/vault/recovery-code.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const secret = fc.uint8Array({ minLength: RECOVERY_BYTES, maxLength: RECOVERY_BYTES })

const reasonOf = (typed: string): unknown => {
  try {
    decodeRecoveryCode(typed)
  } catch (error) {
    if (error instanceof TrousseError) return error.params.reason
    throw error
  }
  return 'accepted'
}

describe('the recovery code', () => {
  it('holds at least 100 bits', () => {
    expect(RECOVERY_BYTES * 8).toBeGreaterThanOrEqual(100)
  })

  it('is five groups of five characters nobody confuses', () => {
    fc.assert(
      fc.property(secret, (bytes) => {
        expect(encodeRecoveryCode(bytes)).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/)
      }),
    )
  })

  it('reads back to the same bytes', () => {
    fc.assert(
      fc.property(secret, (bytes) => {
        expect(decodeRecoveryCode(encodeRecoveryCode(bytes))).toEqual(bytes)
      }),
    )
  })

  it('does not mind case, spaces, dashes of any kind, nor O for 0 and I or L for 1', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom('I', 'l', 'L', 'i'), (bytes, one) => {
        const typed = encodeRecoveryCode(bytes)
          .toLowerCase()
          .replaceAll('0', 'o')
          .replaceAll('1', one)
          .replaceAll('-', ' – ')
        expect(decodeRecoveryCode(` ${typed}\n`)).toEqual(bytes)
      }),
    )
  })

  it('finds every single wrong character and every swap of two', () => {
    fc.assert(
      fc.property(secret, fc.nat(24), fc.nat(24), fc.nat(30), (bytes, i, j, shift) => {
        const code = [...encodeRecoveryCode(bytes).replaceAll('-', '')]
        const at = code[i] ?? ''
        const wrong = [...code]
        wrong[i] = ALPHABET[(ALPHABET.indexOf(at) + 1 + shift) % 32] ?? ''
        expect(reasonOf(wrong.join(''))).toBe('checksum')
        const swapped = [...code]
        swapped[i] = code[j] ?? ''
        swapped[j] = at
        if (swapped.join('') !== code.join('')) expect(reasonOf(swapped.join(''))).toBe('checksum')
      }),
      { numRuns: 500 },
    )
  })

  it('says whether the length or a character is wrong', () => {
    const code = encodeRecoveryCode(new Uint8Array(RECOVERY_BYTES).fill(7))
    expect(reasonOf(code.slice(1))).toBe('length')
    expect(reasonOf('')).toBe('length')
    expect(reasonOf(`U${code.slice(1)}`)).toBe('character')
    expect(reasonOf('x'.repeat(1_000_000))).toBe('length')
  })
})
