/** The week of lessons in the real window: from nothing to a calendar link, read, filtered, printed. */
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, calendar, event, PRONOTE } from '../helpers/sources-ical.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const SECRET = 'INVENTED0SECRET'
const DAY_MS = 86_400_000

/** The window lives in the present, in UTC here: days are counted from this week's Monday, 0 to 6. */
const day = (index: number): string => {
  const noon = new Date(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`)
  const monday = noon.getTime() - ((noon.getUTCDay() + 6) % 7) * DAY_MS
  return new Date(monday + index * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')
}

let made = 0
const lesson = (on: number, from: string, to: string, summary: string, className: string, more: string[] = []) =>
  event(
    'CATEGORIES:Cours',
    `UID:Cours-${++made}-1-${day(0)}T060000Z-Index-Education`,
    `DTSTART:${day(on)}T${from}00Z`,
    `DTEND:${day(on)}T${to}00Z`,
    `SUMMARY:${summary} - ${className}`,
    `DESCRIPTION:Matière : ${summary}\\nClasse : ${className}\\nSalle : B204\\n`,
    ...more,
  )

const FEED = calendar(
  PRONOTE,
  lesson(0, '0800', '0855', 'MATHEMATIQUES', '3A'),
  lesson(0, '0855', '0950', 'MATHEMATIQUES', '4C'),
  lesson(1, '1005', '1100', 'MATHEMATIQUES', '3A', ['STATUS:CANCELLED']),
  lesson(1, '1300', '1355', 'VIE DE CLASSE', '3A'),
  lesson(1, '1300', '1355', 'SOUTIEN', '4C'),
  ...Array.from({ length: 12 }, (_, index) => lesson(3, '1405', '1500', `DEVOIR SURVEILLE ${index + 1}`, '4C')),
  lesson(4, '1505', '1700', 'MATHEMATIQUES', '4C'),
  lesson(9, '0800', '0855', 'MATHEMATIQUES', '3A'),
)

describe('the timetable', () => {
  let trousse: Trousse
  let server: Server
  let origin: string
  beforeAll(async () => {
    server = createServer((request, response) => {
      const good = request.url?.includes(SECRET) === true
      response.writeHead(good ? 200 : 404, { 'content-type': 'text/calendar' })
      response.end(good ? FEED : '')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    trousse = await launchTrousse({ env: { TZ: 'UTC' } })
    await trousse.page.locator('#root > *').first().waitFor()
    await ask(trousse.page, 'app.createSpace', { passphrase: 'six tasses de thé froid' })
    await ask(trousse.page, 'app.recoveryCodeKept', undefined)
    await size(1366, 768)
  })
  afterAll(async () => {
    await trousse?.quit()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await cleanUp()
  })

  const size = (width: number, height: number) =>
    trousse.electron.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 0, h ?? 0),
      [width, height],
    )
  const zoom = (factor: number) =>
    trousse.electron.evaluate(
      ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to),
      factor,
    )
  const goTo = (hash: string) =>
    trousse.page.evaluate((to) => {
      window.location.hash = to
    }, hash)
  const section = (name: RegExp) => trousse.page.getByRole('region', { name })
  const expectAccessible = async () => {
    const { violations } = await new AxeBuilder({ page: trousse.page })
      .setLegacyMode(true)
      .withTags(TAGS)
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze()
    expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.html) }))).toEqual([])
  }

  it('with no source says which one gives it, and leads there', async () => {
    const { page } = trousse
    await page.getByRole('navigation').getByRole('link', { name: 'Emploi du temps' }).click()
    await page.getByRole('heading', { name: 'Pas encore d’emploi du temps' }).waitFor()
    await expectAccessible()
    await page.getByRole('link', { name: 'Coller un lien d’agenda' }).click()
    await page.getByLabel('Nom', { exact: true }).fill('Mon agenda')
    await page.getByLabel('Lien d’agenda', { exact: true }).fill(`${origin}/ical/mine.ics?icalsecurise=${SECRET}`)
    await page.getByRole('button', { name: 'Vérifier et ajouter' }).click()
    await page.getByText(/Dernière lecture/).waitFor()
  })

  it('shows the week: hours, rooms, the cancelled one in a word, the source; nothing by position only', async () => {
    const { page } = trousse
    await goTo('#/timetable')
    await section(/^lundi/).waitFor()
    const monday = section(/^lundi/).getByRole('listitem')
    await expect.poll(() => monday.count()).toBe(2)
    expect((await monday.first().textContent())?.replaceAll('\u00a0', ' ')).toMatch(
      /8 h 00 – 8 h 55[\s\S]*MATHEMATIQUES[\s\S]*Classes 3A[\s\S]*Salle B204/i,
    )
    expect(
      await section(/^mardi/)
        .getByRole('listitem')
        .first()
        .textContent(),
    ).toMatch(/annulé/)
    expect(
      await section(/^mardi/)
        .locator('s')
        .textContent(),
    ).toMatch(/mathematiques/i)
    expect(await section(/^mercredi/).textContent()).toContain('Aucun cours')
    expect(await section(/^samedi/).count()).toBe(0)
    await page.getByText('Source : Mon agenda').first().waitFor()
    await expectAccessible()
  })

  it('twelve at once stay readable: two, then a way to the list', async () => {
    const { page } = trousse
    const thursday = section(/^jeudi/)
    expect(await thursday.getByRole('listitem').count()).toBe(3)
    await thursday.getByRole('link', { name: /10 autres cours/ }).click()
    await page.getByRole('table').waitFor()
    expect(await page.getByRole('rowheader', { name: /DEVOIR SURVEILLE/i }).count()).toBe(12)
    await expectAccessible()
    await page.getByRole('button', { name: 'Voir en grille' }).click()
  })

  it('weeks by the keyboard and by the buttons; an empty one says when the next lesson is', async () => {
    const { page } = trousse
    await page.keyboard.press('Control+ArrowRight')
    await section(/^mercredi/)
      .getByRole('listitem')
      .waitFor()
    await page.keyboard.press('Control+ArrowLeft')
    await section(/^vendredi/)
      .getByRole('listitem')
      .waitFor()
    await page.getByRole('button', { name: /Semaine précédente/ }).click()
    await page.getByRole('heading', { name: 'Aucun cours cette semaine' }).waitFor()
    await page.getByText(/Le prochain cours connu est le lundi/).waitFor()
    await expectAccessible()
    await page.getByRole('button', { name: 'Aller au prochain cours' }).click()
    await section(/^lundi/)
      .getByRole('listitem')
      .first()
      .waitFor()
  })

  it('a name becomes the class once the school has it: filter, link to the class, and back from it', async () => {
    const { page } = trousse
    const file = join(await temporaryFolder(), 'liste.csv')
    await writeFile(file, bytesOf('\ufeffÉlèves;Né(e) le;Classe\r\n"INVENTEE Soline";"12/05/2012";"3A"\r\n'))
    await trousse.answerDialogs([file])
    await goTo('#/sources/file')
    await page.getByRole('button', { name: 'Choisir des fichiers' }).click()
    await page.getByRole('button', { name: /^Importer \d+ / }).click()
    await page.getByText('Pour revenir en arrière').waitFor()
    await goTo('#/timetable')
    await section(/^lundi/)
      .getByRole('link', { name: '3A' })
      .click()
    await page.getByRole('heading', { level: 1, name: '3A' }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Emploi du temps' }).click()
    await expect
      .poll(() =>
        section(/^lundi/)
          .getByRole('listitem')
          .count(),
      )
      .toBe(1)
    await page.getByRole('button', { name: /Classe/ }).click()
    await expectAccessible()
    await page.getByRole('option', { name: '4C' }).click()
    await expect
      .poll(() =>
        section(/^mardi/)
          .getByRole('listitem')
          .allTextContents(),
      )
      .toHaveLength(1)
  })

  it('is one landscape page on paper', async () => {
    await goTo('#/timetable?class=1')
    await section(/^lundi/).waitFor()
    const pdf = await trousse.electron.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const bytes = await window?.webContents.printToPDF({ preferCSSPageSize: true })
      return bytes?.toString('latin1') ?? ''
    })
    const pages = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
      Math.round(Number(width)),
      Math.round(Number(height)),
    ])
    expect(pages).toEqual([[842, 595]])
  })

  it('is a table where the week does not fit, and dark', async () => {
    const { page } = trousse
    await ask(page, 'settings.update', { theme: 'dark' })
    await goTo('#/timetable')
    await section(/^lundi/).waitFor()
    await expectAccessible()
    await zoom(1.5)
    await page.getByRole('table').waitFor()
    expect(await page.getByRole('button', { name: /Voir en/ }).count()).toBe(0)
    await expectAccessible()
  })

  it('no error of the page on the way', () => {
    expect(trousse.pageErrors).toEqual([])
  })
})
