/** From "who" to "sent" in the real window: several classes, brothers and sisters, files, drafts, and the other ways out. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const LONG = { timeout: 120_000 }

let trousse: Trousse
let page: Page
afterAll(async () => {
  await trousse?.quit().catch(() => {})
  await cleanUp()
})

const goTo = (hash: string) =>
  page.evaluate((to) => {
    window.location.hash = to
  }, hash)
async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
}
const messages = () => ask(page, 'messages.list', undefined)
const subject = () => page.getByRole('textbox', { name: 'Objet' })
const body = () => page.getByRole('textbox', { name: 'Texte' })
const writePage = () => page.getByRole('heading', { level: 1, name: 'Écrire à une classe' }).waitFor(LONG)

describe('a message to two classes of the demonstration', () => {
  afterEach(() => expect(trousse.pageErrors.splice(0)).toEqual([]))
  let classIds: number[] = []

  it('is for both, ticked in a list, and counted in words as it is chosen', async () => {
    trousse = await launchTrousse({ args: ['--demo'] })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    await goTo('#/message')
    await writePage()
    await page.getByRole('button', { name: 'Plusieurs classes…' }).click()
    await expectAccessible()
    const all = await ask(page, 'classes.list', undefined)
    const two = all.filter(({ kind }) => kind === 'class').slice(0, 2)
    classIds = two.map(({ id }) => id)
    for (const { name } of two) {
      await page.getByRole('checkbox', { name: new RegExp(`^${name} `) }).focus()
      await page.keyboard.press('Space')
    }
    await page.getByRole('button', { name: 'Choisir 2 classes' }).click()
    const pupils = two.reduce((sum, one) => sum + one.pupils, 0)
    await page.getByText(`${pupils} élèves`, { exact: true }).waitFor(LONG)
    await page.getByText(two.map(({ name }) => name).join(' et '), { exact: true }).waitFor()
  })

  it('begins with a template, whose unknown variable is named at its place', async () => {
    await page.getByRole('button', { name: 'Modèles…' }).click()
    await expectAccessible()
    await page.getByRole('button', { name: 'Utiliser « ENT en panne, aux responsables »' }).click()
    await expect.poll(() => subject().inputValue()).toContain('{classe}')
    await body().fill('Bonjour,\n\nVoici pour {prenon}.')
    await page.getByText('{prenon} n’est pas une variable connue (texte, ligne 3)').waitFor()
    await page.getByText('Une variable n’est pas connue.').waitFor()
    await page.getByRole('button', { name: 'Voir', exact: true }).click()
    await expect
      .poll(() =>
        page.evaluate(() => {
          const field = document.querySelector('textarea')
          return field?.value.slice(field.selectionStart, field.selectionEnd)
        }),
      )
      .toBe('{prenon}')
    await body().fill('Bonjour,\n\nVoici pour la classe {classe}.')
  })

  it('says the same to brother and sister once; speaks of each in a message each', async () => {
    const everyClass = (await ask(page, 'classes.list', undefined)).map(({ id }) => id)
    const plan = (variables: ('givenName' | 'className')[]) => {
      const [classId = 0, ...moreClassIds] = everyClass
      return ask(page, 'messages.plan', { classId, moreClassIds, audience: 'guardians', variables })
    }
    const [shared, each] = [await plan([]), await plan(['givenName'])]
    const people = new Set(shared.recipients.map(({ personId }) => personId))
    expect(people.size).toBe(shared.recipients.length)
    expect(each.recipients.length).toBeGreaterThan(shared.recipients.length)
    // Brothers and sisters in one message have the same first name, or they would not be.
    for (const { about } of each.recipients) {
      expect(new Set(about.split(' & ').map((name) => name.split(' ')[0])).size).toBe(1)
    }
  })

  it('shows a recipient’s message as text and laid out, in a frame that can do nothing', async () => {
    await page.getByRole('tab', { name: 'Mis en page' }).click()
    const frame = page.locator('iframe')
    await frame.waitFor()
    expect(await frame.getAttribute('sandbox')).toBe('')
    expect(await frame.getAttribute('title')).toBe('Tel qu’il arrivera')
    await frame.contentFrame().getByText('Voici pour la classe').waitFor(LONG)
    await page.getByRole('tab', { name: 'Texte', exact: true }).click()
    await expectAccessible()
  })

  it('one family is moved to the telephone, and the count follows', async () => {
    await page.getByRole('button', { name: /Famille par famille/ }).click()
    await page.getByRole('searchbox', { name: 'Chercher une famille' }).waitFor()
    await page
      .getByRole('button', { name: /^Modifier pour / })
      .first()
      .click()
    await page.getByText('Pour ce message seulement.').waitFor()
    await expectAccessible()
    await page.getByRole('radio', { name: /^Téléphone/ }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'C’est noté' }).click()
    await page.getByText('1 changement', { exact: true }).waitFor(LONG)
  })

  it('the draft survives the kill of the program, and is taken up again', async () => {
    await page.getByText('Brouillon enregistré').waitFor()
    await body().pressSequentially(' Fin.')
    // As long as a person needs to look up from the keyboard.
    await page.waitForTimeout(1_000)
    const { folder } = trousse
    await trousse.kill()
    trousse = await launchTrousse({ args: ['--demo'], folder })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    await goTo('#/message')
    await writePage()
    await page.getByRole('button', { name: 'Reprendre', exact: true }).click()
    await expect.poll(() => body().inputValue()).toContain('Fin.')
    await page.getByText('1 changement', { exact: true }).waitFor(LONG)
  })

  it('files that are too heavy ask for a choice before anything leaves', async () => {
    const folder = await temporaryFolder()
    const paths = ['cours.pdf', 'exercices.pdf'].map((name) => join(folder, name))
    await Promise.all(paths.map((path, index) => writeFile(path, Buffer.alloc(5_500_000, index + 1))))
    await trousse.answerDialogs(paths)
    await page.getByRole('button', { name: 'Joindre des documents…' }).click()
    await page.getByText(/^Trop lourd/).waitFor(LONG)
    await page.getByText('Les documents sont trop lourds : choisissez ce qu’ils deviennent.').waitFor()
    await expectAccessible()
    expect(await page.getByRole('button', { name: /^Envoyer à/ }).isDisabled()).toBe(true)
    await page.getByRole('radio', { name: /^Partager en 2 messages/ }).focus()
    await page.keyboard.press('Space')
    await expect.poll(() => page.getByRole('button', { name: /^Envoyer à/ }).isDisabled(), LONG).toBe(false)
    await page.getByRole('button', { name: 'Retirer exercices.pdf' }).click()
    await page.getByText(/^Au plus .* par message/).waitFor(LONG)
  })

  it('leaves for both classes with its file; the draft goes with it', async () => {
    await page.getByRole('button', { name: /^Envoyer à \d+ personnes$/ }).click(LONG)
    await page.getByText(/messages personnels partiront aux responsables/).waitFor()
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
    await expect.poll(async () => (await messages()).length, LONG).toBe(1)
    const [message] = await messages()
    expect(await ask(page, 'drafts.list', undefined)).toEqual([])
    await expect
      .poll(async () => (await messages())[0]?.counts.accepted ?? 0, { timeout: 180_000, interval: 1_000 })
      .toBe(message?.total)
    const { content } = await ask(page, 'messages.read', { id: message?.id ?? 0 })
    expect(content?.classIds).toEqual(classIds)
    expect(content?.files.map(({ name }) => name)).toEqual(['cours.pdf'])
    const coverage = await ask(page, 'messages.coverage', { id: message?.id ?? 0 })
    expect(coverage.pupils.filter(({ reason }) => reason === 'moved-phone')).toHaveLength(1)
  })

  it('another goes out as one MBOX, and counts as sent only where the teacher says so', async () => {
    await goTo(`#/message/${classIds[0]}`)
    await writePage()
    await subject().fill('Réunion jeudi')
    await body().fill('Bonjour,\n\nFrom jeudi, tout le monde.')
    await page.getByRole('radio', { name: /^Sortir autrement/ }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: /^Préparer \d+ messages$/ }).click(LONG)
    await page.getByRole('button', { name: 'Préparer', exact: true }).click()
    await page.getByRole('heading', { name: 'Par où faire sortir ces messages ?' }).waitFor(LONG)
    await expectAccessible()
    const folder = await temporaryFolder()
    await trousse.answerDialogs(folder)
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Un seul fichier MBOX' })
      .getByRole('button', { name: 'Choisir le dossier…' })
      .click()
    const [message] = await messages()
    const { id, total } = message ?? { id: 0, total: 0 }
    await page.getByText(`${total} messages attendent votre confirmation`).waitFor(LONG)
    const mbox = await readFile(join(folder, `Trousse messages ${id}`, `message-${id}.mbox`), 'latin1')
    expect(mbox.match(/^From prof\.demo@lycee\.example /gm)).toHaveLength(total)
    expect(mbox.match(/^To: /gm)).toHaveLength(total)
    expect((await messages())[0]?.counts).toMatchObject({ queued: total, 'handed-over': 0 })
    await page.getByRole('button', { name: 'Certains…' }).click()
    await page.getByRole('dialog').getByRole('checkbox').first().focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: '1 envoyé', exact: true }).click()
    await expect.poll(async () => (await messages())[0]?.counts['handed-over']).toBe(1)
    await page.getByRole('button', { name: 'Tous envoyés' }).click()
    await expect.poll(async () => (await messages())[0]?.counts['handed-over']).toBe(total)
  })

  it('a template of one’s own is kept, duplicated, and deleted with undo', async () => {
    await goTo('#/message')
    await writePage()
    await subject().fill('Sortie au musée')
    await body().fill('Bonjour {prénom},')
    await page.getByRole('button', { name: 'Garder comme modèle…' }).click()
    await page.getByRole('textbox', { name: 'Nom du modèle' }).fill('Sortie')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('button', { name: 'Modèles…' }).click()
    await page.getByRole('button', { name: 'Dupliquer « Sortie »' }).click()
    await page.getByRole('button', { name: 'Supprimer « Copie de Sortie »' }).click()
    await page.getByRole('button', { name: 'Supprimer « Copie de Sortie »' }).waitFor({ state: 'detached' })
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Annuler' }).click()
    await expect
      .poll(async () => (await ask(page, 'templates.list', { locale: 'fr' })).map(({ name }) => name))
      .toContain('Copie de Sortie')
  })

  it('before any outage, the class says who is missing what, and what to do first', async () => {
    const all = await ask(page, 'classes.list', undefined)
    const some = all.find(({ phoneOnly, unreachable }) => phoneOnly + unreachable > 0)
    await goTo(`#/classes/${some?.id}/reach`)
    await page.getByRole('heading', { level: 1, name: `Joignabilité de la ${some?.name}` }).waitFor()
    const reach = await ask(page, 'reach.ofClass', { classId: some?.id ?? 0 })
    expect([reach.pupils, reach.byPhone + reach.none]).toEqual([
      some?.pupils,
      (some?.phoneOnly ?? 0) + (some?.unreachable ?? 0),
    ])
    await page.getByRole('link', { name: 'Préparer les fiches' }).waitFor()
    await expectAccessible()
    await page.getByRole('button', { name: 'Voir la lettre' }).click()
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Message' }).inputValue())
      .toContain(`- ${reach.rows.find(({ ways }) => ways.includes('office'))?.name}`)
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).first().click()
  })
})
