/** The moments of an outage, in the real window: the fall, the switch, the return and what is put back; the drill. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoScenario } from '../../electron/contract/views.ts'
import { handoverPage } from '../../electron/domain/handover-report.ts'
import { needProgram, run } from '../helpers/packs-tools.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'
import { expectAccessible, goTo, inBothColours, LONG, ownErrors } from './moments.ts'

describe('an outage, from the fall to the hand-over', () => {
  let trousse: Trousse
  let page: Page
  const play = async (scenario: DemoScenario, expected: 'up' | 'down') => {
    await ask(page, 'demo.setScenario', { scenario })
    await expect
      .poll(async () => {
        await ask(page, 'availability.check', undefined)
        return (await ask(page, 'availability.platforms', undefined)).map(({ state }) => state)
      }, LONG)
      .toEqual([expected])
  }
  const title = 'ENT en panne, travail de la semaine'

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

  it('Today becomes the switch: three things, one main action', async () => {
    await play('maintenance', 'down')
    await goTo(page, '#/today', 'Aujourd’hui')
    await page.getByText('Trois choses à faire maintenant').waitFor(LONG)
    expect(await page.getByRole('link', { name: 'Écrire à une classe' }).count()).toBe(1)
    await expectAccessible(page)
  })

  it('and the hand-over, once the platform answers again', async () => {
    const classes = await ask(page, 'classes.list', undefined)
    const classId = classes.find(({ name }) => name === '2de 1')?.id ?? 0
    const { messageId } = await ask(page, 'messages.create', {
      classId,
      audience: 'guardians',
      subject: title,
      body: 'Bonjour,\n\nVoici le travail de {prénom} {nom}.',
    })
    const { taskId } = await ask(page, 'messages.send', { id: messageId })
    await expect
      .poll(async () => (await ask(page, 'tasks.list', undefined)).find(({ id }) => id === taskId)?.state, LONG)
      .toBe('done')
    const { pupils } = await ask(page, 'messages.coverage', { id: messageId })
    const called = pupils[0]?.pupilId ?? 0
    await ask(page, 'messages.noteCall', { messageId, pupilId: called, phone: null, result: 'reached' })
    await ask(page, 'people.addContact', { personId: called, kind: 'phone', value: '01 99 00 12 34' })
    await play('normal', 'up')
    await page.getByRole('heading', { name: 'L’ENT est revenu. Voici ce qu’il reste à y reporter.' }).waitFor(LONG)
    const list = page.getByRole('list', { name: 'À reporter dans l’ENT' })
    await expect.poll(() => list.getByRole('listitem').count(), LONG).toBe(3)
    await inBothColours(page)
  })

  it('copies in both forms, without anyone’s own name', async () => {
    await page.getByRole('button', { name: /^Copier, Message/ }).click()
    await page.getByText('Copié', { exact: true }).first().waitFor()
    const copied = await trousse.electron.evaluate(async ({ clipboard }) => {
      // Electron 33 has it; the types are those of the current version, which gives HTML among its items.
      const { readHTML } = clipboard as unknown as { readHTML?: () => string }
      return { text: await clipboard.readText(), html: readHTML?.() ?? null }
    })
    expect(copied.text).toContain(title)
    expect(copied.text).toContain('Voici le travail de votre enfant.')
    if (copied.html !== null) expect(copied.html).toContain('<p>Voici le travail de votre enfant.</p>')
  })

  it('ticks from the keyboard, keeps the focus there, and takes a tick back', async () => {
    const tick = page.getByRole('checkbox', { name: new RegExp(title) }).first()
    await tick.focus()
    await page.keyboard.press('Space')
    await page.getByText('1 reporté sur 3').waitFor(LONG)
    expect(await tick.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Space')
    await page.getByText('0 reporté sur 3').waitFor(LONG)
    await page.keyboard.press('Space')
    await page.getByText('1 reporté sur 3').waitFor(LONG)
  })

  it('tells the outage on one page', async (context) => {
    const folder = await temporaryFolder()
    await trousse.answerDialogs(folder)
    await page.getByRole('button', { name: 'Bilan d’une page' }).click()
    await page.getByRole('dialog', { name: 'Bilan de la panne, en une page' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Choisir un dossier…' }).click()
    await page.getByText('Bilan enregistré').first().waitFor(LONG)
    const [name = ''] = await readdir(folder)
    const pdf = (await readFile(join(folder, name))).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    needProgram(context, 'pdftotext', '-v')
    const { output: text } = run('pdftotext', '-layout', join(folder, name), '-')
    for (const words of [
      'Bilan de la panne',
      'page de maintenance',
      'jointes par courriel',
      title.slice(0, 20),
      'reporté le',
    ]) {
      expect(text).toContain(words)
    }
  })

  it('survives a restart', async () => {
    await trousse.quit()
    trousse = await launchTrousse({ folder: trousse.folder, args: ['--demo'] })
    page = trousse.page
    await page.getByText('1 reporté sur 3').waitFor(LONG)
    await page.getByRole('button', { name: 'Voir l’élément reporté' }).click()
    expect(await page.getByRole('checkbox', { name: new RegExp(title), checked: true }).count()).toBe(1)
  })

  it('is closed by the teacher, asks when something is left, and can be taken back', async () => {
    await page.getByRole('button', { name: 'Tout est reporté' }).click()
    await page.getByRole('alertdialog').waitFor()
    await page.getByRole('button', { name: 'Refermer quand même' }).click()
    await page.getByText('La panne est refermée').waitFor(LONG)
    expect((await ask(page, 'resume.read', undefined)).state).toBe('none')
    await page.getByRole('button', { name: 'Annuler', exact: true }).click()
    await page.getByText('1 reporté sur 3').waitFor(LONG)
    const { items } = await ask(page, 'resume.read', undefined)
    await ask(page, 'resume.mark', { items: items.map(({ kind, id }) => ({ kind, id })), carried: true })
    await page.getByRole('heading', { name: 'L’ENT est revenu, et tout y est reporté.' }).waitFor(LONG)
    await page.getByRole('button', { name: 'Tout est reporté' }).click()
    await expect.poll(async () => (await ask(page, 'resume.read', undefined)).state, LONG).toBe('none')
    await page.getByRole('button', { name: 'Synchroniser' }).waitFor(LONG)
    expect(ownErrors(trousse)).toEqual([])
  })
})

describe('the page of an outage', () => {
  let trousse: Trousse
  beforeAll(async () => {
    trousse = await launchTrousse({ args: ['--demo'] })
  })
  afterAll(async () => {
    await trousse?.quit()
    await cleanUp()
  })

  it('stays one page for weeks of outages, hundreds of messages and long names', async () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()
    const long = 'Espace numérique de travail du lycée imaginaire de la vallée et de ses environs immédiats'
    const cause = 'unexpected-answer' as const
    const seen = { at: at(1), cause, status: 503, host: 'ent.example', title: long, excerpt: long.repeat(3) }
    const outages = Array.from({ length: 60 }, (_, hour) => ({
      ...{ service: long, platform: long, role: 'login' as const, cause, evidence: [seen] },
      ...{ beganAt: at(hour * 3), endedAt: at(hour * 3 + 1) },
    }))
    const text = { text: long, html: long }
    const copy = { title: long, due: null, text, whole: text }
    const items = (['message', 'calls', 'pack', 'assignment', 'handed-in', 'contact'] as const).flatMap((kind) =>
      Array.from({ length: 50 }, (_, id) => ({
        ...{ kind, id: id + 1, title: long, className: long, at: at(id), dueOn: null, done: 1, total: 2, copy },
        carriedAt: id % 2 === 0 ? at(id) : null,
      })),
    )
    const unreached = Array.from({ length: 500 }, (_, index) => ({
      pupilId: index + 1,
      name: `${long.toUpperCase()} ${index}`,
      className: `Seconde ${index % 40}`,
    }))
    const families = { total: 600, byMail: 90, byPhone: 5, byPost: 3, waiting: 2, none: 500 }
    const handover = {
      ...{ state: 'over' as const, beganAt: at(0), endedAt: at(200), downMs: 10 ** 9, platforms: [] },
      ...{ items, families, unreached },
    }
    for (const locale of ['fr', 'en'] as const) {
      for (const names of [true, false]) {
        const html = handoverPage({ handover, outages, names, madeAt: at(300) }, locale)
        const pages = await trousse.electron.evaluate(async ({ BrowserWindow }, content) => {
          const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, javascript: false } })
          await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(content).toString('base64')}`)
          const pdf = await window.webContents.printToPDF({ pageSize: 'A4', preferCSSPageSize: true })
          window.destroy()
          return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
        }, html)
        expect({ locale, names, pages }).toEqual({ locale, names, pages: 1 })
      }
    }
  })
})

describe('a drill', () => {
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
  const files = async () =>
    (await readdir(trousse.folder, { recursive: true }))
      .filter((name) => /[\\/]blobs[\\/]|\.(?:eml|zip|html|pdf)$/.test(name))
      .sort()

  it('can be left at any step, and then leaves nothing', async () => {
    await goTo(page, '#/today', 'Aujourd’hui')
    await page.getByText('pas encore fait').waitFor(LONG)
    await page.getByRole('link', { name: /Exercice de panne/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Exercice' }).waitFor(LONG)
    await inBothColours(page)
    await page.getByRole('button', { name: 'Commencer l’exercice' }).click()
    await page.getByRole('heading', { name: /Qui prévenir en/ }).waitFor(LONG)
    await page.getByRole('button', { name: 'Quitter l’exercice' }).click()
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor(LONG)
    expect(await ask(page, 'drill.list', undefined)).toEqual([])
  })

  it('goes from who to the result, sends nothing, makes nothing, and says what would have failed', async () => {
    const before = await files()
    await goTo(page, '#/drill', 'Exercice')
    await page.getByRole('button', { name: 'Commencer l’exercice' }).click()
    for (const heading of [
      /Qui prévenir en/,
      /Quel travail donner/,
      /Le plan pour/,
      /Ce qu’une famille de .* aurait lu/,
    ]) {
      await page.getByRole('heading', { level: 2, name: heading }).waitFor(LONG)
      await expectAccessible(page)
      await page.getByRole('button', { name: /^(?:Continuer|Terminer)/ }).click()
    }
    await page.getByRole('heading', { level: 2, name: 'Voilà ce qu’aurait donné ce matin-là' }).waitFor(LONG)
    await page.getByText('élèves que rien ne permet de joindre').waitFor(LONG)
    await page.getByText('Aucun pack n’est prêt').waitFor()
    await inBothColours(page)
    const [kept, ...others] = await ask(page, 'drill.list', undefined)
    expect(others).toEqual([])
    expect(kept?.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['no-channel', 'no-pack']))
    expect(kept?.durationMs).toBeGreaterThan(0)
    expect(await ask(page, 'messages.list', undefined)).toEqual([])
    expect(await ask(page, 'packs.list', undefined)).toEqual([])
    expect(await files()).toEqual(before)
  })

  it('is remembered on Today, and each thing has its mend', async () => {
    await page.getByRole('link', { name: 'Préparer un pack' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor(LONG)
    expect(await page.evaluate(() => window.location.hash)).toBe('#/packs')
    await goTo(page, '#/today', 'Aujourd’hui')
    await page
      .getByText('dernier à l’instant')
      .or(page.getByText(/dernier il y a/))
      .first()
      .waitFor(LONG)
    expect(ownErrors(trousse)).toEqual([])
  })
})
