import { expect, test } from 'vitest'
import { insertAt, unknownVariables } from '../../../renderer/features/reach/template-text.ts'

test('what would not be replaced is named once, with its place', () => {
  expect(unknownVariables({ subject: 'Bonjour {prenon}, {prénom}', body: '{prenon}\n\net {Classe} {note}' })).toEqual([
    { text: '{prenon}', variable: null, index: 8, line: 1, field: 'subject' },
    { text: '{note}', variable: null, index: 22, line: 3, field: 'body' },
  ])
  expect(unknownVariables({ subject: '', body: 'une accolade { 3 + 4 }\net {\n}' })).toEqual([])
})

test('an insertion takes the place of the selection and puts the caret after it', () => {
  expect(insertAt('Bonjour X,', 8, 9, '{prénom}')).toEqual({ text: 'Bonjour {prénom},', caret: 16 })
  expect(insertAt('ab', 2, 0, '-')).toEqual({ text: '-', caret: 1 })
  expect(insertAt('ab', 50, 50, '!')).toEqual({ text: 'ab!', caret: 3 })
})
