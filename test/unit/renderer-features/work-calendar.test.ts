import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addMonths,
  calendarLink,
  dayAfterKey,
  daysOfWeek,
  loadOf,
  readCalendarChoice,
  weeksOfMonth,
} from '../../../renderer/features/assignments/calendar/choice.ts'

const day = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) })
  .map((ms) => new Date(ms).toISOString().slice(0, 10))

describe('the calendar of work', () => {
  it('reads its address and writes it back', () => {
    const choice = { view: 'month', day: '2026-11-24', classId: 12 } as const
    expect(readCalendarChoice(new URLSearchParams(calendarLink(choice).split('?')[1]))).toEqual(choice)
    expect(readCalendarChoice(new URLSearchParams('day=2026-02-30&class=x&view=year'))).toEqual({
      view: 'week',
      day: null,
      classId: null,
    })
  })

  it('a month is whole weeks, Monday first, with every one of its days', () => {
    expect(weeksOfMonth('2026-11-24').map((week) => week[0])).toEqual([
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ])
    fc.assert(
      fc.property(day, (one) => {
        const days = weeksOfMonth(one).flat()
        expect(days).toContain(one)
        expect(days.length % 7).toBe(0)
        expect([...days].sort()).toEqual(days)
        expect(daysOfWeek(one)).toContain(one)
      }),
    )
  })

  it('the same day of another month, or its last', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28')
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15')
    expect(addMonths('2027-01-05', -1)).toBe('2026-12-05')
  })

  it('keys move as in any grid of days, and back', () => {
    expect(dayAfterKey('2026-11-24', 'Home', 'month')).toBe('2026-11-23')
    expect(dayAfterKey('2026-11-24', 'End', 'month')).toBe('2026-11-29')
    expect(dayAfterKey('2026-11-24', 'PageDown', 'week')).toBe('2026-12-01')
    expect(dayAfterKey('2026-11-24', 'PageDown', 'month')).toBe('2026-12-24')
    expect(dayAfterKey('2026-11-24', 'a', 'month')).toBeNull()
    const pairs = fc.constantFrom(['ArrowLeft', 'ArrowRight'], ['ArrowUp', 'ArrowDown'])
    fc.assert(
      fc.property(day, pairs, (one, [there, back]) => {
        const moved = dayAfterKey(one, there ?? '', 'month') ?? ''
        expect(dayAfterKey(moved, back ?? '', 'month')).toBe(one)
      }),
    )
  })

  it('a day is heavy beside the fullest one, and two works are never heavy', () => {
    expect([0, 1, 4, 8, 10].map((total) => loadOf(total, 10))).toEqual(['none', 'light', 'medium', 'heavy', 'heavy'])
    expect(loadOf(2, 2)).toBe('medium')
  })
})
