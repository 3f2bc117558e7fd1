import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schoolDay, schoolInstant, schoolYearDays, schoolYearMonths } from '../../../electron/domain/school-time.ts'

describe('an hour on the school’s wall', () => {
  it.each([
    ['2026-11-24T08:00:00', '2026-11-24T07:00:00.000Z'],
    ['2026-09-01 08:05', '2026-09-01T06:05:00.000Z'],
    ['2026-09-01T08:05:30.123', '2026-09-01T06:05:30.000Z'],
    // The night of the change: the hour that does not exist, the hour that exists twice.
    ['2027-03-28T03:00', '2027-03-28T01:00:00.000Z'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T01:30:00.000Z'],
    // Its own zone, when it states one.
    ['2026-11-24T08:00:00Z', '2026-11-24T08:00:00.000Z'],
    ['2026-11-24T08:00:00+04:00', '2026-11-24T04:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(schoolInstant(text)).toBe(expected)
  })

  it.each([
    '',
    'demain',
    '24/11/2026 08:00',
    '2026-11-24',
    '2026-13-45T08:00',
    '2026-11-24T99:00',
    '2026-11-24T08:00 PST',
  ])('is none: %j', (text) => {
    expect(schoolInstant(text)).toBeNull()
  })

  it('of any hour of a day without a change of clocks comes back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 1, max: 28 }),
        (h, m, d) => {
          const two = (value: number) => String(value).padStart(2, '0')
          const instant = schoolInstant(`2026-12-${two(d)}T${two(h)}:${two(m)}`)
          expect(Date.parse(instant ?? '')).toBe(Date.UTC(2026, 11, d, h - 1, m))
        },
      ),
    )
  })
})

describe('days', () => {
  it('change at midnight in Paris', () => {
    expect(schoolDay(Date.parse('2026-11-24T22:59:00Z'))).toBe('2026-11-24')
    expect(schoolDay(Date.parse('2026-11-24T23:00:00Z'))).toBe('2026-11-25')
    expect(schoolDay(Date.parse('2026-07-31T22:00:00Z'))).toBe('2026-08-01')
  })

  it('of a school year have the same bounds all year', () => {
    const year = { from: '2026-08-01', to: '2027-07-31' }
    for (const day of ['2026-08-01', '2026-11-24', '2027-07-31']) {
      expect(schoolYearDays(Date.parse(`${day}T12:00:00Z`))).toEqual(year)
    }
    expect(schoolYearDays(Date.parse('2027-08-01T12:00:00Z')).from).toBe('2027-08-01')
  })

  it('of its months follow one another without a gap', () => {
    const months = schoolYearMonths(Date.parse('2027-02-10T12:00:00Z'))
    expect(months).toHaveLength(12)
    expect(months[0]?.from).toBe('2026-08-01')
    expect(months.at(-1)?.to).toBe('2027-07-31')
    for (const [index, month] of months.slice(1).entries()) {
      const before = months[index]?.to ?? ''
      expect(Date.parse(month.from) - Date.parse(before)).toBe(86_400_000)
    }
  })
})
