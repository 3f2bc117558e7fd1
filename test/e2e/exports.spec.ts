/** Print and export in the real window; each file opened by the program people open it with. */
import { mkdirSync, readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { parse } from 'csv-parse/sync'
import ICAL from 'ical.js'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCalendar } from '../../electron/sources/ical/read-calendar.ts'
import { readOneRosterCsv } from '../../electron/sources/oneroster-csv/read-oneroster-csv.ts'
import { needProgram, run } from '../helpers/packs-tools.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const CLASS = '2de 1'
const LONG = { timeout: 60_000 }
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

const audit = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()).violations.map(({ id, nodes }) => [
    id,
    nodes[0]?.html,
  ])

describe('print and export', () => {
  let trousse: Trousse
  let page: Page
  let folder: string

  beforeAll(async () => {
    folder = await temporaryFolder()
    trousse = await launchTrousse({ args: ['--demo'] })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    await page.getByText('tous ici').waitFor({ timeout: 120_000 })
    await page
      .getByRole('navigation', { name: 'Navigation principale' })
      .getByRole('link', { name: 'Imprimer' })
      .click()
    await page.getByRole('heading', { name: 'Imprimer et exporter' }).waitFor(LONG)
    await page.getByRole('checkbox', { name: CLASS, exact: true }).press('Space')
  }, 240_000)
  afterAll(async () => {
    await trousse?.quit()
    await cleanUp()
  })

  /** Saves what is chosen on the screen; the path of the new file. */
  async function save(button: 'Enregistrer en PDF…' | 'Enregistrer…'): Promise<string> {
    const before = new Set(await readdir(folder))
    await trousse.answerDialogs(folder)
    const press = page.getByRole('button', { name: button })
    await expect.poll(() => press.isEnabled(), LONG).toBe(true)
    await press.click()
    await page
      .getByText(/^Enregistré\u00a0:/)
      .first()
      .waitFor(LONG)
    await expect.poll(async () => (await readdir(folder)).filter((name) => !before.has(name)).length, LONG).toBe(1)
    const name = (await readdir(folder)).find((one) => !before.has(one)) ?? ''
    return join(folder, name)
  }

  const choose = async (name: string) => {
    const radio = page.getByRole('radio', { name })
    await radio.locator('xpath=ancestor::label').click()
    expect(await radio.isChecked()).toBe(true)
  }

  async function pdfText(file: string, ...options: string[]): Promise<string> {
    return run('pdftotext', ...options, file, '-').output
  }

  it('shows the page, then what of whom is on it; nothing of it can be pressed', async () => {
    const preview = page.getByRole('group', { name: 'Première page' })
    await preview.getByRole('heading', { name: /^Travail à faire/ }).waitFor(LONG)
    await page.getByText('Aucun nom ni coordonnée.').waitFor(LONG)
    expect(await page.getByText('Non chiffré', { exact: true }).count()).toBe(0)
    await choose('Fiche d’appel')
    await preview.getByRole('heading', { name: /^Fiche d’appel/ }).waitFor(LONG)
    await page.getByText('Non chiffré', { exact: true }).waitFor()
    await page.getByText('Téléphones des responsables').waitFor()
    expect(await preview.locator('a, button, input').count()).toBe(0)
    // Before axe, whose own script the page refuses and says so.
    expect(trousse.pageErrors).toEqual([])
    expect(await audit(page)).toEqual([])
  })

  it('saves a tagged PDF with its title, its language, its pages numbered, and records it', async (context) => {
    needProgram(context, 'pdfinfo', '-v')
    await page.getByRole('textbox', { name: 'Remis à' }).fill('Vie scolaire')
    const file = await save('Enregistrer en PDF…')
    expect(file).toMatch(/Fiche d’appel – 2de 1 2\d{3}-\d\d-\d\d\.pdf$/)
    const info = run('pdfinfo', file).output
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toMatch(/Title:\s+Fiche d’appel – 2de 1/)
    expect(info).toMatch(/Page size:\s+59\d\.\d+ x 84\d\.\d+ pts \(A4\)/)
    const pages = Number(/Pages:\s+(\d+)/.exec(info)?.[1])
    expect(pages).toBeGreaterThan(1)
    const text = await pdfText(file, '-layout')
    expect(text).toContain(`Page 1 / ${pages}`)
    expect(text).toContain(`Page ${pages} / ${pages}`)
    expect(text).toContain('Confidentiel')
    expect(text).toMatch(/0\d( \d\d){4}/)
    const bytes = await readFile(file, 'latin1')
    expect(bytes).toMatch(/\/Lang\s*\(fr\)/)
    expect(bytes).toContain('/Outlines')
    const [record] = await ask(page, 'packs.list', undefined)
    expect(record).toMatchObject({
      ...{ className: CLASS, form: 'pdf', encrypted: false, recipient: 'Vie scolaire', profile: 'teacher' },
      fields: expect.arrayContaining(['pupil.name', 'guardian.phone']),
    })
    await page.getByRole('textbox', { name: 'Remis à' }).fill('')
  })

  it('a booklet joins its sheets, the attendance sheet turned, each in the outline', async (context) => {
    needProgram(context, 'pdfinfo', '-v')
    await choose('Livret de la classe')
    await page.getByRole('group', { name: 'Première page' }).getByRole('heading', { name: CLASS }).waitFor(LONG)
    const file = await save('Enregistrer en PDF…')
    const sizes = run('pdfinfo', '-f', '1', '-l', '99', file).output
    expect(sizes).toMatch(/Page\s+\d+ size:\s+84\d\.\d+ x 59\d/)
    expect(sizes).toMatch(/Page\s+1 size:\s+59\d\.\d+ x 84\d/)
    // Thirty-five pupils and the line of absents on one landscape page.
    expect(sizes.match(/size:\s+84\d\.\d+ x 59\d/g)).toHaveLength(1)
    const text = await pdfText(file)
    for (const title of [
      'Livret de secours',
      'Liste de la classe',
      'Feuille de présence',
      'Fiche d’appel',
      'Travail à faire',
    ])
      expect(text).toContain(title)
    // Outline entries are titles in UTF-16.
    const outline = run('pdfinfo', '-dests', file)
    expect(outline.status).toBe(0)
  })

  it('letters: one page for each family, the address where an envelope has its window', async (context) => {
    needProgram(context, 'pdftotext', '-v')
    await choose('Courrier aux familles')
    await page.getByText('À remettre en main propre', { exact: true }).first().waitFor(LONG)
    await page.getByRole('textbox', { name: 'Texte' }).fill('Bonjour {prénom} {nom}.\n\n{inconnu}')
    await page.getByText('Ne sera pas remplacé\u00a0: {inconnu}').waitFor(LONG)
    const pupils = (await ask(page, 'classes.roster', { classId: await classId() })).length
    const file = await save('Enregistrer en PDF…')
    expect(run('pdfinfo', file).output).toMatch(new RegExp(`Pages:\\s+${pupils}\\b`))
    // In points from the top left corner: 105 mm is 298, 55 mm 156, 79 mm 224.
    const box = await pdfText(file, '-x', '290', '-y', '150', '-W', '250', '-H', '80', '-f', '1', '-l', '1')
    expect(box).toContain('Aux responsables de')
    expect(box).toContain('À remettre en main propre')
    expect(await pdfText(file, '-f', '2', '-l', '2')).toMatch(/Bonjour \S+/)
  })

  it('labels: as many as pupils, starting where the sheet is still free', async (context) => {
    needProgram(context, 'pdftotext', '-v')
    await choose('Étiquettes')
    await page.getByRole('textbox', { name: 'Première étiquette' }).fill('23')
    await page.getByText(/^\d+ feuilles, chacune sur sa page$/).waitFor(LONG)
    const file = await save('Enregistrer en PDF…')
    expect((await pdfText(file)).match(/Famille de/g)).toHaveLength(
      (await ask(page, 'classes.roster', { classId: await classId() })).length,
    )
    // Two labels on the first sheet, in its last row.
    expect((await pdfText(file, '-f', '1', '-l', '1')).match(/Famille de/g)).toHaveLength(2)
    await page.getByRole('textbox', { name: 'Première étiquette' }).fill('99')
    await page.getByText('Un nombre de 1 à 24.').waitFor()
  })

  it('prints through the computer’s own dialog, and says when it was closed', async () => {
    await trousse.electron.evaluate(({ app }) => {
      const prints: string[] = []
      Object.assign(globalThis, { prints })
      app.on('web-contents-created', (_event, contents) => {
        contents.print = (options, done) => {
          prints.push(`${contents.getURL()} ${String(options?.silent)}`)
          done?.(prints.length === 1, prints.length === 1 ? '' : 'Print job canceled')
        }
      })
    })
    await choose('Liste de la classe')
    await page
      .getByRole('group', { name: 'Première page' })
      .getByRole('heading', { name: /^Liste/ })
      .waitFor(LONG)
    await page.getByRole('button', { name: 'Imprimer…' }).click()
    await page.getByText('Envoyé à l’imprimante.').waitFor(LONG)
    await page.getByRole('button', { name: 'Imprimer…' }).click()
    await page.getByText('Rien n’a été imprimé.').waitFor(LONG)
    const prints = await trousse.electron.evaluate(() => Reflect.get(globalThis, 'prints') as string[])
    expect(prints).toHaveLength(2)
    for (const print of prints) expect(print).toMatch(/^trousse-paper:\/\/paper\/\d+ false$/)
  })

  const classId = async () => (await ask(page, 'classes.list', undefined)).find(({ name }) => name === CLASS)?.id ?? 0

  it('tables open in LibreOffice with every pupil', { timeout: 240_000 }, async (context) => {
    needProgram(context, 'soffice', '--version')
    await page.getByRole('tab', { name: 'Pour un autre programme' }).click()
    await page.getByRole('region', { name: 'Premières lignes du fichier' }).waitFor(LONG)
    expect(await audit(page)).toEqual([])
    const roster = await ask(page, 'classes.roster', { classId: await classId() })
    for (const [label, extension] of [
      ['Excel (.xlsx)', 'xlsx'],
      ['LibreOffice (.ods)', 'ods'],
      ['Autre (.csv)', 'csv'],
    ] as const) {
      await page.getByRole('button', { name: 'Programme' }).click()
      await page.getByRole('option', { name: label }).click()
      const file = await save('Enregistrer…')
      expect(file.endsWith(`.${extension}`)).toBe(true)
      const out = join(folder, '..', `out-${extension}-${process.pid}`)
      mkdirSync(out, { recursive: true })
      const profile = `-env:UserInstallation=file://${join(out, 'profile')}`
      const filter = extension === 'csv' ? ['--infilter=CSV:59,34,76,1,,0,true'] : []
      const target = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false'
      run('soffice', profile, '--headless', ...filter, '--convert-to', target, '--outdir', out, file)
      const [converted = ''] = (await readdir(out)).filter((name) => name.endsWith('.csv'))
      const cells = parse(readFileSync(join(out, converted)), { bom: true, relax_column_count: true }) as string[][]
      expect(cells.slice(1).map(([, familyName, givenName]) => `${familyName} ${givenName}`)).toEqual(
        roster.map(({ familyName, givenName }) => `${familyName} ${givenName}`),
      )
    }
  })

  it('cards and calendars are read by ical.js, the calendar by our importer too', async () => {
    await choose('Carnet d’adresses (vCard)')
    await page.getByText(/^\d+ lignes$/).waitFor(LONG)
    const cards = await save('Enregistrer…')
    const parsed: unknown = ICAL.parse(await readFile(cards, 'utf8'))
    expect(Array.isArray(parsed) ? parsed.length : 0).toBeGreaterThan(20)
    await choose('Agenda (iCalendar)')
    await page.getByRole('button', { name: 'Contenu' }).last().click()
    await page.getByRole('option', { name: 'Travail à faire, en tâches' }).click()
    await page.getByText('Aucun nom ni coordonnée.').waitFor(LONG)
    const calendar = await save('Enregistrer…')
    const { records, faults } = readCalendar(await readFile(calendar), { now: Date.now() })
    expect(faults).toEqual([])
    expect(records.filter(({ entity }) => entity === 'assignment').length).toBeGreaterThan(0)
  })

  it('OneRoster comes back through our own reader, whole', async () => {
    await choose('OneRoster 1.2 (CSV)')
    await page.getByText('enrollments.csv').waitFor(LONG)
    const bytes = await readFile(await save('Enregistrer…'))
    const today = new Date().toISOString().slice(0, 10)
    const reading = readOneRosterCsv([{ name: 'export.zip', bytes }], { today })
    expect(reading.faults).toEqual([])
    const pupils = reading.records.filter((record) => record.entity === 'person' && record.role === 'pupil')
    expect(pupils).toHaveLength((await ask(page, 'classes.roster', { classId: await classId() })).length)
  })

  it('is reached from a class and from its calls, ready for them', async () => {
    const id = await classId()
    await page.evaluate((to) => {
      window.location.hash = to
    }, `#/classes/${id}/phones`)
    await page.getByRole('link', { name: 'PDF et autres formats' }).click()
    await page
      .getByRole('group', { name: 'Première page' })
      .getByRole('heading', { name: /^Fiche d’appel/ })
      .waitFor(LONG)
    expect(await page.getByRole('checkbox', { name: CLASS, exact: true }).isChecked()).toBe(true)
  })
})
