import { expect, test } from 'vitest'
import type { RosterRow } from '../../../electron/contract/views.ts'
import { coverageOfRoster, filterRoster, type ReachFilter } from '../../../renderer/features/classes/roster-view.ts'
import { fold, wordFilter } from '../../../renderer/ui/word-filter.ts'

const row = (pupilId: number, familyName: string, givenName: string, reach: RosterRow['reach']): RosterRow => ({
  pupilId,
  familyName,
  givenName,
  birthDate: null,
  className: '3e B',
  emails: 1,
  phones: 1,
  guardians: 2,
  courtBlock: false,
  reach,
})
const rows = [
  row(1, 'Étienne', 'Élodie', 'none'),
  row(2, "L'Hostis", 'Yann', 'phone'),
  row(3, 'Martin-Zidi', 'Anaïs', 'email'),
]
const ids = (text: string, reach: ReachFilter): number[] => filterRoster(rows, { text, reach }).map((r) => r.pupilId)

test('the filter "incomplete" holds everyone an e-mail does not reach', () => {
  expect(ids('', 'all')).toEqual([1, 2, 3])
  expect(ids('', 'incomplete')).toEqual([1, 2])
  expect(ids('', 'phone')).toEqual([2])
})

test('each typed word begins a word of the name, whatever its accents, hyphens and apostrophes', () => {
  expect(ids('elo eti', 'all')).toEqual([1])
  expect(ids('HOST', 'all')).toEqual([2])
  expect(ids('zidi', 'all')).toEqual([3])
  expect(ids('3e', 'email')).toEqual([3])
  expect(ids('lodie', 'all')).toEqual([])
})

test('an address is found by any of its parts', () => {
  const matches = wordFilter('durand')
  expect(matches('a.durand@example.org')).toBe(true)
  expect(matches('durandal@example.org')).toBe(true)
  expect(matches('adurand@example.org')).toBe(false)
  expect(wordFilter('   ')('anything')).toBe(true)
})

test('coverage counts each pupil once', () => {
  expect(coverageOfRoster(rows)).toEqual({ total: 3, email: 1, phone: 1, none: 1 })
  expect(coverageOfRoster([])).toEqual({ total: 0, email: 0, phone: 0, none: 0 })
})

test('folding keeps letters and drops only their marks', () => {
  expect(fold('Çà Œuvre')).toBe('ca œuvre')
})
