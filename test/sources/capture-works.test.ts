/** A page of an ENT understood as work to do. */
import { describe, expect, it } from 'vitest'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { WorkField } from '../../electron/contract/views.ts'
import type { CapturedBlock } from '../../electron/sources/capture/captured-page.ts'
import { findCandidates } from '../../electron/sources/capture/understand.ts'
import { workColumns } from '../../electron/sources/capture/work-columns.ts'
import { findDate } from '../../electron/sources/capture/work-dates.ts'
import { readWorks, workIdOf, workRecords } from '../../electron/sources/capture/works.ts'
import { block, card, page, row, titles } from '../helpers/captured-page.ts'

const TODAY = '2026-11-24'
const context = { today: TODAY, className: null, knownClasses: ['3e B', '2de 1'] }

function worksOf(blocks: readonly CapturedBlock[], className: string | null = null) {
  const [found] = findCandidates(page(blocks), TODAY)
  if (found?.kind !== 'assignments') throw new Error('not recognised')
  return readWorks(found, found.columns as readonly WorkField[], { ...context, className })
}

describe('a date', () => {
  it.each([
    ['Pour le lundi 30 novembre', '2026-11-30'],
    ['Pour le mardi 5 janvier', '2027-01-05'],
    ['à rendre le 1er décembre 2026', '2026-12-01'],
    ['24/11', '2026-11-24'],
    ['Pour le 03/02/27', '2027-02-03'],
    ['2026-12-18T08:00', '2026-12-18'],
    ['demain', '2026-11-25'],
    ['après-demain à 8 h', '2026-11-26'],
    ['aujourd’hui', '2026-11-24'],
    ['31/02/2026', null],
    ['lire le chapitre 3', null],
    ['', null],
  ])('%j is %j', (text, expected) => {
    expect(findDate(text, TODAY)).toBe(expected)
  })
})

describe('the titles of homework', () => {
  it.each([
    [
      ['Pour le', 'Matière', 'Travail à faire'],
      ['dueOn', 'subject', 'description'],
    ],
    [
      ['Date du cours', 'Classe', 'Titre', 'Contenu', 'À rendre'],
      ['assignedOn', 'className', 'title', 'description', 'dueOn'],
    ],
  ])('%j hold %j', (labels, columns) => {
    expect(workColumns(labels)).toMatchObject({ columns })
  })

  it.each([
    [['Nom', 'Prénom', 'Classe']],
    [['Devoir', 'Note']],
    [['Date', 'Absences']],
    [['constructor', '__proto__']],
  ])('%j hold none', (labels) => {
    expect(workColumns(labels).score).toBe(0)
  })
})

describe('a table of homework', () => {
  const table = block([
    titles('Pour le', 'Classe', 'Matière', 'Travail à faire'),
    row('30/11/2026', '3B', 'Maths', {
      text: 'Exercices 3 et 4 p. 12',
      html: '<p>Exercices <b>3 et 4</b> p. 12</p><script>alert(1)</script>',
      links: [
        { name: 'Énoncé.pdf', url: 'https://ent.example/f/1' },
        { name: 'Marquer comme fait', url: 'https://ent.example/fait?id=1' },
      ],
    }),
    row('', '3B', 'SVT', 'Réviser'),
    row('bientôt', '3B', 'SVT', 'Relire'),
    row('01/12/2026', '', 'SVT', ''),
  ])

  it('gives title, class, subject, date and documents, and only documents', () => {
    const { works } = worksOf([table])
    expect(works[0]).toMatchObject({
      title: 'Exercices 3 et 4 p. 12',
      className: '3e B',
      subject: 'Maths',
      dueOn: '2026-11-30',
      files: [{ name: 'Énoncé.pdf', url: 'https://ent.example/f/1' }],
      reasons: [],
    })
    expect(works[0]?.html).toContain('<b>3 et 4</b>')
    expect(works[0]?.html).not.toContain('script')
  })

  it('says what is missing, and keeps what can be kept', () => {
    const { works } = worksOf([table])
    expect(works.map(({ reasons }) => reasons)).toEqual([
      [],
      ['date-missing'],
      ['date-unreadable'],
      ['work-empty', 'class-missing'],
    ])
    const { records } = workRecords(works)
    expect(records.filter(({ entity }) => entity === 'assignment')).toHaveLength(3)
    for (const record of records) expect(snapshotRecordSchema.safeParse(record).success).toBe(true)
  })

  it('takes a row that is one cell wide for the day of those below', () => {
    const { works, ignored } = worksOf(
      [
        block([
          titles('Date', 'Matière', 'Travail'),
          row({ text: 'Lundi 30 novembre', colSpan: 3 }),
          row('', 'Maths', 'Exercice 1'),
          row('', 'SVT', 'Exercice 2'),
          row({ text: 'Mardi 1er décembre', colSpan: 3 }),
          row('', 'Maths', 'Exercice 3'),
        ]),
      ],
      '3e B',
    )
    expect(ignored).toBe(2)
    expect(works.map(({ dueOn }) => dueOn)).toEqual(['2026-11-30', '2026-11-30', '2026-12-01'])
  })
})

describe('cards of homework', () => {
  const day = (name: string, ...cards: ReturnType<typeof card>[]) =>
    block(cards, { kind: 'list', near: [name, 'Classe 3e B'] })

  it('of several days are read as one list, each with its day', () => {
    const { works } = worksOf(
      [
        day(
          'lundi 30 novembre',
          card('Exercice 1', 'Exercice 1\nFaire les exercices du livre'),
          card('Lecture', 'Lecture\nLire le chapitre 3'),
        ),
        day('mardi 1er décembre', card('Exposé', 'Exposé\nPréparer dix minutes sur les volcans')),
      ],
      '3e B',
    )
    expect(works.map(({ title, dueOn }) => [title, dueOn])).toEqual([
      ['Exercice 1', '2026-11-30'],
      ['Lecture', '2026-11-30'],
      ['Exposé', '2026-12-01'],
    ])
  })

  it('may name their date, class and subject in one line, in any order', () => {
    const { works } = worksOf([
      day(
        'Travail à faire',
        card('Exercice 1', 'Pour le lundi 30 novembre – 2de 1 – Mathématiques\nFaire 45 exercices p. 32'),
      ),
    ])
    expect(works[0]).toMatchObject({
      dueOn: '2026-11-30',
      className: '2de 1',
      subject: 'Mathématiques',
      title: 'Exercice 1',
    })
  })

  it('that carry no date are no homework', () => {
    expect(
      findCandidates(page([block([card('Menu', 'Cantine'), card('Météo', 'Beau temps')], { kind: 'list' })]), TODAY),
    ).toEqual([])
  })
})

describe('the id of a work', () => {
  const [work] = worksOf(
    [block([titles('Pour le', 'Matière', 'Travail'), row('30/11/2026', 'Maths', 'Exercice 1')])],
    '3e B',
  ).works
  if (!work) throw new Error('work')

  it('is the same next week, however the page writes it', () => {
    expect(workIdOf({ ...work, line: 9, subject: 'MATHS', title: 'exercice  1', className: '3B' })).toBe(workIdOf(work))
    expect(workIdOf({ ...work, dueOn: '2026-12-01' })).not.toBe(workIdOf(work))
  })

  it('makes one assignment of a work met twice', () => {
    const { records, repeated } = workRecords([work, { ...work, line: 2 }])
    expect(records.filter(({ entity }) => entity === 'assignment')).toHaveLength(1)
    expect(repeated).toBe(1)
  })
})
