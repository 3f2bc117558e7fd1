import { describe, expect, it } from 'vitest'
import type { LessonView } from '../../../electron/contract/views.ts'
import { nextClassOf, wholeDay } from '../../../renderer/features/today/next-class.ts'

const at = (hour: number) => new Date(2026, 10, 24, hour).toISOString()
const lesson = (from: number, classId: number | null, more: Partial<LessonView> = {}): LessonView => ({
  ...{ id: from, startsAt: at(from), endsAt: at(from + 1), label: 'Français', room: null, cancelled: false },
  ...{ classes: classId === null ? [] : [{ id: classId, name: String(classId) }], otherNames: [], sourceLabel: null },
  ...more,
})
const next = (hour: number, ...lessons: LessonView[]) => nextClassOf(lessons, new Date(2026, 10, 24, hour, 30))

describe('the class a teacher faces', () => {
  it('is the one in front of them, else the next', () => {
    const day = [lesson(10, 3), lesson(8, 1), lesson(9, 2)]
    expect([7, 8, 9, 10, 11].map((hour) => next(hour, ...day))).toEqual([1, 1, 2, 3, null])
  })

  it('is not of a lesson that is cancelled, nor of one without a class that is known', () => {
    expect(next(7, lesson(8, 1, { cancelled: true }), lesson(9, null), lesson(10, 3))).toBe(3)
    expect(next(7)).toBeNull()
  })

  it('is looked for on the whole day', () => {
    const { from, to } = wholeDay(new Date(2026, 11, 31, 23, 59))
    expect(new Date(from)).toEqual(new Date(2026, 11, 31))
    expect(new Date(to)).toEqual(new Date(2027, 0, 1))
  })
})
