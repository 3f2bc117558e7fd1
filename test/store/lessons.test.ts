import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SnapshotCoverage, SnapshotRecord } from '../../electron/contract/snapshot.ts'
import {
  AT,
  addSource,
  codeOf,
  countRows,
  finish,
  type LocalStore,
  lesson,
  openLocal,
  schoolClass,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let folder: string
let remove: () => Promise<void>
let store: LocalStore
let calendar: number
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  store = await openLocal(folder)
  calendar = await addSource(store, 'Emploi du temps')
})
afterEach(async () => {
  store.database.close()
  await remove()
})

/** AT is Tuesday 1 September 2026, 8 h: the first of these days is over, the others are to come. */
const day = (number: number, hour = 9) =>
  `2026-${number < 1 ? `08-${31 + number}` : `09-${String(number).padStart(2, '0')}`}T${String(hour).padStart(2, '0')}:00:00.000Z`
const WEEK = Array.from({ length: 20 }, (_, index) =>
  lesson(`l${index}`, day(2 + Math.floor(index / 4), 8 + (index % 4))),
)
const CONTENT: SnapshotCoverage = { kind: 'whole', proof: 'content' }
const sync = (records: readonly SnapshotRecord[], coverage: SnapshotCoverage = CONTENT) =>
  synchronise(store, calendar, records, coverage)
const read = (more: { classId?: number } = {}) =>
  store.read.listLessons({ from: '2026-08-01T00:00:00Z', to: '2026-10-01T00:00:00Z', ...more })
const idOf = async (name: string) => (await store.read.findClass(name))?.id ?? 0

describe('a timetable', () => {
  it('is kept as written, and found by class, by day and by name', async () => {
    const ent = await addSource(store)
    await synchronise(store, ent, smallSchool('3e B'))
    await sync([
      lesson('a', day(2, 8), { label: 'Latin', room: 'B 12', classNames: ['3B', 'Latinistes'] }),
      lesson('b', day(2, 9), { classNames: ['4C'], cancelled: true }),
      lesson('c', day(9)),
    ])
    const rows = await store.read.listLessons({ from: '2026-09-02T00:00:00Z', to: '2026-09-03T00:00:00Z' })
    expect(rows).toMatchObject([
      {
        label: 'Latin',
        room: 'B 12',
        cancelled: false,
        classes: [{ name: '3e B' }],
        otherNames: ['Latinistes'],
        sourceLabel: 'Emploi du temps',
      },
      { classes: [], otherNames: ['4C'], cancelled: true },
    ])
    expect((await read({ classId: await idOf('3B') })).map(({ label }) => label)).toEqual(['Latin', 'Français'])
  })

  it('finds a class that comes later', async () => {
    await sync([lesson('a', day(2), { classNames: ['3B'] })])
    expect(await read()).toMatchObject([{ classes: [], otherNames: ['3B'] }])
    await synchronise(store, await addSource(store), smallSchool('3ème B'))
    expect(await read()).toMatchObject([{ classes: [{ name: '3ème B' }], otherNames: [] }])
  })

  it('joins the class the source gives by its id; one it does not list leaves the lesson whole', async () => {
    await sync([
      schoolClass('g1', { kind: 'group', name: 'Latin 3e' }),
      lesson('a', day(2), { classExternalId: 'g1', classNames: ['LAT3'] }),
      lesson('b', day(3), { classExternalId: 'unlisted', classNames: [] }),
    ])
    expect(await read()).toMatchObject([{ classes: [{ name: 'Latin 3e' }], otherNames: [] }, { classes: [] }])
  })

  it('an hour that two sources give is one hour; two hours at once are two', async () => {
    await synchronise(store, await addSource(store), smallSchool('3e B'))
    await sync([
      lesson('a', day(2), { classNames: ['3B'] }),
      lesson('g1', day(3), { classNames: ['LAT'], label: 'Latin' }),
      lesson('g2', day(3), { classNames: ['GREC'], label: 'Grec' }),
    ])
    await synchronise(
      store,
      await addSource(store, 'PRONOTE'),
      [lesson('x', day(2), { label: 'FRANCAIS', classNames: ['3ème B'], room: 'B 12', cancelled: true })],
      CONTENT,
    )
    const rows = await read()
    expect(rows.map(({ label }) => label)).toEqual(['Français', 'Grec', 'Latin'])
    // Whatever one of them knows holds.
    expect(rows[0]).toMatchObject({ room: 'B 12', cancelled: true, sourceLabel: 'Emploi du temps' })
  })

  it('a name that two classes bear is left unmatched; a class wins over its group', async () => {
    await synchronise(store, await addSource(store), [
      ...smallSchool('3eB'),
      schoolClass('group', { kind: 'group', name: '3 B' }),
      schoolClass('x', { kind: 'group', name: 'Théâtre' }),
      schoolClass('y', { kind: 'group', name: 'THEATRE' }),
    ])
    await sync([lesson('a', day(2), { classNames: ['3ème B', 'théâtre'] })])
    expect(await read()).toMatchObject([{ classes: [{ name: '3eB' }], otherNames: ['théâtre'] }])
  })

  it.each([
    ['an hour that ends before it begins', { endsAt: '2026-09-01T00:00:00Z' }],
    ['a day that does not exist', { startsAt: '2026-13-45T08:00:00Z' }],
  ])('%s is refused before anything is written', async (_, more) => {
    const runId = await store.write.beginSync(calendar, AT, CONTENT)
    expect(await codeOf(() => store.write.stageBatch(runId, { records: [lesson('a', day(2), more)] }))).toBe(
      'response-unexpected',
    )
  })

  it('changes without a new row, and goes with its source', async () => {
    await sync(WEEK)
    await sync(WEEK.map((one) => (one.externalId === 'l3' ? { ...one, room: 'C 3' } : one)))
    expect(countRows(store.database, 'lesson')).toBe(WEEK.length)
    expect((await read()).filter(({ room }) => room === 'C 3')).toHaveLength(1)
    expect((await sync(WEEK.map((one) => ({ ...one })))).plan.counts).toMatchObject({ changed: 1 })
    await store.write.removeSource(calendar)
    expect(await read()).toEqual([])
  })
})

describe('what the absence of a lesson means', () => {
  it('nothing for those that are over, or outside the span listed', async () => {
    const over = lesson('over', day(0))
    const far = lesson('far', day(28))
    await sync([over, ...WEEK, far])
    const { plan } = await sync(WEEK.slice(0, 18))
    expect(plan).toMatchObject({ verdict: { kind: 'unchanged' }, counts: { removed: 0, unchanged: 18 } })
    expect(await read()).toHaveLength(22)
  })

  it('leaving, for those to come inside it', async () => {
    await sync(WEEK)
    const { plan } = await sync(WEEK.filter(({ externalId }) => externalId !== 'l7'))
    expect(plan).toMatchObject({ verdict: { kind: 'apply' }, counts: { removed: 1 } })
    expect(await read()).toHaveLength(19)
    await sync(WEEK)
    expect(await read()).toHaveLength(20)
  })

  it('a week that vanishes is held, with its hours named', async () => {
    await sync(WEEK)
    const { plan } = await sync([...WEEK.slice(0, 3), ...WEEK.slice(-3)])
    expect(plan.verdict).toEqual({
      kind: 'held',
      reasons: [{ kind: 'source-shrinks', className: null, before: 20, after: 6 }],
    })
    const [held] = await store.read.listHeldSyncs()
    expect(held?.removals).toHaveLength(14)
    expect(held?.removals[0]).toEqual({ kind: 'lesson', label: 'Français', at: day(2, 11), className: '3eB' })
    expect(await read()).toHaveLength(20)
    await store.write.decideHeldSync(held?.id ?? 0, true, AT)
    expect(await read()).toHaveLength(6)
  })

  it('a lesson that was to come when it was held, and is over when it is decided, stays', async () => {
    await sync(WEEK)
    await sync([...WEEK.slice(0, 1), ...WEEK.slice(-1)])
    const [held] = await store.read.listHeldSyncs()
    await store.write.decideHeldSync(held?.id ?? 0, true, day(4, 7))
    // Two days of four lessons are over by then.
    expect(await read()).toHaveLength(8 + 1)
  })

  it('hours moved to other hours pass; later ones do not make up for those that vanish', async () => {
    await sync(WEEK)
    const moved = WEEK.map((one, index) =>
      index > 3 && index < 9 ? lesson(`m${index}`, one.startsAt, { room: 'A 1' }) : one,
    )
    expect((await sync(moved)).plan.verdict.kind).toBe('apply')
    const later = Array.from({ length: 6 }, (_, index) => lesson(`n${index}`, day(14, 8 + index)))
    expect((await sync([...moved.slice(0, 3), ...moved.slice(9), ...later])).plan.verdict.kind).toBe('held')
  })
})

describe('a source that knows no pupil', () => {
  it('is believed for its lessons, never when it holds nothing', async () => {
    await sync(WEEK)
    const { plan } = await sync([])
    expect(plan.verdict).toEqual({ kind: 'refused', error: { code: 'source-empty', params: {} } })
    expect((await sync([schoolClass('3eB')])).plan.verdict.kind).toBe('refused')
    expect(await read()).toHaveLength(20)
  })

  it('must have pupils when it does not say that it has none', async () => {
    expect((await sync(WEEK, { kind: 'whole' })).plan.verdict.kind).toBe('refused')
  })
})

describe('classes of which a source could not say everything', () => {
  const school = [...smallSchool('3eB', 20), ...smallSchool('4eC', 20)]
  const ofClass = (name: string) => (record: SnapshotRecord) => record.externalId.startsWith(name)
  const stage = async (records: readonly SnapshotRecord[], unknownClasses: readonly string[]) => {
    const runId = await store.write.beginSync(calendar, AT, { kind: 'whole' })
    await store.write.stageBatch(runId, { records, unknownClasses })
    const plan = await store.write.planSync(runId)
    await finish(store, runId, plan)
    return plan
  }

  it('nothing leaves them, and nobody leaves at all', async () => {
    await synchronise(store, calendar, [...school, ...WEEK.map((one) => ({ ...one, classNames: ['3e B'] }))])
    const left = school.filter((record) => !ofClass('3eB')(record) && !/^4eC-(4eC-)?[pga]0$/.test(record.externalId))
    const plan = await stage(
      [...left, WEEK[0], lesson('last', day(20))].filter((one) => one !== undefined),
      ['3eB'],
    )
    expect(plan.verdict.kind).toBe('apply')
    const classes = await store.read.listClasses()
    expect(classes.map(({ name, pupils }) => [name, pupils])).toEqual([
      ['3eB', 20],
      ['4eC', 19],
    ])
    // One place and one piece of work of the class that was wholly told; its pupil stays.
    expect(plan.counts.removed).toBe(2)
    expect(await store.read.readRoster(null)).toHaveLength(40)
    expect(await read({ classId: await idOf('3B') })).toHaveLength(WEEK.length + 1)
  })

  it('a kept snapshot remembers them', async () => {
    await synchronise(store, calendar, school)
    const left = school.filter((record) => !ofClass('3eB')(record) && !/^4eC-4eC-p[0-9]$/.test(record.externalId))
    expect((await stage(left, ['3eB'])).verdict.kind).toBe('held')
    const [held] = await store.read.listHeldSyncs()
    await store.write.decideHeldSync(held?.id ?? 0, true, AT)
    expect((await store.read.listClasses()).map(({ pupils }) => pupils)).toEqual([20, 10])
    expect(await store.read.readRoster(null)).toHaveLength(40)
  })
})
