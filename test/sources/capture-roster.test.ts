/** A page of an ENT understood as a list of pupils. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../electron/contract/errors.ts'
import type { RosterField } from '../../electron/contract/views.ts'
import { readCapturedPage } from '../../electron/sources/capture/captured-page.ts'
import { classOfTexts } from '../../electron/sources/capture/class-of-page.ts'
import { flatten, openSpans } from '../../electron/sources/capture/flat-table.ts'
import { addressToKeep, addressToShow, signatureOf } from '../../electron/sources/capture/page-signature.ts'
import { rosterText } from '../../electron/sources/capture/roster-text.ts'
import { announcedRows, classOfPage, findCandidates, isLastPage } from '../../electron/sources/capture/understand.ts'
import { readRoster } from '../../electron/sources/roster-file/read-roster.ts'
import { block, page, row, titles } from '../helpers/captured-page.ts'

const TODAY = '2026-11-24'
const textsOf = (table: ReturnType<typeof flatten>) => table?.rows.map((cells) => cells.map((cell) => cell.text))

describe('a table', () => {
  it('of pupils is recognised by its titles, and what is never kept is named', () => {
    const [found] = findCandidates(
      page([
        block([
          titles('Élève', 'Né(e) le', 'Projet d’accompagnement', 'Courriel'),
          row('DURAND Zoé', '01/02/2013', 'PAP', 'zoe@eleves.example'),
          row('MARTIN Tom', '03/04/2013', '', ''),
        ]),
      ]),
      TODAY,
    )
    expect(found).toMatchObject({
      kind: 'roster',
      columns: ['fullName', 'birthDate', 'ignore', 'pupilEmail'],
      dropped: ['Projet d’accompagnement'],
    })
  })

  it('with spans is read as a person reads it', () => {
    expect(
      openSpans([
        row({ text: 'a', rowSpan: 2 }, { text: 'b', colSpan: 2 }, 'c'),
        row('d', 'e', { text: 'f', rowSpan: 2 }),
        row('g', 'h', 'i'),
      ]).map((cells) => cells.map((cell) => cell.text)),
    ).toEqual([
      ['a', 'b', 'b', 'c'],
      ['a', 'd', 'e', 'f'],
      ['g', 'h', 'i', 'f'],
    ])
  })

  it('gives a guardian’s title to the titles under it', () => {
    const table = flatten(
      block([
        titles({ text: 'Élève', rowSpan: 2 }, { text: 'Responsable 1', colSpan: 2 }),
        titles('Nom', 'Téléphone'),
        row('DURAND Zoé', 'DURAND Anne', '06 39 98 00 01'),
      ]),
    )
    expect(table?.headers).toEqual(['Élève', 'Responsable 1 Nom', 'Responsable 1 Téléphone'])
  })

  it('loses the columns that are not shown, and keeps the others in their place', () => {
    const table = flatten(
      block([
        titles('Nom', { text: 'Code', hidden: true }, 'Prénom'),
        row('DURAND', { text: 'secret', hidden: true }, 'Zoé'),
        row('MARTIN', { text: 'secret', hidden: true }, { text: 'Tom', hidden: true }),
      ]),
    )
    expect(table?.headers).toEqual(['Nom', 'Prénom'])
    expect(textsOf(table)).toEqual([
      ['DURAND', 'Zoé'],
      ['MARTIN', ''],
    ])
  })

  it('around another one is not taken for it', () => {
    const found = findCandidates(
      page([
        block([row('Bienvenue dans votre espace')]),
        block([titles('Nom', 'Prénom'), row('DURAND', 'Zoé'), row('MARTIN', 'Tom')]),
      ]),
      TODAY,
    )
    expect(found.map(({ block: index }) => index)).toEqual([1])
  })

  it('without titles is believed only when its cells look like names', () => {
    const names = block([row('1', 'DURAND Zoé'), row('2', 'LE GOFF Yann'), row('3', "D'ARC Lila-Rose")])
    expect(findCandidates(page([names]), TODAY)[0]?.columns).toEqual(['ignore', 'fullName'])
    const words = block([row('Exposé – Les volcans'), row('Fiche de lecture'), row('Contrôle commun')])
    expect(findCandidates(page([words]), TODAY)).toEqual([])
  })

  it('is read down to the last of 5,000 rows', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => row(`NOM${index} Prénom`, 'ent@eleves.example'))
    const [found] = findCandidates(page([block([titles('Élève', 'E-mail'), ...rows])]), TODAY)
    expect(found?.rows).toHaveLength(5_000)
  })
})

describe('the text that a roster becomes', () => {
  const readText = (headers: readonly string[], columns: RosterField[], rows: readonly (readonly string[])[]) =>
    readRoster(
      new TextEncoder().encode(
        rosterText(
          headers,
          rows.map((cells) => row(...cells)),
        ),
      ),
      'capture.tsv',
      { sheet: 0, headerRow: 0, columns, className: '3e B' },
      TODAY,
    )
  const read = (cells: readonly string[]) =>
    readText(['Nom', 'Prénom', 'Classe'], ['familyName', 'givenName', 'className'], [cells, ['ZOLA', 'Léa', '3e B']])

  it('is read by the reader of files without titles, and with one column', () => {
    const names = ['DURAND Zoé', 'MARTIN Tom', 'ZOLA Léa']
    for (const header of ['', 'Élève']) {
      const { lines } = readText(
        [header],
        ['fullName'],
        names.map((name) => [name]),
      )
      expect(lines.map(({ familyName }) => familyName)).toEqual(['DURAND', 'MARTIN', 'ZOLA'])
    }
    const { lines } = readText(
      ['', ''],
      ['ignore', 'fullName'],
      names.map((name, index) => [`${index};a,b;c`, name]),
    )
    expect(lines.map(({ givenName }) => givenName)).toEqual(['Zoé', 'Tom', 'Léa'])
  })

  it.each([
    ['a tab and a line break', ['DU\tRAND', 'Zoé\nMarie', '3e B'], 'DU RAND', 'Zoé Marie'],
    ['quotes', ['DURAND "dit" Bel', 'Zoé', '3e B'], 'DURAND "dit" Bel', 'Zoé'],
    ['writing from right to left and odd spaces', ['\u202eDURAND\u00a0', '\u200fZoé\u2009', '3e B'], 'DURAND', 'Zoé'],
  ])('keeps %s inside their cell', (_, cells, familyName, givenName) => {
    expect(read(cells).lines[0]).toMatchObject({ familyName, givenName, className: '3e B' })
    expect(read(cells).lines).toHaveLength(2)
  })

  it('has one line per row, whatever the cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 4 }), (cells) => {
        const lines = rosterText(['Nom'], [cells.map((text) => ({ text }))])
        expect((lines.match(/"/g) ?? []).length % 2).toBe(0)
      }),
    )
  })
})

describe('the class of a page', () => {
  it.each([
    [['Classe 3e B', 'Mes classes'], [], '3e B'],
    [['Liste – 2de 1', '35 élèves'], ['2de 1', '2de 12'], '2de 1'],
    [['2DE1'], ['2de 1'], '2de 1'],
    [['21 élèves'], ['2de 1'], null],
    [['Durée : 45 minutes', 'page 32', 'lundi 4 novembre'], [], null],
    [['Tle STMG – Cahier de textes'], [], 'Tle STMG'],
    [['2de 1 GR.2'], ['2de 1', '2de 1 GR.2'], '2de 1 GR.2'],
    [['2de 1, 2de 3'], ['2de 1', '2de 3'], null],
  ])('%j with %j is %j', (texts, known, expected) => {
    expect(classOfTexts(texts, known)?.trim() ?? null).toBe(expected)
  })

  it('is named by the nearest heading first', () => {
    const list = block([titles('Nom', 'Prénom'), row('DURAND', 'Zoé')], { near: ['Classe 5e A', 'Classe 4e C'] })
    const one = page([list])
    const [found] = findCandidates(one, TODAY)
    expect(found && classOfPage(one, found, [])).toBe('5e A')
  })
})

describe('a list in several pages', () => {
  const list = block([titles('Nom', 'Prénom'), row('DURAND', 'Zoé')])
  const announced = (hints: readonly string[], near: readonly string[] = []) => {
    const one = page([{ ...list, near: [...near] }], { hints })
    const [found] = findCandidates(one, TODAY)
    return found ? announcedRows(one, found) : undefined
  }

  it.each([
    [['1 – 20 sur 34'], [], 34],
    [['34 élèves'], [], 34],
    [['Élèves 1 à 20 sur 34'], [], 34],
    [['28 élèves', '34 élèves'], ['3e B – 34 élèves'], 34],
    [['28 élèves', '34 élèves'], [], null],
    [[], [], null],
  ])('%j near %j announces %j', (hints, near, expected) => {
    expect(announced(hints, near)).toBe(expected)
  })

  it('says when another page follows', () => {
    expect(isLastPage(page([list], { hints: ['Page 1 / 2'] }))).toBe(false)
    expect(isLastPage(page([list], { hints: ['Page 2 / 2'] }))).toBe(true)
    expect(isLastPage(page([list]))).toBe(true)
  })
})

describe('the signature of a page', () => {
  it('is the same for another class, another day, another place in the list', () => {
    const of = (url: string) => signatureOf(url, 'roster', ['Nom', 'Prénom'])
    expect(of('https://ent.example/classe/12?page=1')).toBe(of('https://ent.example/classe/7?page=2'))
    expect(of('https://ent.example/app#liste/classe-3eB')).toBe(of('https://ent.example/app#liste/classe-4eC'))
    expect(of('https://ent.example/classe/12')).not.toBe(of('https://autre.example/classe/12'))
    expect(of('https://ent.example/app#liste')).not.toBe(of('https://ent.example/app#cahier'))
  })

  it('keeps and shows no ticket, no session, no password', () => {
    const url = 'https://moi:secret@ent.example/a;jsessionid=AB12?ticket=ST-1&classe=3&sesskey=x#/liste'
    expect(addressToKeep(url)).toBe('https://ent.example/a?classe=3#/liste')
    expect(addressToShow(url)).toBe('ent.example/a')
    expect(addressToKeep('pas une adresse')).toBeNull()
  })
})

describe('what the reader hands over', () => {
  it('is refused when it is not what was agreed, whatever the page made of it', () => {
    const bad = [
      null,
      {},
      [{}],
      [{ url: 1 }],
      [{ url: 'x', title: 'x', hints: [], text: '', login: false, blocks: [{ kind: 'table' }] }],
    ]
    for (const value of bad) expect(() => readCapturedPage(value)).toThrowError(TrousseError)
    expect(() => readCapturedPage([])).toThrowError(expect.objectContaining({ code: 'capture-nothing-read' }))
  })

  it('never makes the understanding fail, whatever the texts are', () => {
    const cell = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 30 }) })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }),
        fc.constantFrom('table', 'grid', 'list', 'definitions'),
        (rows, kind) => {
          const one = page([block(rows, { kind: kind as 'table' })])
          for (const found of findCandidates(one, TODAY)) classOfPage(one, found, ['3e B'])
        },
      ),
      { numRuns: 300 },
    )
  })
})
