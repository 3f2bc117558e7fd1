/** What stands on paper, and what does not. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportWhat, LabelChoice } from '../../../electron/contract/views.ts'
import { attendanceDays } from '../../../electron/papers/attendance-sheet.ts'
import { LABEL_FORMATS, labelPlace, labelsOnSheet } from '../../../electron/papers/labels.ts'
import { unknownInLetter } from '../../../electron/papers/letters.ts'
import { firstPage, paperDocument } from '../../../electron/papers/paper.ts'
import { assignmentsOfPeriod } from '../../../electron/papers/work-sheet.ts'
import { makePaper } from '../../../electron/services/exports/make-paper.ts'
import type { MaterialMessage } from '../../../electron/services/exports/material.ts'
import { material, materialClass } from '../../helpers/exports-material.ts'
import { assignment, guardian, pupil } from '../../helpers/packs-content.ts'

type Paper = Extract<ExportWhat, { kind: 'paper' }>
const paper = (
  part: Partial<Paper> & Pick<Paper, 'sheets'>,
  change: Parameters<typeof material>[1] = {},
  dates: Parameters<typeof material>[2] = {},
) => {
  const made = material({ kind: 'paper', ...part }, change, dates)
  return makePaper(made, made.request.what as Paper)
}
const htmlOf = (...input: Parameters<typeof paper>) => paperDocument(paper(...input)).html

const labelChoice: LabelChoice = { format: '24', first: 1, shiftX: 0, shiftY: 0, per: 'family' }
const letter = {
  subject: 'Panne',
  body: 'Bonjour {prénom} {nom}, en {classe}.\n\n{devoirs}\n\n{inconnu}',
  per: 'family' as const,
}

const message = (reached: boolean): MaterialMessage => ({
  subject: 'Travail de la semaine',
  createdAt: '2026-11-24T08:00:00Z',
  className: '3e A',
  deliveries: [],
  coverage: {
    ...{ total: 2, byMail: 1, byPhone: 0, byPost: 0, waiting: 0, missing: 1 },
    again: { refused: 0, bounced: 0, cancelled: 0, accepted: 0 },
    pupils: [
      {
        ...{ pupilId: 102, name: 'Léo KERBRAT', way: reached ? ('phone' as const) : ('none' as const), reason: null },
        ...{ numbers: [], calls: [] },
      },
    ],
  },
})

describe('a document to print', () => {
  it('says its language and title, loads nothing and runs nothing, whatever a name or an instruction holds', () => {
    const hostile = '<img src=x onerror=alert(1)>"\'&<script>'
    const html = htmlOf(
      { sheets: ['roster', 'phones', 'work', 'attendance', 'contact-form'] },
      {
        classes: [
          materialClass({
            name: hostile,
            pupils: [pupil({ familyName: hostile, guardians: [guardian({ givenName: hostile })] })],
            assignments: [
              assignment({
                title: hostile,
                descriptionHtml:
                  '<p onclick="x()">a<img src="https://pistage.example/p.gif"><style>@import url(https://x.example)</style></p>',
              }),
            ],
          }),
        ],
      },
    )
    expect(html).toContain('<html lang="fr">')
    expect(html).not.toMatch(/<img|<script|<iframe|onclick=|@import|<link/i)
    expect(html).not.toMatch(/(?:src|url)\s*[=(]\s*["']?https?:/i)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('a booklet has its cover and lists what follows, in its own order', () => {
    const { sheets } = paper({ sheets: ['work', 'roster'] })
    expect(sheets.map(({ title }) => title)).toEqual(['Livret de secours', 'Liste de la classe', 'Travail à faire'])
    const page = firstPage(paper({ sheets: ['work', 'roster'] }))
    expect(page?.markup).toMatch(/<ol><li>Liste de la classe<\/li><li>Travail à faire<\/li><\/ol>/)
  })

  it('carries no running head where a window or a label would cut it', () => {
    expect(paperDocument(paper({ sheets: ['letters'], letter })).margins).toBeNull()
    expect(paperDocument(paper({ sheets: ['labels'], labels: labelChoice })).margins).toBeNull()
    expect(paperDocument(paper({ sheets: ['phones'] })).margins?.footer).toContain('totalPages')
  })

  it('only work is not confidential', () => {
    expect(paper({ sheets: ['work'] }).confidential).toBe(false)
    expect(paper({ sheets: ['work', 'roster'] }).confidential).toBe(true)
  })
})

describe('work of a period', () => {
  it('keeps what is due in it; without a period everything, undated too', () => {
    const all = [
      assignment({ id: 1, dueOn: '2026-11-23' }),
      assignment({ id: 2, dueOn: '2026-11-30' }),
      assignment({ id: 3, dueOn: null, assignedOn: '2026-11-25' }),
      assignment({ id: 4, dueOn: null, assignedOn: null }),
    ]
    const ids = (from: string | null, to: string | null) => assignmentsOfPeriod(all, from, to).map(({ id }) => id)
    expect(ids('2026-11-24', '2026-11-30')).toEqual([2, 3])
    expect(ids(null, null)).toEqual([1, 2, 3, 4])
    expect(ids('2026-12-01', null)).toEqual([])
  })
})

describe('a call sheet', () => {
  it('gives numbers as they are dialled, and none of whom a court forbids to contact', () => {
    const secret = {
      id: 1,
      kind: 'phone' as const,
      value: '+33639980099',
      label: null,
      verified: false,
      bounced: false,
    }
    const blocked = guardian({ courtBlock: true, contactPoints: [secret] })
    const html = htmlOf(
      { sheets: ['phones'] },
      { classes: [materialClass({ pupils: [pupil({ guardians: [blocked, guardian()] })] })] },
    )
    expect(html).toContain('06 39 98 00 12')
    expect(html).not.toContain('06 39 98 00 99')
    expect(html).toContain('NE PAS CONTACTER')
  })

  it('after a message, is for the families it has not reached', () => {
    const html = htmlOf({ sheets: ['phones'] }, { message: message(false) }, { messageId: 1 })
    expect(html).toContain('KERBRAT')
    expect(html).not.toContain('QUINTEFEUILLE Zéphyrine')
    expect(htmlOf({ sheets: ['phones'] }, { message: message(true) }, { messageId: 1 })).toContain(
      'toutes les familles sont jointes',
    )
  })
})

describe('letters', () => {
  it('are one for each family, filled in, addressed by hand, without whom a court forbids to contact', () => {
    const classes = [
      materialClass({
        pupils: [
          pupil({
            familyName: 'KERBRAT',
            givenName: 'Léo',
            guardians: [
              guardian({ givenName: 'Interdit', courtBlock: true }),
              guardian(),
              guardian({ givenName: 'Ambroise' }),
            ],
          }),
        ],
      }),
    ]
    const family = paper({ sheets: ['letters'], letter }, { classes })
    expect(family.sheets[0]?.parts).toHaveLength(1)
    const html = paperDocument(family).html
    expect(html).toContain('Bonjour Léo KERBRAT, en 3e A.')
    expect(html).toContain('– Mathématiques\u00a0: Exercices 4 et 5 page 112 (pour le 27/11)')
    expect(html).toContain('À remettre en main propre')
    expect(html).not.toContain('Interdit')
    const each = paper({ sheets: ['letters'], letter: { ...letter, per: 'guardian' } }, { classes })
    expect(each.sheets[0]?.parts.map(({ markup }) => /<h1>(.*?)<\/h1>/.exec(markup)?.[1])).toEqual([
      'Marjolaine QUINTEFEUILLE',
      'Ambroise QUINTEFEUILLE',
    ])
  })

  it('say which variables mean nothing there', () => {
    expect(unknownInLetter(letter)).toEqual(['{inconnu}'])
    expect(unknownInLetter({ subject: '{matière}', body: '{Prenom} {date} {enseignant}' })).toEqual(['{matière}'])
  })
})

describe('labels', () => {
  it('lie inside an A4 sheet and none over another, in every format', () => {
    for (const format of ['24', '21', '14'] as const) {
      const { width, height } = LABEL_FORMATS[format]
      const places = Array.from({ length: labelsOnSheet(format) }, (_, place) =>
        labelPlace({ ...labelChoice, format }, place),
      )
      expect(places).toHaveLength(Number(format))
      for (const [index, { left, top }] of places.entries()) {
        expect(left).toBeGreaterThanOrEqual(0)
        expect(left + width).toBeLessThanOrEqual(210.01)
        expect(top).toBeGreaterThanOrEqual(0)
        expect(top + height).toBeLessThanOrEqual(297)
        for (const other of places.slice(index + 1))
          expect(
            other.left >= left + width - 0.01 || other.top >= top + height - 0.01 || other.left + width <= left + 0.01,
          ).toBe(true)
      }
    }
  })

  it('begin at the first free label: nobody is left out, nobody is twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 24 }), (count, first) => {
        const pupils = Array.from({ length: count }, (_, index) =>
          pupil({ id: 1 + index, familyName: `NOM${index}.`, guardians: [] }),
        )
        const { sheets } = paper(
          { sheets: ['labels'], labels: { ...labelChoice, first } },
          { classes: [materialClass({ pupils })] },
        )
        const markup = sheets.flatMap(({ parts }) => parts.map((part) => part.markup))
        const names = markup.join('').match(/NOM\d+\./g) ?? []
        expect(names).toEqual(pupils.map(({ familyName }) => familyName))
        if (count > 0) expect(markup[0]).toContain(`at-${first - 1}"`)
        expect(markup).toHaveLength(count === 0 ? 0 : Math.ceil((count + first - 1) / 24))
      }),
    )
  })
})

describe('an attendance sheet', () => {
  const lesson = (startsAt: string, cancelled = false) => ({
    ...{
      id: 1,
      startsAt,
      endsAt: startsAt,
      label: 'Maths',
      room: null,
      cancelled,
      classes: [],
      otherNames: [],
      sourceLabel: null,
    },
  })
  it('has the days on which the class has a lesson, by the school’s clock', () => {
    const lessons = [
      lesson('2026-11-24T23:30:00Z'),
      lesson('2026-11-26T08:00:00Z', true),
      lesson('2026-11-27T08:00:00Z'),
    ]
    expect(attendanceDays(lessons, { from: '2026-11-24', to: '2026-11-30' })).toEqual(['2026-11-25', '2026-11-27'])
  })
  it('has every weekday where no timetable is known', () => {
    expect(attendanceDays([], { from: '2026-11-27', to: '2026-12-01' })).toEqual([
      '2026-11-27',
      '2026-11-30',
      '2026-12-01',
    ])
  })
})
