/** After the sending, in the real window: who gets it again, who is called, and what waits for the morning. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { schoolGuardians, schoolPupils, structuresFile } from '../fixtures/siecle.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const LONG = { timeout: 120_000 }
const CLASS = '2de 1'
const HOUR = 3_600_000

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
const chooseIn = async (label: string, option: string) => {
  await page.getByRole('button', { name: label }).first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
}
/** Moves the clock of the main process, which is the one that decides; the window keeps its own. */
const setClock = (at: number) =>
  trousse.electron.evaluate((_, ahead) => {
    const real = Date.now
    Date.now = () => real() + ahead
  }, at - Date.now())
/** Ten in the evening in Paris, today or tomorrow. */
function tonight(): number {
  let at = Math.ceil(Date.now() / HOUR) * HOUR
  const hour = () =>
    new Date(at).toLocaleString('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', hourCycle: 'h23' })
  while (hour() !== '22') at += HOUR
  return at
}

describe('a message of the demonstration', () => {
  let first = 0
  let second = 0
  const lastMessage = async () => (await ask(page, 'messages.list', undefined))[0]

  it('taken back, is sent again to those whose sending was cancelled, and only to them', async () => {
    trousse = await launchTrousse({ args: ['--demo'] })
    page = trousse.page
    await page.getByText('420 élèves').first().waitFor(LONG)
    await goTo('#/message')
    await page.getByRole('heading', { level: 1, name: 'Écrire à une classe' }).waitFor()
    await chooseIn('Classe ou groupe', CLASS)
    await page.getByRole('textbox', { name: 'Objet' }).fill('ENT en panne')
    await page.getByRole('textbox', { name: 'Texte' }).fill('Bonjour, voici le travail de {prénom}.')
    await page.getByRole('button', { name: /^Envoyer à \d+ personnes$/ }).click(LONG)
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
    await page.getByRole('button', { name: 'Annuler l’envoi' }).click(LONG)
    await page.getByRole('heading', { level: 1, name: 'Écrire à une classe' }).waitFor()
    const message = await lastMessage()
    first = message?.id ?? 0
    const total = message?.total ?? 0
    expect(message?.counts.cancelled).toBe(total)

    await goTo(`#/outbox/${first}`)
    await page.getByRole('button', { name: 'Renvoyer seulement à…' }).click()
    await page.getByText(`${total} destinataires dont l’envoi a été annulé`).waitFor()
    await expectAccessible()
    // With the keyboard: the choice without an address goes, the other stays.
    await page.getByRole('checkbox', { name: /personne n’avait d’adresse/ }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Préparer le message' }).click()
    await page.getByText('Seulement : annulés').waitFor()
    await page.getByRole('button', { name: `Envoyer à ${total} personnes` }).click(LONG)
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
    await expect
      .poll(
        async () => ((await lastMessage())?.id === first ? -1 : ((await lastMessage())?.counts.accepted ?? -1)),
        LONG,
      )
      .toBe(total)
    second = (await lastMessage())?.id ?? 0
    const { deliveries, resendOf } = await ask(page, 'messages.read', { id: second })
    expect(resendOf).toBe(first)
    const before = (await ask(page, 'messages.read', { id: first })).deliveries
    expect(deliveries.map(({ address }) => address).sort()).toEqual(before.map(({ address }) => address).sort())
  })

  it('is never sent twice to who has it unless that is what was asked', async () => {
    const [message] = await ask(page, 'messages.list', undefined)
    const plan = await ask(page, 'messages.plan', {
      classId: message?.classId ?? 0,
      audience: 'guardians',
      // Of the first, whose rows are cancelled for ever: the second reached them.
      only: { messageId: first, states: ['refused', 'bounced', 'cancelled'], missing: true },
    })
    expect(plan.recipients).toEqual([])
    expect(plan.missing.length).toBeGreaterThan(0)
    expect((await ask(page, 'messages.coverage', { id: first })).again.cancelled).toBe(0)
    await goTo(`#/outbox/${second}`)
    await page.getByRole('button', { name: 'Renvoyer seulement à…' }).click()
    const chosen = await page.getByRole('checkbox', { name: /n’ont pas répondu/ }).isChecked()
    expect(chosen).toBe(false)
    await page.getByRole('button', { name: 'Annuler', exact: true }).click()
  })

  it('leaves a few to call: the number opens, the result is noted and counted', async () => {
    await trousse.electron.evaluate(({ shell }) => {
      const state = globalThis as unknown as { opened: string[] }
      state.opened = []
      shell.openExternal = async (url: string) => {
        state.opened.push(url)
      }
    })
    const before = await ask(page, 'messages.coverage', { id: first })
    const pupil = before.pupils.find(({ numbers }) => numbers.length > 0)
    if (pupil === undefined) throw new Error('nobody to call')
    await goTo(`#/outbox/${first}`)
    // Both messages have the same subject: this one is the one that was cancelled.
    await page.getByRole('button', { name: /annulés : afficher/ }).waitFor()
    await page.getByRole('tab', { name: /À appeler/ }).click()
    await page.getByRole('searchbox', { name: 'Chercher un élève', exact: true }).fill(pupil.name)
    await page
      .getByRole('button', { name: /^Appeler le/ })
      .first()
      .click()
    const opened = await trousse.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    expect(opened).toEqual([`tel:${pupil.numbers[0]?.value}`])
    await expectAccessible()
    await page.getByRole('button', { name: `Noter l’appel pour ${pupil.name}` }).click()
    await page.getByText('Répondeur').waitFor()
    await expectAccessible()
    await page.getByRole('radio', { name: /^Joint/ }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Noter', exact: true }).click()
    await page.getByText(`${before.byMail + 1} élèves joints sur ${before.total}, dont 1 par téléphone`).waitFor()
    expect(await ask(page, 'messages.coverage', { id: first })).toMatchObject({ byPhone: 1, byMail: before.byMail })
  })

  it('does not wait for the morning: its families are invented', async () => {
    await setClock(tonight())
    const [message] = await ask(page, 'messages.list', undefined)
    const plan = await ask(page, 'messages.plan', { classId: message?.classId ?? 0, audience: 'pupils' })
    expect(plan.leavesAt).toBeNull()
  })

  it('printed no error on the way', async () => {
    expect(trousse.pageErrors).toEqual([])
    await trousse.quit()
  })
})

describe('a message of the evening in the teacher’s own space', () => {
  afterEach(() => expect(trousse.pageErrors).toEqual([]))
  const rows = async () => {
    const [message] = await ask(page, 'messages.list', undefined)
    return ask(page, 'messages.read', { id: message?.id ?? 0 })
  }

  it('says when it will leave, and waits row by row', async () => {
    const files = await temporaryFolder()
    trousse = await launchTrousse()
    page = trousse.page
    await page.locator('#root > *').first().waitFor()
    await ask(page, 'app.createSpace', { passphrase: 'six tasses de thé froid' })
    await page.getByRole('navigation', { name: 'Navigation principale' }).waitFor()
    const siecle = [structuresFile(), schoolGuardians(), schoolPupils()]
    const paths = siecle.map((_, index) => join(files, `liste-${index}.xml`))
    await Promise.all(siecle.map(({ bytes }, index) => writeFile(paths[index] ?? '', bytes)))
    await trousse.answerDialogs(paths)
    await goTo('#/sources/file')
    await page.getByRole('button', { name: 'Choisir des fichiers' }).click()
    await page.getByRole('button', { name: /^Importer \d+ élèves$/ }).click(LONG)
    await page.getByText('Pour revenir en arrière').waitFor(LONG)
    await ask(page, 'mail.saveSettings', {
      host: '127.0.0.1',
      // Nobody listens there: had anything tried to leave, the ledger would say so.
      port: 9,
      security: 'tls',
      user: 'prof',
      fromAddress: 'prof@lycee.example',
      fromName: 'Mme Durand',
      perMinute: 30,
      password: 'x',
    })
    await setClock(tonight())
    const classes = await ask(page, 'classes.list', undefined)
    const plans = await Promise.all(
      classes.map(({ id }) => ask(page, 'messages.plan', { classId: id, audience: 'guardians' })),
    )
    const index = plans.findIndex(({ recipients }) => recipients.length > 0)
    await goTo(`#/message/${classes[index]?.id}`)
    await page.getByRole('textbox', { name: 'Objet' }).fill('Sortie de demain')
    await page.getByRole('textbox', { name: 'Texte' }).fill('Bonjour.')
    await page.getByText(/^Partira .*à\s\d+\sh\s00$/).waitFor()
    await page.getByRole('button', { name: /^Envoyer à \d+ personne/ }).click()
    await page.getByText(/Il est tard, ou c’est le week-end/).waitFor()
    await expectAccessible()
    await page.getByRole('checkbox', { name: 'Envoyer maintenant, c’est urgent' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('textbox', { name: 'Pourquoi est-ce urgent ?' }).waitFor()
    expect(await page.getByRole('button', { name: 'Envoyer maintenant' }).isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: 'Envoyer maintenant, c’est urgent' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: /^Faire partir/ }).click()
    await page.getByText(/attend(ent)? le matin/).waitFor({ timeout: 30_000 })
    await page
      .getByText(/^Partira .*à\s\d+\sh\s\d\d$/)
      .first()
      .waitFor()
    await expectAccessible()
    const { deliveries } = await rows()
    for (const row of deliveries) expect(row).toMatchObject({ state: 'deferred', error: null, attempts: 0 })
  })

  it('leaves at once when it is urgent, and keeps why', async () => {
    await page.getByRole('button', { name: 'Envoyer maintenant, c’est urgent' }).click()
    await page.getByRole('textbox', { name: 'Pourquoi est-ce urgent ?' }).fill('Car annulé demain matin')
    await expectAccessible()
    await page.getByRole('button', { name: 'Envoyer maintenant', exact: true }).click()
    await page.getByText('Envoyé sans attendre le matin : Car annulé demain matin').waitFor(LONG)
    const { counts, urgentReason } = await rows()
    expect(urgentReason).toBe('Car annulé demain matin')
    expect(counts.deferred).toBe(0)
  })

  it('no longer waits once the teacher said so in the settings', async () => {
    await goTo('#/settings')
    const quiet = page.getByRole('checkbox', { name: /Ne rien envoyer entre/ })
    await quiet.focus()
    await page.keyboard.press('Space')
    await expect.poll(async () => (await ask(page, 'settings.read', undefined)).quietHours).toBe(false)
    const [one] = await ask(page, 'classes.list', undefined)
    const plan = await ask(page, 'messages.plan', { classId: one?.id ?? 0, audience: 'guardians' })
    expect(plan.leavesAt).toBeNull()
    await expectAccessible()
  })
})
