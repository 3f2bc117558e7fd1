/** Moodle by its own login page, in the real window: the way of sites behind a CAS, Éléa first. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoServer } from '../../electron/demo/server.ts'
import { startSmallDemo } from '../helpers/demo-server.ts'
import { ask } from './ask.ts'
import { entOf, until } from './ent.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

let demo: DemoServer
let trousse: Trousse
let ent: ReturnType<typeof entOf>

beforeAll(async () => {
  demo = await startSmallDemo()
  trousse = await launchTrousse()
  ent = entOf(trousse)
  await ask(trousse.page, 'app.createSpace', { passphrase: 'lavande cargo tapis oiseau bitume' })
})
afterAll(async () => {
  await trousse?.quit()
  await demo?.stop()
  await cleanUp()
})

const add = () =>
  ent.reply('sources.add', {
    kind: 'moodle',
    label: 'Éléa',
    url: demo.accounts.moodle.url,
    credentials: { by: 'window' },
  })
const logIn = (password: string) =>
  ent.inEnt(
    `document.getElementById('username').value = 'professeur'; document.getElementById('password').value = ${JSON.stringify(password)}; void setTimeout(() => document.querySelector('form button').click(), 0)`,
  )

describe('a site that hands its token to an application', () => {
  it('gives nothing when the teacher closes its window', async () => {
    const adding = add()
    await ent.arrived(/launch\.php/)
    // The bar goes away under the press.
    ent.press('close').catch(() => {})
    expect(await adding).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(await ask(trousse.page, 'sources.list', undefined)).toEqual([])
  })

  it('is added once the teacher has logged in by hand, and synchronises', async () => {
    const adding = add()
    await ent.arrived(/launch\.php/)
    await logIn('non')
    await ent.arrived(/launch\.php/)
    await logIn(demo.accounts.moodle.password)
    expect(await adding).toMatchObject({ ok: true, value: { step: 'added', source: { kind: 'moodle' } } })
    const [source] = await ask(trousse.page, 'sources.list', undefined)
    await ask(trousse.page, 'sync.start', { sourceId: source?.id ?? 0 })
    const synced = await until(
      () => ask(trousse.page, 'sources.list', undefined),
      ([one]) => one?.lastSuccessAt != null,
      'synchronised',
    )
    expect(synced[0]?.lastRun?.outcome).toBe('applied')
    expect((await ask(trousse.page, 'classes.list', undefined)).length).toBeGreaterThan(2)
  })

  it('leaves no window and no password behind', async () => {
    const pages = await trousse.electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getURL()),
    )
    expect(pages.filter((url) => /^https?:/.test(url))).toEqual([])
  })
})
