import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type SnapshotBatch, snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { DemoServer } from '../../electron/demo/server.ts'
import { meaningOf } from '../../electron/sources/ecole-directe/codes.ts'
import { checkEcoleDirecte, createEcoleDirecteDriver } from '../../electron/sources/ecole-directe/driver.ts'
import { parseWork } from '../../electron/sources/ecole-directe/parse.ts'
import { slotsSchema } from '../../electron/sources/ecole-directe/schemas.ts'
import { cookiesOf } from '../../electron/sources/ecole-directe/session.ts'
import { answerQuestion, newMemory, startSignIn } from '../../electron/sources/ecole-directe/sign-in.ts'
import { SMALL, startSmallDemo } from '../helpers/demo-server.ts'
import { createTestContext, ofEntity, type TestContext } from '../helpers/sources-context.ts'
import { configOf, memoryCredentials, signedIn, type TestCredentials } from '../helpers/sources-ecole-directe.ts'

let demo: DemoServer
let credentials: TestCredentials

beforeAll(async () => {
  demo = await startSmallDemo({ size: { ...SMALL, assignments: 1200 } })
})
beforeEach(async () => {
  await demo.setScenario('normal')
  ;({ credentials } = await signedIn(account()))
})
afterAll(() => demo.stop())

const account = () => demo.accounts.ecoleDirecte
const driver = (families = true) =>
  createEcoleDirecteDriver({ config: { ...configOf(account()), families }, credentials })

async function fetchAll(context: TestContext = createTestContext(), families = true): Promise<SnapshotBatch[]> {
  const batches: SnapshotBatch[] = []
  for await (const batch of driver(families).fetch(context)) batches.push(batch)
  return batches
}

describe('the demonstration’s École Directe', () => {
  it('comes whole, as records that fit the contract', async () => {
    const batches = await fetchAll()
    for (const record of batches.flatMap(({ records }) => records)) {
      expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
    }
    const people = ofEntity(batches, 'person')
    const pupils = people.filter(({ role }) => role === 'pupil')
    expect(pupils.length).toBeGreaterThan(10)
    expect(pupils.every(({ guardianships }) => guardianships.some(({ primary }) => primary))).toBe(true)
    const relations = pupils.flatMap(({ guardianships }) => guardianships.map(({ relationship }) => relationship))
    expect(relations).toContain('mother')
    expect(people.some(({ role, contactPoints }) => role === 'guardian' && contactPoints.length > 1)).toBe(true)
    const work = ofEntity(batches, 'assignment')
    expect(work.length).toBeGreaterThan(10)
    expect(work.every(({ descriptionHtml, title }) => /</.test(descriptionHtml) && !/</.test(title))).toBe(true)
    expect(ofEntity(batches, 'lesson').length).toBeGreaterThan(100)
    const kinds = ofEntity(batches, 'class').map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['class', 'group']))
  })

  it('keeps nothing of what must not be read', async () => {
    expect(JSON.stringify(await fetchAll())).not.toContain('never-read')
  })

  it('goes slowly and keeps the tokens of every reply before it asks again', async () => {
    const context = createTestContext()
    const before = credentials.writes.length
    await fetchAll(context, false)
    expect(context.waits.every((milliseconds) => milliseconds >= 300)).toBe(true)
    const tokens = new Set(credentials.writes.slice(before).map(({ token }) => token))
    expect(tokens.size).toBe(context.waits.length + 1)
  })

  it('goes on with the tokens of the last run, and logs in once when they are too old', async () => {
    await fetchAll(createTestContext(), false)
    const { token } = credentials.memory
    await fetchAll(createTestContext(), false)
    expect(credentials.memory.token).not.toBe(token)
    credentials.memory = { ...credentials.memory, token: 'too-old' }
    expect(ofEntity(await fetchAll(), 'person').length).toBeGreaterThan(10)
  })

  it('gives its files, one at a time', async () => {
    const files = ofEntity(await fetchAll(createTestContext(), false), 'assignment').flatMap((one) => one.attachments)
    const driven = driver()
    const received = await Promise.all(
      files
        .slice(0, 3)
        .map(({ url, name }) => driven.fetchAttachment?.(createTestContext(), { url, name, maxBytes: 10_000_000 })),
    )
    expect(received.map((bytes) => bytes?.byteLength)).toEqual(files.slice(0, 3).map(({ bytes }) => bytes))
    const elsewhere = { url: 'https://evil.example/telechargement.awp', name: 'a.pdf', maxBytes: 1000 }
    await expect(driven.fetchAttachment?.(createTestContext(), elsewhere)).rejects.toMatchObject({
      code: 'address-refused',
    })
  })

  it('is looked at before it is stored', async () => {
    const found = await checkEcoleDirecte({ config: configOf(account()), credentials }, createTestContext())
    expect(found.families).toBe(true)
    expect(found.classes).toBeGreaterThan(1)
  })
})

describe('signing in', () => {
  const fresh = (password = account().password) => {
    const access = { config: configOf(account()), credentials: memoryCredentials(newMemory(password)) }
    return { access, store: access.credentials }
  }

  it('asks the question once, and the proof serves afterwards', async () => {
    const { access, store } = fresh()
    const step = await startSignIn(access, createTestContext())
    expect(step).toMatchObject({ kind: 'question', question: 'Quelle est votre ville de naissance ?' })
    expect(step.kind === 'question' && step.choices).toContain('NANTES')
    expect(await answerQuestion(access, 'NANTES', createTestContext())).toMatchObject({ kind: 'signed-in' })
    expect(store.memory.proof).not.toBeNull()
    expect(await startSignIn(access, createTestContext())).toMatchObject({ kind: 'signed-in' })
  })

  it('refuses a wrong answer and a wrong password, and does not try them again by itself', async () => {
    const { access } = fresh()
    await startSignIn(access, createTestContext())
    await expect(answerQuestion(access, 'LILLE', createTestContext())).rejects.toMatchObject({
      code: 'credentials-refused',
      params: { reason: 'second-factor' },
    })
    const wrong = fresh('non')
    await expect(startSignIn(wrong.access, createTestContext())).rejects.toMatchObject({ code: 'credentials-refused' })
    const driven = createEcoleDirecteDriver({ config: configOf(account()), credentials: wrong.store })
    let asked = 0
    const context = createTestContext({ http: { request: () => Promise.reject(new Error(String(++asked))) } })
    await expect(driven.fetch(context)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'credentials-refused',
    })
    expect(asked).toBe(0)
  })

  it('leaves a run without its question for the teacher', async () => {
    const { store } = fresh()
    const driven = createEcoleDirecteDriver({ config: configOf(account()), credentials: store })
    const first = driven.fetch(createTestContext())[Symbol.asyncIterator]()
    await first.next().then(
      () => expect.unreachable(),
      (error) => expect(error).toMatchObject({ code: 'second-factor-needed' }),
    )
    expect(store.memory.stop).toMatchObject({ code: 'second-factor-needed', until: null })
  })

  it('wants the notice read', () => {
    const config = { ...configOf(account()), acceptedNotice: false as unknown as true }
    expect(() => createEcoleDirecteDriver({ config, credentials })).toThrow('invalid-request')
  })
})

describe('a server that warns', () => {
  it.each([
    ['ip-suspended', 'ip-suspended'],
    ['maintenance', 'server-maintenance'],
  ] as const)('%s stops at once', async (scenario, code) => {
    await demo.setScenario(scenario)
    await expect(fetchAll()).rejects.toMatchObject({ code })
  })

  it('is left alone for hours once it has flagged our address', async () => {
    await demo.setScenario('ip-suspended')
    await expect(fetchAll()).rejects.toMatchObject({ code: 'ip-suspended' })
    await demo.setScenario('normal')
    await expect(fetchAll()).rejects.toMatchObject({ code: 'ip-suspended', params: { seconds: 12 * 3600 } })
  })

  it.each([
    [535, 'Votre compte est bloqué', 'account-locked', true],
    [516, 'Établissement fermé pendant l’été', 'server-maintenance', true],
    [517, 'Version obsolète', 'server-maintenance', false],
    [403, 'Nous avons enregistré votre adresse IP…', 'ip-suspended', true],
    [403, 'Accès interdit', 'credentials-refused', false],
    [505, 'Identifiant invalide', 'credentials-refused', true],
    [40129, 'Format JSON invalide', 'response-unexpected', false],
  ] as const)('%i %s', (code, message, expected, stops) => {
    const { error, stop } = meaningOf({ code, message }, 'api.example', 0)
    expect(error.code).toBe(expected)
    expect(stop !== null).toBe(stops)
  })
})

it('cookies come back as they were given, several in one line too', () => {
  const line = 'GTK=a%3D; path=/; expires=Wed, 24 Nov 2027 10:00:00 GMT; secure, autre=b; HttpOnly'
  expect([...cookiesOf(line)]).toEqual([
    ['GTK', 'a%3D'],
    ['autre', 'b'],
  ])
})

describe('work as it is written', () => {
  const slot = (aFaire: unknown) => ({
    date: '2026-11-24',
    entityId: 3,
    entityType: 'C',
    matiereLibelle: 'Maths',
    aFaire,
  })
  const parsed = (aFaire: unknown) => {
    const [read] = slotsSchema.parse([slot(aFaire)])
    return read && parseWork(read, new Set(['classe:3']), 'https://api.example/v3')
  }

  it.each([null, undefined, [], {}, { contenu: '', documents: [] }])('an hour without any: %j', (aFaire) => {
    expect(parsed(aFaire)).toBeNull()
  })

  it('in base64, or not', () => {
    const packed = Buffer.from('<p>Réviser</p>').toString('base64')
    expect(parsed({ idDevoir: 1, contenu: packed })).toMatchObject({
      descriptionHtml: '<p>Réviser</p>',
      title: 'Réviser',
    })
    expect(parsed({ idDevoir: 1, contenu: '<p>Réviser</p>' })).toMatchObject({ title: 'Réviser' })
    expect(parsed({ idDevoir: 1, contenu: '' })).toMatchObject({ title: 'Maths', dueOn: '2026-11-24' })
  })
})
