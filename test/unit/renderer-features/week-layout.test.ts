import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LessonView } from '../../../electron/contract/views.ts'
import { upcoming } from '../../../renderer/features/timetable/upcoming.ts'
import {
  blocksOf,
  daysOfWeek,
  hoursOf,
  isRunning,
  LEAST_MINUTES,
  type Piece,
  weekBounds,
} from '../../../renderer/features/timetable/week-layout.ts'

// Before the first date is made: the hours are those of the teacher's wall.
process.env.TZ = 'Europe/Paris'

const MONDAY = '2026-11-23'

/** From and to as the clock in Paris shows them. */
const lesson = (id: number, startsAt: string, endsAt: string, more: Partial<LessonView> = {}): LessonView => ({
  id,
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
  label: `Cours ${id}`,
  room: null,
  cancelled: false,
  classes: [],
  otherNames: [],
  sourceLabel: 'Agenda',
  ...more,
})

const piece = (id: number, from: number, to: number): Piece => ({
  lesson: lesson(id, '2026-11-23T08:00', '2026-11-23T09:00'),
  from,
  to,
})

const hours = (days: ReturnType<typeof daysOfWeek>) =>
  days.flatMap(({ day, pieces }) => pieces.map(({ from, to }) => [day, from / 60, to / 60]))

describe('the days of a week', () => {
  it('are Monday to Friday; Saturday only when something is on', () => {
    expect(daysOfWeek(MONDAY, []).map(({ day }) => day)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ])
    const saturday = daysOfWeek(MONDAY, [lesson(1, '2026-11-28T08:00', '2026-11-28T09:00')])
    expect(saturday.map(({ day }) => day).at(-1)).toBe('2026-11-28')
  })

  it('keep a lesson at its hour in a week whose clock changes', () => {
    // Summer time ends on Sunday 25 October 2026: the week is an hour longer.
    const { from, to } = weekBounds('2026-10-19')
    expect(Date.parse(to) - Date.parse(from)).toBe((7 * 24 + 1) * 3_600_000)
    const days = daysOfWeek('2026-10-19', [
      lesson(1, '2026-10-24T06:00:00Z', '2026-10-24T07:00:00Z'),
      lesson(2, '2026-10-25T07:00:00Z', '2026-10-25T08:00:00Z'),
    ])
    expect(hours(days)).toEqual([
      ['2026-10-24', 8, 9],
      ['2026-10-25', 8, 9],
    ])
  })

  it('never let a lesson end before it begins in the hour that is shown twice', () => {
    // 2 h 50 in summer time, then 2 h 10 in winter time, twenty minutes later.
    const days = daysOfWeek('2026-10-19', [lesson(1, '2026-10-25T00:50:00Z', '2026-10-25T01:10:00Z')])
    expect(days.at(-1)?.pieces).toMatchObject([{ from: 170, to: 170 }])
  })

  it('cut a lesson at midnight; one that ends at midnight stays on its day', () => {
    const days = daysOfWeek(MONDAY, [
      lesson(1, '2026-11-24T22:00', '2026-11-25T01:00'),
      lesson(2, '2026-11-26T20:00', '2026-11-27T00:00'),
    ])
    expect(hours(days)).toEqual([
      ['2026-11-24', 22, 24],
      ['2026-11-25', 0, 1],
      ['2026-11-26', 20, 24],
    ])
  })

  it('take the end of a lesson that began before Monday', () => {
    expect(hours(daysOfWeek(MONDAY, [lesson(1, '2026-11-22T22:00', '2026-11-23T02:00')]))).toEqual([[MONDAY, 0, 2]])
  })

  it('show a lesson of no duration once', () => {
    const days = daysOfWeek(MONDAY, [lesson(1, '2026-11-24T10:00', '2026-11-24T10:00')])
    expect(hours(days)).toEqual([['2026-11-24', 10, 10]])
    expect(blocksOf(days[1]?.pieces ?? [])).toMatchObject([{ from: 600, to: 600 + LEAST_MINUTES }])
  })
})

describe('the hours of the sheet', () => {
  it('go from the first lesson to the last, in whole hours', () => {
    const days = daysOfWeek(MONDAY, [
      lesson(1, '2026-11-24T08:10', '2026-11-24T09:05'),
      lesson(2, '2026-11-26T16:00', '2026-11-26T17:05'),
    ])
    expect(hoursOf(days)).toEqual({ first: 8 * 60, last: 18 * 60 })
  })

  it('are four at least, also late in the evening', () => {
    expect(hoursOf(daysOfWeek(MONDAY, [lesson(1, '2026-11-24T10:00', '2026-11-24T11:00')]))).toEqual({
      first: 600,
      last: 840,
    })
    expect(hoursOf(daysOfWeek(MONDAY, [lesson(1, '2026-11-24T23:30', '2026-11-24T23:50')]))).toEqual({
      first: 20 * 60,
      last: 24 * 60,
    })
  })

  it('are not stretched over the nights of a journey', () => {
    const days = daysOfWeek(MONDAY, [
      lesson(1, '2026-11-24T00:00', '2026-11-27T00:00'),
      lesson(2, '2026-11-23T08:00', '2026-11-23T16:00'),
    ])
    expect(hoursOf(days)).toEqual({ first: 8 * 60, last: 16 * 60 })
  })
})

describe('lessons that overlap', () => {
  it('stand side by side, and only those that do', () => {
    const blocks = blocksOf([piece(1, 480, 535), piece(2, 480, 535), piece(3, 535, 590)])
    expect(blocks.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 1],
    ])
  })

  it('twelve at once: two are drawn, the others share the last strip', () => {
    const blocks = blocksOf(Array.from({ length: 12 }, (_, index) => piece(index, 480, 535)))
    expect(blocks.map(({ pieces, lane, lanes }) => [pieces.length, lane, lanes])).toEqual([
      [1, 0, 3],
      [1, 1, 3],
      [10, 2, 3],
    ])
  })

  it('never cover each other, and each lesson is somewhere once', () => {
    const minute = fc.integer({ min: 0, max: 1440 })
    fc.assert(
      fc.property(fc.array(fc.tuple(minute, minute), { maxLength: 30 }), (spans) => {
        const pieces = spans.map(([a, b], index) => piece(index, Math.min(a, b), Math.max(a, b)))
        const blocks = blocksOf(pieces)
        const shown = blocks.flatMap((block) => block.pieces.map((one) => one.lesson.id))
        expect(shown.sort((a, b) => a - b)).toEqual(pieces.map((one) => one.lesson.id))
        for (const a of blocks) {
          expect(a.lane).toBeLessThan(a.lanes)
          for (const b of blocks) {
            if (a === b || a.from >= b.to || b.from >= a.to) continue
            expect(a.lanes).toBe(b.lanes)
            expect(a.lane).not.toBe(b.lane)
          }
        }
      }),
    )
  })
})

describe('now', () => {
  const maths = lesson(1, '2026-11-24T08:00', '2026-11-24T09:00')
  const at = (time: string) => new Date(`2026-11-24T${time}`)

  it('a lesson runs from its first minute to before its last, unless it is cancelled', () => {
    expect(isRunning(maths, at('08:00'))).toBe(true)
    expect(isRunning(maths, at('09:00'))).toBe(false)
    expect(isRunning({ ...maths, cancelled: true }, at('08:30'))).toBe(false)
  })

  it('what has ended is not to come', () => {
    expect(upcoming([maths], at('08:30'))).toEqual([maths])
    expect(upcoming([maths], at('09:00'))).toEqual([])
  })
})
