/** Work written in the real window: the editor, drafts that survive, classes, due dates, the calendar, the ENT's word. */
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawPng } from '../helpers/draw-png.ts'
import { bytesOf, calendar, event, PRONOTE } from '../helpers/sources-ical.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const PASSPHRASE = 'six tasses de thé froid'
const DAY_MS = 86_400_000

/** Days from today, as a calendar writes them; the window lives in the present, in UTC here. */
const day = (ahead: number): string => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10)
let made = 0
const lesson = (ahead: number, className: string) =>
  event(
    'CATEGORIES:Cours',
    `UID:Cours-${++made}-1-${day(0).replaceAll('-', '')}T060000Z-Index-Education`,
    `DTSTART:${day(ahead).replaceAll('-', '')}T082500Z`,
    `DTEND:${day(ahead).replaceAll('-', '')}T092000Z`,
    `SUMMARY:SVT - ${className}`,
    `DESCRIPTION:Matière : SVT\\nClasse : ${className}\\nSalle : B204\\n`,
  )
const FEED = calendar(PRONOTE, lesson(2, '3A'), lesson(3, '4C'), lesson(9, '3A'))
const ROSTER =
  '\ufeffÉlèves;Né(e) le;Classe\r\n"INVENTEE Soline";"12/05/2012";"3A"\r\n"CHIMERE Basile";"02/03/2012";"3A"\r\n"SONGE Ida";"01/01/2012";"4C"\r\n'

const HOSTILE = `<p onclick="window.pwned = 1">Lire <b>le texte</b></p><script>window.pwned = 1</script>
<img src="x" onerror="window.pwned = 1"><svg onload="window.pwned = 1"></svg><iframe srcdoc="<script>parent.pwned=1</script>"></iframe>
<p style="background:url(https://track.example/p.gif)"><a href="javascript:window.pwned=1">ici</a> <a href="https://www.exemple.example/a">là</a></p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1">·&nbsp;&nbsp; premier point</p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1">·&nbsp;&nbsp; second point</p>`

describe('work written here', () => {
  let trousse: Trousse
  let server: Server
  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/calendar' })
      response.end(FEED)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    trousse = await launchTrousse({ env: { TZ: 'UTC' } })
    await trousse.page.locator('#root > *').first().waitFor()
    await ask(trousse.page, 'app.createSpace', { passphrase: PASSPHRASE })
    await ask(trousse.page, 'app.recoveryCodeKept', undefined)
    const file = join(await temporaryFolder(), 'liste.csv')
    await writeFile(file, bytesOf(ROSTER))
    await trousse.answerDialogs([file])
    const chosen = await ask(trousse.page, 'imports.chooseFiles', undefined)
    if (chosen === null) throw new Error('no dialog')
    await ask(trousse.page, 'imports.recognise', { ticket: chosen.ticket })
    await ask(trousse.page, 'imports.apply', { ticket: chosen.ticket, part: 0, mapping: null, passphrase: null })
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await ask(trousse.page, 'sources.add', { kind: 'ical', label: 'Mon agenda', url: `${origin}/mine.ics` })
    const period = { from: `${day(0)}T00:00:00Z`, to: `${day(20)}T00:00:00Z` }
    while ((await ask(trousse.page, 'timetable.read', period)).length < 3) await trousse.page.waitForTimeout(100)
    await resize(1366, 768)
  })
  afterAll(async () => {
    await trousse?.quit()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await cleanUp()
  })

  const resize = (width: number, height: number) =>
    trousse.electron.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 0, h ?? 0),
      [width, height],
    )
  const goTo = (hash: string) =>
    trousse.page.evaluate((to) => {
      window.location.hash = to
    }, hash)
  const text = () => trousse.page.getByRole('textbox', { name: 'Consigne' })
  const paste = (html: string) =>
    text().evaluate((element, pasted) => {
      const data = new DataTransfer()
      data.setData('text/html', pasted)
      data.setData('text/plain', 'plain')
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, html)
  const expectAccessible = async () => {
    // A tooltip under the pointer is outside of any region while it shows.
    await trousse.page.mouse.move(0, 0)
    await expect.poll(() => trousse.page.getByRole('tooltip').allTextContents(), { timeout: 5000 }).toEqual([])
    const { violations } = await new AxeBuilder({ page: trousse.page })
      .setLegacyMode(true)
      .withTags(TAGS)
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze()
    expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.html) }))).toEqual([])
  }
  const classId = async (name: string) =>
    (await ask(trousse.page, 'classes.list', undefined)).find((one) => one.name === name)?.id ?? 0

  it('is typed with bold, lists and formulas; what is pasted runs nothing and keeps its structure', async () => {
    const { page } = trousse
    await goTo('#/assignments')
    await page.getByRole('button', { name: 'Nouveau devoir' }).click()
    await page.getByLabel('Titre', { exact: true }).fill('Exposé sur les volcans')
    await text().click()
    await page.keyboard.type('Mesurer x^2 ')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('au propre')
    await page.keyboard.press('Control+b')
    await page.keyboard.press('Enter')
    await page.keyboard.type('- un plan')
    await page.keyboard.press('Enter')
    await page.keyboard.type('une image')
    expect(await text().innerHTML()).toMatch(
      /^<p>Mesurer x<sup>2<\/sup> <strong>au propre<\/strong><\/p><ul><li><p>un plan<\/p><\/li><li><p>une image<\/p><\/li><\/ul>$/,
    )
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await paste(HOSTILE)
    const html = await text().innerHTML()
    expect(html).toContain('<strong>le texte</strong>')
    expect(html).toContain('<li><p>premier point</p></li><li><p>second point</p></li>')
    expect(html).toContain('href="https://www.exemple.example/a"')
    expect(html).not.toMatch(/script|onclick|onerror|iframe|style=|javascript:|track\.example/)
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
    expect(trousse.pageErrors).toEqual([])
  })

  it('its toolbar is one stop for Tab; a link is asked, only https; the keyboard is never caught', async () => {
    const { page } = trousse
    await text().focus()
    await page.keyboard.press('Shift+Tab')
    const toolbar = page.getByRole('toolbar', { name: /Mise en forme/ })
    expect(await toolbar.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('ArrowLeft')
    expect(await toolbar.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Tab')
    expect(await text().evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+Alt+k')
    const dialog = page.getByRole('dialog', { name: 'Lien' })
    await dialog.getByLabel('Adresse').fill('javascript:alert(1)')
    await dialog.getByRole('button', { name: 'Poser le lien' }).click()
    await dialog.getByText(/Cette adresse ne convient pas/).waitFor()
    await dialog.getByLabel('Adresse').fill('volcans.example/carte')
    await dialog.getByLabel('Texte du lien').fill('la carte')
    await dialog.getByRole('button', { name: 'Poser le lien' }).click()
    await expect.poll(() => text().innerHTML()).toContain('<a href="https://volcans.example/carte">la carte</a>')
  })

  it('a class is proposed its next lesson; holidays, week-ends and days gone by are said', async () => {
    const { page } = trousse
    const add = async (name: string) => {
      await page.getByRole('button', { name: /Ajouter une classe/ }).click()
      await page.getByRole('option', { name }).click()
    }
    await add('3A')
    await page.getByRole('button', { name: /Prochain cours.*8 h 25/ }).waitFor()
    await add('4C')
    await expect.poll(() => page.getByRole('button', { name: /Prochain cours.*8 h 25/ }).count()).toBe(2)
    await page.getByRole('button', { name: /Échéance pour 4C/ }).click()
    await page.getByRole('option', { name: 'Un autre jour…' }).click()
    await page.getByLabel('Jour pour 4C').fill(day(-1))
    await page.getByText(/est passé\./).waitFor()
    await page.getByLabel('Jour pour 4C').fill('2026-12-25')
    await page.getByText(/est pendant les vacances\./).waitFor()
    await expectAccessible()
    await ask(page, 'settings.update', { theme: 'dark' })
    await expectAccessible()
    await ask(page, 'settings.update', { theme: 'light' })
  })

  it('survives the death of the program: at most a second of typing is lost', async () => {
    const { page, folder } = trousse
    await text().click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('et ceci aussi', { delay: 30 })
    await page.waitForTimeout(900)
    await trousse.kill()
    trousse = await launchTrousse({ folder, env: { TZ: 'UTC' } })
    await trousse.page.locator('#root > *').first().waitFor()
    await ask(trousse.page, 'app.unlock', { kind: 'passphrase', value: PASSPHRASE })
    await resize(1366, 768)
    await goTo('#/assignments')
    await trousse.page.getByText('Un brouillon à terminer').waitFor()
    await trousse.page.getByRole('link', { name: 'Reprendre' }).click()
    await expect.poll(() => text().textContent()).toContain('et ceci aussi')
    expect(await trousse.page.getByLabel('Titre', { exact: true }).inputValue()).toBe('Exposé sur les volcans')
  })

  it('takes documents and pictures; a picture loses what its file said of its author', async () => {
    const { page } = trousse
    const document_ = join(await temporaryFolder(), 'Énoncé.pdf')
    await writeFile(document_, 'un énoncé inventé')
    await trousse.answerDialogs([document_])
    await page.getByRole('button', { name: 'Joindre des documents' }).click()
    await page.getByText('Énoncé.pdf').waitFor()
    await text().evaluate(
      async (element, base64) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        const data = new DataTransfer()
        data.items.add(new File([bytes], 'schéma.png', { type: 'image/png' }))
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      },
      drawPng(2400, 300, [180, 60, 30], 'SECRET AUTHOR').toString('base64'),
    )
    const image = text().locator('img[draggable]')
    await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1600)
    const [draft] = await ask(page, 'workDrafts.list', undefined)
    const { id, files } = await ask(page, 'workDrafts.read', { id: draft?.id ?? '' })
    const picture = await ask(page, 'workDrafts.picture', { id, sha256: files.at(-1)?.sha256 ?? '' })
    const bytes = Buffer.from(Object.values(picture.bytes))
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
    expect(bytes.includes('SECRET')).toBe(false)
    await image.click()
    await page.getByRole('button', { name: 'Décrire l’image choisie' }).click()
    await page.getByLabel('Ce que montre l’image').fill('Coupe d’un volcan')
    await page.getByRole('button', { name: 'Garder la description' }).click()
    await expect.poll(() => image.getAttribute('alt')).toBe('Coupe d’un volcan')
    await page.waitForTimeout(700)
  })

  it('finished, it is in both classes, marked local and to carry over, in packs too', async () => {
    const { page } = trousse
    await page.getByRole('button', { name: 'Enregistrer le devoir' }).click()
    await page.getByRole('heading', { level: 2, name: 'Exposé sur les volcans' }).waitFor()
    await page.getByText('Local, à reporter').first().waitFor()
    await page.getByText('Aussi donné à').waitFor()
    await page.getByRole('img', { name: 'Coupe d’un volcan' }).waitFor()
    await expectAccessible()
    const rows = (await ask(page, 'assignments.list', {})).rows
    expect(rows.map(({ className, localState, attachments }) => [className, localState, attachments]).sort()).toEqual([
      ['3A', 'to-carry-over', 1],
      ['4C', 'to-carry-over', 1],
    ])
    const preview = await ask(page, 'packs.preview', { classId: await classId('3A'), profile: 'pupil' })
    expect(preview).toMatchObject({ assignments: 1, attachments: 1 })
  })

  it('carried over, taken back, changed, deleted and put back', async () => {
    const { page } = trousse
    await page.getByRole('button', { name: 'Marquer comme reporté' }).click()
    await page.getByRole('button', { name: 'À reporter de nouveau' }).waitFor()
    await page.getByRole('button', { name: 'Modifier', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Modifier le devoir' }).waitFor()
    await page.getByLabel('Titre', { exact: true }).fill('Exposé sur les séismes')
    await page.getByRole('button', { name: 'Enregistrer le devoir' }).click()
    await page.getByRole('heading', { level: 2, name: 'Exposé sur les séismes' }).waitFor()
    await page.getByText('Modifié depuis le report').first().waitFor()
    await page.getByRole('button', { name: /Supprimer pour/ }).click()
    await expect.poll(async () => (await ask(page, 'assignments.list', {})).total).toBe(1)
    await page.getByRole('alertdialog', { name: 'Devoir supprimé' }).getByRole('button', { name: 'Annuler' }).click()
    await expect.poll(async () => (await ask(page, 'assignments.list', {})).total).toBe(2)
  })

  it('a title is missing: the field takes the focus; a draft thrown away is asked about first', async () => {
    const { page } = trousse
    await goTo('#/assignments')
    await page.getByRole('button', { name: 'Nouveau devoir', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Nouveau devoir' }).waitFor()
    await page.getByRole('button', { name: 'Enregistrer le devoir' }).click()
    await page.getByText('Donnez un titre au devoir.').waitFor()
    await page.getByText('Choisissez au moins une classe.').waitFor()
    await page.getByRole('button', { name: 'Jeter le brouillon' }).click()
    await page
      .getByRole('alertdialog', { name: /Jeter ce brouillon/ })
      .getByRole('button', { name: 'Jeter le brouillon' })
      .click()
    await page.getByRole('heading', { level: 1, name: 'Devoirs' }).waitFor()
    expect(await ask(page, 'workDrafts.list', undefined)).toEqual([])
  })

  it('the calendar goes by the keyboard, counts, opens a day, and is paper', async () => {
    const { page } = trousse
    await goTo('#/assignments')
    await page.getByRole('link', { name: 'Calendrier' }).click()
    const grid = page.getByRole('grid')
    const cell = (iso: string) => grid.locator(`[data-day="${iso}"]`)
    await cell(day(0)).waitFor()
    await cell(day(0)).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await cell(day(2)).evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await cell(day(2)).getAttribute('aria-label')).toContain('1 devoir')
    await expectAccessible()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: /Pour le/ })
    await dialog.getByRole('link', { name: 'Exposé sur les séismes' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('radio', { name: 'Mois' }).click()
    await expect.poll(() => grid.getByRole('gridcell').count()).toBeGreaterThan(27)
    await expectAccessible()
    await cell(day(2)).focus()
    await page.keyboard.press('PageDown')
    await page.keyboard.press('PageUp')
    expect(await page.evaluate(() => window.location.hash)).toContain('view=month')
    await ask(page, 'settings.update', { theme: 'dark' })
    await expectAccessible()
    await ask(page, 'settings.update', { theme: 'light' })
    expect(trousse.pageErrors).toEqual([])
  })

  it('faces: known by their file’s name, asked otherwise, kept small, removed, refused', async () => {
    const { page } = trousse
    const album = await temporaryFolder()
    const [known, unknown] = [join(album, 'INVENTEE Soline.png'), join(album, 'IMG_0042.png')]
    await writeFile(known, drawPng(900, 700, [40, 90, 140], 'SECRET PLACE'))
    await writeFile(unknown, drawPng(300, 500, [140, 90, 40]))
    await trousse.answerDialogs([known, unknown])
    await goTo(`#/classes/${await classId('3A')}`)
    await page.getByRole('link', { name: 'Trombinoscope' }).click()
    await page.getByRole('heading', { level: 1, name: 'Trombinoscope de 3A' }).waitFor()
    await expectAccessible()
    await page.getByRole('button', { name: 'Ajouter des photos' }).click()
    const dialog = page.getByRole('dialog', { name: /À qui est chaque photo/ })
    await dialog.getByText('D’après le nom du fichier').waitFor()
    await dialog.getByText('Le nom ne dit pas qui c’est').waitFor()
    await expectAccessible()
    await dialog.getByRole('button', { name: /Remplir dans l’ordre/ }).click()
    await dialog.getByText('Choisi par vous').waitFor()
    await dialog.getByRole('button', { name: 'Garder 2 photos' }).click()
    await page.getByText('2 photos pour 2 élèves').waitFor()
    const [portrait] = await ask(page, 'portraits.ofClass', { classId: await classId('3A') })
    expect(portrait?.mediaType).toBe('image/jpeg')
    const size = await page
      .locator('li img')
      .last()
      .evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])
    expect(size).toEqual([320, 400])
    await expectAccessible()
    await page.getByRole('button', { name: 'Retirer la photo de Soline INVENTEE' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer la photo' }).click()
    await page.getByText('1 photo pour 2 élèves').waitFor()
    await goTo('#/settings')
    await page.getByText('Ne garder aucune photo d’élève').click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Effacer la photo' }).click()
    await expect.poll(async () => await ask(page, 'portraits.count', undefined)).toEqual({ count: 0, stored: false })
    await goTo(`#/classes/${await classId('3A')}/photos`)
    await page.getByRole('heading', { name: 'Les photos ne sont pas gardées' }).waitFor()
    await expectAccessible()
    expect(trousse.pageErrors).toEqual([])
  })
})
