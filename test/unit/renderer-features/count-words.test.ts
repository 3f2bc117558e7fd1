import { expect, test } from 'vitest'
import { countInWords } from '../../../renderer/features/reach/count-words.ts'

test.each([
  [0, 'Zéro'],
  [16, 'Seize'],
  [17, 'Dix-sept'],
  [21, 'Vingt et un'],
  [34, 'Trente-quatre'],
  [61, 'Soixante et un'],
  [70, 'Soixante-dix'],
  [71, 'Soixante et onze'],
  [77, 'Soixante-dix-sept'],
  [80, 'Quatre-vingts'],
  [81, 'Quatre-vingt-un'],
  [91, 'Quatre-vingt-onze'],
  [99, 'Quatre-vingt-dix-neuf'],
  [100, 'Cent'],
  [101, 'Cent un'],
  [180, 'Cent quatre-vingts'],
  [200, 'Deux cents'],
  [271, 'Deux cent soixante et onze'],
  [1000, 'Mille'],
  [1800, 'Mille huit cents'],
  [2080, 'Deux mille quatre-vingts'],
])('%i in French', (n, words) => {
  expect(countInWords(n, 'fr')).toBe(words)
})

test.each([
  [1, 'One'],
  [34, 'Thirty-four'],
  [40, 'Forty'],
  [101, 'One hundred and one'],
  [600, 'Six hundred'],
  [1234, 'One thousand two hundred and thirty-four'],
  [2005, 'Two thousand and five'],
])('%i in English', (n, words) => {
  expect(countInWords(n, 'en')).toBe(words)
})

test('what has no simple name stays a figure', () => {
  expect(countInWords(10_000, 'fr')).toBe('10000')
  expect(countInWords(1.5, 'fr')).toBe('1.5')
})

test('no two counts sound alike', () => {
  for (const language of ['fr', 'en']) {
    const all = Array.from({ length: 10_000 }, (_, n) => countInWords(n, language))
    expect(new Set(all).size).toBe(all.length)
  }
})
