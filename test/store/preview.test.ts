import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  AT,
  addSource,
  codeOf,
  enrolment,
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

const totalChanges = () => store.database.connection.read<{ n: number }>('SELECT total_changes() AS n').get()?.n ?? 0

describe('a look before applying', () => {
  it('says line by line what would go, change, come back and come', async () => {
    await synchronise(store, source, smallSchool('3eB', 30))
    const leaving = smallSchool('3eB', 30).filter(({ externalId }) => !/^3eB-(3eB-)?[pg]0$/.test(externalId))
    await synchronise(store, source, leaving)
    const records = smallSchool('3eB', 30)
      .filter(({ externalId }) => !/^3eB-(3eB-)?[pg]1$/.test(externalId))
      .map((record) => (record.externalId === '3eB-p2' ? { ...record, givenName: 'Soline' } : record))
    records.push(person('new', { familyName: 'NOUVEAU' }), enrolment('3eB', 'new'))

    const start = totalChanges()
    const runId = await store.write.beginPreview(source, AT, { kind: 'whole' })
    await store.write.stageBatch(runId, { records })
    const plan = await store.write.planSync(runId)
    const { rows, total } = await store.write.describePlan(runId, 100)
    await store.write.endPreview(runId)
    expect(totalChanges()).toBe(start)

    expect(plan.verdict.kind).toBe('apply')
    expect(total).toBe(rows.length)
    expect(rows.map(({ change, kind, label, className }) => [change, kind, label, className])).toEqual([
      ['removed', 'pupil', 'NOM 3eB-p1 Camille', '3eB'],
      ['removed', 'guardian', 'NOM 3eB-g1 Camille', null],
      ['removed', 'enrolment', 'NOM 3eB-p1 Camille', '3eB'],
      ['changed', 'pupil', 'NOM 3eB-p2 Soline', '3eB'],
      ['returned', 'guardian', 'NOM 3eB-g0 Camille', null],
      ['returned', 'pupil', 'NOM 3eB-p0 Camille', '3eB'],
      ['returned', 'enrolment', 'NOM 3eB-p0 Camille', '3eB'],
      ['added', 'pupil', 'NOUVEAU Camille', '3eB'],
      ['added', 'enrolment', 'NOUVEAU Camille', '3eB'],
    ])
    expect(rows.at(-2)?.externalId).toBe('new')
  })

  it('describes no more than asked, and counts the rest', async () => {
    const runId = await store.write.beginPreview(null, AT, { kind: 'whole' })
    await store.write.stageBatch(runId, { records: smallSchool() })
    await store.write.planSync(runId)
    const { rows, total } = await store.write.describePlan(runId, 3)
    expect([rows.length, total]).toEqual([3, smallSchool().length - 1])
  })

  it('of a file that is no source yet: says who is known already, and by whom', async () => {
    await synchronise(store, source, [
      schoolClass('1', { name: '6A' }),
      person('a', { familyName: 'KERBRAT', givenName: 'Élise', birthDate: '2014-03-02' }),
      enrolment('1', 'a'),
    ])
    const runId = await store.write.beginPreview(null, AT, { kind: 'whole' })
    const records = [
      schoolClass('x', { name: '6 A' }),
      person('y', { familyName: 'Kerbrat', givenName: 'ELISE', birthDate: '2014-03-02' }),
      person('z', { familyName: 'JAOUEN' }),
    ]
    await store.write.stageBatch(runId, { records })
    await store.write.planSync(runId)
    const { rows } = await store.write.describePlan(runId, 10)
    expect(rows.map(({ label, change, source: other }) => [label, change, other])).toEqual([
      ['Kerbrat ELISE', 'added', 'ENT'],
      ['JAOUEN Camille', 'added', null],
      ['6 A', 'added', 'ENT'],
    ])
  })

  it('is never applied, blocks no synchronisation, and is forgotten when it ends', async () => {
    const runId = await store.write.beginPreview(source, AT, { kind: 'whole' })
    await store.write.stageBatch(runId, { records: smallSchool() })
    await store.write.planSync(runId)
    await synchronise(store, source, smallSchool())
    expect(await codeOf(() => store.write.applySync(runId, AT))).toBe('invalid-request')
    expect(await codeOf(() => store.write.endSync(runId, AT, 'cancelled', null))).toBe('invalid-request')
    await store.write.endPreview(runId)
    expect(await codeOf(() => store.write.planSync(runId))).toBe('not-found')
    expect(await store.read.listSyncRuns(10)).toHaveLength(1)
  })

  it('a plan is described only once it is made', async () => {
    const runId = await store.write.beginPreview(source, AT, { kind: 'whole' })
    expect(await codeOf(() => store.write.describePlan(runId, 10))).toBe('invalid-request')
  })
})
