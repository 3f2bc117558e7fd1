import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AssignmentSummary } from '../../../electron/contract/views.ts'
import { groupByDueDay, nearness, periodBounds } from '../../../renderer/features/assignments/due-groups.ts'
import { addDays, mondayOf } from '../../../renderer/ui/calendar-days.ts'

const work = (id: number, dueOn: string | null): AssignmentSummary => ({
  id,
  classId: 1,
  className: '3e B',
  title: `Exercice ${id}`,
  subject: null,
  assignedOn: null,
  dueOn,
  dueAt: null,
  localState: null,
  attachments: 0,
  attachmentsHere: 0,
})

test('a week goes from Monday to Sunday, also when today is Sunday', () => {
  expect(periodBounds('this-week', '2026-11-29')).toEqual({ dueFrom: '2026-11-23', dueTo: '2026-11-29' })
  expect(periodBounds('next-week', '2026-11-29')).toEqual({ dueFrom: '2026-11-30', dueTo: '2026-12-06' })
})

test('open periods leave out the bound they do not have', () => {
  expect(periodBounds('upcoming', '2026-11-24')).toEqual({ dueFrom: '2026-11-24' })
  expect(periodBounds('all', '2026-11-24')).toEqual({})
})

test('no day is lost when the clock changes or the year ends', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2026-10-25', 1)).toBe('2026-10-26')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})

test('the Monday of a day is a Monday at most six days before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
      const day = addDays('2000-01-01', n)
      const monday = mondayOf(day)
      expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1)
      expect(monday <= day && day <= addDays(monday, 6)).toBe(true)
    }),
  )
})

test('nearness', () => {
  const today = '2026-11-24'
  const said = [null, '2026-11-23', today, '2026-11-25', '2026-11-26'].map((due) => nearness(due, today))
  expect(said).toEqual(['none', 'past', 'today', 'tomorrow', 'soon'])
})

test('one group per day, in the order of arrival, and a later page joins its group', () => {
  const groups = groupByDueDay([work(1, '2026-11-24'), work(2, '2026-11-25'), work(3, null), work(4, '2026-11-25')])
  expect(groups.map((group) => [group.key, group.dueOn, group.rows.map((r) => r.id)])).toEqual([
    ['2026-11-24', '2026-11-24', [1]],
    ['2026-11-25', '2026-11-25', [2, 4]],
    ['none', null, [3]],
  ])
})
