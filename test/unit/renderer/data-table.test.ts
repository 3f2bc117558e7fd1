/** What a table copies, prints and remembers. */

import fc from 'fast-check'
import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { type DataColumn, shownColumns } from '../../../renderer/ui/data-table/column.ts'
import { cellText, textTable, toHtml, toTsv } from '../../../renderer/ui/data-table/table-text.ts'

interface Pupil {
  readonly family: string
  readonly given: string
  readonly phone: string
}
const rows: readonly Pupil[] = [
  { family: 'ABADIE', given: 'Léo', phone: '06 39 98 12 00' },
  { family: 'BRUN', given: '=HYPERLINK("https://piege.example")', phone: '+33 6 39 98 12 01' },
]
const columns: readonly DataColumn<Pupil>[] = [
  {
    id: 'name',
    header: 'Nom',
    // As screens write it: elements, and decoration that is not read.
    render: (row) => [
      createElement('strong', { key: 1 }, row.family),
      ' ',
      row.given,
      createElement('span', { key: 2, 'aria-hidden': true }, '★'),
    ],
  },
  { id: 'phone', header: 'Téléphone', render: () => createElement('svg'), text: (row) => row.phone },
  { id: 'birth', header: 'Né(e) le', render: () => null, startsHidden: true },
  { id: 'mark', header: 'Signalé', render: () => '', isFixed: true },
  { id: 'actions', header: 'Actions', render: () => 'x', text: null },
]

describe('a table in words', () => {
  it('takes what is written, not what is drawn, and leaves columns of buttons out', () => {
    expect(textTable(columns.slice(0, 2), rows.slice(0, 1))).toEqual({
      titles: ['Nom', 'Téléphone'],
      rows: [['ABADIE Léo', '06 39 98 12 00']],
    })
    expect(textTable(columns, rows).titles).not.toContain('Actions')
  })

  it('gives a spreadsheet tabs and lines, and no formula to run', () => {
    const table = {
      titles: ['a', 'b'],
      rows: [
        ['=1+1', '+33 6 39 98 12 01'],
        ['@SUM(A1)', '-12,5'],
        ['+A1', '-x'],
      ],
    }
    expect(toTsv(table)).toBe("a\tb\r\n'=1+1\t+33 6 39 98 12 01\r\n'@SUM(A1)\t-12,5\r\n'+A1\t'-x")
    expect(toHtml(table)).toContain("<td>'=1+1</td>")
  })

  it('writes HTML in which no cell is a tag', () => {
    expect(toHtml({ titles: ['<b>'], rows: [['<img src=x onerror="y">&']] })).toBe(
      '<table><thead><tr><th>&lt;b&gt;</th></tr></thead><tbody><tr><td>&lt;img src=x onerror=&quot;y&quot;&gt;&amp;</td></tr></tbody></table>',
    )
  })

  it('keeps as many lines and cells as the table has, whatever the cells hold', () => {
    const column: DataColumn<string> = { id: 'c', header: 'c', render: (row) => row }
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (cells) => {
        const lines = toTsv(textTable([column, { ...column, id: 'd' }], cells)).split('\r\n')
        expect(lines).toHaveLength(cells.length + 1)
        for (const line of lines) expect(line.split('\t')).toHaveLength(2)
      }),
    )
    expect(cellText(column, 'deux\n\tlignes')).toBe('deux lignes')
  })
})

describe('the columns of a table', () => {
  const ids = (choice: Record<string, boolean>) => shownColumns(columns, choice).map(({ id }) => id)
  it('shows its own choice at first', () => expect(ids({})).toEqual(['name', 'phone', 'mark', 'actions']))
  it('follows the teacher', () =>
    expect(ids({ birth: true, phone: false })).toEqual(['name', 'birth', 'mark', 'actions']))
  it('never loses the name, the buttons nor a warning, and ignores what is gone', () =>
    expect(ids({ name: false, actions: false, mark: false, former: true })).toEqual([
      'name',
      'phone',
      'mark',
      'actions',
    ]))
})
