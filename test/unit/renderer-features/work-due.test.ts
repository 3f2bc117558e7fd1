import { describe, expect, it } from 'vitest'
import {
  choiceOf,
  firstChoice,
  NO_DAY,
  OTHER_DAY,
  slotId,
  warningOf,
  withChoice,
} from '../../../renderer/features/assignments/draft/due.ts'

const slot = (startsAt: string) => ({ startsAt, label: 'Maths', room: null })
const TARGET = { classId: 1, dueOn: null, dueAt: null }

describe('when a work is due', () => {
  it('a lesson gives its day and hour; another day loses the hour; none loses both', () => {
    const lesson = withChoice(TARGET, slotId(slot('2026-11-26T07:25:00.000Z')), '2026-11-25')
    expect(lesson).toEqual({ classId: 1, dueOn: '2026-11-26', dueAt: '2026-11-26T07:25:00.000Z' })
    expect(choiceOf(lesson)).toBe(slotId(slot('2026-11-26T07:25:00.000Z')))
    const other = withChoice(lesson, OTHER_DAY, '2026-11-25')
    expect(other).toEqual({ classId: 1, dueOn: '2026-11-26', dueAt: null })
    expect(choiceOf(other)).toBe(OTHER_DAY)
    expect(withChoice(TARGET, OTHER_DAY, '2026-11-25').dueOn).toBe('2026-11-25')
    expect(choiceOf(withChoice(other, NO_DAY, ''))).toBe(NO_DAY)
  })

  it('a class that joins is proposed its next lesson after today', () => {
    const slots = [slot('2026-11-24T15:00:00.000Z'), slot('2026-11-26T07:25:00.000Z')]
    expect(firstChoice(1, slots, '2026-11-24').dueAt).toBe('2026-11-26T07:25:00.000Z')
    expect(firstChoice(1, [], '2026-11-24')).toEqual(TARGET)
  })

  it('says what a teacher would want to know of a day', () => {
    const holidays = [{ from: '2026-12-19', to: '2027-01-03' }]
    const warn = (day: string) => warningOf(day, '2026-11-24', holidays)
    expect(warn('2026-11-23')).toBe('past')
    expect(warn('2026-12-20')).toBe('holiday')
    expect(warn('2026-11-29')).toBe('sunday')
    expect(warn('2026-11-28')).toBe('saturday')
    expect(warn('2026-11-24')).toBe('today')
    expect(warn('2026-11-26')).toBeNull()
  })
})
