import { expect, test } from 'vitest'
import { formatPhone } from '../../../renderer/features/classes/format-phone.ts'

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ')

test('French numbers are written two by two', () => {
  expect(spaced(formatPhone('+33639981234'))).toBe('06 39 98 12 34')
  expect(spaced(formatPhone('0199001234'))).toBe('01 99 00 12 34')
})

test('a foreign number keeps its country, and what is no number stays as it was', () => {
  expect(spaced(formatPhone('+3225551234'))).toMatch(/^\+32 /)
  expect(formatPhone('poste 12')).toBe('poste 12')
  expect(formatPhone('')).toBe('')
})
