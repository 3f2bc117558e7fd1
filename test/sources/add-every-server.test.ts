/** Every kind of server of the demonstration school, added and read the way the window does it, in a real space. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createNodeMachine } from '../../electron/cli/machine.ts'
import { TrousseError } from '../../electron/contract/errors.ts'
import type { NewSource } from '../../electron/contract/views.ts'
import type { DemoServer } from '../../electron/demo/server.ts'
import { addSource, nobodyToAsk, signInAgain, type Trying } from '../../electron/services/source-drivers.ts'
import { createSpace } from '../../electron/services/space.ts'
import { syncAll } from '../../electron/services/sync-tasks.ts'
import { createWorkbench, type Workbench } from '../../electron/services/workbench.ts'
import { startSmallDemo, TODAY } from '../helpers/demo-server.ts'
import { createCookieClient, logInByHand } from '../helpers/sources-cookies.ts'

const signal = new AbortController().signal
const cookies = createCookieClient()
const machine = {
  ...createNodeMachine(),
  clock: { now: () => Date.parse(`${TODAY}T10:00:00Z`) },
  sessionHttp: () => cookies,
  // The shortest of the polite pauses.
  random: () => 0,
}

let demo: DemoServer
let folder: string
let bench: Workbench

beforeAll(async () => {
  demo = await startSmallDemo({ size: { pupils: 12, assignments: 40, classes: 1 } })
})
afterAll(() => demo.stop())
beforeEach(async () => {
  await demo.setScenario('normal')
  folder = await mkdtemp(join(tmpdir(), 'trousse-servers-'))
  const { space } = await createSpace(machine, { folder, kind: 'own', passphrase: 'une phrase assez longue' })
  bench = await createWorkbench(machine, space)
})
afterEach(async () => {
  await bench.space.close()
  await rm(folder, { recursive: true, force: true })
})

const tools = () => ({ machine, space: bench.space, http: bench.http })
const add = (source: NewSource, trying: Trying = { signal, ask: nobodyToAsk }) => addSource(tools(), source, trying)
const sync = (id: number) => syncAll(bench, id, { signal, progress: () => {} })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof TrousseError ? error.code : String(error)),
  )
const answering = (answer: string, asked: string[] = []): Trying => ({
  signal,
  ask: async (question) => {
    asked.push(question)
    return answer
  },
})

describe('Moodle', () => {
  it('is added with a token, and with a password that is kept nowhere', async () => {
    const { url, token, username, password } = demo.accounts.moodle
    const byToken = await add({ kind: 'moodle', label: 'Moodle', url, credentials: { by: 'token', token } })
    expect(await sync(byToken.id)).toMatchObject({ outcome: 'applied' })
    const byPassword = await add({
      kind: 'moodle',
      label: 'Moodle 2',
      url,
      credentials: { by: 'password', username, password },
    })
    const stored = JSON.stringify(await bench.space.store.read.readSource(byPassword.id))
    expect(stored).not.toContain(password)
    expect(await codeOf(add({ kind: 'moodle', label: 'x', url, credentials: { by: 'token', token: 'wrong' } }))).toBe(
      'credentials-refused',
    )
  })
})

describe('Edifice', () => {
  it('is added before anybody is logged in, and learns what it has once somebody is', async () => {
    const { url } = demo.accounts.edifice
    const { id } = await add({ kind: 'edifice', label: 'ENT', url })
    expect(await codeOf(sync(id))).toBe('session-expired')
    await logInByHand(cookies, demo.accounts.edifice)
    expect(await sync(id)).toMatchObject({ outcome: 'applied' })
    const config = (await bench.space.store.read.readSource(id))?.config
    expect(config?.services).toContain('diary')
  })
})

describe('École Directe', () => {
  const form = () => {
    const { url, login, password } = demo.accounts.ecoleDirecte
    return { kind: 'ecole-directe', label: 'École Directe', url, login, password, acceptedNotice: true } as const
  }

  it('puts its question once; the answer’s proof serves later runs', async () => {
    const asked: string[] = []
    const { id } = await add(form(), answering(demo.accounts.ecoleDirecte.answer, asked))
    expect(asked).toHaveLength(1)
    await signInAgain(tools(), id, { signal, ask: nobodyToAsk })
    expect(JSON.stringify(await bench.space.store.read.readSource(id))).not.toContain(form().password)
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain(form().password)
  })

  it('keeps nothing when the answer is wrong or nobody is there', async () => {
    expect(await codeOf(add(form()))).toBe('second-factor-needed')
    expect(await codeOf(add(form(), answering('une autre réponse')))).toBe('credentials-refused')
    expect(await bench.space.store.read.listSources()).toEqual([])
  })
})
