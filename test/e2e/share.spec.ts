/** A pack published from the real window to a Nextcloud, given by link and QR code, replaced, found again, withdrawn. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesAddress } from '../../electron/publish/nextcloud.ts'
import { APP_PASSWORD, LOGIN_NAME, type Nextcloud, startNextcloud } from '../helpers/dav-nextcloud.ts'
import { closeBrowser, needChromium, openFile } from '../helpers/packs-browser.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const LONG = { timeout: 120_000 }
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const ZBAR = '/usr/bin/zbarimg'

const audit = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()).violations.map(({ id }) => id)
const chooseIn = async (page: Page, label: string, option: string) => {
  await page.getByRole('button', { name: label }).first().click()
  await page.getByRole('option', { name: option }).first().click()
}

describe('a pack published online', () => {
  let trousse: Trousse
  let page: Page
  let cloud: Nextcloud
  let phrase = ''

  beforeAll(async () => {
    cloud = await startNextcloud()
    trousse = await launchTrousse({ args: ['--demo'] })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    await page.getByText('tous ici').waitFor(LONG)
  })
  afterAll(async () => {
    await closeBrowser()
    await trousse?.quit()
    await cloud?.stop()
    await cleanUp()
  })

  it('goes to a place that is tried before it is kept', async () => {
    await page.evaluate(() => {
      location.hash = '#/share'
    })
    await page.getByRole('heading', { name: 'Aucun lieu de partage' }).waitFor()
    expect(await audit(page)).toEqual([])
    await page.getByRole('button', { name: 'Ajouter un lieu' }).click()
    await page.getByText('Adresse WebDAV et mot de passe').click()
    await page.getByLabel('Adresse du dossier').fill(`${filesAddress(cloud.base, LOGIN_NAME)}Trousse/`)
    await page.getByLabel('Nom d’utilisateur').fill(LOGIN_NAME)
    await page.getByLabel('Mot de passe', { exact: true }).fill('pas le bon')
    await page.getByRole('button', { name: 'Essayer et ajouter' }).click()
    await page.getByRole('alert').waitFor()
    expect(await audit(page)).toEqual([])
    await page.getByLabel('Mot de passe', { exact: true }).fill(APP_PASSWORD)
    await page.getByRole('button', { name: 'Essayer et ajouter' }).click()
    await page.getByText('fait des liens publics').waitFor()
  })

  it('is encrypted, and gives a link, a QR code and a passphrase that is shown until it is noted', {
    timeout: 180_000,
  }, async () => {
    await chooseIn(page, 'Classe ou groupe', '2de 1')
    await page.getByRole('button', { name: 'Publier', exact: true }).click()
    await page.getByText('Le pack est publié, relu et vérifié.').waitFor(LONG)
    const link = `${cloud.base}/s/1`
    await page.getByText(link).first().waitFor()
    expect(await audit(page)).toEqual([])
    phrase = ((await page.locator('[translate="no"]').textContent()) ?? '').trim()
    expect(phrase.split('-')).toHaveLength(10)
    await page.getByRole('button', { name: 'Je l’ai notée' }).click()
    await page.getByText(phrase).waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Code QR' }).click()
    const code = page.getByRole('dialog').getByRole('img', { name: `Code QR qui mène à ${link}` })
    await code.waitFor()
    expect(await audit(page)).toEqual([])
    if (existsSync(ZBAR)) {
      const picture = join(await temporaryFolder(), 'qr.png')
      await writeFile(picture, await code.screenshot())
      expect(execFileSync(ZBAR, ['--raw', '-q', picture], { encoding: 'utf8' }).trim()).toBe(link)
    }
    await page.keyboard.press('Escape')
  })

  it('opens in a family’s browser with the passphrase', { timeout: 120_000 }, async (context) => {
    needChromium(context)
    const [[name, file] = ['', null]] = [...cloud.files]
    const path = join(await temporaryFolder(), 'pack.html')
    await writeFile(path, file?.content ?? '')
    expect(name).toMatch(/^Trousse\/.*\.html$/)
    const opened = await openFile(path)
    await opened.page.getByLabel('Phrase de passe').fill(phrase)
    await opened.page.getByRole('button', { name: 'Ouvrir le pack' }).click()
    await opened.page.getByRole('heading', { name: /2de 1/ }).first().waitFor(LONG)
    expect(opened.complaints).toEqual([])
  })

  it('is replaced under the same link, and somebody else’s file only when the teacher says so', {
    timeout: 180_000,
  }, async () => {
    const [first] = cloud.files
    if (first === undefined) throw new Error('nothing is published')
    const [name, { content: before }] = first
    await page.getByRole('button', { name: 'Remplacer…' }).click()
    await page.getByRole('dialog').getByLabel('Phrase de passe déjà donnée').fill(phrase)
    await page.getByRole('dialog').getByRole('button', { name: 'Remplacer', exact: true }).click()
    await expect.poll(() => cloud.files.get(name)?.content.equals(before), LONG).toBe(false)
    await page.getByText(/publié à l’instant/).waitFor(LONG)
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    expect([...cloud.files.keys()]).toEqual([name])
    cloud.files.set(name, { content: Buffer.from('d’un collègue'), id: 1 })
    await page.getByRole('button', { name: 'Remplacer…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remplacer', exact: true }).click()
    await page.getByText('Envoi interrompu').waitFor(LONG)
    await page
      .getByText(/Quelqu’un a remplacé ou modifié ce pack/)
      .first()
      .waitFor(LONG)
    expect(cloud.files.get(name)?.content.toString()).toBe('d’un collègue')
    await page.getByRole('button', { name: 'Remplacer quand même' }).click()
    await expect.poll(() => cloud.files.get(name)?.content.byteLength, LONG).toBeGreaterThan(10_000)
    await page.getByText('En ligne', { exact: true }).waitFor(LONG)
  })

  it('is found from the place, and withdrawn', LONG, async () => {
    await chooseIn(page, 'Choisir un lieu', '127.0.0.1')
    const there = page.getByRole('button', { name: /^Reprendre .*\.html$/ })
    await there.waitFor()
    await there.click()
    // The demonstration takes no file from outside: it says so on the screen of files that come in.
    await page.getByRole('alert').waitFor()
    expect(await page.evaluate(() => location.hash)).toMatch(/^#\/sources\/file\?ticket=/)
    await page.goBack()
    await page.getByRole('button', { name: 'Retirer' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer' }).click()
    await page.getByRole('heading', { name: 'Publié' }).waitFor({ state: 'detached' })
    expect(cloud.files.size).toBe(0)
    expect(trousse.pageErrors).toEqual([])
  })
})
