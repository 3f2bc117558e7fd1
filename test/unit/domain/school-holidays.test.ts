import { expect, test } from 'vitest'
import { holidayEnd, holidaysBetween } from '../../../electron/domain/school-holidays.ts'

test('holidays of a period, first and last day, of a zone or of all', () => {
  expect(holidaysBetween('2026-12-01', '2026-12-31', null)).toEqual([{ from: '2026-12-19', to: '2027-01-03' }])
  expect(holidaysBetween('2027-02-01', '2027-02-28', 'A')).toEqual([{ from: '2027-02-13', to: '2027-02-28' }])
  expect(holidaysBetween('2027-02-01', '2027-02-28', null)).toEqual([])
  expect(holidaysBetween('2026-11-02', '2026-12-18', 'B')).toEqual([])
  const [one] = holidaysBetween('2027-01-03', '2027-01-03', 'C')
  expect(one).toEqual({ from: '2026-12-19', to: '2027-01-03' })
  expect(holidayEnd(one?.to ?? '', 'C')).toBe('2027-01-04')
})
