/** Every driver through the engine into a real store: what comes is kept, and no outage of the platform takes it away. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoScenario } from '../../electron/contract/views.ts'
import { type DemoServer, startDemoServer } from '../../electron/demo/server.ts'
import type { SourceDriver } from '../../electron/sources/source.ts'
import { SMALL, TODAY } from '../helpers/demo-server.ts'
import { type EngineBench, openEngineBench } from '../helpers/sources-engine.ts'
import { SUBJECTS } from '../helpers/sources-subjects.ts'

const OUTAGES: readonly DemoScenario[] = [
  'overload',
  'maintenance',
  'quota',
  'redirect-loop',
  'too-many-requests',
  'captive-portal',
  'night-pause',
  'ip-suspended',
]

describe.each(SUBJECTS)('$name', (subject) => {
  let demo: DemoServer
  let bench: EngineBench
  let sourceId: number
  let driverOfRun: () => SourceDriver

  beforeAll(async () => {
    demo = await startDemoServer({ size: SMALL, today: TODAY })
    driverOfRun = await subject.prepare(demo, (url) => url)
    bench = await openEngineBench(async () => driverOfRun())
    sourceId = await bench.addServer(demo)
  })
  afterAll(async () => {
    await bench.close()
    await demo.stop()
  })

  /** Everything this source gave, to be compared before and after. */
  async function kept() {
    const { read } = bench.store
    return {
      classes: await read.listClasses(),
      roster: await read.readRoster(null),
      assignments: await read.listAssignments({ offset: 0, limit: 500 }),
      records: (await read.knownRecords(sourceId)).map((record) => JSON.stringify(record)).sort(),
    }
  }

  it('comes whole the first time', async () => {
    const result = await bench.engine.sync(sourceId)
    expect(result).toMatchObject({ outcome: 'applied', error: null })
    const { roster, records } = await kept()
    expect(records.length).toBeGreaterThan(50)
    if (subject.gives === 'people') expect(roster.length).toBeGreaterThan(10)
  })

  it('writes nothing when nothing has changed', async () => {
    const before = await kept()
    expect(await bench.engine.sync(sourceId)).toMatchObject({
      outcome: 'unchanged',
      counts: { added: 0, changed: 0, removed: 0 },
    })
    expect(await kept()).toEqual(before)
  })

  it.each(OUTAGES)('%s changes nothing', async (scenario) => {
    if (scenario === 'night-pause' && subject.name === 'ical') return
    driverOfRun = await subject.prepare(demo, (url) => url)
    const before = await kept()
    await demo.setScenario(scenario)
    const result = await bench.engine.sync(sourceId)
    await demo.setScenario('normal')
    expect(result.outcome).toBe('failed')
    expect(await kept()).toEqual(before)
  })

  it('an empty school is refused and half a school is held', async () => {
    if (subject.gives !== 'people') return
    driverOfRun = await subject.prepare(demo, (url) => url)
    const before = await kept()
    await demo.setScenario('empty-roster')
    expect(await bench.engine.sync(sourceId)).toMatchObject({ outcome: 'refused', error: { code: 'source-empty' } })
    await demo.setScenario('half-roster')
    expect(await bench.engine.sync(sourceId)).toMatchObject({ outcome: 'held', error: { code: 'source-held' } })
    await demo.setScenario('normal')
    expect(await kept()).toEqual(before)
    expect(await bench.engine.sync(sourceId)).toMatchObject({ outcome: 'unchanged' })
  })
})
