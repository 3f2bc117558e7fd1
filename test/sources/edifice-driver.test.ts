import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type SnapshotBatch, snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { DemoServer } from '../../electron/demo/server.ts'
import type { HttpClient, HttpRequest } from '../../electron/platform/http.ts'
import { checkEdifice, createEdificeDriver } from '../../electron/sources/edifice/driver.ts'
import { linkedDocuments } from '../../electron/sources/edifice/work.ts'
import { SMALL, startSmallDemo } from '../helpers/demo-server.ts'
import { createTestContext, ofEntity } from '../helpers/sources-context.ts'
import { createCookieClient, logInByHand } from '../helpers/sources-cookies.ts'

const ALL = ['memento', 'groups', 'diary', 'homeworks', 'timetable'] as const
let demo: DemoServer
let http: HttpClient
let asked: HttpRequest[]

beforeAll(async () => {
  demo = await startSmallDemo({ size: { ...SMALL, assignments: 1200 } })
})
beforeEach(async () => {
  await demo.setScenario('normal')
  const cookies = createCookieClient()
  await logInByHand(cookies, demo.accounts.edifice)
  asked = []
  http = {
    request: (question) => {
      asked.push(question)
      return cookies.request(question)
    },
  }
})
afterAll(() => demo.stop())

const driver = (services: readonly (typeof ALL)[number][] = ALL) =>
  createEdificeDriver({ config: { url: demo.accounts.edifice.url, services: [...services] }, http })

async function fetchAll(services?: readonly (typeof ALL)[number][]): Promise<SnapshotBatch[]> {
  const batches: SnapshotBatch[] = []
  for await (const batch of driver(services).fetch(createTestContext())) batches.push(batch)
  return batches
}

describe('the demonstration’s Edifice', () => {
  it('comes whole, as records that fit the contract', async () => {
    const batches = await fetchAll()
    for (const record of batches.flatMap(({ records }) => records)) {
      expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
    }
    const people = ofEntity(batches, 'person')
    const pupils = people.filter(({ role }) => role === 'pupil')
    expect(pupils.length).toBeGreaterThan(10)
    expect(pupils.every(({ birthDate, guardianships }) => birthDate !== undefined && guardianships.length > 0)).toBe(
      true,
    )
    const guardians = people.filter(({ role }) => role === 'guardian')
    expect(guardians.some(({ contactPoints }) => contactPoints.some(({ kind }) => kind === 'email'))).toBe(true)
    expect(guardians.some(({ contactPoints }) => contactPoints.some(({ kind }) => kind === 'phone'))).toBe(true)
    expect(ofEntity(batches, 'assignment').length).toBeGreaterThan(10)
    const lessons = ofEntity(batches, 'lesson')
    expect(lessons.length).toBeGreaterThan(100)
    expect(lessons.every(({ classNames }) => classNames.length === 1)).toBe(true)
    expect(lessons.every(({ classExternalId }) => classExternalId !== undefined)).toBe(true)
    const groups = ofEntity(batches, 'class').filter(({ kind }) => kind === 'group')
    const inGroups = ofEntity(batches, 'enrolment').filter((one) =>
      groups.some((group) => group.externalId === one.classExternalId),
    )
    expect(groups.length).toBeGreaterThan(0)
    expect(inGroups.length).toBeGreaterThan(5)
  })

  it('reads only, and asks for nobody but the teacher’s own pupils', async () => {
    const batches = await fetchAll()
    expect(asked.every(({ method = 'GET' }) => method === 'GET')).toBe(true)
    const pupils = new Set(
      ofEntity(batches, 'person')
        .filter(({ role }) => role === 'pupil')
        .map(({ externalId }) => externalId),
    )
    const mementos = asked.flatMap(({ url }) => /memento\/students\/(.+)$/.exec(url)?.[1] ?? [])
    expect(new Set(mementos.map(decodeURIComponent))).toEqual(pupils)
    expect(mementos).toHaveLength(pupils.size)
  })

  it('keeps nothing of what must not be read', async () => {
    expect(JSON.stringify(await fetchAll())).not.toContain('never-read')
  })

  it('pauses between two families', async () => {
    const context = createTestContext()
    const driven = driver(['memento'])
    for await (const _ of driven.fetch(context)) {
      // Read to the end.
    }
    expect(context.waits.length).toBeGreaterThan(10)
    expect(context.waits.every((milliseconds) => milliseconds >= 150)).toBe(true)
  })

  it('gives the files its homework links to', async () => {
    const [file] = ofEntity(await fetchAll(['diary']), 'assignment').flatMap(({ attachments }) => attachments)
    const request = { url: file?.url ?? '', name: file?.name ?? '', maxBytes: 10_000_000 }
    expect((await driver().fetchAttachment?.(createTestContext(), request))?.byteLength).toBeGreaterThan(0)
    expect(file?.name).toMatch(/\.\w+$/)
  })

  it('is looked at before it is stored', async () => {
    const found = await checkEdifice({ url: demo.accounts.edifice.url, http }, createTestContext())
    expect([...found.services].sort()).toEqual([...ALL].sort())
    expect(found.schools[0]).toContain('Trois-Tilleuls')
  })

  it('says that the session is over, never that there is nothing', async () => {
    await demo.setScenario('session-expired')
    await expect(fetchAll()).rejects.toMatchObject({ code: 'session-expired' })
    await demo.setScenario('normal')
    http = createCookieClient()
    await expect(fetchAll()).rejects.toMatchObject({ code: 'session-expired' })
  })
})

describe('documents linked from a text', () => {
  const root = 'https://ent.example'
  it('are those of the platform’s own space', () => {
    const html = `<p><a class="x" href="/workspace/document/a-1?v=2">Sujet&nbsp;<b>n° 1</b>.pdf</a>
<a href='https://ent.example/workspace/document/b2'></a><a href="/workspace/document/a-1">encore</a>
<a href="https://evil.example/workspace/document/c3">non</a><a href="/auth/logout">non</a><a href="javascript:x">non</a></p>`
    expect(linkedDocuments(html, root)).toEqual([
      { externalId: 'a-1', name: 'Sujet n° 1 .pdf', url: `${root}/workspace/document/a-1` },
      { externalId: 'b2', name: 'b2', url: `${root}/workspace/document/b2` },
    ])
  })

  it('cost nothing much in a hostile text', () => {
    expect(linkedDocuments('<a href="x">'.repeat(8000), root)).toEqual([])
    expect(linkedDocuments('<a '.repeat(30_000), root)).toEqual([])
  })
})
