/** A page of an ENT understood as a timetable: a week, or one line per lesson. */
import { describe, expect, it } from 'vitest'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { CapturedBlock } from '../../electron/sources/capture/captured-page.ts'
import { lessonIdOf, lessonRecords, readLessons } from '../../electron/sources/capture/timetable.ts'
import { findCandidates } from '../../electron/sources/capture/understand.ts'
import { block, page, row, titles } from '../helpers/captured-page.ts'

const TODAY = '2026-11-24'
const context = { today: TODAY, className: null, knownClasses: ['3e B', '2de 1'] }

function lessonsOf(one: CapturedBlock) {
  const [found] = findCandidates(page([one]), TODAY)
  if (found?.kind !== 'timetable') throw new Error(`not a timetable: ${found?.kind}`)
  return readLessons(found, context)
}

const WEEK = block([
  row('', 'Lundi 23/11', 'Mardi 24/11', 'Mercredi 25/11'),
  row('8h00', { text: 'Mathématiques\n3e B\nSalle 204', rowSpan: 2 }, '', 'SVT\n2de 1\nB12\nCours annulé'),
  row('9h00', 'Anglais\n8h30 - 9h25'),
  row('10h05 - 11h00', '', 'Mathématiques\n2de 1', ''),
])

describe('a week', () => {
  it('gives each lesson its day, its hours by the school’s clock, its class and its room', () => {
    expect(lessonsOf(WEEK)).toEqual([
      {
        line: 1,
        day: '2026-11-23',
        startsAt: '2026-11-23T07:00:00.000Z',
        endsAt: '2026-11-23T09:05:00.000Z',
        label: 'Mathématiques',
        room: '204',
        className: '3e B',
        cancelled: false,
      },
      expect.objectContaining({ day: '2026-11-24', label: 'Anglais', className: null }),
      expect.objectContaining({
        day: '2026-11-24',
        label: 'Mathématiques',
        className: '2de 1',
        endsAt: '2026-11-24T10:00:00.000Z',
      }),
      expect.objectContaining({ day: '2026-11-25', label: 'SVT', room: 'B12', cancelled: true }),
    ])
  })

  it('gives records that hold, and the same ids the next time', () => {
    const records = lessonRecords(lessonsOf(WEEK))
    expect(records).toHaveLength(4)
    for (const record of records) expect(snapshotRecordSchema.safeParse(record).success).toBe(true)
    expect(lessonsOf(WEEK).map(lessonIdOf)).toEqual(records.map(({ externalId }) => externalId))
  })
})

describe('one line per lesson', () => {
  it('is read by its titles', () => {
    const lessons = lessonsOf(
      block([
        titles('Date', 'Horaire', 'Matière', 'Classe', 'Salle'),
        row('30/11/2026', '8h00 - 8h55', 'Maths', '3B', '204'),
        row('30/11/2026', '14:05', 'SVT', '2de 1', ''),
        row('bientôt', '8h', 'Maths', '3B', ''),
        row('01/12/2026', '', 'Maths', '3B', ''),
      ]),
    )
    expect(lessons.map(({ startsAt, endsAt, className, room }) => [startsAt, endsAt, className, room])).toEqual([
      ['2026-11-30T07:00:00.000Z', '2026-11-30T07:55:00.000Z', '3e B', '204'],
      ['2026-11-30T13:05:00.000Z', '2026-11-30T14:05:00.000Z', '2de 1', null],
    ])
  })
})

describe('what is no timetable', () => {
  it.each([
    [
      'marks by date',
      block([
        titles('Élève', '12/10', '19/10', '26/10'),
        row('DURAND Zoé', '12', '14', '9'),
        row('MARTIN Tom', '8', '', '11'),
      ]),
    ],
    ['homework', block([titles('Pour le', 'Matière', 'Travail à faire'), row('30/11', 'Maths', 'Exercice 1')])],
  ])('%s', (_, one) => {
    expect(findCandidates(page([one]), TODAY).map(({ kind }) => kind)).not.toContain('timetable')
  })
})
