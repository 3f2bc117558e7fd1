/** Self-opening pages in a real browser, from `file://`: the other side of `html/framing.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { type BuildPackInput, buildPack } from '../../../electron/packs/build-pack.ts'
import { handBackSchema } from '../../../electron/packs/hand-back.ts'
import { closeBrowser, needChromium, openFile } from '../../helpers/packs-browser.ts'
import {
  assignment,
  buildInput,
  CANARIES,
  classContent,
  file,
  guardian,
  MemoryBlobs,
  NOW,
  noise,
  PASSPHRASE,
  pupil,
  text,
} from '../../helpers/packs-content.ts'
import { temporaryFolder } from '../../helpers/packs-tools.ts'

afterAll(closeBrowser)

const MONTH = 30 * 24 * 60 * 60 * 1000

const DOCUMENT = noise(2_500_000)
/** Set to look at what the tests see: screenshots go there. */
const LOOK = process.env.TROUSSE_TEST_SCREENSHOTS

function fullClass() {
  const blobs = new MemoryBlobs()
  const content = classContent({
    pupils: [pupil(), pupil({ givenName: 'Ambroise', guardians: [guardian({ courtBlock: true })] })],
    assignments: [
      assignment({
        title: 'Rédaction : un souvenir d’enfance',
        subject: 'Français',
        descriptionHtml:
          '<p>Deux pages, à la <strong>première personne</strong>.</p><ul><li>un lieu</li><li>une odeur</li></ul><script>document.title="run"</script><img src="https://track.example/x.gif" onerror="document.title=1">',
        files: [
          file('Consignes détaillées.pdf', blobs.add(DOCUMENT), DOCUMENT.byteLength),
          file('barème.txt', blobs.add(text('Orthographe : 5 points')), 22),
          file('vidéo du cours.mp4', null),
        ],
      }),
      assignment(),
      assignment({ title: 'Lire le chapitre 3', subject: 'Histoire-géographie', dueOn: '2026-12-01' }),
      assignment({ title: 'Carte à colorier', subject: 'Histoire-géographie', dueOn: '2026-11-10' }),
    ],
  })
  return { blobs, content }
}

async function build(change: Partial<BuildPackInput> = {}) {
  const { blobs, content } = fullClass()
  const built = await buildPack(
    buildInput(temporaryFolder(), content, {
      blobs,
      form: 'html',
      teacher: { name: 'Mme Valmorin', address: 'c.valmorin@college.example' },
      recipientId: content.pupils[0]?.id,
      ...change,
    }),
  )
  return { ...built, content }
}

const unlock = async (page: Awaited<ReturnType<typeof openFile>>['page'], phrase: string) => {
  await page.getByLabel('Phrase de passe').fill(phrase)
  await page.getByRole('button', { name: 'Ouvrir le pack' }).click()
}

describe('a protected page in Chromium', () => {
  it('refuses a wrong passphrase at once, opens with the right one, and runs nothing else', async (context) => {
    needChromium(context)
    const { path } = await build()
    for (const canary of CANARIES) expect(readFileSync(path).includes(canary)).toBe(false)
    const { page, complaints } = await openFile(path)
    expect(await page.title()).toBe('Pack de classe')
    if (LOOK) await page.screenshot({ path: join(LOOK, 'lock-1366.png') })
    await unlock(page, 'abaisser-monnaie-cheval')
    await page.getByText('Cette phrase de passe n’ouvre pas ce pack').waitFor()
    expect(await page.getByLabel('Phrase de passe').evaluate((field) => field === document.activeElement)).toBe(true)

    // As it was dictated: capitals, spaces.
    await unlock(page, ` ${PASSPHRASE.replaceAll('-', ' ').replace('a', 'A')} `)
    await page.getByRole('heading', { level: 1, name: '3e A' }).waitFor()
    expect(await page.getByText('QUINTEFEUILLE').count()).toBeGreaterThan(2)
    expect(await page.title()).toBe('3e A · Pack de l’enseignant')
    expect(await page.locator('#page script, #page img').count()).toBe(0)
    if (LOOK) await page.screenshot({ path: join(LOOK, 'teacher-1366.png'), fullPage: true })
    expect(complaints).toEqual([])
  })

  it('opens documents when asked, byte for byte, under their own names', async (context) => {
    needChromium(context)
    const { path } = await build({ profile: 'pupil' })
    const { page, complaints } = await openFile(path)
    await unlock(page, PASSPHRASE)
    const item = page.getByRole('listitem').filter({ hasText: 'Consignes détaillées.pdf' })
    await item.getByRole('button').click()
    const save = item.getByRole('link', { name: 'Enregistrer – Consignes détaillées.pdf' })
    await save.waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
    expect(download.suggestedFilename()).toBe('Consignes détaillées.pdf')
    expect(readFileSync(await download.path()).equals(DOCUMENT)).toBe(true)

    const note = page.getByRole('listitem').filter({ hasText: 'barème.txt' })
    const [opened] = await Promise.all([page.context().waitForEvent('page'), note.getByRole('button').click()])
    expect(await opened.locator('body').textContent()).toBe('Orthographe : 5 points')
    expect(complaints).toEqual([])
  })

  it.for([
    { name: 'phone', width: 390, height: 844, dark: false },
    { name: 'phone-dark', width: 390, height: 844, dark: true },
    { name: 'desk', width: 1366, height: 768, dark: false },
  ])(
    'is accessible, locked and open, and never wider than the screen: $name',
    { timeout: 60_000 },
    async (view, context) => {
      needChromium(context)
      const { page } = await openFile((await build({ profile: 'individual' })).path, view)
      const audit = async () =>
        (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
      expect(await audit()).toEqual([])
      expect(await fits()).toBe(true)
      if (LOOK) await page.screenshot({ path: join(LOOK, `lock-${view.name}.png`) })
      // The keyboard alone.
      await page.getByLabel('Phrase de passe').focus()
      await page.keyboard.type(PASSPHRASE)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Zéphyrine QUINTEFEUILLE' }).waitFor()
      expect(await audit()).toEqual([])
      expect(await fits()).toBe(true)
      if (LOOK) await page.screenshot({ path: join(LOOK, `individual-${view.name}.png`), fullPage: true })
    },
  )

  it('saves what a pupil hands in as one file that Trousse reads', async (context) => {
    needChromium(context)
    const { path, content } = await build({ profile: 'individual' })
    const { page, complaints } = await openFile(path)
    await unlock(page, PASSPHRASE)
    await page.getByRole('button', { name: 'Enregistrer mon rendu' }).click()
    await page.getByText('Choisis d’abord le travail que tu rends.').waitFor()
    await page.getByLabel('Travail rendu').selectOption({ label: 'Français – Rédaction : un souvenir d’enfance' })
    await page.getByLabel('Ma réponse').fill('Il était « une fois »</script>')
    await page
      .getByLabel('Mes fichiers')
      .setInputFiles({ name: 'page 1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(DOCUMENT) })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Enregistrer mon rendu' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(
      'QUINTEFEUILLE Zéphyrine - Français – Rédaction un souvenir d’enfance.rendu.json',
    )
    const saved = handBackSchema.parse(JSON.parse(readFileSync(await download.path(), 'utf8')))
    expect(saved).toMatchObject({
      className: '3e A',
      pupil: { personId: content.pupils[0]?.id, familyName: 'QUINTEFEUILLE', givenName: 'Zéphyrine' },
      assignment: { id: content.assignments[0]?.id, title: 'Français – Rédaction : un souvenir d’enfance' },
      text: 'Il était « une fois »</script>',
      files: [{ name: 'page 1.jpg', mediaType: 'image/jpeg', bytes: DOCUMENT.byteLength }],
    })
    expect(Buffer.from(saved.files[0]?.base64 ?? '', 'base64').equals(DOCUMENT)).toBe(true)
    expect(complaints).toEqual([])
  })

  it('says that it is out of date, before and after it is opened', async (context) => {
    needChromium(context)
    const { path } = await build({ profile: 'pupil', expiresAt: NOW - MONTH })
    const { page } = await openFile(path)
    const notice = page.getByText('Ce pack n’est plus à jour.')
    await notice.waitFor()
    await unlock(page, PASSPHRASE)
    await page.getByRole('heading', { level: 1 }).filter({ hasText: '3e A' }).waitFor()
    expect(await notice.isVisible()).toBe(true)
  })

  it('says that a copy was cut short', async (context) => {
    needChromium(context)
    const { path } = await build({ profile: 'pupil' })
    const whole = readFileSync(path)
    writeFileSync(path, whole.subarray(0, whole.byteLength - 1_500_000))
    const { page } = await openFile(path)
    await unlock(page, PASSPHRASE)
    await page.getByText('Ce fichier est incomplet').waitFor()
  })

  it('names a document that is damaged, and still shows the rest', async (context) => {
    needChromium(context)
    const { path } = await build({ profile: 'pupil' })
    const whole = readFileSync(path)
    const near = whole.byteLength - 1_000_000
    whole[near] = whole[near] === 65 ? 66 : 65
    writeFileSync(path, whole)
    const { page } = await openFile(path)
    await unlock(page, PASSPHRASE)
    const item = page.getByRole('listitem').filter({ hasText: 'Consignes détaillées.pdf' })
    await item.getByRole('button').click()
    await item.getByText('Ce document est abîmé dans cette copie du pack.').waitFor()
  })
})

describe('homework that tries to run or to phone home', () => {
  it('does neither, even had cleaning let it through', { timeout: 60_000 }, async (context) => {
    needChromium(context)
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.close()
    })
    const address = server.address()
    const home = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const hostile = [
      '<script>window.ran = 1</script>',
      `<img src="${home}/pixel.gif" onerror="window.ran = 2">`,
      '<a href="javascript:window.ran = 3" id="bait">cliquez</a>',
      '<svg><animate onbegin="window.ran = 4" attributeName="x" dur="1s"></animate></svg>',
      `<iframe src="${home}/frame"></iframe><object data="${home}/object"></object>`,
      `<link rel="stylesheet" href="${home}/style.css"><style>@import url(${home}/import.css)</style>`,
      `<p style="background:url(${home}/css.png)">x</p><video src="${home}/v.mp4" autoplay></video>`,
      `<form action="${home}/form"><button id="send">envoyer</button></form>`,
      `<meta http-equiv="refresh" content="0;url=${home}/refresh"><base href="${home}/">`,
    ].join('')
    const content = classContent({ assignments: [assignment({ descriptionHtml: hostile })] })
    const built = await buildPack(
      buildInput(temporaryFolder(), content, { profile: 'pupil', form: 'html', clean: (text) => text }),
    )
    const { page } = await openFile(built.path)
    await unlock(page, PASSPHRASE)
    await page.getByRole('heading', { level: 1 }).filter({ hasText: '3e A' }).waitFor()
    await page.evaluate(() => {
      document.getElementById('bait')?.click()
      document.getElementById('send')?.click()
    })
    await page.waitForTimeout(1500)
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(page.url().startsWith('file:')).toBe(true)
    expect(asked).toBe(0)
  })
})

describe('a page in clear in Chromium', () => {
  it('opens by itself, says when it is out of date, and prints without what is not paper', async (context) => {
    needChromium(context)
    const { path } = await build({
      profile: 'pupil',
      encrypted: false,
      passphrase: null,
      locale: 'en',
      expiresAt: NOW - MONTH,
    })
    const { page, complaints } = await openFile(path)
    await page.getByRole('heading', { level: 1, name: '3e A' }).waitFor()
    expect(await page.getByText('This pack is out of date.').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#bar').isVisible()).toBe(false)
    expect(await page.getByText('Rédaction').first().isVisible()).toBe(true)
    expect(complaints).toEqual([])
  })
})
