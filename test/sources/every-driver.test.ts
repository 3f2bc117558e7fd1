/**
 * One suite for every driver, over real servers: whatever a network or a platform does to an answer, a run either ends
 * whole or throws what happened. Nothing here may end normally on a part (invariant 1).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ErrorCode, TrousseError } from '../../electron/contract/errors.ts'
import { type SnapshotRecord, snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { DemoServer } from '../../electron/demo/server.ts'
import type { SourceDriver } from '../../electron/sources/source.ts'
import { startSmallDemo } from '../helpers/demo-server.ts'
import { createTestContext } from '../helpers/sources-context.ts'
import { createCookieClient } from '../helpers/sources-cookies.ts'
import { cut, type Front, jsonAnswer, page, type Spoil, startFront } from '../helpers/sources-front.ts'
import { always, SUBJECTS, type Subject } from '../helpers/sources-subjects.ts'

/** Places of a run that are spoiled; most runs are shorter. */
const SAMPLES = 25

let demo: DemoServer
let front: Front

beforeAll(async () => {
  demo = await startSmallDemo()
  front = await startFront(demo.url)
})
afterAll(async () => {
  await front.stop()
  await demo.stop()
})

async function readyFor(subject: Subject): Promise<SourceDriver> {
  front.spoil(() => null)
  return (await subject.prepare(demo, (url) => url.replace(demo.url, front.origin)))()
}

async function readAll(driver: SourceDriver, signal?: AbortSignal): Promise<SnapshotRecord[]> {
  const records: SnapshotRecord[] = []
  const http = createCookieClient()
  const context = createTestContext({ http, ...(signal === undefined ? {} : { signal }) })
  for await (const batch of driver.fetch(context)) records.push(...batch.records)
  return records
}

/** The code of what a run throws, or `whole`. Anything that is not one of our own errors is itself a failure. */
async function outcomeOf(driver: SourceDriver, signal?: AbortSignal): Promise<ErrorCode | 'whole'> {
  try {
    await readAll(driver, signal)
    return 'whole'
  } catch (error) {
    if (error instanceof TrousseError) return error.code
    if (error instanceof Error && error.name === 'AbortError') return 'cancelled'
    throw error
  }
}

const outcomeWhen = async (subject: Subject, how: Spoil, from = 0) => {
  const driver = await readyFor(subject)
  front.spoil(how, from)
  return outcomeOf(driver)
}

const MAINTENANCE = page('Accès momentanément indisponible')
const toOther: Spoil = (_, path) => ({
  status: 302,
  headers: { location: path.endsWith('/aller') ? '/retour' : '/aller' },
  body: Buffer.alloc(0),
})
const FAULTS: readonly (readonly [string, Spoil, ErrorCode])[] = [
  ['a maintenance page with status 200', always(MAINTENANCE), 'server-maintenance'],
  [
    'a quota page with status 200',
    always(page('Merci de patienter', 200, '<p>Nous avons instauré une logique de quota.</p>')),
    'server-quota',
  ],
  ['a redirect loop', toOther, 'redirect-loop'],
  [
    'an overloaded server',
    always({ ...page('Service surchargé', 503), headers: { 'retry-after': '600' } }),
    'server-overloaded',
  ],
  ['too many requests', always(jsonAnswer({ error: 'busy' }, 429, { 'retry-after': '600' })), 'too-many-requests'],
  ['an answer without end', () => 'endless', 'response-too-large'],
  ['a line that breaks', () => 'broken-line', 'response-truncated'],
  ['an address that is suspended', always(page('Votre adresse IP est provisoirement suspendue.')), 'ip-suspended'],
  ['a captive portal', always(page('Portail captif')), 'network-own-down'],
]

describe.each(SUBJECTS)('$name', (subject) => {
  it('reads a healthy server whole, with records that fit the contract', async () => {
    const records = await readAll(await readyFor(subject))
    expect(records.length).toBeGreaterThan(50)
    for (const record of records) expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
  })

  it.each(FAULTS)('%s', async (_, how, code) => {
    expect(await outcomeWhen(subject, how)).toBe(code)
  })

  it('an expired key or session', async () => {
    expect(await outcomeWhen(subject, subject.expired)).toBe(subject.expiredCode)
  })

  it('a locked account', async () => {
    expect(await outcomeWhen(subject, subject.locked)).toBe('account-locked')
  })

  it('another program’s page and another program’s data', async () => {
    const expected = [subject.firstDoor ?? subject.strangerCode, 'response-unexpected', subject.strangerCode]
    expect(expected).toContain(await outcomeWhen(subject, always(page('Bienvenue sur mon site'))))
    expect(expected).toContain(await outcomeWhen(subject, always(jsonAnswer({ hello: 'world' }))))
  })

  it('a slow server is left when the teacher cancels', async () => {
    const driver = await readyFor(subject)
    front.spoil(() => 'silence')
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    expect(await outcomeOf(driver, stop.signal)).toBe('cancelled')
  })

  it('whichever answer of a run is cut, replaced or refused, the run is not called whole', async () => {
    const healthy = await readyFor(subject)
    front.spoil(() => null)
    await readAll(healthy)
    const requests = front.seen()
    const sampled = new Set(Array.from({ length: SAMPLES }, (_, index) => Math.floor((index * requests) / SAMPLES)))
    for (const from of sampled) {
      const cutThere = await outcomeWhen(subject, cut, from)
      expect([subject.cutCode, ...(from === 0 ? [subject.firstDoor] : [])], `cut from ${from}`).toContain(cutThere)
      expect(await outcomeWhen(subject, always(MAINTENANCE), from), `maintenance from ${from}`).toBe(
        'server-maintenance',
      )
      expect(await outcomeWhen(subject, always(jsonAnswer({ hello: 'world' })), from), `other from ${from}`).not.toBe(
        'whole',
      )
      expect(await outcomeWhen(subject, always(jsonAnswer([null])), from), `list from ${from}`).not.toBe('whole')
      expect(await outcomeWhen(subject, subject.locked, from), `locked from ${from}`).toBe('account-locked')
    }
  })
})
