import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../electron/contract/errors.ts'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import {
  bytesOf,
  calendar,
  ECOLE_DIRECTE,
  event,
  MOODLE,
  PRONOTE,
  pronoteFeed,
  pronoteLesson,
  read,
} from '../helpers/sources-ical.ts'

const lessonsOf = (reading: ReturnType<typeof read>) =>
  reading.records.flatMap((record) => (record.entity === 'lesson' ? [record] : []))
const workOf = (reading: ReturnType<typeof read>) =>
  reading.records.flatMap((record) => (record.entity === 'assignment' ? [record] : []))
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof TrousseError) return error.code
    throw error
  }
  return 'none'
}

describe('a timetable of PRONOTE', () => {
  it('gives lessons that fit the contract', () => {
    const reading = read(pronoteFeed(pronoteLesson()))
    expect(reading.system).toBe('pronote')
    expect(reading.records).toEqual([
      {
        entity: 'lesson',
        externalId: 'Cours-40048-1:2026-11-30T07:00:00.000Z',
        startsAt: '2026-11-30T07:00:00.000Z',
        endsAt: '2026-11-30T07:55:00.000Z',
        label: 'MATHEMATIQUES',
        room: 'B204',
        classNames: ['3E B'],
        cancelled: false,
      },
    ])
    for (const record of reading.records) expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
  })

  it('keeps the same ids from one export to the next', () => {
    const ids = (exportedAt: string) =>
      lessonsOf(
        read(
          pronoteFeed(
            pronoteLesson({ exportedAt }),
            pronoteLesson({ exportedAt, start: '20261207T070000Z', end: '20261207T075500Z' }),
            pronoteLesson({ exportedAt, course: 'Cours-51-2' }),
          ),
        ),
      ).map(({ externalId }) => externalId)
    expect(ids('20261124T095501Z')).toEqual(ids('20261125T061500Z'))
    expect(new Set(ids('20261124T095501Z')).size).toBe(3)
  })

  it('makes an id of start, subject and class where the UID is of another shape', () => {
    const odd = (uid: string) =>
      pronoteFeed(
        event(
          `UID:${uid}`,
          'CATEGORIES:Cours',
          'DTSTART:20261130T070000Z',
          'DTEND:20261130T080000Z',
          'SUMMARY:SVT - 4D',
        ),
      )
    const [first] = lessonsOf(read(odd('a1b2')))
    const [second] = lessonsOf(read(odd('c3d4')))
    expect(first?.externalId).toBe('svt|4d:2026-11-30T07:00:00.000Z')
    expect(second?.externalId).toBe(first?.externalId)
  })

  it.each([
    ['Groupe : [3°EP1]', ['3°EP1']],
    ['Partie de classe : <3E> 3°EP1', ['3°EP1', '3E']],
    ['Parties de classe : <3E> 3°EP1\\, <3F> 3°FP2', ['3°EP1', '3E', '3°FP2', '3F']],
    ['Classes : 6A\\, 6ème A\\, 6B', ['6A', '6B']],
    ['Partie de classe : &lt\\;3E&gt\\; 3°EP1', ['3°EP1', '3E']],
  ])('understands %s', (line, names) => {
    const [lesson] = lessonsOf(
      read(pronoteFeed(pronoteLesson({ description: `Matière : VIE &amp\\; TERRE\\n${line}` }))),
    )
    expect(lesson).toMatchObject({ label: 'VIE & TERRE', classNames: names })
  })

  it('reads the title of a lesson that describes nothing', () => {
    const summary = 'Cours annulé : ANGLAIS LV1 - [3ANG2] - <3E> 3E gr2'
    const [lesson] = lessonsOf(read(pronoteFeed(pronoteLesson({ summary, description: '' }))))
    expect(lesson).toMatchObject({ label: 'ANGLAIS LV1', classNames: ['3ANG2', '3E gr2', '3E'], cancelled: true })
  })

  it.each([
    ['Cours - Cours annulé', true],
    ['Cours - Classe absente', true],
    ['Cours - Abs personnelle', true],
    ['Cours - Changement de salle', false],
    ['Cours - Cours maintenu', false],
  ])('%s', (category, cancelled) => {
    expect(lessonsOf(read(pronoteFeed(pronoteLesson({ category }))))[0]?.cancelled).toBe(cancelled)
  })

  it('leaves holidays, diary and placements aside, and says how many', () => {
    const reading = read(
      pronoteFeed(
        pronoteLesson(),
        event(
          'UID:v',
          'CATEGORIES:Jours fériés',
          'DTSTART;VALUE=DATE:20261219',
          'DTEND;VALUE=DATE:20270104',
          'SUMMARY:Vacances',
        ),
        event('UID:a', 'CATEGORIES:Agenda', 'DTSTART:20261130T170000Z', 'DTEND:20261130T180000Z', 'SUMMARY:Réunion'),
        event('UID:s', 'CATEGORIES:Sessions de stage', 'DTSTART;VALUE=DATE:20270201', 'SUMMARY:Stage'),
      ),
    )
    expect(lessonsOf(reading)).toHaveLength(1)
    expect(reading.ignored).toEqual({ holiday: 1, diary: 1, placement: 1 })
  })
})

describe('work to be handed in', () => {
  it('comes from Moodle’s due dates, by course', () => {
    const reading = read(
      calendar(
        MOODLE,
        event(
          'UID:123@moodle.example',
          'SUMMARY:Compte rendu de TP doit être rendu',
          'DESCRIPTION:Un <b>PDF</b> par binôme.\\n\\nMerci.',
          'CATEGORIES:PHYS-2DE',
          'DTSTART:20261201T225900Z',
          'DTEND:20261201T225900Z',
        ),
        event('UID:124@moodle.example', 'SUMMARY:Rendez-vous', 'DTSTART:20261201T090000Z', 'DTEND:20261201T090000Z'),
        event(
          'UID:125@moodle.example',
          'SUMMARY:Classe virtuelle',
          'CATEGORIES:PHYS-2DE',
          'DTSTART:20261202T090000Z',
          'DTEND:20261202T100000Z',
        ),
      ),
    )
    expect(reading.system).toBe('moodle')
    expect(reading.records[0]).toEqual({
      entity: 'class',
      externalId: 'course:phys-2de',
      kind: 'group',
      name: 'PHYS-2DE',
    })
    expect(workOf(reading)).toEqual([
      {
        entity: 'assignment',
        externalId: '123@moodle.example',
        classExternalId: 'course:phys-2de',
        title: 'Compte rendu de TP doit être rendu',
        descriptionHtml: '<p>Un &lt;b&gt;PDF&lt;/b&gt; par binôme.</p><p>Merci.</p>',
        dueOn: '2026-12-01',
        attachments: [],
      },
    ])
    expect(lessonsOf(reading)).toHaveLength(1)
    expect(reading.ignored).toEqual({ 'no-course': 1 })
  })

  it('comes from tasks, outside any calendar too; one without a course is refused by its line', () => {
    const text = [
      'BEGIN:VTODO',
      'UID:t1',
      'DUE;VALUE=DATE:20261204',
      'SUMMARY:Exposé',
      'CATEGORIES:4e C,Histoire\\, géo',
      'END:VTODO',
      'BEGIN:VTODO',
      'UID:t2',
      'DUE:20261204T220000Z',
      'SUMMARY:Sans classe',
      'END:VTODO',
    ].join('\n')
    const reading = read(text)
    expect(workOf(reading)).toMatchObject([{ title: 'Exposé', dueOn: '2026-12-04', classExternalId: 'course:4e c' }])
    expect(reading.faults).toEqual([
      { line: 7, field: 'CATEGORIES', verdict: 'refused', reason: 'class-missing', about: 'Sans classe' },
    ])
  })
})

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

describe('files as they are found', () => {
  const feed = pronoteFeed(pronoteLesson({ summary: 'FRANÇAIS - 3E B', description: 'Matière : FRANÇAIS É' }))
  const label = (bytes: Uint8Array) => lessonsOf(read(bytes))[0]?.label

  it('with a BOM, lone LF or CR, blank lines in the middle', () => {
    expect(label(bytesOf(`\ufeff${feed}`))).toBe('FRANÇAIS É')
    expect(label(bytesOf(feed.replaceAll('\r\n', '\n')))).toBe('FRANÇAIS É')
    expect(label(bytesOf(feed.replaceAll('\r\n', '\r')))).toBe('FRANÇAIS É')
    expect(label(bytesOf(feed.replace('BEGIN:VEVENT', '\r\n\r\nBEGIN:VEVENT')))).toBe('FRANÇAIS É')
  })

  it('folded inside a character', () => {
    const bytes = Buffer.from(feed)
    const cut = bytes.indexOf('Ç'.normalize('NFC'), bytes.indexOf('DESCRIPTION')) + 1
    expect(label(Buffer.concat([bytes.subarray(0, cut), Buffer.from('\r\n '), bytes.subarray(cut)]))).toBe('FRANÇAIS É')
  })

  it('in Windows-1252', () => {
    expect(label(Buffer.from(feed, 'latin1'))).toBe('FRANÇAIS É')
  })

  it('several calendars in one file', () => {
    expect(lessonsOf(read(feed + pronoteFeed(pronoteLesson({ course: 'Cours-2-1' }))))).toHaveLength(2)
  })

  it('empty, which is a calendar all the same', () => {
    expect(read(calendar(ECOLE_DIRECTE))).toEqual({ system: 'ecole-directe', records: [], faults: [], ignored: {} })
  })

  it('with lines that are none: the event stays and the line is named', () => {
    const broken = feed.replace('DTSTAMP', 'rubbish without a sign\r\nDTSTAMP')
    const reading = read(broken)
    expect(lessonsOf(reading)).toHaveLength(1)
    expect(reading.faults).toMatchObject([{ line: 6, verdict: 'doubtful', reason: 'line-unreadable' }])
  })

  it('cut short anywhere: nothing is believed', () => {
    const bytes = bytesOf(pronoteFeed(pronoteLesson(), pronoteLesson({ course: 'Cours-2-1' })))
    for (let end = 20; end < bytes.length - 4; end += 7) {
      expect(codeOf(() => read(bytes.subarray(0, end)))).toBe('response-truncated')
    }
  })

  it('that are no calendar, or nested without end', () => {
    expect(codeOf(() => read('<html><body>Connexion</body></html>'))).toBe('calendar-not-ical')
    expect(codeOf(() => read(''))).toBe('calendar-not-ical')
    expect(codeOf(() => read('BEGIN:VEVENT\n'.repeat(50)))).toBe('file-too-large')
  })

  it('with invisible characters and formulas, which stay text', () => {
    const summary = '=HYPERLINK("https://x.example")\u202e - 3E B'
    const [lesson] = lessonsOf(read(calendar(PRONOTE, pronoteLesson({ summary, description: '' }))))
    expect(lesson?.label).toBe('=HYPERLINK("https://x.example")')
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
