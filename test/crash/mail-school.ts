/** A class in the real encrypted store, for the crash tests of sending: one guardian with an address per pupil. */
import type { SnapshotRecord } from '../../electron/contract/snapshot.ts'
import type { StoreClient } from '../../electron/store/api.ts'
import { openStore } from '../../electron/store/open-store.ts'

const AT = '2026-04-07T08:00:00.000Z'
/** The tests' databases hold nothing worth hiding; the real key comes from the vault. */
const TEST_KEY = new Uint8Array(32).fill(7)

export const openTestStore = (folder: string): Promise<StoreClient> =>
  openStore({
    folder,
    key: TEST_KEY.slice(),
    workerUrl: new URL('../../electron/store/worker.ts', import.meta.url),
  })

/** Synchronises a made-up class into an empty store; returns its id. */
export async function seedClass(store: StoreClient, pupils: number): Promise<number> {
  const records: SnapshotRecord[] = [{ entity: 'class', externalId: 'c1', kind: 'class', name: '2nde 4' }]
  for (let number = 1; number <= pupils; number += 1) {
    records.push(
      {
        entity: 'person',
        externalId: `g${number}`,
        role: 'guardian',
        familyName: `FAMILLE${number}`,
        givenName: 'Parent',
        contactPoints: [{ kind: 'email', value: `parent${number}@example.org` }],
        guardianships: [],
      },
      {
        entity: 'person',
        externalId: `p${number}`,
        role: 'pupil',
        familyName: `FAMILLE${number}`,
        givenName: `Élève${number}`,
        contactPoints: [],
        guardianships: [
          {
            guardianExternalId: `g${number}`,
            level: 1,
            relationship: 'mother',
            authority: true,
            courtBlock: false,
            primary: true,
          },
        ],
      },
      {
        entity: 'enrolment',
        externalId: `e${number}`,
        classExternalId: 'c1',
        personExternalId: `p${number}`,
        role: 'pupil',
      },
    )
  }
  const sourceId = await store.write.createSource({
    kind: 'oneroster',
    label: 'Essai',
    origin: 'ent.example',
    isDemo: false,
    config: {},
    createdAt: AT,
  })
  const runId = await store.write.beginSync(sourceId, AT, { kind: 'whole' })
  await store.write.stageBatch(runId, { records })
  const plan = await store.write.planSync(runId)
  if (plan.verdict.kind !== 'apply') throw new Error(`the class was not applied: ${plan.verdict.kind}`)
  await store.write.applySync(runId, AT)
  const found = await store.read.findClass('2nde 4')
  if (found === null) throw new Error('the class is not there')
  return found.id
}
