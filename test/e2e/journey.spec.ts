/**
 * The morning of 6 April in the real window: first run, demonstration, synchronisation, search, outage, pack,
 * message to a real mail server, restart, everything still there.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyPack } from '../../electron/packs/verify-pack.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const CLASS = '2de 1'
/** The window waits for a whole synchronisation or sending: generous for a slow machine. */
const LONG = { timeout: 120_000 }

const open = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name: screen }).click()

const chooseIn = async (page: Page, label: string, option: string) => {
  await page.getByRole('button', { name: label }).first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

describe('the morning the ENT falls', () => {
  let trousse: Trousse
  let page: Page
  let usb: string
  let messageId = 0

  beforeAll(async () => {
    usb = await temporaryFolder()
    trousse = await launchTrousse()
    page = trousse.page
  })
  afterAll(async () => {
    await trousse.quit().catch(() => {})
    await cleanUp()
  })

  it('greets with two ways to begin, and opens the demonstration', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByText('Ajouter mon ENT ou un fichier').count()).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Ouvrir la démonstration' }).click()
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor(LONG)
  })

  it('brings the whole school in by itself', async () => {
    await page.getByText('420 élèves').first().waitFor(LONG)
    await page.getByText('tous ici').waitFor(LONG)
    const today = await ask(page, 'today.read', undefined)
    expect(today).toMatchObject({ pupils: 420, assignments: 1500, held: 0, attachments: { missing: 0 } })
  })

  it('finds a pupil from the keyboard, whatever the accents', async () => {
    const classes = await ask(page, 'classes.list', undefined)
    const { id: classId } = classes.find((row) => row.name === CLASS) ?? { id: 0 }
    const roster = await ask(page, 'classes.roster', { classId })
    const pupil = roster.find((row) => /[éèëïôç]/i.test(row.givenName)) ?? roster[0]
    if (!pupil) throw new Error('an empty class')
    const typed = `${pupil.familyName.slice(0, 5)} ${pupil.givenName}`
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Recherche et commandes' }).waitFor()
    await page.keyboard.type(typed)
    await page
      .getByRole('option', { name: new RegExp(pupil.familyName) })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page
      .getByRole('heading', { name: new RegExp(pupil.familyName) })
      .first()
      .waitFor()
  })

  it('says that the ENT has fallen, although its page answers 200', async () => {
    await open(page, 'Aujourd’hui')
    await chooseIn(page, 'Scénario joué par l’ENT de démonstration', 'Faire tomber l’ENT : maintenance')
    await page.getByText('ENT en panne').first().waitFor(LONG)
    await page.getByText('Trois choses à faire maintenant').waitFor()
  })

  it('loses nothing when asked to synchronise with a fallen ENT', async () => {
    await ask(page, 'sync.start', { sourceId: null })
    await expect
      .poll(async () => (await ask(page, 'tasks.list', undefined)).at(-1)?.state, { timeout: 60_000 })
      .toBe('failed')
    const tasks = await ask(page, 'tasks.list', undefined)
    expect(tasks.at(-1)?.error?.code).toBe('server-maintenance')
    expect((await ask(page, 'today.read', undefined)).pupils).toBe(420)
  })

  it('writes an encrypted class pack to the stick', async () => {
    await open(page, 'Exporter')
    await chooseIn(page, 'Classe ou groupe', CLASS)
    await trousse.answerDialogs(usb)
    await page.getByRole('button', { name: 'Choisir un dossier…' }).click()
    await page.getByRole('button', { name: 'Créer le pack' }).click()
    await page.getByText('Le pack est prêt').waitFor(LONG)
    const [task] = (await ask(page, 'tasks.list', undefined)).filter((one) => one.kind === 'pack')
    const passphrase = String(task?.outcome?.passphrase)
    expect(passphrase.split('-')).toHaveLength(10)
    // Shown in big words; each is on the screen.
    for (const word of passphrase.split('-')) expect(await page.getByText(word).count()).toBeGreaterThan(0)
    const files = (await readdir(usb)).filter((name) => name.endsWith('.html'))
    expect(files).toHaveLength(1)
    const verified = await verifyPack({
      file: join(usb, files[0] ?? ''),
      passphrase,
      signal: new AbortController().signal,
    })
    expect(verified).toMatchObject({ ok: true, profile: 'teacher', className: CLASS })
  })

  it('lets the teacher take a sending back before anything leaves', async () => {
    await open(page, 'Message')
    await page.getByRole('heading', { level: 1, name: 'Écrire à une classe' }).waitFor()
    await chooseIn(page, 'Classe ou groupe', CLASS)
    await page.getByRole('textbox', { name: 'Objet' }).fill('Message trop vite envoyé')
    await page.getByRole('textbox', { name: 'Texte' }).fill('Il manquait une phrase.')
    await page.getByRole('button', { name: /^Envoyer à \d+ personnes$/ }).click(LONG)
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
    await page.getByRole('button', { name: 'Annuler l’envoi' }).click(LONG)
    await page.getByRole('heading', { level: 1, name: 'Écrire à une classe' }).waitFor()
    await expect.poll(() => page.getByRole('textbox', { name: 'Objet' }).inputValue()).toBe('Message trop vite envoyé')
    const [taken] = await ask(page, 'messages.list', undefined)
    expect(taken?.counts.cancelled).toBe(taken?.total)
    expect(taken?.total).toBeGreaterThan(30)
    await page.getByRole('textbox', { name: 'Objet' }).fill('')
    await page.getByRole('textbox', { name: 'Texte' }).fill('')
  })

  it('sends one message to each guardian through a real mail server', async () => {
    await open(page, 'Message')
    const leave = page.getByRole('button', { name: 'Oui, elle est notée' })
    if (await leave.isVisible().catch(() => false)) await leave.click()
    await page.getByRole('heading', { level: 1, name: 'Écrire à une classe' }).waitFor()
    await chooseIn(page, 'Classe ou groupe', CLASS)
    await page.getByText('Responsables', { exact: true }).first().click()
    await page.getByRole('button', { name: 'Modèles…' }).click()
    await page.getByRole('button', { name: 'Utiliser « ENT en panne, aux responsables »' }).click()
    const send = page.getByRole('button', { name: /^Envoyer à \d+ personnes$/ })
    await send.waitFor(LONG)
    await send.click()
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
    const sent = async () => (await ask(page, 'messages.list', undefined))[0]
    await expect
      .poll(async () => ((await sent())?.counts.accepted ?? -1) - ((await sent())?.total ?? 0), { timeout: 120_000 })
      .toBe(0)
    const message = await sent()
    messageId = message?.id ?? 0
    expect(message?.total).toBeGreaterThan(30)
    const { deliveries } = await ask(page, 'messages.read', { id: messageId })
    expect(new Set(deliveries.map((row) => row.id)).size).toBe(deliveries.length)
    expect(deliveries.every((row) => row.state === 'accepted' && row.attempts === 1)).toBe(true)
  })

  it('finds everything again after a restart, the ENT still unknown until looked at', async () => {
    await trousse.quit()
    trousse = await launchTrousse({ folder: trousse.folder, args: ['--demo'] })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    expect(await ask(page, 'packs.list', undefined)).toHaveLength(1)
    const [message] = await ask(page, 'messages.list', undefined)
    expect(message).toMatchObject({ id: messageId, className: CLASS })
    expect(message?.counts.accepted).toBe(message?.total)
    await open(page, 'Envois')
    await page
      .getByText(/ENT en panne/)
      .first()
      .waitFor()
  })

  it('printed no error on the way', () => {
    expect(trousse.pageErrors).toEqual([])
  })
})
