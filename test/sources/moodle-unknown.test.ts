/** What Moodle will not say of one course is unknown, never empty: through the engine, into a real store. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DemoServer, startDemoServer } from '../../electron/demo/server.ts'
import { createMoodleDriver } from '../../electron/sources/moodle/driver.ts'
import { SMALL, TODAY } from '../helpers/demo-server.ts'
import { type EngineBench, openEngineBench } from '../helpers/sources-engine.ts'
import { type Front, jsonAnswer, type Passed, type Spoil, startFront } from '../helpers/sources-front.ts'

let demo: DemoServer
let front: Front
let bench: EngineBench
let sourceId: number

const refused = jsonAnswer({ exception: 'required_capability_exception', errorcode: 'nopermissions', message: 'Non' })

/** Rewrites one kind of answer, told by what it holds. */
const rewriting =
  (recognise: RegExp, change: (value: unknown) => unknown): Spoil =>
  (good: Passed) => {
    const text = good.body.toString()
    return recognise.test(text) ? jsonAnswer(change(JSON.parse(text))) : null
  }

async function kept() {
  const { read } = bench.store
  return {
    roster: await read.readRoster(null),
    assignments: (await read.listAssignments({ offset: 0, limit: 500 })).total,
    classes: await read.listClasses(),
  }
}

beforeAll(async () => {
  demo = await startDemoServer({ size: { ...SMALL, assignments: 600 }, today: TODAY })
  front = await startFront(demo.url)
  const { url, token } = demo.accounts.moodle
  const config = { url: url.replace(demo.url, front.origin) }
  bench = await openEngineBench(async () => createMoodleDriver({ config, token }))
  sourceId = await bench.addServer(demo)
  await bench.engine.sync(sourceId)
})
beforeEach(() => front.spoil(() => null))
afterAll(async () => {
  await bench.close()
  await front.stop()
  await demo.stop()
})

describe('a course of which Moodle says nothing this time', () => {
  it('keeps its members and its groups when its list is refused', async () => {
    const before = await kept()
    expect(before.roster.length).toBeGreaterThan(10)
    front.spoil(rewriting(/"lastaccess"/, () => JSON.parse(refused.body.toString())))
    expect(await bench.engine.sync(sourceId)).toMatchObject({ outcome: 'refused', error: { code: 'source-empty' } })
    // One course only: the first list of participants and its second try.
    let lists = 0
    front.spoil((good) => (/"lastaccess"/.test(good.body.toString()) && ++lists <= 2 ? refused : null))
    expect(await bench.engine.sync(sourceId)).toMatchObject({ outcome: 'unchanged' })
    expect(await kept()).toEqual(before)
  })

  it('keeps its members when roles are not shown', async () => {
    const before = await kept()
    let lists = 0
    front.spoil((good) => {
      const text = good.body.toString()
      if (!/"lastaccess"/.test(text) || ++lists > 1) return null
      return jsonAnswer((JSON.parse(text) as object[]).map((user) => ({ ...user, roles: [] })))
    })
    expect(await bench.engine.sync(sourceId)).toMatchObject({ outcome: 'unchanged' })
    expect(await kept()).toEqual(before)
  })

  it.each<[string, (value: { courses: { id: number }[] }) => unknown]>([
    [
      'a warning names it',
      ({ courses }) => ({
        courses: courses.slice(1),
        warnings: [{ item: 'course', itemid: courses[0]?.id, warningcode: '1', message: 'Non' }],
      }),
    ],
    [
      'a warning names nothing',
      ({ courses }) => ({
        courses: courses.map((one) => ({ ...one, assignments: [] })),
        warnings: [{ item: 'module', itemid: 1, warningcode: '1', message: 'Non' }],
      }),
    ],
    ['it is left out in silence', ({ courses }) => ({ courses: courses.slice(1), warnings: [] })],
  ])('keeps its assignments when %s', async (_, change) => {
    const before = await kept()
    expect(before.assignments).toBeGreaterThan(10)
    front.spoil(rewriting(/"warnings"/, (value) => change(value as { courses: { id: number }[] })))
    expect(await bench.engine.sync(sourceId)).toMatchObject({ outcome: 'unchanged' })
    expect(await kept()).toEqual(before)
  })

  it('keeps its assignments when the site no longer offers them', async () => {
    const before = await kept()
    front.spoil(
      rewriting(/"siteurl"/, (value) => {
        const site = value as { functions: { name: string }[] }
        return { ...site, functions: site.functions.filter(({ name }) => name !== 'mod_assign_get_assignments') }
      }),
    )
    expect(await bench.engine.sync(sourceId)).toMatchObject({ outcome: 'unchanged' })
    expect(await kept()).toEqual(before)
  })

  it('says that the site is closed to applications when it offers nothing', async () => {
    front.spoil(rewriting(/"siteurl"/, (value) => ({ ...(value as object), functions: [] })))
    expect(await bench.engine.sync(sourceId)).toMatchObject({
      outcome: 'failed',
      error: { code: 'service-closed-to-apps' },
    })
  })
})
