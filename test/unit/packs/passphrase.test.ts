import { describe, expect, it } from 'vitest'
import {
  checkTypedPassphrase,
  estimatePassphraseBits,
  generatePassphrase,
  PASSPHRASE_WORDS,
} from '../../../electron/packs/passphrase.ts'

describe('the list of words', () => {
  it('holds 2,048 words that stay distinct, and alike on every keyboard, once folded to ASCII', () => {
    expect(PASSPHRASE_WORDS).toHaveLength(2048)
    expect(new Set(PASSPHRASE_WORDS).size).toBe(2048)
    expect(PASSPHRASE_WORDS.filter((word) => !/^[a-z]{3,}$/.test(word))).toEqual([])
  })
})

describe('generated passphrases', () => {
  it('are ten words of the list: 110 bits', () => {
    const words = generatePassphrase().split('-')
    expect(words).toHaveLength(10)
    expect(words.every((word) => PASSPHRASE_WORDS.includes(word))).toBe(true)
    expect(10 * Math.log2(PASSPHRASE_WORDS.length)).toBeGreaterThanOrEqual(100)
  })

  it('follow the given randomness, and every word can come out', () => {
    const from = (value: number) => generatePassphrase((bytes) => new Uint8Array(bytes).fill(value))
    expect(from(0)).toBe(Array(10).fill(PASSPHRASE_WORDS[0]).join('-'))
    expect(from(255)).toBe(Array(10).fill(PASSPHRASE_WORDS[2047]).join('-'))
    const drawn = new Set<string>()
    for (let start = 0; start < 2048; start += 10) {
      const bytes = Uint8Array.from({ length: 20 }, (_, index) => {
        const word = start + Math.floor(index / 2)
        return index % 2 === 0 ? word >> 8 : word & 255
      })
      for (const word of generatePassphrase(() => bytes).split('-')) drawn.add(word)
    }
    expect(drawn.size).toBe(2048)
  })

  it('differ each time', () => {
    expect(new Set(Array.from({ length: 50 }, () => generatePassphrase())).size).toBe(50)
  })
})

describe('typed passphrases', () => {
  it.each([
    '',
    'motdepasse',
    'Motdepasse2026!',
    'azertyuiop123456',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '12345678901234567890123456',
    '314159314159314159314159314159314159',
    'cheval cheval cheval cheval cheval cheval cheval cheval cheval',
    'correct horse battery staple',
    'soleil-lune-etoile-comete-planete',
    'Lycee-2026-Lycee-2027-Lycee-2028',
    '!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!',
  ])('%j is refused as weak', (passphrase) => {
    expect(() => checkTypedPassphrase(passphrase)).toThrow(
      expect.objectContaining({ code: 'pack-weak-passphrase', params: expect.objectContaining({ needed: 80 }) }),
    )
  })

  it.each([
    'abaisser-monnaie-cheval-citron-fusil-galaxie-horizon-jardin',
    'k7Gq2xWm9Rt4Vb6Zp3Lc8',
    'x4v9-k2pz-7qmw-3tfj-8hbc-5rdn',
  ])('%j passes', (passphrase) => {
    expect(() => checkTypedPassphrase(passphrase)).not.toThrow()
  })

  it('never count more than what a random draw of the same length would be worth', () => {
    for (const passphrase of ['Zx9', 'bonjour', 'k7Gq2xWm9Rt4', 'a b c d e f g'])
      expect(estimatePassphraseBits(passphrase)).toBeLessThanOrEqual(passphrase.length * Math.log2(95))
  })

  it('with characters that ZIP programs encode differently are refused', () => {
    for (const passphrase of ['élève-été-forêt-garçon-hôtel-naïf-œuf-août-théâtre', 'a'.repeat(300), 'tab\tulation'])
      expect(() => checkTypedPassphrase(passphrase)).toThrow(
        expect.objectContaining({ code: 'pack-passphrase-characters' }),
      )
  })
})
