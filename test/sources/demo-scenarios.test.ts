import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../electron/contract/errors.ts'
import type { DemoScenario } from '../../electron/contract/views.ts'
import { type DemoServer, startDemoServer } from '../../electron/demo/server.ts'
import { type EngineBench, openEngineBench } from '../helpers/sources-engine.ts'

let demo: DemoServer
let bench: EngineBench
let sourceId: number

/** Everything the teacher sees of the school, to be compared before and after. */
async function school() {
  const { read } = bench.store
  return {
    classes: await read.listClasses(),
    roster: await read.readRoster(null),
    assignments: await read.listAssignments({ offset: 0, limit: 500 }),
    records: (await read.knownRecords(sourceId)).map((record) => JSON.stringify(record)).sort(),
    validators: await read.pageValidators(sourceId),
  }
}

beforeAll(async () => {
  demo = await startDemoServer()
  bench = await openEngineBench()
  sourceId = await bench.addServer(demo)
})
afterAll(async () => {
  await bench.close()
  await demo.stop()
})

describe('an outage before the first synchronisation', () => {
  it.each<[DemoScenario, ErrorCode]>([
    ['truncated-json', 'response-truncated'],
    ['maintenance', 'server-maintenance'],
    ['empty-roster', 'source-empty'],
  ])('%s leaves nothing behind', async (scenario, code) => {
    await demo.setScenario(scenario)
    const result = await bench.engine.sync(sourceId)
    expect(result.error?.code).toBe(code)
    expect((await school()).roster).toEqual([])
    expect((await school()).validators).toEqual([])
  })
})

describe('the demonstration school', () => {
  it('comes whole', async () => {
    await demo.setScenario('normal')
    const result = await bench.engine.sync(sourceId)
    expect(result).toMatchObject({ outcome: 'applied', error: null })
    const { roster, assignments, classes } = await school()
    expect(roster.length).toBeGreaterThan(400)
    expect(assignments.total).toBeGreaterThan(1000)
    expect(classes.filter(({ kind }) => kind === 'class')).toHaveLength(12)
    expect(roster.some(({ courtBlock }) => courtBlock)).toBe(true)
  })

  it('a second time changes nothing', async () => {
    const before = await school()
    const result = await bench.engine.sync(sourceId)
    expect(result).toMatchObject({ outcome: 'unchanged', counts: { added: 0, changed: 0, removed: 0 } })
    expect(await school()).toEqual(before)
  })
})

describe('an outage afterwards', () => {
  it.each<[DemoScenario, 'failed' | 'refused' | 'held', ErrorCode]>([
    ['overload', 'failed', 'server-overloaded'],
    ['maintenance', 'failed', 'server-maintenance'],
    ['login-down', 'failed', 'login-door-down'],
    ['quota', 'failed', 'server-quota'],
    ['redirect-loop', 'failed', 'redirect-loop'],
    ['too-many-requests', 'failed', 'too-many-requests'],
    ['account-locked', 'failed', 'account-locked'],
    ['application-down', 'failed', 'server-overloaded'],
    ['night-pause', 'failed', 'server-maintenance'],
    ['captive-portal', 'failed', 'network-own-down'],
    ['session-expired', 'failed', 'credentials-refused'],
    ['ip-suspended', 'failed', 'ip-suspended'],
    ['empty-roster', 'refused', 'source-empty'],
    ['half-roster', 'held', 'source-held'],
  ])('%s changes nothing and says why', async (scenario, outcome, code) => {
    await demo.setScenario('normal')
    const before = await school()
    await demo.setScenario(scenario)
    const result = await bench.engine.sync(sourceId)
    expect(result).toMatchObject({
      outcome,
      error: { code },
      counts: { added: 0, changed: 0, removed: 0, unchanged: 0 },
    })
    expect(await school()).toEqual(before)
    const [run] = await bench.store.read.listSyncRuns(1)
    expect(run).toMatchObject({ id: result.runId, outcome, error: { code } })
  })

  it.each<DemoScenario>(['slow', 'expired-token', 'truncated-json', 'messaging-closed'])(
    '%s does no harm to a school already here',
    async (scenario) => {
      const before = await school()
      await demo.setScenario(scenario)
      expect((await bench.engine.sync(sourceId)).outcome).toBe('unchanged')
      expect(await school()).toEqual(before)
    },
  )

  it('half a school is held with its list until the teacher decides', async () => {
    await demo.setScenario('half-roster')
    await bench.engine.sync(sourceId)
    const before = await school()
    const [held] = await bench.store.read.listHeldSyncs()
    expect(held?.removals.length).toBeGreaterThan(100)
    await bench.engine.decideHeld(held?.id ?? 0, false)
    expect(await school()).toEqual(before)
    expect(await bench.store.read.listHeldSyncs()).toEqual([])

    await bench.engine.sync(sourceId)
    const [again] = await bench.store.read.listHeldSyncs()
    await bench.engine.decideHeld(again?.id ?? 0, true)
    expect((await school()).roster.length).toBeLessThan(before.roster.length)
    await expect(bench.engine.decideHeld(again?.id ?? 0, true)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('and the whole school comes back', async () => {
    await demo.setScenario('normal')
    expect((await bench.engine.sync(sourceId)).outcome).toBe('applied')
    expect((await school()).roster.length).toBeGreaterThan(400)
  })
})

describe('attachments', () => {
  it('are fetched once, whole, and an outage leaves the rest for later', async () => {
    await demo.setScenario('maintenance')
    const none = await bench.engine.fetchAttachments(sourceId)
    expect(none).toMatchObject({ fetched: 0 })
    expect(none.left).toBeGreaterThan(100)
    await demo.setScenario('normal')
    const all = await bench.engine.fetchAttachments(sourceId)
    expect(all).toMatchObject({ failed: 0, left: 0 })
    expect(all.fetched).toBe(none.left + none.failed)
    expect([...bench.blobs.values()].every((bytes) => bytes.byteLength > 0)).toBe(true)
    expect(await bench.engine.fetchAttachments(sourceId)).toMatchObject({ fetched: 0, failed: 0, left: 0 })
  })
})
