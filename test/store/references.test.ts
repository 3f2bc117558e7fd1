import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SnapshotRecord } from '../../electron/contract/snapshot.ts'
import {
  AT,
  addSource,
  assignment,
  countRows,
  enrolment,
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

const SCHOOL = smallSchool('3eB', 20)
const without = (...externalIds: string[]) => SCHOOL.filter(({ externalId }) => !externalIds.includes(externalId))
const guardianOf = async (pupil: string) => {
  const [hit] = await store.read.search(`nom ${pupil}`, 1)
  return (await store.read.readPupil(hit?.id ?? 0))?.guardians.map(({ familyName }) => familyName)
}

describe('one reference that leads nowhere refuses no snapshot', () => {
  it('a guardian the source does not list: the link is cut off and counted, the pupil comes', async () => {
    const { plan } = await synchronise(store, source, without('3eB-g3'))
    expect(plan).toMatchObject({ verdict: { kind: 'apply' }, dropped: 1 })
    expect((await store.read.listSyncRuns(1))[0]).toMatchObject({ outcome: 'applied', dropped: 1 })
    expect(await guardianOf('3eB-p3')).toEqual([])
    // The same again changes nothing; once the guardian is listed, the link is there.
    expect((await synchronise(store, source, without('3eB-g3'))).plan).toMatchObject({
      verdict: { kind: 'unchanged' },
      dropped: 1,
    })
    const { plan: whole } = await synchronise(store, source, SCHOOL)
    expect(whole).toMatchObject({ dropped: 0, counts: { added: 1, changed: 1 } })
    expect(await guardianOf('3eB-p3')).toEqual(['NOM 3eB-g3'])
  })

  it('however many guardians are named and not listed', async () => {
    const noGuardians = SCHOOL.filter((record) => record.entity !== 'person' || record.role !== 'guardian')
    const { plan } = await synchronise(store, source, noGuardians)
    expect(plan).toMatchObject({ verdict: { kind: 'apply' }, dropped: 20 })
  })

  it('a place of someone who is not listed, or in a class that is not', async () => {
    const { plan } = await synchronise(store, source, [
      ...SCHOOL,
      enrolment('3eB', 'nobody'),
      enrolment('4eC', '3eB-p1'),
      assignment('x', '5eD'),
    ])
    expect(plan).toMatchObject({ verdict: { kind: 'apply' }, dropped: 3 })
    expect(countRows(store.database, 'enrolment')).toBe(20)
  })

  it('whoever is known and still spoken of stays, with their place, their guardians and their class', async () => {
    await synchronise(store, source, [...SCHOOL, schoolClass('4eC'), enrolment('4eC', '3eB-p0')])
    const { plan } = await synchronise(store, source, [...without('3eB-p3', '3eB-g4'), enrolment('4eC', '3eB-p0')])
    expect(plan).toMatchObject({ verdict: { kind: 'unchanged' }, counts: { removed: 0 }, dropped: 0 })
    expect((await store.read.listClasses()).map(({ name, pupils }) => [name, pupils])).toEqual([
      ['3eB', 20],
      ['4eC', 1],
    ])
    expect(await guardianOf('3eB-p4')).toEqual(['NOM 3eB-g4'])
  })
})

describe('many are a part that was lost', () => {
  it.each([
    [2, 'apply'],
    [3, 'refused'],
  ])('of 24 places and pieces of work, %i: %s', async (nobody, kind) => {
    const loose = Array.from({ length: nobody }, (_, index) => enrolment('3eB', `nobody${index}`))
    expect((await synchronise(store, source, [...SCHOOL, ...loose])).plan.verdict.kind).toBe(kind)
  })

  it.each([
    [8, 'apply'],
    [9, 'refused'],
  ])('of some 840 it is one in a hundred, %i: %s', async (nobody, kind) => {
    const school = Array.from({ length: 20 }, (_, index) => smallSchool(`c${index}`, 38)).flat()
    const loose = Array.from({ length: nobody }, (_, index) => enrolment('c0', `nobody${index}`))
    const { plan } = await synchronise(store, source, [...school, ...loose])
    expect(plan.verdict.kind).toBe(kind)
    if (plan.verdict.kind === 'refused') {
      expect(plan.verdict.error).toEqual({ code: 'source-incomplete', params: { entity: 'person', missing: nobody } })
    }
  })
})

describe('with pages', () => {
  const run = async (...pages: { url: string; etag: string; unchanged?: boolean; records?: SnapshotRecord[] }[]) => {
    const runId = await store.write.beginSync(source, AT, { kind: 'whole' })
    for (const { url, etag, unchanged = false, records = [] } of pages) {
      await store.write.stageBatch(runId, { records, page: { url, etag, unchanged } })
    }
    const plan = await store.write.planSync(runId)
    await finish(store, runId, plan)
    return plan
  }
  const people = SCHOOL.filter(({ entity }) => entity !== 'enrolment' && entity !== 'assignment')
  const rest = SCHOOL.filter((record) => !people.includes(record))

  it('one with something left out is read again whole next time', async () => {
    const loose = enrolment('3eB', 'late')
    await run({ url: '/people', etag: 'a', records: people }, { url: '/rest', etag: 'b', records: [...rest, loose] })
    expect(await store.read.pageValidators(source)).toEqual([{ url: '/people', etag: 'a' }])
    const plan = await run(
      { url: '/people', etag: 'a2', records: [...people, person('late')] },
      { url: '/rest', etag: 'b', records: [...rest, loose] },
    )
    expect(plan).toMatchObject({ verdict: { kind: 'apply' }, counts: { added: 2 }, dropped: 0 })
    expect(await store.read.pageValidators(source)).toHaveLength(2)
  })

  it('one that is unchanged keeps the class it speaks of, and too many such places refuse', async () => {
    const other = [schoolClass('4eC'), enrolment('4eC', '3eB-p0')]
    await run(
      { url: '/classes', etag: 'a', records: other.slice(0, 1) },
      { url: '/people', etag: 'p', records: people },
      { url: '/rest', etag: 'b', records: [...rest, ...other.slice(1)] },
    )
    const plan = await run(
      { url: '/classes', etag: 'c' },
      { url: '/people', etag: 'p', unchanged: true },
      { url: '/rest', etag: 'b', unchanged: true },
    )
    expect(plan).toMatchObject({ verdict: { kind: 'unchanged' }, counts: { removed: 0 } })
    const lost = people.filter(({ entity }) => entity !== 'class')
    const refused = await run(
      { url: '/classes', etag: 'd', records: other.slice(0, 1) },
      { url: '/people', etag: 'q', records: lost },
      { url: '/rest', etag: 'b', unchanged: true },
    )
    expect(refused.verdict).toMatchObject({ kind: 'refused', error: { code: 'source-incomplete' } })
  })
})
