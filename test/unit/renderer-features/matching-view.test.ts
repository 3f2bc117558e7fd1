import { expect, test } from 'vitest'
import type { Difference, MatchQuestion, PersonSide } from '../../../electron/contract/views.ts'
import {
  differenceId,
  inOrder,
  likelyIds,
  mayAllBeKept,
  undecided,
} from '../../../renderer/features/matching/matching-view.ts'

const side: PersonSide = {
  personId: 1,
  familyName: 'KERBRAT',
  givenName: 'Soline',
  birthDate: null,
  className: '6e A',
  contacts: [],
  relatives: [],
  sources: ['ENT'],
}
const question = (id: number, likely: boolean): MatchQuestion => ({
  id,
  role: 'pupil',
  clues: ['same-name'],
  likely,
  first: side,
  second: { ...side, personId: 2 },
})
const difference = (personId: number, field: Difference['field'], chosen?: number | null): Difference => ({
  personId,
  aboutId: null,
  field,
  role: 'pupil',
  name: 'Soline KERBRAT',
  className: '6e A',
  aboutName: null,
  values: [
    { sourceId: 1, sourceLabel: 'ENT', value: 'a' },
    { sourceId: 2, sourceLabel: 'Fichier', value: 'b' },
  ],
  ...(chosen === undefined ? {} : { chosen }),
})

test('questions to look at come before those that one answer settles', () => {
  const questions = [question(1, true), question(2, false), question(3, true)]
  expect(inOrder(questions).map(({ id }) => id)).toEqual([2, 1, 3])
  expect(likelyIds(questions)).toEqual([1, 3])
})

test('only addresses and numbers nobody decided on may all be kept at once', () => {
  const rows = [
    difference(1, 'name'),
    difference(1, 'email'),
    difference(2, 'phone'),
    difference(3, 'phone', null),
    difference(4, 'email', 2),
    difference(5, 'level'),
  ]
  expect(mayAllBeKept(rows)).toEqual([
    { personId: 1, aboutId: null, field: 'email' },
    { personId: 2, aboutId: null, field: 'phone' },
  ])
  expect(undecided(rows)).toHaveLength(4)
})

test('two differences of one person are two', () => {
  expect(new Set([difference(1, 'email'), difference(1, 'phone'), difference(2, 'email')].map(differenceId)).size).toBe(
    3,
  )
})
