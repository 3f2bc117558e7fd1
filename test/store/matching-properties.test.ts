import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { PersonRecord, SnapshotRecord } from '../../electron/contract/snapshot.ts'
import {
  addSource,
  enrolment,
  type LocalStore,
  openLocal,
  person,
  schoolClass,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

/** Few names and dates, so that homonyms, twins, copies and cut names meet. */
const pupil = fc.record({
  familyName: fc.constantFrom('KERBRAT', 'Kerbrat', 'KERBRAT-LE GOFF', 'SOLINE'),
  givenName: fc.constantFrom('Soline', 'SOLINE', 'Soline Marie', 'Kerbrat', 'Élise'),
  birthDate: fc.constantFrom(undefined, '2014-02-03', '2014-03-02'),
  address: fc.constantFrom('a', 'b', 'c'),
  father: fc.constantFrom('Yann', 'Yann Loïc', 'Gaël'),
})
const telling = fc.array(pupil, { minLength: 1, maxLength: 5 })
const step = fc.oneof(
  fc.record({ kind: fc.constant('decide' as const), at: fc.nat(9), same: fc.boolean() }),
  fc.record({ kind: fc.constant('undo' as const), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('again' as const), source: fc.nat(2) }),
)
type Telling = typeof telling extends fc.Arbitrary<infer T> ? T : never

function toRecords(pupils: Telling): SnapshotRecord[] {
  const records: SnapshotRecord[] = [schoolClass('c', { name: '6e A' })]
  for (const [index, { familyName, givenName, birthDate, address, father }] of pupils.entries()) {
    records.push(
      person(`g${index}`, {
        role: 'guardian',
        familyName: 'KERBRAT',
        givenName: father,
        contactPoints: [{ kind: 'email', value: `${address}.pere@mail.example` }],
      }),
      person(`p${index}`, {
        familyName,
        givenName,
        ...(birthDate === undefined ? {} : { birthDate }),
        contactPoints: [{ kind: 'email', value: `${address}@mail.example` }],
        guardianships: [
          {
            guardianExternalId: `g${index}`,
            level: 1,
            relationship: 'father',
            authority: true,
            courtBlock: index === 0,
            primary: true,
          },
        ],
      }),
      enrolment('c', `p${index}`),
    )
  }
  return records
}

/** Everything a source said is on the row that stands for its record, and no row stands for two of its records. */
function expectEachHeard(store: LocalStore, source: number, records: readonly SnapshotRecord[]): void {
  const { connection } = store.database
  const row = connection.read<{ id: number; active: number }, [number, string]>(
    `SELECT p.id, p.active FROM external_id e JOIN person p ON p.id = e.row_id
     WHERE e.source_id = ? AND e.entity = 'person' AND e.external_id = ?`,
  )
  const given = connection.read<{ value: string }, [number, number]>(
    `SELECT c.value FROM contact_point c JOIN contact_point_source s ON s.contact_point_id = c.id
     WHERE c.person_id = ? AND s.source_id = ?`,
  )
  const links = connection.read<{ guardianId: number; courtBlock: number }, [number, number]>(
    'SELECT guardian_id AS guardianId, court_block AS courtBlock FROM guardianship WHERE pupil_id = ? AND source_id = ?',
  )
  const enrolled = connection.read<{ personId: number; active: number }, [number, string]>(
    `SELECT n.person_id AS personId, n.active FROM external_id e JOIN enrolment n ON n.id = e.row_id
     WHERE e.source_id = ? AND e.entity = 'enrolment' AND e.external_id = ?`,
  )
  const rows = new Set<number>()
  const people = records.filter((record): record is PersonRecord => record.entity === 'person')
  for (const { externalId, contactPoints, guardianships, role } of people) {
    const found = row.get(source, externalId)
    expect(found?.active).toBe(1)
    const id = found?.id ?? 0
    rows.add(id)
    expect(given.all(id, source).map(({ value }) => value)).toEqual(contactPoints.map(({ value }) => value))
    expect(links.all(id, source)).toEqual(
      guardianships.map((link) => ({
        guardianId: row.get(source, link.guardianExternalId)?.id,
        courtBlock: +link.courtBlock,
      })),
    )
    if (role === 'pupil') expect(enrolled.get(source, `c-${externalId}`)).toEqual({ personId: id, active: 1 })
  }
  expect(rows.size).toBe(people.length)
}

describe('matches and their undoing, whatever the teacher answers', () => {
  let joined = 0
  let parted = 0
  afterAll(() => {
    // Else the names above are too far apart for the test to say anything.
    expect(joined).toBeGreaterThan(10)
    expect(parted).toBeGreaterThan(10)
  })

  it('nothing a source said is lost or given to someone else', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(telling, telling, telling),
        fc.array(step, { maxLength: 12 }),
        async (tellings, steps) => {
          const { folder, remove } = await temporaryFolder()
          const store = await openLocal(folder)
          try {
            const sources: { id: number; records: SnapshotRecord[] }[] = []
            for (const [index, pupils] of tellings.entries()) {
              const source = { id: await addSource(store, `Source ${index}`), records: toRecords(pupils) }
              sources.push(source)
              await synchronise(store, source.id, source.records)
            }
            let seconds = 0
            const at = () => new Date(Date.UTC(2026, 8, 2) + ++seconds * 1000).toISOString()
            for (const one of steps) {
              if (one.kind === 'decide') {
                const { rows } = await store.read.listMatchQuestions(100)
                const question = rows[one.at % Math.max(rows.length, 1)]
                if (question === undefined) continue
                await store.write.decideMatches([question.id], one.same, at())
                if (one.same) joined++
              } else if (one.kind === 'undo') {
                const { rows } = await store.read.listMerges(100)
                const merge = rows[one.at % Math.max(rows.length, 1)]
                if (merge === undefined) continue
                await store.write.undoMatch(merge.id, at())
                parted++
              } else {
                const source = sources[one.source]
                if (source === undefined) continue
                expect((await synchronise(store, source.id, source.records)).plan.verdict.kind).toBe('unchanged')
              }
              for (const { id, records } of sources) expectEachHeard(store, id, records)
            }
            for (const { id, records } of sources) expectEachHeard(store, id, records)
            await store.read.listDifferences(100)
            expect(await store.write.checkIntegrity()).toEqual({ ok: true, problems: [] })
          } finally {
            store.database.close()
            await remove()
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
