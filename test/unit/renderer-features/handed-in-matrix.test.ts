/** What the matrix of work handed in says of each pupil and each piece of work. */
import { describe, expect, it } from 'vitest'
import type { HandedIn, HandedInClass } from '../../../electron/contract/views.ts'
import { matrixOf } from '../../../renderer/features/handed-in/matrix-view.ts'

const TODAY = '2026-11-24'
const item = (id: number, pupilId: number, assignmentId: number | null, more: Partial<HandedIn> = {}): HandedIn => ({
  id,
  origin: 'file',
  pupilId,
  assignmentId,
  settled: true,
  name: 'devoir.odt',
  bytes: 1,
  isAnswer: false,
  risk: null,
  about: '',
  givenAt: '2026-11-20T10:00:00.000Z',
  collectedAt: '2026-11-24T10:00:00.000Z',
  late: false,
  corrected: false,
  ...more,
})
const work = (id: number, dueOn: string | null) => ({ id, classId: 1, title: `Devoir ${id}`, subject: null, dueOn })
const view = (items: HandedIn[]): HandedInClass => ({
  classId: 1,
  className: '6e A',
  pupils: [1, 2].map((id) => ({ id, familyName: `NOM ${id}`, givenName: '', active: true })),
  assignments: [work(10, '2026-11-20'), work(11, '2026-11-24'), work(12, '2026-11-01'), work(13, null)],
  items,
})
const statesOf = (items: HandedIn[], pupilId: number) => {
  const { columns, cellOf } = matrixOf(view(items), TODAY)
  return columns.map((column) => cellOf(pupilId, column).state)
}

describe('states', () => {
  it('missing only where others gave, nothing where nobody did, awaited until the day is over', () => {
    expect(statesOf([item(1, 1, 10)], 2)).toEqual(['missing', 'awaited', 'nothing', 'awaited'])
  })
  it('late, unless something came in time, whatever came after', () => {
    expect(statesOf([item(1, 1, 10, { late: true })], 1)[0]).toBe('late')
    expect(statesOf([item(1, 1, 10, { late: true }), item(2, 1, 10)], 1)[0]).toBe('given')
  })
  it('corrected once everything in it is', () => {
    const { columns, cellOf } = matrixOf(view([item(1, 1, 10, { corrected: true }), item(2, 1, 10)]), TODAY)
    const [first] = columns
    if (!first) throw new Error('no column')
    expect(cellOf(1, first).corrected).toBe(false)
    expect(cellOf(2, first).corrected).toBe(false)
  })
})

describe('columns', () => {
  it('count pupils, not files, and other work has its own once there is some', () => {
    const { columns } = matrixOf(view([item(1, 1, 10), item(2, 1, 10), item(3, 2, null)]), TODAY)
    expect(columns.map(({ assignmentId, given }) => [assignmentId, given])).toEqual([
      [10, 1],
      [11, 0],
      [12, 0],
      [13, 0],
      [null, 1],
    ])
    expect(matrixOf(view([]), TODAY).columns).toHaveLength(4)
  })
})
