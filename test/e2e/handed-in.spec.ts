/** Work handed in, all the way: a pupil's pack in Chromium, its form saved, collected in the real window, out again. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeBrowser, needChromium, openFile } from '../helpers/packs-browser.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const LONG = { timeout: 120_000 }
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

const audit = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()).violations.map(({ id }) => id)

describe('work handed in', () => {
  let trousse: Trousse
  let page: Page
  let usb: string

  beforeAll(async () => {
    usb = await temporaryFolder()
    trousse = await launchTrousse({ args: ['--demo'] })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    // The invented school's pupils have handed something in once it is here.
    await vi.waitFor(async () => {
      const { classes } = await ask(page, 'handedIn.summary', undefined)
      if (classes.length === 0) throw new Error('nothing yet')
    }, LONG)
  })
  afterAll(async () => {
    await closeBrowser()
    await trousse?.quit()
    await cleanUp()
  })

  const open = async () => {
    const navigation = page.getByRole('navigation', { name: 'Navigation principale' })
    await navigation.getByRole('link', { name: /^Rendus/ }).click()
    await page.getByRole('heading', { name: 'Rendus', level: 1 }).waitFor()
  }

  /** Set to look at what the tests see. */
  const picture = async (name: string) => {
    const folder = process.env.TROUSSE_TEST_SCREENSHOTS
    if (!folder) return
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: join(folder, `handed-in-${name}-${colorScheme}.png`) })
    }
    await page.emulateMedia({ colorScheme: null })
  }

  it('the demonstration shows who gave what, without a fault that a program finds', async () => {
    await open()
    await page.getByRole('table', { name: /^Rendus de / }).waitFor(LONG)
    await picture('matrix')
    expect(await page.getByText('Non rendu').count()).toBeGreaterThan(0)
    expect(await page.getByText('Rendu', { exact: true }).count()).toBeGreaterThan(0)
    expect(await audit(page)).toEqual([])
  })

  it('what leaves a doubt is asked, and attributed', async () => {
    await page.getByRole('tab', { name: /^À attribuer/ }).click()
    const { questions } = await ask(page, 'handedIn.questions', undefined)
    const doubt = questions.find(({ proposedPupils }) => proposedPupils.length === 2)
    if (!doubt) throw new Error('nothing doubtful')
    const card = page.getByRole('listitem').filter({ hasText: doubt.name })
    await card.getByRole('button', { name: /Élève/ }).click()
    await page.getByRole('option').first().click()
    await picture('questions')
    expect(await audit(page)).toEqual([])
    await card.getByRole('button', { name: 'Attribuer' }).click()
    await card.waitFor({ state: 'detached' })
    expect((await ask(page, 'handedIn.questions', undefined)).questions).toHaveLength(questions.length - 1)
  })

  it('a form saved from a pupil’s own pack is collected, once, and goes out under its name', {
    timeout: 240_000,
  }, async (context) => {
    needChromium(context)
    const { classes } = await ask(page, 'handedIn.summary', undefined)
    const [first] = classes
    if (!first) throw new Error('no class')
    const before = await ask(page, 'handedIn.class', { classId: first.classId })
    const work = before.assignments[0]
    const pupil = before.pupils.find(
      ({ id }) => !before.items.some((item) => item.pupilId === id && item.assignmentId === work?.id),
    )
    if (!work || !pupil) throw new Error('everybody gave everything')

    await trousse.answerDialogs(usb)
    const folder = await ask(page, 'packs.chooseFolder', undefined)
    const { taskId } = await ask(page, 'packs.build', {
      ticket: folder?.ticket ?? '',
      classId: first.classId,
      profile: 'individual',
      form: 'html',
      encrypted: true,
      passphrase: null,
      recipientId: pupil.id,
    })
    const finished = async () => (await ask(page, 'tasks.list', undefined)).find(({ id }) => id === taskId)
    await expect.poll(async () => (await finished())?.state, LONG).toBe('done')
    const outcome = (await finished())?.outcome
    const opened = await openFile(join(usb, String(outcome?.fileName)))
    await opened.page.getByLabel('Phrase de passe').fill(String(outcome?.passphrase))
    await opened.page.getByRole('button', { name: 'Ouvrir le pack' }).click()
    await opened.page.getByRole('heading', { name: 'Rendre le travail' }).waitFor()
    const paper = join(usb, 'ma rédaction (1).odt')
    await writeFile(paper, 'PK invented')
    await opened.page.locator('#rendu-travail').selectOption(String(work.id))
    await opened.page.locator('#rendu-texte').fill('Voici mon travail.')
    await opened.page.locator('#rendu-fichiers').setInputFiles(paper)
    const [download] = await Promise.all([
      opened.page.waitForEvent('download'),
      opened.page.locator('#rendu button[type="submit"]').click(),
    ])
    const form = join(usb, download.suggestedFilename())
    await download.saveAs(form)
    expect(opened.complaints).toEqual([])

    for (const sentence of ['2 fichiers collectés', '2 étaient déjà collectés']) {
      await open()
      await page.getByRole('button', { name: 'Collecter des travaux' }).first().click()
      await trousse.answerDialogs([form])
      expect(await audit(page)).toEqual([])
      await page.getByRole('button', { name: 'Choisir des fichiers…' }).click()
      await page.getByText(sentence).waitFor(LONG)
      await picture('collected')
      await page.getByRole('button', { name: 'Terminé' }).click()
    }
    const cell = page.getByRole('button', {
      name: `${pupil.givenName} ${pupil.familyName}, ${work.title}\u00a0: 2 fichiers`,
    })
    await cell.click()
    await page.getByRole('button', { name: 'Lire la réponse' }).click()
    await page.getByText('Voici mon travail.').waitFor()
    await picture('cell')
    expect(await audit(page)).toEqual([])
    await page.getByRole('button', { name: 'Marquer « ma rédaction (1).odt » comme corrigé' }).click()
    await page.getByRole('button', { name: 'Retirer « réponse.txt »' }).click()
    await page.getByRole('button', { name: 'Annuler' }).click()
    await page.getByText('Réponse écrite dans le pack').waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('columnheader').getByRole('button', { name: work.title }).first().click()
    expect(await audit(page)).toEqual([])
    await picture('work')
    await page.getByRole('button', { name: 'Exporter ces rendus…' }).click()
    await picture('export')
    const out = await temporaryFolder()
    await trousse.answerDialogs(out)
    expect(await audit(page)).toEqual([])
    await page.getByRole('button', { name: 'Choisir où enregistrer…' }).click()
    await page.getByText(/fichiers? enregistrés? dans/).waitFor(LONG)
    const [name = ''] = await readdir(out)
    const written = await readdir(join(out, name))
    const own = written.filter((file) =>
      file.startsWith(`${pupil.familyName.toLocaleUpperCase('fr')} ${pupil.givenName} – `),
    )
    expect(own).toHaveLength(2)
    const odt = own.find((file) => file.endsWith('.odt')) ?? ''
    expect(await readFile(join(out, name, odt), 'utf8')).toBe('PK invented')
    expect(written).toContain('Liste des rendus.csv')
    await page.getByRole('button', { name: 'Terminé' }).click()
    // The audit's own script is what the page's rules refuse.
    expect(trousse.pageErrors.filter((text) => !text.includes('TrustedScript'))).toEqual([])
  })

  it('the settings say how large documents may be', async () => {
    await page
      .getByRole('navigation', { name: 'Navigation principale' })
      .getByRole('link', { name: 'Réglages' })
      .click()
    const perFile = page.getByRole('button', { name: /Une pièce jointe, au plus/ })
    await perFile.scrollIntoViewIfNeeded()
    await perFile.click()
    await page.getByRole('option', { name: '5 Mo', exact: true }).click()
    await vi.waitFor(async () => {
      expect((await ask(page, 'documents.use', undefined)).limits.fileBytes).toBe(5_000_000)
    }, LONG)
    await picture('documents')
    expect(await audit(page)).toEqual([])
  })

  it('the demonstration takes no real file', async () => {
    const real = join(usb, 'devoir réel.pdf')
    await writeFile(real, '%PDF-1.7')
    await open()
    await page.getByRole('button', { name: 'Collecter des travaux' }).first().click()
    await trousse.answerDialogs([real])
    await page.getByRole('button', { name: 'Choisir des fichiers…' }).click()
    await page.getByText('La démonstration ne collecte que les formulaires de ses propres packs.').waitFor(LONG)
    await page.getByRole('button', { name: 'Terminé' }).click()
  })
})
