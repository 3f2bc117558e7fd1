/** What the teacher enters in a sheet, and the page of people to check, in the real window. */
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

describe('people', () => {
  let trousse: Trousse
  beforeAll(async () => {
    trousse = await launchTrousse({ args: ['--demo'] })
    await trousse.page.getByText('420 élèves').first().waitFor({ timeout: 120_000 })
  })
  afterAll(async () => {
    await trousse?.quit()
    await cleanUp()
  })
  const expectAccessible = async () => {
    const { violations } = await new AxeBuilder({ page: trousse.page })
      .setLegacyMode(true)
      .withTags(TAGS)
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze()
    expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
  }

  it('a pupil nobody can reach gets an address by the keyboard, and keeps it', async () => {
    const { page } = trousse
    const roster = await ask(page, 'classes.roster', { classId: null })
    const pupil = roster.find(({ reach }) => reach === 'none') ?? roster[0]
    await page.evaluate((id) => {
      window.location.hash = `#/classes/pupil/${id}`
    }, pupil?.pupilId)
    const add = page.getByRole('button', { name: `Ajouter une adresse ou un numéro pour ${pupil?.givenName} ` })
    await add.focus()
    await page.keyboard.press('Enter')
    const field = page.getByLabel('Adresse électronique ou téléphone')
    await field.fill('soline@')
    await page.keyboard.press('Enter')
    await page.getByText('Une adresse électronique n’est pas valable.').waitFor()
    await expectAccessible()
    await field.fill('06 39 98')
    await page.keyboard.press('Enter')
    await page.getByText('Ce numéro de téléphone n’est pas valable.').waitFor()
    await field.fill('Soline@Mail.Example')
    await page.keyboard.press('Enter')
    await page.getByText('soline@mail.example', { exact: true }).waitFor()
    await page.getByText('saisi par vous').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toContain('Ajouter')
    const after = await ask(page, 'classes.roster', { classId: null })
    expect(after.find(({ pupilId }) => pupilId === pupil?.pupilId)?.reach).toBe('email')
    await expectAccessible()
    await page.getByRole('button', { name: 'Retirer soline@mail.example' }).click()
    await page.getByText('soline@mail.example', { exact: true }).waitFor({ state: 'detached' })
  })

  it('the page of people to check says that there is nothing to check', async () => {
    const { page } = trousse
    await page.evaluate(() => {
      window.location.hash = '#/sources/matching'
    })
    await page.getByRole('heading', { name: 'Aucune question' }).waitFor()
    await expectAccessible()
    await page.getByRole('tab', { name: /Différences/ }).click()
    await page.getByRole('heading', { name: 'Aucune différence' }).waitFor()
    await page.getByRole('tab', { name: /Personnes réunies/ }).click()
    await page.getByText('Personne n’est réuni ici').waitFor()
    await expectAccessible()
  })
})
