/** Calendars, read back by ical.js and by our own importer. */
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import type { LessonView } from '../../../electron/contract/views.ts'
import { type CalendarOptions, toCalendar } from '../../../electron/exports/calendar.ts'
import { readCalendar } from '../../../electron/sources/ical/read-calendar.ts'
import { materialClass, NAMESPACE } from '../../helpers/exports-material.ts'
import { assignment, file, NOW } from '../../helpers/packs-content.ts'

const lesson = (change: Partial<LessonView>): LessonView => ({
  id: 1,
  startsAt: '2026-11-30T07:00:00Z',
  endsAt: '2026-11-30T07:55:00Z',
  label: 'Mathématiques',
  room: 'B204',
  cancelled: false,
  classes: [{ id: 7, name: '3e A' }],
  otherNames: [],
  sourceLabel: null,
  ...change,
})

const classes = [
  materialClass({
    assignments: [
      assignment({
        id: 201,
        title: 'Exercices 4, 5 ; 6 et « problème »',
        descriptionHtml:
          '<p>Rédigez &amp; justifiez :</p><ul><li>chaque étape</li><li>au propre</li></ul><script>x</script>',
        files: [file('Énoncé.pdf', 'a'.repeat(64))],
      }),
      assignment({ id: 202, dueOn: null, title: 'Sans date' }),
    ],
    // Winter and summer time.
    lessons: [
      lesson({}),
      lesson({ id: 2, startsAt: '2027-05-03T06:00:00Z', endsAt: '2027-05-03T06:55:00Z', cancelled: true }),
    ],
  }),
]
const options = (change: Partial<CalendarOptions>): CalendarOptions => ({
  work: 'events',
  lessons: true,
  namespace: NAMESPACE,
  locale: 'fr',
  now: NOW,
  title: '3e A',
  ...change,
})
const parsed = (bytes: Uint8Array) =>
  new ICAL.Component(ICAL.parse(new TextDecoder().decode(bytes)) as ConstructorParameters<typeof ICAL.Component>[0])

describe('a calendar', () => {
  it('lasts a whole day for work, an hour of Paris for lessons, whatever the season', () => {
    const calendar = parsed(toCalendar(classes, options({})))
    const [work, winter, summer] = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
    expect(work?.summary).toBe('3e A · Mathématiques – Exercices 4, 5 ; 6 et « problème »')
    expect(work?.startDate.toString()).toBe('2026-11-27')
    expect(work?.endDate.toString()).toBe('2026-11-28')
    expect(work?.description).toBe('Rédigez & justifiez :\n\n– chaque étape\n– au propre\n\nDocuments : Énoncé.pdf')
    expect(winter?.startDate.toJSDate().toISOString()).toBe('2026-11-30T07:00:00.000Z')
    expect(summer?.startDate.toJSDate().toISOString()).toBe('2027-05-03T06:00:00.000Z')
    expect(winter?.startDate.toString()).toBe('2026-11-30T08:00:00')
    expect(summer?.startDate.toString()).toBe('2027-05-03T08:00:00')
    expect(summer?.component.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(3)
  })

  it('keeps its identifiers from one export to the next, with a higher sequence', () => {
    const read = (now: number) =>
      parsed(toCalendar(classes, options({ now })))
        .getAllSubcomponents('vevent')
        .map((one) => [one.getFirstPropertyValue('uid'), Number(one.getFirstPropertyValue('sequence'))] as const)
    const [before, after] = [read(NOW), read(NOW + 3_600_000)]
    expect(after.map(([uid]) => uid)).toEqual(before.map(([uid]) => uid))
    expect(new Set(before.map(([uid]) => uid)).size).toBe(3)
    for (const [index, [, sequence]] of after.entries())
      expect(sequence).toBeGreaterThan(before[index]?.[1] ?? Number.NaN)
  })

  it('folds at 75 octets and ends its lines as the standard asks', () => {
    const text = new TextDecoder().decode(toCalendar(classes, options({})))
    for (const line of text.split('\r\n')) {
      expect(line).not.toContain('\n')
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    }
    expect(text).toContain('TZID:Europe/Paris')
  })

  it('our own importer finds the lessons, the class of each, the work as tasks', () => {
    const { records, faults } = readCalendar(toCalendar(classes, options({ work: 'tasks' })), { now: NOW })
    expect(faults).toEqual([])
    expect(records.filter(({ entity }) => entity === 'lesson')).toMatchObject([
      {
        startsAt: '2026-11-30T07:00:00.000Z',
        label: 'Mathématiques',
        room: 'B204',
        classNames: ['3e A'],
        cancelled: false,
      },
      { startsAt: '2027-05-03T06:00:00.000Z', classNames: ['3e A'], cancelled: true },
    ])
    expect(records.filter(({ entity }) => entity === 'assignment')).toMatchObject([
      { title: 'Exercices 4, 5 ; 6 et « problème »', dueOn: '2026-11-27' },
    ])
    expect(records.filter(({ entity }) => entity === 'class')).toMatchObject([{ name: '3e A' }])
  })

  it('holds no pupil', () => {
    const text = new TextDecoder().decode(toCalendar(classes, options({})))
    for (const { familyName } of classes.flatMap(({ pupils }) => pupils)) expect(text).not.toContain(familyName)
  })
})
