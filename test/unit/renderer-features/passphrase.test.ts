import { expect, test } from 'vitest'
import { wordsOf } from '../../../renderer/features/packs/passphrase.ts'

test('words and joiner give the passphrase back', () => {
  for (const phrase of ['abeille-carton-lune-pivot', 'abeille carton lune', 'unseulmot']) {
    const { words, joiner } = wordsOf(phrase)
    expect(words.join(joiner)).toBe(phrase)
  }
  expect(wordsOf('a-b-c').words).toEqual(['a', 'b', 'c'])
})
