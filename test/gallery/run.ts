/** The pictures of `npm run gallery`: the real window, walked through screen by screen. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ask } from '../e2e/ask.ts'
import { openFakeWindow } from '../e2e/fake-window.ts'
import { cleanUp, launchTrousse, ROOT, type Trousse } from '../e2e/harness.ts'
import { type Place, placesOf } from './places.ts'
import { STATES } from './states.ts'

const LOOKS = [
  { name: 'light-fr-1366', theme: 'light', locale: 'fr', width: 1366, height: 768 },
  { name: 'dark-fr-1920', theme: 'dark', locale: 'fr', width: 1920, height: 1080 },
  { name: 'light-en-1280', theme: 'light', locale: 'en', width: 1280, height: 720 },
] as const
/** The states are not walked at every size: both languages, both colours. */
const STATE_LOOKS = [
  { theme: 'light', locale: 'fr' },
  { theme: 'dark', locale: 'fr' },
  { theme: 'light', locale: 'en' },
  { theme: 'dark', locale: 'en' },
] as const
/** What a screen needs to read its data and draw itself. */
const SETTLE_MS = 700
const POLL_MS = 250
/** Screens whose picture the guide shows, besides Today. */
const IN_GUIDE: ReadonlySet<string> = new Set(['class', 'message', 'packs', 'sources'])

async function resize({ electron }: Trousse, width: number, height: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
}

async function schoolArrived({ page }: Trousse): Promise<void> {
  for (;;) {
    const tasks = await ask(page, 'tasks.list', undefined)
    if (tasks.length > 0 && tasks.every(({ state }) => state !== 'running')) return
    await page.waitForTimeout(POLL_MS)
  }
}

const show = ({ page }: Trousse, { hash }: Place): Promise<void> =>
  page.evaluate((address) => {
    window.location.hash = address
  }, hash)

async function picture(trousse: Trousse, place: Place, file: string): Promise<void> {
  const { page } = trousse
  await show(trousse, place)
  // The pointer must not rest on something that then looks chosen.
  await page.mouse.move(0, 0)
  await page.waitForTimeout(SETTLE_MS)
  await page.screenshot({ path: file })
}

async function walk(trousse: Trousse, folder: string, places: readonly Place[]): Promise<void> {
  for (const look of LOOKS) {
    const into = join(folder, look.name)
    await mkdir(into, { recursive: true })
    await ask(trousse.page, 'settings.update', { theme: look.theme, locale: look.locale })
    await resize(trousse, look.width, look.height)
    for (const place of places) await picture(trousse, place, join(into, `${place.name}.png`))
  }
  await ask(trousse.page, 'settings.update', { theme: 'light', locale: 'fr' })
}

/** What a teacher does while the platform is down, and its return: Today is then the hand-over. */
async function handOver({ page }: Trousse): Promise<void> {
  const first = (await ask(page, 'classes.list', undefined)).find(({ kind }) => kind === 'class')
  const { messageId } = await ask(page, 'messages.create', {
    classId: first?.id ?? 0,
    audience: 'guardians',
    subject: 'ENT en panne : le travail de la semaine',
    body: 'Bonjour,\n\nVoici le travail de {prénom} {nom} pour la semaine.',
  })
  await ask(page, 'messages.send', { id: messageId })
  for (const { pupilId } of (await ask(page, 'messages.coverage', { id: messageId })).pupils.slice(0, 2)) {
    await ask(page, 'messages.noteCall', { messageId, pupilId, phone: null, result: 'reached' })
  }
  await ask(page, 'demo.setScenario', { scenario: 'normal' })
  await expectUp(page)
}

async function expectUp(page: Trousse['page']): Promise<void> {
  for (;;) {
    await ask(page, 'availability.check', undefined)
    const { state } = await ask(page, 'resume.read', undefined)
    if (state === 'over') return
    await page.waitForTimeout(POLL_MS)
  }
}

/** Each step of a drill, in every look. */
async function drill(trousse: Trousse, folder: string): Promise<void> {
  const { page } = trousse
  for (const look of LOOKS) {
    const into = join(folder, look.name)
    await mkdir(into, { recursive: true })
    await ask(page, 'settings.update', { theme: look.theme, locale: look.locale })
    await resize(trousse, look.width, look.height)
    await show(trousse, { name: 'today', hash: '#/today' })
    await show(trousse, { name: 'drill', hash: '#/drill' })
    await page.locator('main button').first().click()
    for (const step of ['who', 'what', 'plan', 'preview', 'result']) {
      await page.mouse.move(0, 0)
      await page.waitForTimeout(SETTLE_MS)
      await page.screenshot({ path: join(into, `drill-${step}.png`) })
      if (step !== 'result') await page.locator('main section footer button').last().click()
    }
  }
  await ask(page, 'settings.update', { theme: 'light', locale: 'fr' })
}

/** Nothing yet, held, failing, locked: every look of every state. */
async function states(folder: string): Promise<void> {
  const fake = await openFakeWindow({ width: 1366, height: 768 })
  try {
    for (const { theme, locale } of STATE_LOOKS) {
      const into = join(folder, `${theme}-${locale}`)
      await mkdir(into, { recursive: true })
      for (const { name, at, state } of STATES) {
        await fake.show(at, { ...state, theme, locale })
        await fake.page.waitForTimeout(SETTLE_MS / 2)
        await fake.page.screenshot({ path: join(into, `${name}.png`) })
      }
    }
  } finally {
    await fake.close()
  }
}

const words = process.argv.slice(2)
const folder = resolve(words.find((word) => !word.startsWith('--')) ?? join(ROOT, 'gallery'))
const docs = words.includes('--docs')

const trousse = await launchTrousse({ args: ['--demo'] })
try {
  await mkdir(folder, { recursive: true })
  await resize(trousse, 1366, 768)
  await trousse.page.screenshot({ path: join(folder, 'first-run.png') })
  await schoolArrived(trousse)
  const today: Place = { name: 'today', hash: '#/today' }
  const places = await placesOf(trousse.page)
  if (docs) {
    await picture(trousse, today, join(ROOT, 'docs/images/today.png'))
    for (const place of places.filter(({ name }) => IN_GUIDE.has(name))) {
      await picture(trousse, place, join(ROOT, `docs/images/${place.name}.png`))
    }
  }
  await walk(trousse, folder, places)

  await ask(trousse.page, 'demo.setScenario', { scenario: 'maintenance' })
  await show(trousse, today)
  await trousse.page.getByText('Trois choses à faire maintenant').waitFor()
  await resize(trousse, 1366, 768)
  if (docs) await picture(trousse, today, join(ROOT, 'docs/images/today-outage.png'))
  await walk(trousse, join(folder, 'outage'), [
    today,
    { name: 'classes', hash: '#/classes' },
    { name: 'services', hash: '#/outage' },
    { name: 'history', hash: '#/outage/history' },
  ])

  await handOver(trousse)
  await walk(trousse, join(folder, 'hand-over'), [today])
  await drill(trousse, join(folder, 'drill'))
  await states(join(folder, 'states'))
  console.log(`gallery: ${folder}`)
} finally {
  await trousse.quit()
  await cleanUp()
}
