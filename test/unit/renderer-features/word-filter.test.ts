import { expect, test } from 'vitest'
import { wordFilter } from '../../../renderer/ui/word-filter.ts'

test.each([
  ['', true],
  ['elo', true],
  ['le goff', true],
  ['Le Goff Éloïse-Marie', true],
  ['eloise-m', true],
  ['goff@', true],
  ['marie elo', true],
  ['off', false],
  ['marie-claude', false],
])('%j in a list of names', (typed, found) => {
  expect(wordFilter(typed)('LE GOFF Éloïse-Marie')).toBe(found)
})
