/** The platforms beside the ENT, added and read as the application does it: what is stored, and what never is. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodeMachine } from '../../../electron/cli/machine.ts'
import { type DemoServer, startDemoServer } from '../../../electron/demo/server.ts'
import type { HttpClient } from '../../../electron/platform/http.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { addSource, nobodyToAsk, removeSource, signInAgain } from '../../../electron/services/source-drivers.ts'
import { createSpace } from '../../../electron/services/space.ts'
import { syncAll } from '../../../electron/services/sync-tasks.ts'
import { createWorkbench, type Workbench } from '../../../electron/services/workbench.ts'
import { createCookieClient, logInByHand } from '../../helpers/sources-cookies.ts'

const signal = new AbortController().signal
const quiet = { signal, progress: () => {} }

let folder: string
let demo: DemoServer
let windowHttp: HttpClient
let machine: Machine
let bench: Workbench

beforeEach(async () => {
  demo = await startDemoServer({ size: { pupils: 12, classes: 3, assignments: 60 }, today: '2026-11-24' })
  windowHttp = createCookieClient()
  machine = { ...createNodeMachine(), random: () => 0, sessionHttp: () => windowHttp }
  folder = await mkdtemp(join(tmpdir(), 'trousse-services-'))
  const { space } = await createSpace(machine, { folder, kind: 'own', passphrase: 'une phrase assez longue' })
  bench = await createWorkbench(machine, space)
})
afterEach(async () => {
  await bench.space.close()
  await demo.stop()
  await rm(folder, { recursive: true, force: true })
})

const tools = () => ({ machine, space: bench.space, http: bench.http })
const secretsFile = () => readFile(join(folder, 'secrets.json'), 'utf8')
const secretNames = async () => Object.keys(JSON.parse(await secretsFile()).entries)
const configOf = async (id: number) => (await bench.space.store.read.readSource(id))?.config

describe('a Moodle', () => {
  it('is added by its password, which is kept nowhere, and read', async () => {
    const { url, username, password, token } = demo.accounts.moodle
    const credentials = { by: 'password', username, password } as const
    const { id } = await addSource(
      tools(),
      { kind: 'moodle', label: 'Moodle', url, credentials },
      { signal, ask: nobodyToAsk },
    )
    expect(await configOf(id)).toEqual({ url })
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'applied' })
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'unchanged' })
    for (const secret of [password, token]) expect(await secretsFile()).not.toContain(secret)
    await removeSource(bench.space, id)
    expect(await secretNames()).toEqual([])
  })

  it('is added by its own page, and again when its token has died', async () => {
    const { url, username, password } = demo.accounts.moodle
    let opened = 0
    /** What a window does: the page's form sent by hand, then where the page wants to go. */
    const signInWindow = async (page: string, isBack: (address: string) => boolean) => {
      opened++
      const body = new URLSearchParams({ username, password }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const { headers: answered } = await createCookieClient().request({
        url: page,
        method: 'POST',
        headers,
        body,
        maxBytes: 1e6,
      })
      const address = answered.location ?? ''
      if (!isBack(address)) throw new Error(address)
      return address
    }
    const trying = { signal, ask: nobodyToAsk, signInWindow }
    const source = { kind: 'moodle', label: 'Éléa', url, credentials: { by: 'window' } } as const
    const { id } = await addSource(tools(), source, trying)
    await signInAgain(tools(), id, trying)
    expect(opened).toBe(2)
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'applied' })
    // A terminal has no window.
    await expect(addSource(tools(), source, { signal, ask: nobodyToAsk })).rejects.toMatchObject({
      code: 'capture-unavailable',
    })
  })
})

describe('an Edifice platform', () => {
  it('says what it has once somebody has logged in, and keeps no cookie of theirs', async () => {
    const { edifice } = demo.accounts
    const trying = { signal, ask: nobodyToAsk }
    const { id } = await addSource(tools(), { kind: 'edifice', label: 'ENT', url: edifice.url }, trying)
    await expect(syncAll(bench, id, quiet)).rejects.toMatchObject({ code: 'session-expired' })
    await logInByHand(windowHttp, edifice)
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'applied' })
    expect(await configOf(id)).toEqual({
      url: edifice.url,
      services: ['memento', 'diary', 'groups', 'timetable', 'homeworks'],
    })
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'unchanged' })
    // Not even a file of secrets: the session is the window's.
    await expect(secretsFile()).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('an École Directe', () => {
  it('asks its question of the teacher, once, and keeps what proves it sealed', async () => {
    const { ecoleDirecte: account } = demo.accounts
    const asked: string[] = []
    const ask = async (question: string, choices: readonly string[]) => {
      asked.push(question)
      return choices.find((choice) => choice === account.answer) ?? ''
    }
    const source = {
      kind: 'ecole-directe',
      label: 'École Directe',
      url: account.url,
      login: account.login,
      acceptedNotice: true,
      password: account.password,
    } as const
    const { id } = await addSource(tools(), source, { signal, ask })
    expect(asked).toEqual(['Quelle est votre ville de naissance ?'])
    expect(await configOf(id)).toEqual({
      url: account.url,
      login: account.login,
      acceptedNotice: true,
      families: true,
    })
    await signInAgain(tools(), id, { signal, ask })
    expect(asked).toHaveLength(1)
    expect(await secretsFile()).not.toContain(account.password)
    await removeSource(bench.space, id)
    expect(await secretNames()).toEqual([])
  }, 30_000)
})
