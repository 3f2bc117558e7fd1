/** The history of outages: opened and closed by what is shown, with what was seen, upgraded from the first schema. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Availability, OutageEvidence } from '../../electron/contract/views.ts'
import type { AvailabilitySample } from '../../electron/store/api.ts'
import { MIGRATIONS } from '../../electron/store/migrations/index.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { createReader } from '../../electron/store/reader.ts'
import { KEY, type LocalStore, openLocal, temporaryFolder } from '../helpers/store.ts'

let store: LocalStore
let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  store = await openLocal(folder)
})
afterEach(async () => {
  store.database.close()
  await remove()
})

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute)).toISOString()
const LONG_AGO = '2000-01-01T00:00:00.000Z'

function sample(
  minute: number,
  state: Availability['state'],
  cause: Availability['cause'],
  change: { since?: number; seen?: Partial<OutageEvidence>; service?: string } = {},
): AvailabilitySample {
  const { service = 'Mon ENT', since = minute, seen = {} } = change
  const shown: Availability = { service, state, cause, since: at(since), checkedAt: at(minute) }
  const evidence = {
    at: at(minute),
    cause,
    status: 200,
    host: 'ent.example',
    title: 'Indisponible',
    excerpt: null,
    ...seen,
  }
  return { service, platform: 'Mon ENT', role: 'front', at: at(minute), state, cause, shown, evidence }
}

describe('an outage', () => {
  it('lasts from its first sign to its end, and keeps what was seen when it changed', async () => {
    await store.write.recordAvailability(sample(0, 'up', 'answers'))
    await store.write.recordAvailability(sample(5, 'down', 'maintenance-page'))
    await store.write.recordAvailability(sample(6, 'down', 'maintenance-page', { since: 5 }))
    await store.write.recordAvailability(
      sample(7, 'down', 'overloaded', { since: 5, seen: { status: 503, title: null } }),
    )
    await store.write.recordAvailability(sample(20, 'up', 'answers', { since: 19 }))
    const [outage, ...others] = await store.read.listOutages(LONG_AGO)
    expect(others).toEqual([])
    expect(outage).toMatchObject({
      service: 'Mon ENT',
      platform: 'Mon ENT',
      role: 'front',
      cause: 'overloaded',
      beganAt: at(5),
      endedAt: at(19),
      checkedAt: at(20),
    })
    expect(outage?.evidence.map(({ at: when, status, title }) => [when, status, title])).toEqual([
      [at(5), 200, 'Indisponible'],
      [at(7), 503, null],
    ])
    expect(await store.read.watchedSince()).toBe(at(0))
  })

  it('keeps six things seen, however long it wavers', async () => {
    for (let minute = 0; minute < 40; minute++) {
      await store.write.recordAvailability(
        sample(minute, 'down', 'server-error', { since: 0, seen: { status: 500 + (minute % 2) } }),
      )
    }
    expect((await store.read.listOutages(LONG_AGO))[0]?.evidence).toHaveLength(6)
  })

  it('is not ended by what is unknown, nor by a network of ours that is cut', async () => {
    await store.write.recordAvailability(sample(0, 'down', 'no-answer'))
    await store.write.recordAvailability(sample(1, 'unknown', 'unexpected-answer'))
    await store.write.recordAvailability(sample(2, 'own-network-down', 'own-network'))
    expect((await store.read.listOutages(LONG_AGO))[0]?.endedAt).toBeNull()
  })

  it('of the letter box is counted while the platform stays up', async () => {
    await store.write.recordAvailability(sample(0, 'up', 'answers'))
    await store.write.recordAvailability(sample(10, 'up', 'messaging-closed', { since: 0 }))
    await store.write.recordAvailability(sample(30, 'up', 'answers', { since: 0 }))
    expect(await store.read.listOutages(LONG_AGO)).toMatchObject([
      { cause: 'messaging-closed', beganAt: at(10), endedAt: at(30) },
    ])
  })

  it('of the letter box ends where a fall of the platform begins', async () => {
    await store.write.recordAvailability(sample(0, 'up', 'messaging-closed'))
    await store.write.recordAvailability(sample(10, 'down', 'no-answer'))
    await store.write.recordAvailability(sample(20, 'up', 'messaging-closed'))
    const outages = (await store.read.listOutages(LONG_AGO)).map(({ cause, beganAt, endedAt }) => [
      cause,
      beganAt,
      endedAt,
    ])
    expect(outages).toEqual([
      ['messaging-closed', at(20), null],
      ['no-answer', at(10), at(20)],
      ['messaging-closed', at(0), at(10)],
    ])
  })

  it('that was over before is not listed', async () => {
    await store.write.recordAvailability(sample(0, 'down', 'no-answer'))
    await store.write.recordAvailability(sample(10, 'up', 'answers'))
    await store.write.recordAvailability(sample(50, 'down', 'no-answer'))
    expect(await store.read.listOutages(at(11))).toMatchObject([{ beganAt: at(50), endedAt: null }])
  })
})

describe('a platform watched without a source', () => {
  const services = [
    { role: 'front', product: 'kosmos', url: 'https://lycee.ent.example/' },
    { role: 'login', product: 'kosmos', url: 'https://cas.ent.example/login' },
  ] as const

  it('is kept, replaced and taken away; its history stays', async () => {
    await store.write.watchPlatform('Mon ENT', services, at(0))
    await store.write.watchPlatform('PRONOTE', [{ ...services[0], product: 'pronote', role: 'application' }], at(0))
    await store.write.watchPlatform('Mon ENT', [...services, services[0]], at(1))
    expect(await store.read.listWatchedServices()).toMatchObject([
      { platform: 'PRONOTE', role: 'application', product: 'pronote' },
      { platform: 'Mon ENT', ...services[0] },
      { platform: 'Mon ENT', ...services[1] },
    ])
    await store.write.recordAvailability(sample(5, 'down', 'no-answer'))
    await store.write.unwatchPlatform('Mon ENT', at(9))
    expect((await store.read.listWatchedServices()).map(({ platform }) => platform)).toEqual(['PRONOTE'])
    expect(await store.read.listOutages(LONG_AGO)).toMatchObject([{ beganAt: at(5), endedAt: at(9) }])
  })
})

/** How many migrations came before the one that keeps what was seen. */
const OURS = MIGRATIONS.findIndex(({ sql }) => sql.includes('CREATE TABLE outage_evidence'))

describe('a database of before', () => {
  it('keeps its outages, each of the platform that its service was', async () => {
    store.database.close()
    const older = await temporaryFolder()
    const before = await openDatabase({ folder: older.folder, key: KEY, migrations: MIGRATIONS.slice(0, OURS) })
    before.connection.transaction(() => {
      const insert = before.connection.write<[string, string, string, string | null]>(
        'INSERT INTO outage (service, cause, began_at, ended_at) VALUES (?, ?, ?, ?)',
      )
      insert.run('ENT de l’été', 'maintenance-page', at(0), at(9))
      insert.run('ENT de l’été', 'no-answer', at(20), null)
      insert.run('', 'none', at(21), null)
    })
    before.close()
    const after = await openDatabase({ folder: older.folder, key: KEY })
    const outages = await createReader(after.connection).listOutages(LONG_AGO)
    expect(outages.map(({ platform, role, beganAt, endedAt }) => [platform, role, beganAt, endedAt])).toEqual([
      ['', 'front', at(21), null],
      ['ENT de l’été', 'front', at(20), null],
      ['ENT de l’été', 'front', at(0), at(9)],
    ])
    after.close()
    await older.remove()
    store = await openLocal(folder)
  })
})
