/** What belongs to the computer and not to the page: place, size, menus, files to open, notifications. */
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { cleanUp, electronCommand, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const LONG = { timeout: 120_000 }
const LIST = '\ufeffÉlèves;Né(e) le;Classe\r\n"MARTIN Louise";"12/05/2012";"6A"\r\n'

afterAll(() => cleanUp())

const bounds = ({ electron }: Trousse) =>
  electron.evaluate(({ BrowserWindow, screen }) => ({
    window: BrowserWindow.getAllWindows()[0]?.getBounds(),
    display: screen.getPrimaryDisplay().workArea,
  }))
const zoomOf = ({ electron }: Trousse) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())
/** Presses an entry of the native menu, by its words. */
const pressMenu = ({ electron }: Trousse, menu: string, entry: string) =>
  electron.evaluate(
    ({ Menu }, words) => {
      const submenu = Menu.getApplicationMenu()?.items.find(({ label }) => label === words.menu)?.submenu
      const item = submenu?.items.find(({ label }) => label === words.entry)
      item?.click()
      return item !== undefined
    },
    { menu, entry },
  )

describe('the window', () => {
  it('comes back whole on a smaller screen than the one it was left on, at the size of text that was chosen', async () => {
    const folder = await temporaryFolder()
    const left = { x: 40, y: 30, width: 3800, height: 2100, maximized: false }
    await writeFile(join(folder, 'window.json'), JSON.stringify(left))
    let trousse = await launchTrousse({ folder, args: ['--demo'] })
    const { window, display } = await bounds(trousse)
    expect(window?.width).toBeLessThanOrEqual(display.width)
    expect(window?.height).toBeLessThanOrEqual(display.height)
    expect(window?.x).toBeGreaterThanOrEqual(display.x)
    await trousse.page.getByText('420 élèves').first().waitFor(LONG)
    expect(await pressMenu(trousse, 'Affichage', 'Agrandir')).toBe(true)
    await expect.poll(() => zoomOf(trousse)).toBeCloseTo(1.1)
    await trousse.quit()
    trousse = await launchTrousse({ folder, args: ['--demo'] })
    await expect.poll(() => zoomOf(trousse)).toBeCloseTo(1.1)
    await trousse.quit()
  })

  it('has menus in the language chosen, whose entries do what they say', async () => {
    const trousse = await launchTrousse({ args: ['--demo'] })
    const { page } = trousse
    await page.getByText('420 élèves').first().waitFor(LONG)
    expect(await pressMenu(trousse, 'Aller', 'Classes')).toBe(true)
    await page.getByRole('heading', { level: 1, name: 'Classes' }).waitFor()
    expect(await pressMenu(trousse, 'Aide', 'Raccourcis clavier')).toBe(true)
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
    await page.keyboard.press('Escape')
    await ask(page, 'settings.update', { locale: 'en' })
    await expect.poll(() => pressMenu(trousse, 'Go', 'Today')).toBe(true)
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    await trousse.quit()
  })
})

describe('files that the system asks to open', () => {
  it('are read like any import, at the start and from a second start; the second copy goes away', async () => {
    const folder = await temporaryFolder()
    const first = join(folder, 'classe.trousse')
    const second = join(folder, 'autre liste.csv')
    await writeFile(first, LIST)
    await writeFile(second, LIST.replace('MARTIN', 'NOIRET'))
    const trousse = await launchTrousse({ args: [first] })
    const { page } = trousse
    // No space yet: the file waits for one.
    await page.getByRole('heading', { level: 1 }).waitFor()
    await ask(page, 'app.createSpace', { passphrase: 'six tasses de thé froid' })
    await page.getByRole('heading', { name: 'Liste d’élèves' }).waitFor(LONG)
    expect(await page.evaluate(() => window.location.href)).not.toContain(folder)
    await page.evaluate(() => {
      window.location.hash = '#/today'
    })
    const { command, args, env } = electronCommand({ folder: trousse.folder, args: [second] })
    const copy = spawn(command, args, { env, stdio: 'ignore' })
    await new Promise<void>((resolve) => copy.once('exit', () => resolve()))
    await page.getByRole('heading', { name: 'Liste d’élèves' }).waitFor(LONG)
    await page
      .getByText(/NOIRET/)
      .first()
      .waitFor()
    await trousse.quit()
  })
})

describe('notifications', () => {
  it('tell that the ENT fell and came back, only while nobody looks, and open the day', async () => {
    const trousse = await launchTrousse({ args: ['--demo'] })
    const { page, electron } = trousse
    await page.getByText('420 élèves').first().waitFor(LONG)
    await ask(page, 'availability.check', undefined)
    await electron.evaluate(({ Notification }) => {
      const shown: { title: string; click: () => void }[] = []
      Object.assign(globalThis, { shown })
      Notification.isSupported = () => true
      Notification.prototype.show = function (this: Electron.Notification) {
        shown.push({ title: this.title, click: () => this.emit('click') })
      }
    })
    const titles = () =>
      electron.evaluate(() => (globalThis as unknown as { shown: { title: string }[] }).shown.map(({ title }) => title))
    const falls = async (scenario: 'maintenance' | 'normal') => {
      await ask(page, 'demo.setScenario', { scenario })
      const state = scenario === 'normal' ? 'up' : 'down'
      await expect
        .poll(async () => (await ask(page, 'availability.check', undefined)).some((one) => one.state === state), LONG)
        .toBe(true)
    }
    await page.evaluate(() => {
      window.location.hash = '#/classes'
    })
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await falls('maintenance')
    await expect.poll(titles, LONG).toEqual([expect.stringMatching(/ne répond plus$/)])
    await electron.evaluate(() => (globalThis as unknown as { shown: { click(): void }[] }).shown[0]?.click())
    await expect
      .poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
      .toBe(true)
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor()
    // Turned off, the return is told by the window alone.
    await ask(page, 'preferences.update', { notifications: false })
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await falls('normal')
    expect(await titles()).toHaveLength(1)
    await trousse.quit()
  })
})
