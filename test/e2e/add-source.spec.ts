/** Adding a source by what the teacher knows, in the real window: a PRONOTE calendar by its secret address. */
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calendar, event, PRONOTE } from '../helpers/sources-ical.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

const SECRET = 'INVENTED0SECRET'
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const DAY_MS = 86_400_000

/** Lessons of the days to come: the window lives in the present. */
function timetable(count: number): string {
  const stamp = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')
  const lessons = Array.from({ length: count }, (_, index) => {
    const start = Math.ceil(Date.now() / DAY_MS) * DAY_MS + (index + 1) * DAY_MS + 9 * 3_600_000
    return event(
      'CATEGORIES:Cours',
      `UID:Cours-${index}-1-${stamp(Date.now())}-Index-Education`,
      `DTSTART:${stamp(start)}`,
      `DTEND:${stamp(start + 3_300_000)}`,
      'SUMMARY:LATIN - 4C',
      'DESCRIPTION:Matière : LATIN\\nClasse : 4C',
    )
  })
  return calendar(PRONOTE, ...lessons)
}

describe('adding a source', () => {
  let trousse: Trousse
  let server: Server
  let origin: string
  let body = timetable(6)

  beforeAll(async () => {
    server = createServer((request, response) => {
      const good = request.url?.includes(SECRET) === true
      response.writeHead(good ? 200 : 404, { 'content-type': good ? 'text/calendar' : 'text/html' })
      response.end(good ? body : '<html><title>Introuvable</title></html>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    trousse = await launchTrousse()
    await ask(trousse.page, 'app.createSpace', { passphrase: 'une phrase assez longue' })
    await ask(trousse.page, 'app.recoveryCodeKept', undefined)
  })
  afterAll(async () => {
    await trousse?.quit()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await cleanUp()
  })

  const go = (hash: string) =>
    trousse.page.evaluate((to) => {
      window.location.hash = to
    }, hash)
  const expectAccessible = async () => {
    const { violations } = await new AxeBuilder({ page: trousse.page })
      .setLegacyMode(true)
      .withTags(TAGS)
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze()
    expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
  }

  it('begins with what the teacher knows, and every way says what it gives', async () => {
    const { page } = trousse
    await go('#/sources/add')
    await page.getByRole('heading', { level: 1, name: 'Ajouter une source' }).waitFor()
    await expectAccessible()
    for (const name of ['Mon ENT', 'École Directe', 'Moodle ou Éléa', 'Je ne sais pas']) {
      await go('#/sources/add')
      await page.getByRole('link', { name: new RegExp(name) }).click()
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      await expectAccessible()
    }
  })

  it('a dead link keeps nothing; a good one gives the timetable, and is seen nowhere', async () => {
    const { page, folder } = trousse
    await go('#/sources/add')
    await page.getByRole('link', { name: /PRONOTE/ }).click()
    await page.getByRole('link', { name: 'Coller le lien' }).click()
    await page.getByLabel('Nom', { exact: true }).fill('Mon emploi du temps')
    const link = page.getByLabel('Lien d’agenda', { exact: true })
    expect(await link.getAttribute('type')).toBe('password')
    await link.fill(`${origin}/pronote/ical/mesinformations.ics?icalsecurise=OLD`)
    await page.getByRole('button', { name: 'Vérifier et ajouter' }).click()
    await page.getByText(/Ce lien d’agenda n’est plus valable/).waitFor()
    await expectAccessible()
    expect(await ask(page, 'sources.list', undefined)).toEqual([])

    await link.fill(`${origin}/pronote/ical/mesinformations.ics?icalsecurise=${SECRET}`)
    await page.getByRole('button', { name: 'Vérifier et ajouter' }).click()
    await page.getByRole('heading', { level: 2, name: 'Mon emploi du temps' }).waitFor()
    await page.getByText('Dernière lecture : 6 nouveaux').waitFor()
    await page.getByText('Donne : emploi du temps').waitFor()
    await page.getByText(/Il vous manque/).click()
    await page.getByText(/Mon emploi du temps ne donne pas les devoirs/).waitFor()
    await expectAccessible()

    const listed = await ask(page, 'sources.list', undefined)
    expect(listed).toMatchObject([{ kind: 'ical', system: 'pronote', gives: ['timetable'] }])
    expect(JSON.stringify(listed)).not.toContain(SECRET)
    expect(await page.content()).not.toContain(SECRET)
    const files = await readdir(folder, { recursive: true, withFileTypes: true })
    for (const file of files.filter((entry) => entry.isFile())) {
      const bytes = await readFile(join(file.parentPath, file.name)).catch(() => Buffer.alloc(0))
      expect(bytes.includes(SECRET), file.name).toBe(false)
    }
  })

  it('an empty calendar wipes nothing, and says so', async () => {
    const { page } = trousse
    body = timetable(0)
    await page.getByRole('button', { name: 'Synchroniser', exact: true }).click()
    await page
      .getByText(/La source a répondu vide/)
      .first()
      .waitFor()
    const [source] = await ask(page, 'sources.list', undefined)
    expect(source?.lastRun).toMatchObject({ outcome: 'refused', error: { code: 'source-empty' } })
  })

  it('the letter to the school office is ready, and can be copied', async () => {
    const { page } = trousse
    await page.getByRole('button', { name: 'Écrire au secrétariat' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Écrire au secrétariat' })
    await dialog.getByLabel('Message', { exact: true }).waitFor()
    expect(await dialog.getByLabel('Message', { exact: true }).inputValue()).toMatch(/exports XML de SIECLE/)
    const mail = dialog.getByRole('button', { name: 'Ouvrir dans ma messagerie' })
    expect(await mail.isDisabled()).toBe(true)
    await dialog.getByLabel('Adresse du secrétariat').fill('secretariat@lycee.example')
    expect(await mail.isDisabled()).toBe(false)
    await expectAccessible()
    await dialog.getByRole('button', { name: 'Copier le message' }).click()
    await page.getByText('Message copié').first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(trousse.pageErrors).toEqual([])
  })
})
