/** Packs in the real window: a whole class in one action, a page opened as a family opens it, a lost stick. */
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeBrowser, needChromium, openFile } from '../helpers/packs-browser.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const CLASS = '2de 1'
/** A class of packs is written, each flushed and read back: generous for a slow machine. */
const LONG = { timeout: 120_000 }
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

const open = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name: screen }).click()

const chooseIn = async (page: Page, label: string, option: string) => {
  await page.getByRole('button', { name: label }).first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

const audit = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()).violations.map(({ id }) => id)

describe('packs for a class', () => {
  let trousse: Trousse
  let page: Page
  let usb: string

  beforeAll(async () => {
    usb = await temporaryFolder()
    trousse = await launchTrousse({ args: ['--demo'] })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    await page.getByText('tous ici').waitFor(LONG)
  })
  afterAll(async () => {
    await closeBrowser()
    await trousse?.quit()
    await cleanUp()
  })

  it('makes one for each pupil in one action, and shows every passphrase once', {
    timeout: 300_000,
  }, async (context) => {
    await open(page, 'Exporter')
    await chooseIn(page, 'Classe ou groupe', CLASS)
    await page.getByText('Un pack par élève').click()
    const plan = join(await temporaryFolder(), 'Plan de travail.txt')
    await writeFile(plan, 'Lundi : lire.')
    await trousse.answerDialogs(plan, usb)
    await page.getByRole('button', { name: 'Ajouter des documents…' }).click()
    await page.getByRole('list', { name: 'Documents ajoutés' }).getByText('Plan de travail.txt').waitFor()
    await page.getByRole('button', { name: 'Choisir un dossier…' }).click()
    await page.getByRole('button', { name: /^Créer les \d+ packs$/ }).click()
    await page.getByRole('heading', { name: /^Les \d+ packs sont prêts$/ }).waitFor({ timeout: 240_000 })
    expect(await audit(page)).toEqual([])

    const [task] = (await ask(page, 'tasks.list', undefined)).filter((one) => one.kind === 'pack')
    const issued = await ask(page, 'packs.issued', { taskId: task?.id ?? '' })
    const [folder = ''] = await readdir(usb)
    expect((await readdir(join(usb, folder))).sort()).toEqual(issued.map(({ fileName }) => fileName).sort())
    const [first] = issued
    expect(await page.getByRole('cell', { name: first?.passphrase ?? '?' }).count()).toBe(1)
    const records = await ask(page, 'packs.list', undefined)
    expect(records).toHaveLength(issued.length)
    expect(records.at(-1)).toMatchObject({
      profile: 'individual',
      form: 'html',
      encrypted: true,
      counts: { pupils: 1 },
    })
    expect(records.at(-1)?.recipientNames).toEqual([first?.recipientName])

    needChromium(context)
    const opened = await openFile(join(usb, folder, first?.fileName ?? ''), { width: 390, height: 844 })
    await opened.page.getByLabel('Phrase de passe').fill(first?.passphrase ?? '')
    await opened.page.getByRole('button', { name: 'Ouvrir le pack' }).click()
    await opened.page.getByRole('heading', { name: 'Rendre le travail' }).waitFor()
    await opened.page.getByRole('button', { name: /Plan de travail\.txt/ }).waitFor()
    expect(opened.complaints).toEqual([])
  })

  it('brings a folder up to date, and writes nothing when nothing changed', { timeout: 120_000 }, async () => {
    await page.getByRole('button', { name: 'Autre pack' }).click()
    await page.getByRole('button', { name: 'Oui, elle est notée' }).click()
    for (const title of [/^\d+ fichiers écrits/, 'Le dossier contenait déjà ce pack']) {
      await chooseIn(page, 'Classe ou groupe', CLASS)
      await page.getByText('Élève et famille', { exact: true }).first().click()
      await page.getByText('Dossier', { exact: true }).click()
      await trousse.answerDialogs(usb)
      await page.getByRole('button', { name: 'Choisir un dossier…' }).click()
      await page.getByRole('button', { name: 'Créer le pack' }).click()
      await page.getByText('Le pack est prêt').waitFor(LONG)
      await page.getByText(title).waitFor()
      await page.getByRole('button', { name: 'Autre pack' }).click()
    }
  })

  it('says what was on a lost stick, and remembers that it is lost', async () => {
    const lost = page.getByRole('button', { name: /^Clé perdue/ }).first()
    await lost.scrollIntoViewIfNeeded()
    await lost.click()
    await page.getByRole('heading', { name: /^Clé perdue.+dessus$/ }).waitFor()
    await page.getByText('Que faire').waitFor()
    expect(await audit(page)).toEqual([])
    await page.getByRole('button', { name: 'Marquer comme perdu' }).click()
    await page.getByText('Marqué comme perdu').waitFor()
    const [newest] = await ask(page, 'packs.list', undefined)
    expect(newest?.lostAt).not.toBeNull()
  })
})
