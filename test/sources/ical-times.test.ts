/** Zones, clocks that change, rules, and bytes of any kind. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../electron/contract/errors.ts'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import {
  bytesOf,
  calendar,
  ECOLE_DIRECTE,
  event,
  lessonsOf,
  pronoteFeed,
  pronoteLesson,
  read,
} from '../helpers/sources-ical.ts'

describe('times', () => {
  const at = (...lines: string[]) => {
    const reading = read(calendar('-//x//', event('UID:u', 'SUMMARY:Cours', ...lines)))
    const [lesson] = lessonsOf(reading)
    return { starts: lesson?.startsAt, ends: lesson?.endsAt, faults: reading.faults.map(({ reason }) => reason) }
  }

  it.each([
    ['UTC', 'DTSTART:20261130T070000Z', '2026-11-30T07:00:00.000Z'],
    ['floating, as Paris in winter', 'DTSTART:20261130T080000', '2026-11-30T07:00:00.000Z'],
    ['floating, as Paris in summer', 'DTSTART:20270607T080000', '2027-06-07T06:00:00.000Z'],
    ['a name of this computer', 'DTSTART;TZID=Indian/Reunion:20261130T110000', '2026-11-30T07:00:00.000Z'],
    [
      'a quoted display name',
      'DTSTART;TZID="(UTC+01:00) Bruxelles, Madrid, Paris":20270607T080000',
      '2027-06-07T06:00:00.000Z',
    ],
    ['Exchange', 'DTSTART;TZID=Romance Standard Time:20261130T080000', '2026-11-30T07:00:00.000Z'],
    ['a bare offset', 'DTSTART;TZID=UTC+11:20261130T180000', '2026-11-30T07:00:00.000Z'],
    ['an old program’s path', 'DTSTART;TZID=/mozilla.org/Europe/Paris:20261130T080000', '2026-11-30T07:00:00.000Z'],
    ['an explicit type and a slip', 'DTSTART;;VALUE=DATE-TIME:20261130T080000', '2026-11-30T07:00:00.000Z'],
    ['spaces round the signs', 'DTSTART ; TZID = Europe/Paris :20261130T080000', '2026-11-30T07:00:00.000Z'],
  ])('%s', (_, line, starts) => {
    expect(at(line, 'DURATION:PT55M')).toMatchObject({
      starts,
      ends: new Date(Date.parse(starts) + 55 * 60_000).toISOString(),
      faults: [],
    })
  })

  it('uses the rules of the file for a name it alone knows, written after use', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Customized Time Zone',
      'BEGIN:STANDARD',
      'DTSTART:16010101T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ].join('\r\n')
    const lesson = (day: string) =>
      event(`UID:${day}`, 'SUMMARY:Cours', `DTSTART;TZID=Customized Time Zone:${day}T080000`, 'DURATION:PT1H')
    const reading = read(calendar('-//x//', lesson('20261130'), lesson('20270607'), zone))
    expect(lessonsOf(reading).map(({ startsAt }) => startsAt)).toEqual([
      '2026-11-30T07:00:00.000Z',
      '2027-06-07T06:00:00.000Z',
    ])
    expect(reading.faults).toEqual([])
  })

  it('takes a name that nobody knows for Paris, and says so', () => {
    expect(at('DTSTART;TZID=CUSTOM_tzid:20261130T080000')).toEqual({
      starts: '2026-11-30T07:00:00.000Z',
      ends: '2026-11-30T07:00:00.000Z',
      faults: ['zone-unknown'],
    })
  })

  it('refuses dates that do not exist, by line', () => {
    const reading = read(calendar('-//x//', event('UID:u', 'SUMMARY:Cours', 'DTSTART:20270231T080000')))
    expect(reading.records).toEqual([])
    expect(reading.faults).toMatchObject([{ line: 4, field: 'DTSTART', verdict: 'refused', reason: 'date-unreadable' }])
  })

  it('leaves whole days aside, and what lies in another school year', () => {
    const reading = read(
      calendar(
        '-//x//',
        event('UID:d', 'SUMMARY:Journée', 'DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261130'),
        event('UID:o', 'SUMMARY:Jadis', 'DTSTART:20240930T080000', 'DURATION:PT1H'),
      ),
    )
    expect(reading.records).toEqual([])
    expect(reading.ignored).toEqual({ 'all-day': 1, 'outside-year': 1 })
  })
})

describe('recurring lessons', () => {
  const weekly = (...more: string[]) =>
    calendar(
      ECOLE_DIRECTE,
      event(
        'UID:w',
        'SUMMARY:Latin',
        'DTSTART;TZID=Europe/Paris:20260907T080000',
        'DTEND;TZID=Europe/Paris:20260907T085500',
        ...more,
      ),
    )

  it('keep their hour on the wall when clocks change, A and B weeks and exceptions too', () => {
    const reading = read(
      weekly('RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261116T070000Z', 'EXDATE;TZID=Europe/Paris:20261005T080000'),
    )
    expect(reading.system).toBe('ecole-directe')
    expect(lessonsOf(reading).map(({ startsAt }) => startsAt)).toEqual([
      '2026-09-07T06:00:00.000Z',
      '2026-09-21T06:00:00.000Z',
      '2026-10-19T06:00:00.000Z',
      '2026-11-02T07:00:00.000Z',
      '2026-11-16T07:00:00.000Z',
    ])
  })

  it('are replaced where one of them was moved or cancelled', () => {
    const moved = event(
      'UID:w',
      'SUMMARY:Latin',
      'RECURRENCE-ID;TZID=Europe/Paris:20260914T080000',
      'DTSTART;TZID=Europe/Paris:20260915T100000',
      'DTEND;TZID=Europe/Paris:20260915T105500',
      'STATUS:CANCELLED',
    )
    const reading = read(weekly('RRULE:FREQ=WEEKLY;COUNT=3').replace('END:VCALENDAR', `${moved}\r\nEND:VCALENDAR`))
    const found = lessonsOf(reading).map(({ startsAt, cancelled, externalId }) => [startsAt, cancelled, externalId])
    expect(found).toEqual([
      ['2026-09-07T06:00:00.000Z', false, 'w:2026-09-07T06:00:00.000Z'],
      ['2026-09-15T08:00:00.000Z', true, 'w:2026-09-14T06:00:00.000Z'],
      ['2026-09-21T06:00:00.000Z', false, 'w:2026-09-21T06:00:00.000Z'],
    ])
  })

  it('without an end stop with the school year', () => {
    const lessons = lessonsOf(read(weekly('RRULE:FREQ=WEEKLY')))
    expect(lessons.length).toBeGreaterThan(45)
    expect(lessons.at(-1)?.startsAt.slice(0, 10) ?? '').toMatch(/^2027-08/)
  })

  it('every second are refused, by line, and the rest stays', () => {
    const reading = read(weekly('RRULE:FREQ=SECONDLY'))
    expect(reading.faults).toMatchObject([{ field: 'RRULE', verdict: 'refused', reason: 'rule-endless', line: 4 }])
    expect(lessonsOf(reading)).toHaveLength(1)
  })
})

describe('any bytes at all', () => {
  const feed = bytesOf(
    pronoteFeed(
      pronoteLesson(),
      pronoteLesson({ course: 'Cours-2-1', category: 'Cours - Cours annulé' }),
      event('UID:r', 'SUMMARY:Latin', 'DTSTART;TZID=Europe/Paris:20261130T080000', 'RRULE:FREQ=WEEKLY;COUNT=4'),
    ),
  )

  it('give records that fit the contract, or an error of ours', () => {
    const damage = fc.array(
      fc.record({ at: fc.nat(feed.length - 1), byte: fc.constantFrom(0, 10, 13, 32, 58, 59, 65, 90, 200, 255) }),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Uint8Array.from(feed)
        for (const { at, byte } of changes) bytes[at] = byte
        let reading: ReturnType<typeof read>
        try {
          reading = read(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(TrousseError)
          return
        }
        const ids = reading.records.map(({ entity, externalId }) => `${entity} ${externalId}`)
        expect(new Set(ids).size).toBe(ids.length)
        for (const record of reading.records) expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
      }),
      { numRuns: 1500 },
    )
  })

  it('keep an hour on the wall through the year, whatever the week', () => {
    const week = fc.integer({ min: 0, max: 40 })
    const hour = fc.integer({ min: 7, max: 18 })
    const paris = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', hourCycle: 'h23' })
    fc.assert(
      fc.property(week, hour, (weeks, at) => {
        const day = new Date(Date.UTC(2026, 8, 1 + weeks * 7)).toISOString().slice(0, 10).replaceAll('-', '')
        const start = `DTSTART:${day}T${String(at).padStart(2, '0')}0000`
        const [lesson] = lessonsOf(read(calendar('-//x//', event('UID:u', 'SUMMARY:Cours', start))))
        expect(Number.parseInt(paris.format(new Date(lesson?.startsAt ?? 0)), 10)).toBe(at)
      }),
    )
  })
})
