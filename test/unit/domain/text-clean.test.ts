import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  classKey,
  cleanMultiline,
  cleanText,
  cutText,
  foldText,
  hasInvisible,
} from '../../../electron/domain/text-clean.ts'

describe('cleaning', () => {
  it('takes away what nobody sees', () => {
    expect(cleanText('MAR\u0000TIN\u202e Lou\u200bise\ufeff')).toBe('MARTIN Louise')
  })
  it('makes one space of every kind of space, and composes accents', () => {
    expect(cleanText(' E\u0301va\u00a0\u202f  Noe\u0308l\n')).toBe('Éva Noël')
  })
  it('leaves nothing that cannot be written as UTF-8', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }), (units) => {
        const text = String.fromCharCode(...units)
        const clean = cleanText(text)
        expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
    expect(cleanText('a\ud800b')).toBe('a\ufffdb')
  })
  it('cuts between characters', () => {
    expect(cutText('a😀', 2)).toBe('a')
    expect(cutText('abc', 3)).toBe('abc')
  })
})

describe('text with nothing to clean', () => {
  // A letter of another alphabet sends the same text the long way.
  const plain = fc
    .array(fc.integer({ min: 0x20, max: 0x17f }), { maxLength: 20 })
    .map((codes) => `${String.fromCharCode(...codes)}x`)
  it('comes out as it would the long way', () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(cleanMultiline(`${text}ж`)).toBe(`${cleanMultiline(text)}ж`)
        expect(cleanText(`${text}ж`)).toBe(`${cleanText(text)}ж`)
        expect(foldText(`${text}ж`)).toBe(`${foldText(text)}ж`)
        expect(hasInvisible(`${text}ж`)).toBe(hasInvisible(text))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('folding', () => {
  it('forgets accents, case, ligatures and kinds of apostrophe', () => {
    expect(foldText('Cœur D’Été – ÉLOÏSE')).toBe("coeur d'ete - eloise")
  })
})

describe('class names', () => {
  it.each([
    ['6e A', '6ème A', '6EME A', '6°A', '6 A', '6A', '6eA', '6-A'],
    ['2nde 4', '2de 4', '24', '2-4'],
    ['1ère G2', '1re G2', '1G2'],
    ['4e E', '4E', '4ème E'],
    ['Terminale S3', 'terminale s3'],
  ])('%s is written in many ways', (first, ...others) => {
    const keys = new Set([first, ...others].map(classKey))
    expect(keys.size).toBe(1)
  })
  it('different classes stay different', () => {
    const names = ['6A', '6B', '5A', '4E', '4F', '2nde 1', '2nde 11', '1re 1', 'TS3', 'TS1', '6 X', '3-06', '3-05']
    expect(new Set(names.map(classKey)).size).toBe(names.length)
  })
})
