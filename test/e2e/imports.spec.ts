/** Files brought in through the real window: chosen, dropped and pasted, looked at, kept. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schoolGuardians, schoolPupils, structuresFile } from '../fixtures/siecle.ts'
import { bytesOf, pronoteFeed, pronoteLesson } from '../helpers/sources-ical.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const LIST =
  '\ufeffÉlèves;Né(e) le;Classe;Régime\r\n"MARTIN Louise";"12/05/2012";"6A";"DP"\r\n"noiret jean";"";"6A";""\r\n'

let trousse: Trousse
let page: Page
let files: string

beforeAll(async () => {
  files = await temporaryFolder()
  trousse = await launchTrousse()
  page = trousse.page
  await page.locator('#root > *').first().waitFor()
  await ask(page, 'app.createSpace', { passphrase: 'six tasses de thé froid' })
  await page.getByRole('navigation', { name: 'Navigation principale' }).waitFor()
})
afterAll(async () => {
  await trousse?.quit()
  await cleanUp()
})

const put = async (name: string, content: string | Uint8Array) => {
  const path = join(files, name)
  await writeFile(path, content)
  return path
}
const goTo = (hash: string) =>
  page.evaluate((to) => {
    window.location.hash = to
  }, hash)
const pupils = async () => (await ask(page, 'classes.roster', { classId: null })).map(({ familyName }) => familyName)

/** As a hand does: the browser makes the event, and gives it the files. */
async function drop(...paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  }
  await session.detach()
}

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
}

describe('files chosen together', () => {
  it('are recognised, shown before anything is kept, then brought in', async () => {
    const siecle = [structuresFile(), schoolGuardians(), schoolPupils()]
    // Names that lie, on purpose.
    const paths = await Promise.all(siecle.map(({ bytes }, index) => put(`liste-${index}.csv`, bytes)))
    await trousse.answerDialogs(paths)
    await goTo('#/sources/file')
    await expectAccessible()
    await page.getByRole('button', { name: 'Choisir des fichiers' }).click()
    await page.getByRole('heading', { name: 'Fichiers SIECLE' }).waitFor()
    expect(await pupils()).toEqual([])
    await expectAccessible()
    await page.getByRole('button', { name: /^Importer \d+ élèves$/ }).click()
    await page.getByText('Pour revenir en arrière').waitFor()
    await expectAccessible()
    expect((await pupils()).length).toBeGreaterThan(3)
  })
})

describe('a drop', () => {
  it('anywhere on the window opens the files, doubtful lines first, dropped columns named', async () => {
    const path = await put('x.bin', LIST)
    await goTo('#/today')
    await drop(path)
    await page.getByRole('heading', { name: 'Liste d’élèves' }).waitFor()
    await page.getByText('Colonne laissée de côté : Régime').waitFor()
    const first = page
      .getByRole('grid', { name: /Ce que deviendra/ })
      .getByRole('row')
      .nth(1)
    expect(await first.textContent()).toContain('nom et prénom séparés au jugé')
    expect(await page.evaluate(() => window.location.href)).not.toContain(path)
    await page.getByRole('button', { name: /^Importer 2 élèves$/ }).click()
    await page.getByText('Pour revenir en arrière').waitFor()
    expect(await pupils()).toContain('MARTIN')
  })

  it('of the same kind of list comes back with its columns known', async () => {
    await drop(await put('y.bin', LIST))
    await page.getByText('Colonnes reconnues comme la dernière fois').waitFor()
  })

  it('of a calendar and a PDF: one is read, the other says what to ask for', async () => {
    await drop(await put('a', bytesOf(pronoteFeed(pronoteLesson()))), await put('b.csv', '%PDF-1.7'))
    await page.getByRole('heading', { name: 'Calendrier' }).waitFor()
    await page.getByText(/Un PDF ou un document/).waitFor()
    await page.getByRole('button', { name: 'Importer 1 élément' }).waitFor()
    await expectAccessible()
  })

  it('that the page makes up itself leads nowhere', async () => {
    await goTo('#/today')
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor()
    const told = await page.evaluate(async () => {
      const heard: unknown[] = []
      const { trousse: bridge } = window as unknown as {
        trousse: { on(name: string, listener: (payload: unknown) => void): () => void }
      }
      const stop = bridge.on('dropped', (payload) => heard.push(payload))
      const data = new DataTransfer()
      data.items.add(new File(['Nom;Prénom'], '/etc/passwd'))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }))
      await new Promise((resolve) => setTimeout(resolve, 500))
      stop()
      return heard
    })
    expect(told).toEqual([])
    expect(await page.evaluate(() => window.location.hash)).toBe('#/today')
  })
})

describe('the clipboard', () => {
  const copy = (text: string) =>
    trousse.electron.evaluate(({ clipboard }, content) => clipboard.writeText(content), text)

  it('is read by the button, asks for the class, and keeps the list', async () => {
    await copy('Élèves\tNé(e) le\tClasse de rattachement\r\nPETIT Zoé\t01/02/2012\t\r\n')
    await goTo('#/sources/file')
    await page.getByRole('button', { name: 'Coller une liste' }).click()
    await page.getByText('Indiquez la classe pour continuer.').waitFor()
    await page.getByRole('textbox', { name: 'Classe' }).fill('5B')
    await page.getByRole('button', { name: 'Importer 1 élève' }).click()
    await page.getByText('Pour revenir en arrière').waitFor()
    expect(await pupils()).toContain('PETIT')
  })

  it('with nothing to read says so', async () => {
    await copy('')
    await goTo('#/sources/file')
    await page.getByRole('button', { name: 'Coller une liste' }).click()
    await page.getByText('Rien à coller').first().waitFor()
  })

  it('is never run: a hostile page pasted is text', async () => {
    const html = `<table><tr><td>Élèves</td><td>Classe</td></tr><tr><td><img src=x onerror="window.hacked=1">ROUX Léo</td><td>6A</td></tr></table><script>window.hacked=2</script>`
    await copy(html)
    await goTo('#/sources/file')
    await page.getByRole('button', { name: 'Coller une liste' }).click()
    await page.getByRole('heading', { name: 'Liste d’élèves' }).waitFor()
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  })
})

it('no error of the page on the way', () => {
  expect(trousse.pageErrors).toEqual([])
})
