import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SnapshotRecord } from '../../electron/contract/snapshot.ts'
import {
  addSource,
  assignment,
  countRows,
  enrolment,
  type LocalStore,
  openLocal,
  person,
  schoolClass,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let remove: () => Promise<void>
let store: LocalStore
let source: number
beforeEach(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  store = await openLocal(temporary.folder)
  source = await addSource(store)
})
afterEach(async () => {
  store.database.close()
  await remove()
})

const change = (records: readonly SnapshotRecord[], externalId: string, by: object): SnapshotRecord[] =>
  records.map((record) => (record.externalId === externalId ? { ...record, ...by } : record))

describe('two sources', () => {
  const pupil = (id: string, birthDate: string, email: string) =>
    person(id, {
      familyName: 'LEFÈVRE',
      givenName: 'Noël',
      birthDate,
      contactPoints: [{ kind: 'email', value: email }],
    })
  const ent = [schoolClass('3e B'), pupil('e1', '2012-05-06', 'ent@example.org'), enrolment('3e B', 'e1')]
  const file = [
    schoolClass('f3', { name: '3EB' }),
    person('f1', {
      familyName: 'Lefevre',
      givenName: 'NOEL',
      birthDate: '2012-05-06',
      contactPoints: [
        { kind: 'email', value: 'ent@example.org' },
        { kind: 'phone', value: '+33000000001' },
      ],
    }),
    enrolment('f3', 'f1'),
  ]

  it('one pupil with the same folded name and birth date is one row, in one class', async () => {
    await synchronise(store, source, ent)
    await synchronise(store, await addSource(store, 'Fichier'), file)
    const [row, ...others] = await store.read.readRoster(null)
    expect(others).toEqual([])
    expect(await store.read.listClasses()).toHaveLength(1)
    const sheet = await store.read.readPupil(row?.pupilId ?? 0)
    expect(sheet?.contactPoints.map((point) => point.value)).toEqual(['ent@example.org', '+33000000001'])
    expect(sheet?.sources.map((from) => from.label)).toEqual(['ENT', 'Fichier'])
  })

  it('another birth date, or none, is another person', async () => {
    await synchronise(store, source, ent)
    const other = await addSource(store, 'Fichier')
    const [, known] = file
    const { birthDate: _, ...undated } = known?.entity === 'person' ? known : person('x')
    await synchronise(store, other, [
      schoolClass('f3', { name: '3EB' }),
      pupil('f1', '2011-05-06', 'autre@example.org'),
      { ...undated, externalId: 'f2' },
    ])
    expect(await store.read.readRoster(null)).toHaveLength(3)
  })

  it('twins of one name stay two', async () => {
    await synchronise(store, source, [...ent, pupil('e2', '2012-05-06', 'b@example.org')])
    await synchronise(store, await addSource(store, 'Fichier'), file)
    expect(await store.read.readRoster(null)).toHaveLength(3)
  })

  it('what one source stops giving stays while the other gives it', async () => {
    await synchronise(store, source, ent)
    const other = await addSource(store, 'Fichier')
    await synchronise(store, other, file)
    const values = async () => {
      const [row] = await store.read.readRoster(null)
      const sheet = await store.read.readPupil(row?.pupilId ?? 0)
      return sheet?.contactPoints.map((point) => point.value)
    }
    await synchronise(store, source, change(ent, 'e1', { contactPoints: [] }))
    expect(await values()).toEqual(['ent@example.org', '+33000000001'])
    await synchronise(store, other, change(file, 'f1', { contactPoints: [] }))
    expect(await values()).toEqual([])
  })

  it('an address the teacher entered is never taken away', async () => {
    await synchronise(store, source, ent)
    store.database.connection.write('UPDATE contact_point SET entered_by_teacher = 1').run()
    await synchronise(store, source, change(ent, 'e1', { contactPoints: [] }))
    expect(countRows(store.database, 'contact_point')).toBe(1)
  })

  it('a court order known to one source holds, whatever the other says', async () => {
    const link = (guardianExternalId: string, courtBlock: boolean) => ({
      guardianExternalId,
      level: 1 as const,
      relationship: 'father' as const,
      authority: true,
      courtBlock,
      primary: true,
    })
    const father = (id: string) =>
      person(id, {
        role: 'guardian',
        birthDate: '1980-01-01',
        contactPoints: [{ kind: 'email', value: 'p@example.org' }],
      })
    const base = (prefix: string, courtBlock: boolean) => [
      schoolClass(prefix, { name: '3eB' }),
      { ...father(`${prefix}g`), familyName: 'PÈRE' },
      person(`${prefix}1`, {
        familyName: 'ENFANT',
        birthDate: '2012-01-01',
        guardianships: [link(`${prefix}g`, courtBlock)],
      }),
    ]
    await synchronise(store, source, base('a', true))
    await synchronise(store, await addSource(store, 'Fichier'), base('b', false))
    const [row] = await store.read.readRoster(null)
    expect(row).toMatchObject({ guardians: 1, courtBlock: true, reach: 'none' })
  })

  it('removing a source leaves what the other gives, and makes the rest inactive', async () => {
    await synchronise(store, source, [...ent, pupil('e2', '2011-01-01', 'seul@example.org'), assignment('a', '3e B')])
    await synchronise(store, await addSource(store, 'Fichier'), file)
    await store.write.removeSource(source)
    const rows = await store.read.readRoster(null)
    expect(rows).toHaveLength(1)
    expect((await store.read.listAssignments({ offset: 0, limit: 10 })).total).toBe(0)
    expect(countRows(store.database, 'assignment')).toBe(1)
    expect((await store.read.listSources()).map((view) => view.label)).toEqual(['Fichier'])
    expect((await store.write.checkIntegrity()).ok).toBe(true)
  })
})
