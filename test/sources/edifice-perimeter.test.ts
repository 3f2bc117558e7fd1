/** Whom a teacher's session looks at: their own classes and groups, found by any list that names them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotRecord } from '../../electron/contract/snapshot.ts'
import type { EdificeService } from '../../electron/contract/views.ts'
import type { DemoServer } from '../../electron/demo/server.ts'
import type { HttpClient } from '../../electron/platform/http.ts'
import { createEdificeDriver } from '../../electron/sources/edifice/driver.ts'
import { startSmallDemo } from '../helpers/demo-server.ts'
import { createTestContext } from '../helpers/sources-context.ts'
import { createCookieClient, logInByHand } from '../helpers/sources-cookies.ts'
import { type Front, jsonAnswer, startFront } from '../helpers/sources-front.ts'

const ALL: readonly EdificeService[] = ['memento', 'groups', 'diary', 'homeworks', 'timetable']
let demo: DemoServer
let front: Front
let http: HttpClient
let url: string

beforeAll(async () => {
  demo = await startSmallDemo()
  front = await startFront(demo.url)
  url = demo.accounts.edifice.url.replace(demo.url, front.origin)
  http = createCookieClient()
  await logInByHand(http, { ...demo.accounts.edifice, url })
})
afterAll(async () => {
  await front.stop()
  await demo.stop()
})

async function read(services = ALL): Promise<SnapshotRecord[]> {
  const records: SnapshotRecord[] = []
  const driver = createEdificeDriver({ config: { url, services: [...services] }, http })
  for await (const batch of driver.fetch(createTestContext())) records.push(...batch.records)
  return records
}
const idsOf = (records: readonly SnapshotRecord[], entity: SnapshotRecord['entity']) =>
  new Set(records.filter((record) => record.entity === entity).map(({ externalId }) => externalId))
/** In place of one answer of the platform; the rest passes. */
const instead = (pattern: RegExp, value: unknown, status = 200) =>
  front.spoil((_, path) => (pattern.test(path) ? jsonAnswer(value, status) : null))

describe('a teacher', () => {
  it('whom the school attached to no class is known by the timetable', async () => {
    front.spoil(() => null)
    const attached = await read()
    instead(/\/directory\/myclasses/, { schools: [] })
    // The session's own word for the schools serves then.
    const unattached = await read()
    expect(idsOf(unattached, 'class')).toEqual(idsOf(attached, 'class'))
    expect(idsOf(unattached, 'person')).toEqual(idsOf(attached, 'person'))
    expect(idsOf(unattached, 'lesson')).toEqual(idsOf(attached, 'lesson'))
  })

  it('sees no other class of the school’s list', async () => {
    front.spoil(() => null)
    const records = await read()
    const named = new Set(records.flatMap((record) => (record.entity === 'lesson' ? record.classNames : [])))
    for (const record of records) if (record.entity === 'class') expect(named).toContain(record.name)
  })

  it('is no pupil and no parent', async () => {
    instead(/userinfo/, { userId: 'u', type: 'PERSRELELEVE', structures: [] })
    await expect(read()).rejects.toMatchObject({ code: 'credentials-refused', params: { reason: 'not-a-teacher' } })
  })
})

describe('a service that was there and is not now', () => {
  it.each<[EdificeService, RegExp]>([
    ['memento', /memento\/access/],
    ['groups', /viescolaire\/classes/],
    ['diary', /\/diary\//],
    ['homeworks', /\/homeworks\/list/],
    ['timetable', /timetable\/courses/],
  ])('%s is missing, never empty', async (service, pattern) => {
    for (const status of [401, 403, 404]) {
      instead(pattern, { error: 'x' }, status)
      await expect(read()).rejects.toMatchObject({ code: 'source-incomplete', params: { collection: service } })
    }
    // Not asked for at all where it never was.
    instead(pattern, { error: 'x' }, 500)
    expect((await read(ALL.filter((one) => one !== service))).length).toBeGreaterThan(50)
  })

  it('a family’s page that may not be read is no empty page; one that is not there yet is', async () => {
    instead(/memento\/students/, { error: 'x' }, 403)
    await expect(read()).rejects.toMatchObject({ code: 'credentials-refused' })
    instead(/memento\/students/, { error: 'x' }, 404)
    expect(idsOf(await read(), 'person').size).toBeGreaterThan(10)
  })
})
