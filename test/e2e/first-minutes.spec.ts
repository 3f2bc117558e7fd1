/** The first minutes, in the real window: from nothing to a first class with each kind of school, and whom to tell. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoServer } from '../../electron/demo/server.ts'
import { startSmallDemo } from '../helpers/demo-server.ts'
import { ask } from './ask.ts'
import { entOf, until } from './ent.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'
import { expectAccessible, goTo, inBothColours, LONG, ownErrors } from './moments.ts'

/** What is promised: from nothing to a first class. */
const TWO_MINUTES_MS = 120_000

describe('the first minutes', () => {
  let demo: DemoServer
  let trousse: Trousse
  let page: Page
  let ent: ReturnType<typeof entOf>
  beforeAll(async () => {
    demo = await startSmallDemo()
    trousse = await launchTrousse()
    page = trousse.page
    ent = entOf(trousse)
  })
  afterAll(async () => {
    await trousse?.quit()
    await demo?.stop()
    await cleanUp()
  })
  const classCount = async () => (await ask(page, 'classes.list', undefined)).filter(({ pupils }) => pupils > 0).length
  /** Its ways begin at the one question. */
  const choose = async (name: RegExp, action: string) => {
    await goTo(page, '#/start', 'Qu’y a-t-il dans votre établissement')
    await page.getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 1, name: /Votre première classe/ }).waitFor(LONG)
    await expectAccessible(page)
    await page.getByRole('link', { name: action, exact: true }).click()
  }
  const removeSources = async () => {
    for (const { id } of await ask(page, 'sources.list', undefined)) await ask(page, 'sources.remove', { id })
    await expect.poll(classCount, LONG).toBe(0)
  }

  it('Moodle, from the very first screen to a class in under two minutes', async () => {
    const start = Date.now()
    const passphrase = page.getByLabel('Phrase de passe', { exact: true })
    await page.getByRole('button', { name: /Ajouter mon ENT ou un fichier/ }).click(LONG)
    const create = page.getByRole('button', { name: 'Créer mon espace' })
    await create.waitFor()
    // With a keychain nothing is asked; without one the passphrase is, at once or after a first try.
    if ((await passphrase.count()) === 0) await create.click()
    await passphrase.fill('lavande cargo tapis oiseau bitume')
    await page.getByLabel('La même, une seconde fois').fill('lavande cargo tapis oiseau bitume')
    await page.getByRole('button', { name: 'Créer mon espace' }).click()
    await page.getByText('Je l’ai noté et rangé en lieu sûr').click(LONG)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('heading', { level: 1, name: 'Protection des données' }).waitFor(LONG)
    await inBothColours(page)
    await page.getByRole('link', { name: /Continuer/ }).click()
    await page.getByRole('heading', { level: 1, name: /Qu’y a-t-il/ }).waitFor(LONG)
    await inBothColours(page)
    await choose(/Moodle ou Éléa/, 'Se connecter')
    await page.getByLabel('Nom', { exact: true }).fill('Moodle du lycée')
    await page.getByLabel('Adresse du site', { exact: true }).fill(demo.accounts.moodle.url)
    await page.getByLabel('Identifiant', { exact: true }).fill(demo.accounts.moodle.username)
    await page.getByLabel('Mot de passe', { exact: true }).fill(demo.accounts.moodle.password)
    await page.getByRole('button', { name: 'Vérifier et ajouter' }).click()
    await expect.poll(classCount, LONG).toBeGreaterThan(0)
    expect(Date.now() - start).toBeLessThan(TWO_MINUTES_MS)
    await removeSources()
  })

  it('École Directe, by the list of a class', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'export.csv')
    await writeFile(file, '\ufeffNom;Prénom;Classe\r\nNOIRET;Jean;4e C\r\nMARTIN;Louise;4e C\r\n')
    await choose(/École Directe/, 'Choisir ou coller la liste')
    await trousse.answerDialogs([file])
    await page.getByRole('button', { name: 'Choisir des fichiers' }).click()
    await page.getByRole('button', { name: /^Importer 2 élèves$/ }).click(LONG)
    await expect.poll(classCount, LONG).toBe(1)
    await removeSources()
  })

  it('Edifice, logged in by hand', async () => {
    const { url, email, password } = demo.accounts.edifice
    await choose(/Un ENT Edifice/, 'Se connecter')
    await page.getByLabel('Nom', { exact: true }).fill('NEO')
    await page.getByLabel('Adresse de l’ENT', { exact: true }).fill(url)
    await page.getByRole('button', { name: 'Vérifier, puis se connecter' }).click()
    // The invented platform is not at the root of its server, as a real one is.
    await ent.arrived(/^http/)
    await ent.go('/edifice/auth/login', /edifice/)
    await ent.act(
      `document.querySelector('[name=email]').value = ${JSON.stringify(email)}; document.querySelector('[name=password]').value = ${JSON.stringify(password)}; void setTimeout(() => document.querySelector('form button').click(), 0)`,
    )
    await ent.arrived(/edifice\/$/)
    await ask(page, 'capture.close', undefined)
    await goTo(page, '#/sources', 'Sources')
    await page.getByRole('button', { name: 'Synchroniser', exact: true }).first().click()
    await expect.poll(classCount, LONG).toBeGreaterThan(0)
    await removeSources()
  })

  it('Kosmos, by the page of a class', async () => {
    await choose(/Kosmos ou Skolengo/, 'Ouvrir et capturer')
    await page.getByRole('heading', { level: 1, name: 'Ouvrir mon ENT' }).waitFor(LONG)
    const { sourceId } = await ask(page, 'capture.open', { url: `${demo.webUrl}kosmos/`, label: 'Mon ENT' })
    await ent.arrived(/guichet/)
    await ent.go('/kosmos/cas/login?selection=enseignant', /cas\/login/)
    await ent.logIn('username', 'password')
    await ent.arrived(/accueil/)
    await ent.go('/kosmos/classes', /classes$/)
    const [list = ''] = await ent.inEnt<string[]>(
      `[...document.querySelectorAll('a')].map((a) => a.getAttribute('href')).filter((href) => href.includes('/kosmos/liste'))`,
    )
    await ent.go(list, /liste/)
    await ent.press('capture')
    await until(
      () => ask(page, 'capture.state', undefined),
      ({ pending, window }) => pending !== null && window?.reading === false,
      'class read',
    )
    const preview = await ask(page, 'capture.page', { sourceId })
    await ask(page, 'capture.apply', { sourceId, mapping: preview.mapping })
    await ask(page, 'capture.close', undefined)
    await expect.poll(classCount, LONG).toBe(1)
    await removeSources()
  })

  it('PRONOTE, by the page of a class', async () => {
    await choose(/PRONOTE/, 'Ouvrir et capturer')
    await page.getByRole('heading', { level: 1, name: 'Ouvrir mon ENT' }).waitFor(LONG)
    const url = `${demo.webUrl}pronote/professeur.html`
    const { sourceId } = await ask(page, 'capture.open', { url, label: 'PRONOTE' })
    await ent.arrived(/professeur/)
    await ent.logIn('id', 'mdp')
    await until(
      () => ent.inEnt<number>('document.querySelectorAll(".corps [role=row]").length'),
      (rows) => rows > 0,
      'the grid of a class',
    )
    const preview = await ask(page, 'capture.page', { sourceId })
    expect(preview.mapping.kind).toBe('roster')
    await ask(page, 'capture.apply', { sourceId, mapping: preview.mapping })
    await ask(page, 'capture.close', undefined)
    await expect.poll(classCount, LONG).toBe(1)
    await removeSources()
  })

  it('who does not know is asked two questions', async () => {
    await goTo(page, '#/start', 'Qu’y a-t-il dans votre établissement')
    await page.getByRole('link', { name: /Je ne sais pas/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Deux questions' }).waitFor(LONG)
    await page.getByText('Un fil d’actualités et des applis').click()
    await page.getByText('C’est très probablement Un ENT Edifice.').waitFor(LONG)
    await page.getByLabel('Adresse de la page').fill('0750000a.index-education.net/pronote')
    await page.getByText('C’est très probablement PRONOTE.').waitFor(LONG)
    await page.getByText('l’adresse est plus sûre').waitFor()
    await inBothColours(page)
    await page.getByRole('link', { name: 'Voir comment faire' }).click()
    await page.getByRole('heading', { level: 1, name: /PRONOTE/ }).waitFor(LONG)
  })

  it('the register sheet is kept as it is typed, printed and copied', async () => {
    const folder = await temporaryFolder()
    await goTo(page, '#/start/register', 'Fiche de registre')
    await inBothColours(page)
    await page.getByLabel('Responsable du traitement', { exact: true }).fill('Mme Inventée, proviseure')
    await page.getByText('Enregistré', { exact: true }).waitFor(LONG)
    await trousse.answerDialogs(folder)
    await page.getByRole('button', { name: 'Enregistrer en PDF…' }).click()
    await page.getByText('Fiche enregistrée').first().waitFor(LONG)
    const [name = ''] = await readdir(folder)
    const pdf = (await readFile(join(folder, name))).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.getByText('J’ai remis cette fiche au chef d’établissement').click()
    await goTo(page, '#/start/data', 'Protection des données')
    await page.getByText(/^Remise le/).waitFor(LONG)
    expect(await ask(page, 'register.read', undefined)).toMatchObject({
      fields: { controller: 'Mme Inventée, proviseure' },
      declaredOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
  })

  it('the demonstration is one click away, and one click to leave', async () => {
    await goTo(page, '#/start', 'Qu’y a-t-il dans votre établissement')
    await page.getByRole('button', { name: 'Découvrir d’abord avec l’école inventée' }).click()
    await page.getByText('Lycée de démonstration.').waitFor(LONG)
    await page.getByRole('button', { name: 'Quitter la démonstration' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor(LONG)
    await expect.poll(async () => (await ask(page, 'app.state', undefined)).space, LONG).not.toBe('demo')
    expect(ownErrors(trousse)).toEqual([])
  })
})
