/**
 * Every screen by axe, WCAG 2.2 AA and RGAA (reliability.md A1, A3, A5): light and dark, full, empty and in error, at 100 %
 * and 200 %; then what axe does not look at: forced colours, no motion, reflow, what is said aloud.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gonePlaces, type Place, placesOf, stillPlaces } from '../gallery/places.ts'
import { ask } from './ask.ts'
import { findingsOf } from './axe.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

const LONG = { timeout: 120_000 }
const WIDTH = 1366
const HEIGHT = 768

let trousse: Trousse

async function size(zoom: number): Promise<void> {
  await trousse.electron.evaluate(
    ({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(wanted.width, wanted.height)
      window?.webContents.setZoomFactor(wanted.zoom)
    },
    { width: WIDTH, height: HEIGHT, zoom },
  )
}

/** A screen and its words: what loads has loaded, an error has been said. */
async function show({ hash }: Place): Promise<void> {
  const { page } = trousse
  await page.evaluate((address) => {
    window.location.hash = address
  }, hash)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  await page.waitForTimeout(150)
}

/** What is wider than the window without a box of its own to scroll in: text that nobody could read at this size. */
const overflowing = () =>
  trousse.page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    return [...document.querySelectorAll('main *')]
      .filter((element) => {
        const box = element.getBoundingClientRect()
        return box.width > 0 && box.right > window.innerWidth + 1 && !scrolls(element.parentElement)
      })
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`)
      .slice(0, 5)
  })

/** Every place in both colours and both sizes; all that is wrong at once, so that one run tells everything. */
function checkEvery(places: () => readonly Place[] | Promise<readonly Place[]>): void {
  for (const theme of ['light', 'dark'] as const) {
    for (const zoom of [1, 2] as const) {
      it(`in ${theme} colours at ${zoom * 100} %`, async () => {
        const { page } = trousse
        await ask(page, 'settings.update', { theme })
        await size(zoom)
        const wrong: Record<string, unknown> = {}
        for (const place of await places()) {
          await show(place)
          const [findings, cut] = [await findingsOf(page), await overflowing()]
          if (findings.length > 0) wrong[place.name] = findings
          if (cut.length > 0) wrong[`${place.name}, cut`] = cut
        }
        expect(wrong).toEqual({})
      }, 300_000)
    }
  }
}

afterAll(async () => {
  await trousse?.quit().catch(() => {})
  await cleanUp()
})

describe('a space where nothing came in yet', () => {
  beforeAll(async () => {
    trousse = await launchTrousse()
    await trousse.page.locator('#root > *').first().waitFor()
  })
  it('the first screen, in both languages', async () => {
    const { page } = trousse
    await size(1)
    expect(await findingsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Français' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    expect(await findingsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Français' }).click()
    await ask(page, 'app.createSpace', { passphrase: 'six tasses de thé froid' })
    await page.getByRole('navigation', { name: 'Navigation principale' }).waitFor()
  })
  checkEvery(stillPlaces)
})

describe('the whole demonstration', () => {
  beforeAll(async () => {
    await trousse.quit()
    trousse = await launchTrousse({ args: ['--demo'] })
    await trousse.page.getByText('420 élèves').first().waitFor(LONG)
    await trousse.page.getByText('tous ici').waitFor(LONG)
  })
  checkEvery(() => placesOf(trousse.page))

  describe('what cannot be shown', () => checkEvery(gonePlaces))

  it('the dialogs that any screen can open', async () => {
    const { page } = trousse
    await ask(page, 'settings.update', { theme: 'light' })
    await size(1)
    await show({ name: 'classes', hash: '#/classes' })
    for (const [keys, name] of [
      ['Control+k', 'Recherche et commandes'],
      ['Control+/', 'Raccourcis clavier'],
      ['Control+j', 'Travaux en cours'],
    ] as const) {
      await page.keyboard.press(keys)
      await page.getByRole('dialog', { name }).waitFor()
      expect(await findingsOf(page), name).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog', { name }).waitFor({ state: 'detached' })
    }
    await page.getByRole('button', { name: 'Colonnes, copie, impression' }).press('Enter')
    await page.getByRole('menu').waitFor()
    expect(await findingsOf(page), 'menu of a table').toEqual([])
    await page.keyboard.press('Escape')
  })

  it('forced colours keep what is chosen, pressed and focused apart', async () => {
    const { page } = trousse
    await page.emulateMedia({ forcedColors: 'active' })
    for (const place of await placesOf(page)) {
      await show(place)
      expect(await findingsOf(page), place.name).toEqual([])
    }
    await show({ name: 'classes', hash: '#/classes' })
    const current = page.getByRole('navigation', { name: 'Navigation principale' }).locator('[aria-current="page"]')
    const other = page
      .getByRole('navigation', { name: 'Navigation principale' })
      .locator('a:not([aria-current])')
      .first()
    const drawn = (element: Element) => {
      const { borderTopColor, borderTopWidth, backgroundColor, outlineStyle } = getComputedStyle(element)
      return [borderTopColor, borderTopWidth, backgroundColor, outlineStyle].join()
    }
    expect(await current.evaluate(drawn)).not.toBe(await other.evaluate(drawn))
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(() => {
      const style = document.activeElement && getComputedStyle(document.activeElement)
      return style && `${style.outlineStyle} ${style.outlineWidth}`
    })
    expect(outline).toMatch(/^(solid|auto) [2-9]/)
    await page.emulateMedia({ forcedColors: null })
  })

  it('nothing moves for whoever asks for no motion, even while work runs', async () => {
    const { page } = trousse
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await show({ name: 'sources', hash: '#/sources' })
    await ask(page, 'sync.start', { sourceId: null })
    await page
      .getByRole('button', { name: /en cours/ })
      .first()
      .waitFor()
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY)
        .filter(({ playState }) => playState === 'running')
        .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'transition')),
    )
    expect(moving).toEqual([])
    await page.emulateMedia({ reducedMotion: null })
  })

  it('says aloud that work began and ended, and what it gave', async () => {
    const { page } = trousse
    const said = () => page.getByRole('status').allTextContents()
    await ask(page, 'sync.start', { sourceId: null }).catch(() => {})
    await expect.poll(async () => (await said()).join(' '), LONG).toMatch(/Synchronisation – terminé/)
  })

  it('names each screen in the window’s title, in the language of the page', async () => {
    const { page } = trousse
    const titles = new Set<string>()
    for (const hash of ['#/classes', '#/assignments', '#/timetable', '#/sources', '#/settings']) {
      await show({ name: hash, hash })
      await expect.poll(() => page.title()).toMatch(/ – Trousse$/)
      titles.add(await page.title())
    }
    expect(titles.size).toBe(5)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr')
  })
})
