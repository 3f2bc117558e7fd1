/** What the teacher enters in a sheet, and one school out of SIECLE, a PRONOTE list and a calendar, in the real window. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schoolGuardians, schoolPupils, structuresFile } from '../fixtures/siecle.ts'
import { bytesOf, pronoteFeed, pronoteLesson } from '../helpers/sources-ical.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

async function expectAccessibleOn({ page }: Trousse): Promise<void> {
  // A dialog that is still growing has small buttons.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(TAGS)
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.html) }))).toEqual([])
}

afterAll(() => cleanUp())

describe('one source', () => {
  let trousse: Trousse
  beforeAll(async () => {
    trousse = await launchTrousse({ args: ['--demo'] })
    await trousse.page.getByText('420 élèves').first().waitFor({ timeout: 120_000 })
  })
  afterAll(async () => {
    await trousse?.quit()
  })
  const expectAccessible = () => expectAccessibleOn(trousse)

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

describe('SIECLE, a PRONOTE list and a calendar', () => {
  let trousse: Trousse
  let folder: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    trousse = await launchTrousse()
    await trousse.page.locator('#root > *').first().waitFor()
    await ask(trousse.page, 'app.createSpace', { passphrase: 'six tasses de thé froid' })
    await trousse.page.getByRole('navigation', { name: 'Navigation principale' }).waitFor()
  })
  afterAll(() => trousse?.quit())
  const goTo = (hash: string) =>
    trousse.page.evaluate((to) => {
      window.location.hash = to
    }, hash)
  /** Through the page of files, as a teacher does. */
  const bring = async (...files: { readonly name: string; readonly bytes: Uint8Array }[]) => {
    const { page } = trousse
    const paths = await Promise.all(
      files.map(async ({ name, bytes }) => {
        const path = join(folder, name)
        await writeFile(path, bytes)
        return path
      }),
    )
    await trousse.answerDialogs(paths)
    await goTo('#/today')
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor()
    await goTo('#/sources/file')
    await page.getByRole('button', { name: 'Choisir des fichiers' }).click()
    await page.getByRole('button', { name: /^Importer \d+ / }).click()
    await page.getByText('Pour revenir en arrière').waitFor()
  }
  const classOf3A = async () => {
    const classes = await ask(trousse.page, 'classes.list', undefined)
    return classes.filter(({ name, kind }) => kind === 'class' && name.replaceAll(' ', '') === '3A')
  }

  it('make one school: one class, its pupils once each, questions for those who may be the same', async () => {
    const { page } = trousse
    await bring(structuresFile(), schoolGuardians(), schoolPupils())
    const before = await ask(page, 'classes.roster', { classId: null })
    const list = [
      'Élèves;Né(e) le;Classe',
      '"D\'HAENE Eloise";"12/05/2012";"3A"',
      '"D\'HAENE Gaël";"";"3A"',
      '"MARCHAND Noé";"";"3A"',
      '"NOUVELLE Inès";"01/02/2012";"3A"',
    ].join('\r\n')
    await bring({ name: 'liste.csv', bytes: bytesOf(`\ufeff${list}\r\n`) })
    const description = 'Matière : MATHEMATIQUES\\nProfesseur : INVENTE A.\\nClasse : 3A\\nSalle : B204\\n'
    await bring({
      name: 'agenda.ics',
      bytes: bytesOf(pronoteFeed(pronoteLesson({ summary: 'MATHEMATIQUES - 3A', description }))),
    })

    const [division, ...others] = await classOf3A()
    expect(others).toEqual([])
    // Éloïse is one by name and birth date; Gaël and Noé are asked about, Inès is new.
    expect(await ask(page, 'classes.roster', { classId: null })).toHaveLength(before.length + 3)
    const lessons = await ask(page, 'timetable.read', {
      from: '2026-11-01T00:00:00Z',
      to: '2027-01-01T00:00:00Z',
      classId: division?.id ?? 0,
    })
    expect(lessons).toMatchObject([{ label: expect.stringMatching(/math/i), classes: [{ id: division?.id }] }])
    expect(await ask(page, 'matches.counts', undefined)).toMatchObject({ questions: 2, merges: 1 })
  })

  it('the teacher answers by the keyboard, and takes an answer back', async () => {
    const { page } = trousse
    await goTo('#/sources')
    await page.getByRole('link', { name: 'Vérifier', exact: true }).click()
    await page.getByRole('heading', { name: 'Personnes à vérifier' }).waitFor()
    await expectAccessibleOn(trousse)
    await page.getByRole('button', { name: /^Oui, c’est la même personne.*Gaël/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: /Gaël/ }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Non, ce sont deux personnes.*Noé/ }).click()
    await page.getByRole('heading', { name: 'Aucune question' }).waitFor()
    const roster = async () => (await ask(page, 'classes.roster', { classId: null })).map((row) => row.givenName)
    expect((await roster()).filter((name) => name === 'Gaël')).toHaveLength(1)
    expect((await roster()).filter((name) => name === 'Noé')).toHaveLength(2)

    await page.getByRole('tab', { name: /Personnes réunies/ }).click()
    await page.getByRole('button', { name: /^Séparer Gaël/ }).click()
    await expectAccessibleOn(trousse)
    await page.getByRole('alertdialog').getByRole('button', { name: 'Séparer' }).click()
    await page.getByRole('button', { name: /^Séparer Gaël/ }).waitFor({ state: 'detached' })
    expect((await roster()).filter((name) => name === 'Gaël')).toHaveLength(2)
    expect(await ask(page, 'matches.counts', undefined)).toMatchObject({ questions: 0, merges: 1 })
    await expectAccessibleOn(trousse)
  })
})
