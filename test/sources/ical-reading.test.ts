/** What calendars of PRONOTE, École Directe, Moodle and others say, and files as they are found. */
import { describe, expect, it } from 'vitest'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import {
  bytesOf,
  calendar,
  codeOf,
  ECOLE_DIRECTE,
  event,
  lessonsOf,
  MOODLE,
  PRONOTE,
  pronoteFeed,
  pronoteLesson,
  read,
  workOf,
} from '../helpers/sources-ical.ts'

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

describe('a timetable of another program', () => {
  it.each([
    ['Mathématiques – 2de 1', 'Mathématiques', ['2de 1']],
    ['Latin - 3E B', 'Latin', ['3E B']],
    ['Physique - TP - TG4', 'Physique – TP', ['TG4']],
    ['SES - Tle B', 'SES', ['Tle B']],
    ['Réunion - salle polyvalente', 'Réunion - salle polyvalente', []],
    ['Rendez-vous', 'Rendez-vous', []],
  ])('%s', (summary, label, classNames) => {
    const times = ['DTSTART:20261130T070000Z', 'DTEND:20261130T080000Z']
    const [lesson] = lessonsOf(read(calendar(ECOLE_DIRECTE, event('UID:u', `SUMMARY:${summary}`, ...times))))
    expect(lesson).toMatchObject({ label, classNames })
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
