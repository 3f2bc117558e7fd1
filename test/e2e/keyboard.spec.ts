/**
 * The twelve core journeys by keyboard alone, in the real window (reliability.md A2): no mouse, the focus visible and
 * in sight at every Tab, never lost. A test reads the screen as it likes; it acts only by keys.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schoolGuardians, schoolPupils, structuresFile } from '../fixtures/siecle.ts'
import { bytesOf } from '../helpers/sources-ical.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'
import { choose, pressOn, tabTo } from './keys.ts'

const LONG = { timeout: 120_000 }
const CLASS = '2de 1'

let trousse: Trousse
let page: Page
let folder: string

beforeAll(async () => {
  folder = await temporaryFolder()
  trousse = await launchTrousse()
  page = trousse.page
})
afterAll(async () => {
  await trousse?.quit().catch(() => {})
  await cleanUp()
})

const screenIs = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor(LONG)
const classId = async () => (await ask(page, 'classes.list', undefined)).find(({ name }) => name === CLASS)?.id ?? 0
/** Where the focus is, in the words that a screen reader says. */
const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')

/** Arrows down a table, from the row that has the focus, until the one that begins so. */
async function arrowTo(row: RegExp): Promise<void> {
  const seen: string[] = []
  for (let press = 0; press < 60; press++) {
    const words = await page.evaluate(() => {
      const header = document.activeElement?.closest('[role="row"]')?.querySelector('[role="rowheader"]')
      return header?.textContent ?? ''
    })
    if (row.test(words)) return
    seen.push(words)
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`no row ${row} among ${[...new Set(seen)].join(', ')}`)
}

/** Through Electron: keys that Playwright makes reach the page, and the main process never sees them. */
const pressInWindow = (keyCode: string) =>
  trousse.electron.evaluate(({ BrowserWindow }, key) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    for (const type of ['keyDown', 'keyUp'] as const)
      contents?.sendInputEvent({ type, keyCode: key, modifiers: ['control'] })
  }, keyCode)

describe('by keyboard alone, with the demonstration', () => {
  it('1. from the first run to the demonstration', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    await pressOn(page, page.getByRole('button', { name: 'Ouvrir la démonstration' }))
    await screenIs('Aujourd’hui')
    await page.getByText('420 élèves').first().waitFor(LONG)
    await page.getByText('tous ici').waitFor(LONG)
  })

  it('2. synchronises, follows the work and comes back to where it was', async () => {
    await page.keyboard.press('F5')
    await expect
      .poll(async () => (await ask(page, 'tasks.list', undefined)).filter(({ kind }) => kind === 'sync').length, LONG)
      .toBeGreaterThan(1)
    await page.keyboard.press('Control+j')
    await page.getByRole('dialog', { name: 'Travaux en cours' }).waitFor()
    await page.getByText(/rien de nouveau/).waitFor(LONG)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Travaux en cours' }).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  })

  it('3. finds a pupil', async () => {
    const [pupil] = await ask(page, 'classes.roster', { classId: await classId() })
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Recherche et commandes' }).waitFor()
    await page.keyboard.type(`${pupil?.familyName} ${pupil?.givenName}`)
    await page
      .getByRole('option', { name: new RegExp(pupil?.familyName ?? 'x') })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: new RegExp(pupil?.familyName ?? 'x') }).waitFor()
    // The title has the focus: a screen reader says where we are.
    await expect.poll(focused).toContain(pupil?.familyName)
  })

  it('4. sees who could not be reached, in a class then pupil by pupil', async () => {
    await page.keyboard.press('Control+2')
    await screenIs('Classes')
    await page.keyboard.press('Control+f')
    await page.keyboard.type('2de')
    await page.getByRole('row', { name: /1re/ }).first().waitFor({ state: 'detached' })
    await tabTo(page, page.getByRole('grid', { name: 'Classes' }))
    await arrowTo(new RegExp(`^${CLASS}(\\D|$)`))
    await page.keyboard.press('Enter')
    await screenIs(CLASS)
    await page
      .getByText(/^\d+\s\/\s\d+\sjoignables/)
      .first()
      .waitFor()
    await pressOn(page, page.getByRole('button', { name: 'Voir la liste' }))
    const grid = page.getByRole('grid', { name: new RegExp(CLASS) })
    await tabTo(page, grid)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page
      .getByRole('button', { name: /^Fermer/ })
      .first()
      .waitFor()
    // Rows are chosen with the space bar, and let go.
    await tabTo(page, grid, 'Shift+Tab')
    await page.keyboard.press('Space')
    await page.getByText('1 ligne choisie').waitFor()
    await page.keyboard.press('Space')
    await page.getByText('1 ligne choisie').waitFor({ state: 'detached' })
  })

  it('5. switches when the ENT falls', async () => {
    await page.keyboard.press('Control+1')
    await screenIs('Aujourd’hui')
    const scenario = page.getByRole('button', { name: /Scénario joué par l’ENT/ })
    await choose(page, scenario, 'Faire tomber l’ENT : maintenance')
    await page.getByText('ENT en panne').first().waitFor(LONG)
    await page.getByText('Trois choses à faire maintenant').waitFor(LONG)
    await pressOn(page, page.getByRole('link', { name: /Écrire à une classe/ }))
    await screenIs('Écrire à une classe')
  })

  it('6. writes a message and sends it', async () => {
    await page.keyboard.press('Control+n')
    await screenIs('Écrire à une classe')
    await choose(page, page.getByRole('button', { name: /Classe ou groupe/ }).first(), CLASS)
    await tabTo(page, page.getByRole('textbox', { name: 'Objet' }))
    await page.keyboard.type('Travail pour lundi')
    await tabTo(page, page.getByRole('textbox', { name: 'Texte' }))
    await page.keyboard.type('Bonjour, le travail est celui donné en classe.')
    await page.getByRole('button', { name: /^Envoyer à \d+ personnes$/ }).waitFor(LONG)
    await pressOn(page, page.getByRole('button', { name: /^Envoyer à \d+ personnes$/ }))
    await pressOn(page, page.getByRole('button', { name: 'Envoyer maintenant' }))
    await expect
      .poll(async () => {
        const [message] = await ask(page, 'messages.list', undefined)
        return message ? message.counts.accepted - message.total : -1
      }, LONG)
      .toBe(0)
  })

  it('7. notes a call', async () => {
    await page.keyboard.press('Control+6')
    await screenIs('Envois')
    await tabTo(page, page.getByRole('grid', { name: 'Envois' }))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('tab', { selected: true }))
    const toCall = page.getByRole('tab', { name: /À appeler/ })
    for (let press = 0; press < 5 && (await toCall.getAttribute('aria-selected')) !== 'true'; press++) {
      await page.keyboard.press('ArrowRight')
    }
    const grid = page.getByRole('grid', { name: /appeler/i })
    await tabTo(page, grid)
    await page.keyboard.press('ArrowDown')
    const note = page.getByRole('button', { name: /^Noter l’appel pour/ }).first()
    // Inside a row, the arrows go from one of its buttons to the next.
    for (let press = 0; press < 12 && !(await note.evaluate((one) => one === document.activeElement)); press++) {
      await page.keyboard.press('ArrowRight')
    }
    await page.keyboard.press('Enter')
    const reached = page.getByRole('radio', { name: /^Joint/ })
    await tabTo(page, page.getByRole('radiogroup'))
    for (let press = 0; press < 6 && !(await reached.isChecked()); press++) await page.keyboard.press('ArrowDown')
    await pressOn(page, page.getByRole('button', { name: 'Noter', exact: true }))
    await page.getByText(/dont 1 par téléphone/).waitFor()
  })

  it('8. makes a pack', async () => {
    await page.keyboard.press('Control+5')
    await page.getByRole('heading', { level: 1, name: /^Exporter/ }).waitFor(LONG)
    await choose(page, page.getByRole('button', { name: /Classe ou groupe/ }).first(), CLASS)
    await trousse.answerDialogs(folder)
    await pressOn(page, page.getByRole('button', { name: 'Choisir un dossier…' }))
    await pressOn(page, page.getByRole('button', { name: 'Créer le pack' }))
    await page.getByText('Le pack est prêt').waitFor(LONG)
    expect(await ask(page, 'packs.list', undefined)).toHaveLength(1)
  })

  it('9. prints the phone sheet', async () => {
    await page.evaluate(() => Object.assign(window, { printed: 0, print: () => Object.assign(window, { printed: 1 }) }))
    await page.keyboard.press('Control+2')
    const leave = page.getByRole('button', { name: 'Oui, elle est notée' })
    if (await leave.isVisible().catch(() => false)) await pressOn(page, leave)
    await screenIs('Classes')
    await tabTo(page, page.getByRole('grid', { name: 'Classes' }))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await pressOn(page, page.getByRole('link', { name: 'Fiche téléphonique' }))
    await page.locator('[data-printed]').waitFor({ state: 'attached', ...LONG })
    await page.keyboard.press('Control+p')
    await expect.poll(() => page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(1)
  })

  it('10. chooses its look, and the size of everything', async () => {
    await page.keyboard.press('Control+,')
    await screenIs('Réglages')
    await tabTo(page, page.getByRole('radiogroup', { name: 'Couleurs' }))
    const dark = page.getByRole('radio', { name: 'Sombres' })
    const chosen = () => page.getByRole('radiogroup', { name: 'Couleurs' }).locator('input:checked').inputValue()
    for (let press = 0; press < 3 && !(await dark.isChecked()); press++) {
      const before = await chosen()
      await page.keyboard.press('ArrowRight')
      await expect.poll(chosen).not.toBe(before)
    }
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    const zoom = () =>
      trousse.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())
    await pressInWindow('=')
    await expect.poll(zoom).toBeCloseTo(1.1)
    await pressInWindow('0')
    await expect.poll(zoom).toBe(1)
  })

  it('opens the sheet of shortcuts and the help of the screen, and leaves both', async () => {
    await page.keyboard.press('Control+/')
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('F1')
    await screenIs('Réglages')
    expect(await page.evaluate(() => window.location.hash)).toBe('#/help/reglages')
    await page.keyboard.press('Alt+ArrowLeft')
    await expect.poll(() => page.evaluate(() => window.location.hash)).toBe('#/settings')
  })

  it('printed no error on the way', () => expect(trousse.pageErrors).toEqual([]))
})

describe('by keyboard alone, with one’s own files', () => {
  const put = async (name: string, bytes: Uint8Array) => {
    const path = join(folder, name)
    await writeFile(path, bytes)
    return path
  }
  const importFiles = async (...paths: string[]) => {
    await page.keyboard.press('Control+1')
    await screenIs('Aujourd’hui')
    await page.keyboard.press('Control+7')
    await screenIs('Sources')
    await trousse.answerDialogs(paths)
    await pressOn(page, page.getByRole('link', { name: /Importer un fichier/ }))
    await pressOn(page, page.getByRole('button', { name: 'Choisir des fichiers' }))
    await pressOn(page, page.getByRole('button', { name: /^Importer \d+ / }))
    await page.getByText('Pour revenir en arrière').waitFor(LONG)
  }
  beforeAll(async () => {
    await trousse.quit()
    trousse = await launchTrousse()
    page = trousse.page
    await page.locator('#root > *').first().waitFor()
    await ask(page, 'app.createSpace', { passphrase: 'six tasses de thé froid' })
    await page.getByRole('navigation', { name: 'Navigation principale' }).waitFor()
  })

  it('11. imports a file', async () => {
    const siecle = await Promise.all(
      [structuresFile(), schoolGuardians(), schoolPupils()].map(({ name, bytes }) => put(name, bytes)),
    )
    await importFiles(...siecle)
    expect((await ask(page, 'classes.roster', { classId: null })).length).toBeGreaterThan(3)
  })

  it('12. settles what two sources say differently', async () => {
    const list = [
      'Élèves;Né(e) le;Classe;Adresse e-mail',
      '"D\'HAENE Eloise";"12/05/2012";"3A";"eloise.dhaene@famille.example"',
      '"MARCHAND Noé";"";"3A";""',
    ].join('\r\n')
    await importFiles(await put('liste.csv', bytesOf(`\ufeff${list}\r\n`)))
    const before = await ask(page, 'matches.counts', undefined)
    expect(before.questions).toBeGreaterThan(0)
    await page.keyboard.press('Control+1')
    await screenIs('Aujourd’hui')
    await page.keyboard.press('Control+7')
    await pressOn(page, page.getByRole('link', { name: 'Vérifier', exact: true }))
    await screenIs('Personnes à vérifier')
    await pressOn(page, page.getByRole('button', { name: /^Oui, c’est la même personne.*Noé/ }))
    await expect.poll(async () => (await ask(page, 'matches.counts', undefined)).questions).toBe(before.questions - 1)
    // What was answered has left the screen, and the focus with it went no further than beside.
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
    await tabTo(page, page.getByRole('tab', { selected: true }))
    const differences = page.getByRole('tab', { name: /Différences/ })
    for (let press = 0; press < 3 && (await differences.getAttribute('aria-selected')) !== 'true'; press++) {
      await page.keyboard.press('ArrowRight')
    }
    await pressOn(page, page.getByRole('button', { name: /eloise\.dhaene@famille\.example/ }))
    await expect
      .poll(async () =>
        (await ask(page, 'differences.list', undefined)).rows.some(({ chosen }) => chosen !== undefined),
      )
      .toBe(true)
  })

  it('printed no error on the way', () => expect(trousse.pageErrors).toEqual([]))
})
