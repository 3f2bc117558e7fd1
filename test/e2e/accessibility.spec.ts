/** Every screen of the working app, light and dark, by axe: WCAG 2.2 AA and RGAA (reliability.md A1). */
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const SCREENS = [
  'Aujourd’hui',
  'Classes',
  'Devoirs',
  'Emploi du temps',
  'Exporter',
  'Message',
  'Envois',
  'Sources',
  'Réglages',
]

describe('every screen is accessible', () => {
  let trousse: Trousse
  beforeAll(async () => {
    trousse = await launchTrousse({ args: ['--demo'] })
    await trousse.page.getByText('420 élèves').first().waitFor({ timeout: 120_000 })
    await trousse.page.getByText('tous ici').waitFor({ timeout: 120_000 })
  })
  afterAll(async () => {
    await trousse?.quit()
    await cleanUp()
  })

  for (const theme of ['light', 'dark'] as const) {
    it.each(SCREENS)(`%s, ${theme}`, async (screen) => {
      const { page } = trousse
      await ask(page, 'settings.update', { theme })
      const navigation = page.getByRole('navigation', { name: 'Navigation principale' })
      await navigation.getByRole('link', { name: screen }).click()
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      // Legacy mode: axe would otherwise open a page of its own, which Electron does not allow.
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .withTags(TAGS)
        .options({ rules: { 'target-size': { enabled: true } } })
        .analyze()
      expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual(
        [],
      )
    })
  }
})
