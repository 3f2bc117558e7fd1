import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LessonView } from '../../../electron/contract/views.ts'
import { readPlace } from '../../../renderer/app/router.ts'
import {
  type Choice,
  choiceLink,
  isOf,
  readChoice,
  weeksAway,
  whoseOptions,
} from '../../../renderer/features/timetable/choice.ts'

const TODAY = '2026-11-24'
const read = (query: string) => readChoice(new URLSearchParams(query), TODAY)

const lesson = (classes: LessonView['classes'], otherNames: readonly string[] = []): LessonView => ({
  id: 1,
  startsAt: '2026-11-24T07:00:00Z',
  endsAt: '2026-11-24T08:00:00Z',
  label: 'Latin',
  room: null,
  cancelled: false,
  classes,
  otherNames: [...otherNames],
  sourceLabel: null,
})

test('the present week by default, and for a week that is no date', () => {
  for (const query of ['', 'week=demain', 'week=2026-02-31', 'week=2026-13-01', 'class=x', 'class=-2'])
    expect(read(query)).toEqual({ monday: '2026-11-23', whose: null, view: 'grid' })
  expect(read('week=2026-12-03').monday).toBe('2026-11-30')
})

test('an address says the choice again', () => {
  const whose = fc.oneof(
    fc.constant(null),
    fc.record({ classId: fc.integer({ min: 1, max: 1e6 }) }),
    fc.record({ name: fc.string({ minLength: 1 }).filter((name) => name.isWellFormed()) }),
  )
  fc.assert(
    fc.property(whose, fc.integer({ min: -300, max: 300 }), fc.constantFrom('grid', 'list'), (who, weeks, view) => {
      const choice: Choice = weeksAway({ monday: '2026-11-23', whose: who, view }, weeks)
      expect(readChoice(readPlace(choiceLink(choice, TODAY)).query, TODAY)).toEqual(choice)
    }),
  )
})

test('the present week is not written: the address stays the present week', () => {
  expect(choiceLink(read(''), TODAY)).toBe('#/timetable')
})

test('classes of the school and other names can be chosen, by name, once each', () => {
  const lessons = [
    lesson([{ id: 2, name: '6e 10' }], ['Chorale']),
    lesson([
      { id: 1, name: '6e 2' },
      { id: 2, name: '6e 10' },
    ]),
  ]
  const { options, value } = whoseOptions(lessons, { whose: { classId: 9 }, label: '3e B' }, 'Toutes')
  expect(options.map(({ label }) => label)).toEqual(['Toutes', '3e B', '6e 2', '6e 10', 'Chorale'])
  expect(options.find(({ id }) => id === value)?.label).toBe('3e B')
  expect(lessons.map(isOf({ name: 'Chorale' }))).toEqual([true, false])
  expect(lessons.map(isOf({ classId: 2 }))).toEqual([true, true])
  expect(lessons.map(isOf({ classId: 1 }))).toEqual([false, true])
  expect(lessons.map(isOf(null))).toEqual([true, true])
})
