import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SnapshotBatch, SnapshotRecord } from '../../electron/contract/snapshot.ts'
import {
  AT,
  addSource,
  assignment,
  codeOf,
  countRows,
  finish,
  type LocalStore,
  openLocal,
  person,
  schoolClass,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let folder: string
let remove: () => Promise<void>
let store: LocalStore
let source: number
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  store = await openLocal(folder)
  source = await addSource(store)
})
afterEach(async () => {
  store.database.close()
  await remove()
})

const without = (records: readonly SnapshotRecord[], ...externalIds: string[]) =>
  records.filter((record) => !externalIds.includes(record.externalId))
/** A pupil leaves with their enrolment and guardian. */
const withoutPupil = (records: readonly SnapshotRecord[], index: number) =>
  without(records, `3eB-p${index}`, `3eB-g${index}`, `3eB-3eB-p${index}`)
const withoutFirstTen = (records: readonly SnapshotRecord[]): readonly SnapshotRecord[] => {
  let left = records
  for (let index = 0; index < 10; index++) left = withoutPupil(left, index)
  return left
}
const change = (records: readonly SnapshotRecord[], externalId: string, by: object): SnapshotRecord[] =>
  records.map((record) => (record.externalId === externalId ? { ...record, ...by } : record))
const names = async () => (await store.read.readRoster(null)).map((row) => row.familyName)

describe('applying a snapshot', () => {
  it('writes every record, its journal and its counts', async () => {
    const records = smallSchool()
    const { plan, runId } = await synchronise(store, source, records)
    expect(plan.counts).toEqual({ added: records.length, changed: 0, removed: 0, unchanged: 0 })
    expect(countRows(store.database, 'sync_change', `run_id = ${runId} AND change = 'added'`)).toBe(records.length)
    expect(await store.read.listSyncRuns(10)).toMatchObject([{ id: runId, outcome: 'applied', counts: plan.counts }])
    expect(await store.read.listClasses()).toMatchObject([{ name: '3eB', pupils: 10, reachableByEmail: 10 }])
    expect((await store.write.checkIntegrity()).problems).toEqual([])
  })

  it('the same snapshot again writes nothing but the run itself', async () => {
    await synchronise(store, source, smallSchool())
    const before = countRows(store.database, 'sync_change')
    const totalChanges = () =>
      store.database.connection.read<{ n: number }>('SELECT total_changes() AS n').get()?.n ?? 0
    const runId = await store.write.beginSync(source, AT, { kind: 'whole' })
    await store.write.stageBatch(runId, { records: smallSchool() })
    const start = totalChanges()
    const plan = await store.write.planSync(runId)
    expect(plan.verdict).toEqual({ kind: 'unchanged' })
    expect(totalChanges()).toBe(start)
    await finish(store, runId, plan)
    // The run's end: two statements on its one row.
    expect(totalChanges()).toBe(start + 2)
    expect(countRows(store.database, 'sync_change')).toBe(before)
  })

  it('applies a change, keeps the row, and search follows', async () => {
    await synchronise(store, source, smallSchool())
    const [before] = await store.read.search('nom 3eb p0', 5)
    const changed = change(smallSchool(), '3eB-p0', { familyName: 'ŒUVRARD-NOËL' })
    const { plan } = await synchronise(store, source, changed)
    expect(plan.counts).toMatchObject({ added: 0, changed: 1, removed: 0 })
    expect(await store.read.search('oeuvrard', 5)).toMatchObject([{ kind: 'pupil', id: before?.id }])
    expect(await store.read.search('nom 3eb p0', 5)).toEqual([])
  })

  it('a leaver becomes inactive with their row kept, and comes back to it', async () => {
    const records = smallSchool('3eB', 30)
    await synchronise(store, source, records)
    const id = (await store.read.readRoster(null)).find((row) => row.familyName === 'NOM 3eB-p7')?.pupilId ?? 0
    await synchronise(store, source, withoutPupil(records, 7))
    expect(await names()).not.toContain('NOM 3eB-p7')
    expect(await store.read.readPupil(id)).toMatchObject({ active: false, familyName: 'NOM 3eB-p7' })
    expect(await store.read.search('3eb p7', 5)).toEqual([])
    const { plan } = await synchronise(store, source, records)
    expect(plan.counts).toMatchObject({ added: 3, removed: 0 })
    expect(await store.read.readPupil(id)).toMatchObject({ active: true, reach: 'email' })
    expect(countRows(store.database, 'sync_change', "change = 'returned'")).toBe(3)
  })

  it('a moved pupil changes class without leaving the school', async () => {
    const records = [...smallSchool('3eB', 20), ...smallSchool('3eA', 20).slice(1)]
    await synchronise(store, source, records)
    const moved = change(records, '3eB-3eB-p0', { classExternalId: '3eA' })
    const { plan } = await synchronise(store, source, moved)
    expect(plan.verdict.kind).toBe('apply')
    expect(await store.read.listClasses()).toMatchObject([
      { name: '3eA', pupils: 21 },
      { name: '3eB', pupils: 19 },
    ])
  })

  it('refuses a record that does not fit, and the batch adds nothing', async () => {
    const runId = await store.write.beginSync(source, AT, { kind: 'whole' })
    const bad = { ...person('x'), birthDate: '12/03/2012' }
    const batch: SnapshotBatch = { records: [schoolClass('3eB'), bad] }
    expect(await codeOf(() => store.write.stageBatch(runId, batch))).toBe('response-unexpected')
    expect((await store.write.planSync(runId)).counts.added).toBe(0)
  })

  it('a known record that turns hostile is checked like a new one', async () => {
    await synchronise(store, source, smallSchool())
    const runId = await store.write.beginSync(source, AT, { kind: 'whole' })
    const bad = { ...person('3eB-p0'), contactPoints: 'none' } as unknown as SnapshotRecord
    expect(await codeOf(() => store.write.stageBatch(runId, { records: [bad] }))).toBe('response-unexpected')
  })

  it('one run at a time for a source', async () => {
    await store.write.beginSync(source, AT, { kind: 'whole' })
    expect(await codeOf(() => store.write.beginSync(source, AT, { kind: 'whole' }))).toBe('sync-running')
    expect(await codeOf(() => store.write.removeSource(source))).toBe('sync-running')
  })

  it('a record read twice counts once, as last read', async () => {
    const records = [...smallSchool(), person('3eB-p0', { familyName: 'DERNIER' })]
    await synchronise(store, source, records)
    expect((await names()).filter((name) => name === 'DERNIER')).toHaveLength(1)
    expect(await names()).toHaveLength(10)
  })
})

describe('a snapshot that cannot be believed changes nothing', () => {
  const picture = async () => JSON.stringify([await store.read.readRoster(null), await store.read.listClasses()])

  it('an empty one is refused', async () => {
    await synchronise(store, source, smallSchool())
    const state = await picture()
    const { plan } = await synchronise(store, source, [])
    expect(plan.verdict).toMatchObject({ kind: 'refused', error: { code: 'source-empty' } })
    expect(await picture()).toBe(state)
    expect((await store.read.listSyncRuns(1))[0]).toMatchObject({ outcome: 'refused', error: { code: 'source-empty' } })
  })

  it.each([
    ['enrolments in a class that is not there', (r: SnapshotRecord[]) => without(r, '3eB')],
    ['enrolments of pupils who are not there', (r: SnapshotRecord[]) => without(r, '3eB-p3', '3eB-p4', '3eB-p5')],
    [
      'work of a class that is not there',
      (r: SnapshotRecord[]) => [...r, ...['x', 'y', 'z'].map((id) => assignment(id, '4eC'))],
    ],
  ])('%s: incomplete, refused', async (_, cut) => {
    await synchronise(store, source, smallSchool())
    const state = await picture()
    const { plan } = await synchronise(store, source, cut(smallSchool()))
    expect(plan.verdict).toMatchObject({ kind: 'refused', error: { code: 'source-incomplete' } })
    expect(await picture()).toBe(state)
  })

  it('half a roster is held; accepted later, after a restart, it is applied', async () => {
    const records = smallSchool('3eB', 20)
    await synchronise(store, source, records)
    const half = withoutFirstTen(records)
    const { plan, runId } = await synchronise(store, source, half)
    expect(plan.verdict).toMatchObject({ kind: 'held' })
    expect(await names()).toHaveLength(20)
    store.database.close()
    store = await openLocal(folder)

    const [held] = await store.read.listHeldSyncs()
    expect(held).toMatchObject({ runId, sourceId: source, counts: { removed: 30 } })
    expect(held?.reasons[0]).toEqual({ kind: 'class-shrinks', className: '3eB', before: 20, after: 10 })
    expect(held?.removals.filter((row) => row.kind === 'pupil')).toHaveLength(10)
    expect(held?.removals).toContainEqual({ kind: 'pupil', label: 'NOM 3eB-p0 Camille', className: '3eB' })
    await store.write.decideHeldSync(held?.id ?? 0, true, AT)
    expect(await names()).toHaveLength(10)
    expect(await store.read.listHeldSyncs()).toEqual([])
    expect((await store.read.listSyncRuns(1))[0]).toMatchObject({ id: runId, outcome: 'applied' })
    expect(await codeOf(() => store.write.decideHeldSync(held?.id ?? 0, true, AT))).toBe('not-found')
  })

  it('refused by the teacher, it is forgotten', async () => {
    const records = smallSchool('3eB', 20)
    await synchronise(store, source, records)
    const emptied = records.filter((record) => record.entity !== 'enrolment')
    await synchronise(store, source, emptied)
    const [held] = await store.read.listHeldSyncs()
    expect(held?.reasons[0]?.kind).toBe('class-emptied')
    await store.write.decideHeldSync(held?.id ?? 0, false, AT)
    expect(await names()).toHaveLength(20)
    expect(await store.read.listHeldSyncs()).toEqual([])
    expect((await store.read.listSyncRuns(1))[0]).toMatchObject({ outcome: 'refused' })
  })

  it('an ordinary run that follows makes a held one void', async () => {
    const records = smallSchool('3eB', 20)
    await synchronise(store, source, records)
    await synchronise(
      store,
      source,
      records.filter((record) => record.entity !== 'enrolment'),
    )
    await synchronise(store, source, change(records, '3eB-p0', { givenName: 'Sacha' }))
    expect(await store.read.listHeldSyncs()).toEqual([])
  })

  it('renumbered enrolments are not departures', async () => {
    const records = smallSchool('3eB', 20)
    await synchronise(store, source, records)
    const renumbered = records.map((record) =>
      record.entity === 'enrolment' ? { ...record, externalId: `new-${record.externalId}` } : record,
    )
    const { plan } = await synchronise(store, source, renumbered)
    expect(plan.verdict.kind).toBe('apply')
    expect(await store.read.listClasses()).toMatchObject([{ pupils: 20 }])
  })

  it('runs cut by a crash are closed as failed', async () => {
    await store.write.beginSync(source, AT, { kind: 'whole' })
    expect(await store.write.closeInterruptedSyncs(AT)).toBe(1)
    expect(await store.read.listSyncRuns(1)).toMatchObject([{ outcome: 'failed', endedAt: AT }])
  })
})

describe('coverage of some classes', () => {
  it('says nothing of the other classes, and removes no person', async () => {
    const records = [...smallSchool('3eB', 20), ...smallSchool('3eA', 20).slice(1)]
    await synchronise(store, source, records)
    const file = withoutPupil(smallSchool('3eB', 20, 4), 4)
    const { plan } = await synchronise(store, source, file, { kind: 'classes', classExternalIds: ['3eB'] })
    expect(plan).toMatchObject({ verdict: { kind: 'apply' }, counts: { removed: 1 } })
    expect(await store.read.listClasses()).toMatchObject([
      { name: '3eA', pupils: 20 },
      { name: '3eB', pupils: 19 },
    ])
    expect(await names()).toContain('NOM 3eB-p4')
  })
})

describe('pages', () => {
  const pageOf = (url: string, etag: string, records: readonly SnapshotRecord[]): SnapshotBatch => ({
    records,
    page: { url, etag, unchanged: false },
  })
  const unchanged = (url: string, etag: string): SnapshotBatch => ({
    records: [],
    page: { url, etag, unchanged: true },
  })
  async function run(...batches: SnapshotBatch[]) {
    const runId = await store.write.beginSync(source, AT, { kind: 'whole' })
    for (const batch of batches) await store.write.stageBatch(runId, batch)
    const plan = await store.write.planSync(runId)
    await finish(store, runId, plan)
    return plan
  }
  const records = smallSchool('3eB', 20, 4)
  const people = records.filter((record) => record.entity !== 'assignment')
  const work = records.filter((record) => record.entity === 'assignment')

  it('an unchanged page stands for what it held', async () => {
    await run(pageOf('/people', 'a', people), pageOf('/work', 'b', work))
    expect(await store.read.pageValidators(source)).toEqual([
      { url: '/people', etag: 'a' },
      { url: '/work', etag: 'b' },
    ])
    expect((await run(unchanged('/people', 'a'), unchanged('/work', 'b'))).verdict.kind).toBe('unchanged')
    const plan = await run(unchanged('/people', 'a'), pageOf('/work', 'c', [...work, assignment('new', '3eB')]))
    expect(plan).toMatchObject({ verdict: { kind: 'apply' }, counts: { added: 1, changed: 0, removed: 0 } })
    expect(await store.read.pageValidators(source)).toContainEqual({ url: '/work', etag: 'c' })
  })

  it('new validators over the same content are kept for next time', async () => {
    await run(pageOf('/people', 'a', people), pageOf('/work', 'b', work))
    const plan = await run(pageOf('/people', 'a2', people), pageOf('/more', 'b2', work))
    expect(plan.verdict.kind).toBe('unchanged')
    expect(await store.read.pageValidators(source)).toEqual([
      { url: '/people', etag: 'a2' },
      { url: '/more', etag: 'b2' },
    ])
    expect((await run(unchanged('/people', 'a2'), unchanged('/more', 'b2'))).verdict.kind).toBe('unchanged')
  })

  it('a held run keeps the earlier validators, and an accepted one asks everything afresh', async () => {
    await run(pageOf('/people', 'a', people), pageOf('/work', 'b', work))
    const half = withoutFirstTen(people)
    expect((await run(pageOf('/people', 'h', half), unchanged('/work', 'b'))).verdict.kind).toBe('held')
    expect(await store.read.pageValidators(source)).toContainEqual({ url: '/people', etag: 'a' })
    const [held] = await store.read.listHeldSyncs()
    await store.write.decideHeldSync(held?.id ?? 0, true, AT)
    expect(await store.read.pageValidators(source)).toEqual([])
    expect((await store.read.listAssignments({ offset: 0, limit: 10 })).total).toBe(4)
  })

  it('an unchanged page whose class has gone elsewhere makes the snapshot incomplete', async () => {
    const classes = records.filter((record) => record.entity === 'class')
    const rest = records.filter((record) => record.entity !== 'class')
    const other = schoolClass('3eA')
    await run(pageOf('/classes', 'a', [...classes, other]), pageOf('/rest', 'b', rest))
    const plan = await run(pageOf('/classes', 'c', [other]), unchanged('/rest', 'b'))
    expect(plan.verdict).toMatchObject({ kind: 'refused', error: { code: 'source-incomplete' } })
  })

  it('a page never read cannot be unchanged', async () => {
    const runId = await store.write.beginSync(source, AT, { kind: 'whole' })
    expect(await codeOf(() => store.write.stageBatch(runId, unchanged('/x', 'e')))).toBe('response-unexpected')
  })
})
