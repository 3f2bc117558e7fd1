import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertAt, segments, unknownVariables } from '../../../renderer/features/reach/template-text.ts'
import en from '../../../renderer/i18n/en/reach.json' with { type: 'json' }
import fr from '../../../renderer/i18n/fr/reach.json' with { type: 'json' }

test('the pieces of a text give it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '{', '}', '\n', '{nom}', '{x}') }), (text) => {
      expect(
        segments(text)
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

test('what would not be replaced is named once', () => {
  expect(unknownVariables('Bonjour {prenom}, {prénom}', '{prenom} {Classe}')).toEqual(['{prenom}', '{Classe}'])
  expect(unknownVariables('une accolade { seule }', 'et {\n}')).toEqual(['{ seule }'])
})

test('an insertion takes the place of the selection and puts the caret after it', () => {
  expect(insertAt('Bonjour X,', 8, 9, '{prénom}')).toEqual({ text: 'Bonjour {prénom},', caret: 16 })
  expect(insertAt('ab', 2, 0, '-')).toEqual({ text: '-', caret: 1 })
  expect(insertAt('ab', 50, 50, '!')).toEqual({ text: 'ab!', caret: 3 })
})

test('every stock message uses only variables that exist', () => {
  for (const { template } of [fr, en])
    for (const { subject, body } of [template.guardians, template.pupils])
      expect(unknownVariables(subject, body)).toEqual([])
})
