/** What is down, in the real window: each state explained, the history taken away as a page and a table, an ENT watched. */
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoScenario } from '../../electron/contract/views.ts'
import { historyPage } from '../../electron/domain/outage-report.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const LONG = { timeout: 120_000 }

async function goTo(page: Page, hash: string, title: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to
  }, hash)
  await page.getByRole('heading', { level: 1, name: title }).waitFor(LONG)
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(TAGS)
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
}

describe('what is down', () => {
  let trousse: Trousse
  let page: Page
  beforeAll(async () => {
    trousse = await launchTrousse({ args: ['--demo'] })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    await page.getByText('tous ici').waitFor(LONG)
  })
  afterAll(async () => {
    await trousse?.quit()
    await cleanUp()
  })

  const play = async (scenario: DemoScenario) => {
    await ask(page, 'demo.setScenario', { scenario })
    await ask(page, 'availability.check', undefined)
    const [platform] = await ask(page, 'availability.platforms', undefined)
    return platform?.kind
  }

  it.each<[DemoScenario, string, string]>([
    ['maintenance', 'En maintenance', 'L’exploitant a fermé l’ENT'],
    ['login-down', 'Connexion en panne', 'Seule la porte de connexion'],
    ['application-down', 'Application en panne', 'c’est l’application qui est derrière'],
    ['overload', 'Surchargé', 'Trop de monde à la fois'],
    ['quota', 'Accès limité', 'il limite le nombre ou la durée'],
    ['messaging-closed', 'Messagerie fermée', 'sa messagerie est fermée'],
    ['night-pause', 'Pause programmée', 'Ce n’est pas une panne'],
    ['captive-portal', 'Portail Wi-Fi', 'Ce réseau attend que vous vous identifiiez'],
    ['ip-suspended', 'Connexion suspendue', 'Le serveur refuse pour quelques heures'],
  ])('%s is explained in a sentence', async (scenario, title, means) => {
    await play(scenario)
    await goTo(page, '#/outage', 'État des services')
    const main = page.getByRole('main')
    await main.getByText(title, { exact: true }).first().waitFor(LONG)
    await main.getByText(means).first().waitFor(LONG)
    await main.getByText('Ce qui marche encore').waitFor()
  })

  it('is on Today and under the header of other screens, and leads here by keyboard', async () => {
    await play('login-down')
    await goTo(page, '#/today', 'Aujourd’hui')
    await page.getByRole('main').getByText('Seule la porte de connexion').waitFor(LONG)
    await expectAccessible(page)
    await goTo(page, '#/classes', 'Classes')
    const link = page.getByRole('link', { name: 'Comprendre', exact: true })
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'État des services' }).waitFor(LONG)
  })

  it.each(['light', 'dark'] as const)('its three pages are accessible, %s', async (theme) => {
    await ask(page, 'settings.update', { theme })
    await goTo(page, '#/outage', 'État des services')
    await expectAccessible(page)
    await goTo(page, '#/outage/history', 'Historique des pannes')
    await page.getByRole('grid', { name: 'Liste des pannes' }).waitFor(LONG)
    await expectAccessible(page)
    await goTo(page, '#/outage/watch', 'Services surveillés')
    await expectAccessible(page)
  })

  it('gives its history as a table and as one page', async () => {
    await play('normal')
    const folder = await temporaryFolder()
    await goTo(page, '#/outage/history', 'Historique des pannes')
    await trousse.answerDialogs(folder, folder)
    await page.getByRole('button', { name: 'Exporter pour tableur (CSV)' }).click()
    await page.getByText('Fichier enregistré').first().waitFor(LONG)
    await page.getByRole('button', { name: 'Exporter une page (PDF)' }).click()
    await expect.poll(async () => (await readdir(folder)).filter((name) => name.endsWith('.pdf')).length, LONG).toBe(1)
    const names = await readdir(folder)
    const nameOf = (extension: string) => names.find((name) => name.endsWith(extension)) ?? ''
    const csv = await readFile(join(folder, nameOf('.csv')), 'utf8')
    expect(csv).toContain('page de maintenance')
    expect(csv).toContain('Accès momentanément indisponible')
    const pdf = (await readFile(join(folder, nameOf('.pdf')))).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([])
    // Axe puts its own script into the page, which the page's rules note.
    expect(trousse.pageErrors.filter((text) => !text.includes('TrustedScript'))).toEqual([])
  })
})

describe('the page of the history', () => {
  let trousse: Trousse
  beforeAll(async () => {
    trousse = await launchTrousse({ args: ['--demo'] })
  })
  afterAll(async () => {
    await trousse?.quit()
    await cleanUp()
  })

  it('stays one page for years of outages with long names', async () => {
    const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString()
    const platform = 'Espace numérique de travail du lycée imaginaire de la vallée et de ses environs immédiats'
    const cause = 'unexpected-answer' as const
    const seen = { at: at(1), cause, status: 200, host: 'ent.example', title: platform, excerpt: platform.repeat(3) }
    const outages = Array.from({ length: 300 }, (_, day) => ({
      service: platform,
      platform,
      role: 'login' as const,
      cause,
      beganAt: at(day),
      endedAt: at(day + 1),
      evidence: [seen],
    }))
    const services = Array.from({ length: 20 }, (_, index) => ({
      service: `${platform} ${index}`,
      platform,
      role: 'application' as const,
      outages: 300,
      downMs: 10 ** 10,
    }))
    for (const locale of ['fr', 'en'] as const) {
      const html = historyPage({ watchedSince: at(1), from: at(1), to: at(300), services, outages }, locale)
      const pages = await trousse.electron.evaluate(async ({ BrowserWindow }, content) => {
        const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, javascript: false } })
        await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(content).toString('base64')}`)
        const pdf = await window.webContents.printToPDF({ pageSize: 'A4', preferCSSPageSize: true })
        window.destroy()
        return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
      }, html)
      expect(pages).toBe(1)
    }
  })
})

describe('an ENT watched by its address alone', () => {
  let trousse: Trousse
  let page: Page
  let school: Server
  let address = ''
  let isClosed = false
  beforeAll(async () => {
    school = createServer(({ url = '/' }, response) => {
      if (isClosed) return response.end('Le site n’est pas disponible')
      if (!url.startsWith('/pronote/InfoMobileApp.json')) return response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ version: [2026, 1, 3], espaces: [], CAS: { actif: false } }))
    })
    await new Promise<void>((resolve) => school.listen(0, '127.0.0.1', resolve))
    const bound = school.address()
    address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}/pronote/`
    trousse = await launchTrousse()
    page = trousse.page
    await page.getByRole('heading', { level: 1 }).waitFor(LONG)
    await ask(page, 'app.createSpace', { passphrase: 'lavande cargo tapis oiseau bitume' })
    await ask(page, 'app.recoveryCodeKept', undefined)
  })
  afterAll(async () => {
    await trousse?.quit()
    await new Promise((resolve) => school.close(resolve))
    await cleanUp()
  })

  it('is found, watched, seen to fall, and taken away', async () => {
    await goTo(page, '#/outage/watch', 'Services surveillés')
    await page.getByRole('textbox', { name: 'Adresse de l’ENT ou de PRONOTE' }).fill(address)
    await page.keyboard.press('Enter')
    await page.getByText('Version 2026.1.3').waitFor(LONG)
    await expectAccessible(page)
    await page.getByRole('textbox', { name: 'Nom à afficher' }).fill('PRONOTE du lycée')
    await page.getByRole('button', { name: 'Surveiller', exact: true }).click()
    await page.getByRole('button', { name: 'Ne plus surveiller : PRONOTE du lycée' }).waitFor(LONG)
    expect(await ask(page, 'availability.platforms', undefined)).toMatchObject([{ kind: 'up', watchedByHand: true }])
    isClosed = true
    await ask(page, 'availability.check', undefined)
    expect(await ask(page, 'availability.platforms', undefined)).toMatchObject([{ kind: 'maintenance-page' }])
    await page.getByRole('button', { name: 'Ne plus surveiller : PRONOTE du lycée' }).click()
    await page.getByText('Rien n’est surveillé pour l’instant.').waitFor(LONG)
    const { outages } = await ask(page, 'availability.history', { days: 7 })
    expect(outages).toMatchObject([{ platform: 'PRONOTE du lycée', cause: 'maintenance-page' }])
    expect(outages[0]?.endedAt).not.toBeNull()
  })
})
