/** A small school with every kind of family, in a real store, and what makes messages for it. */

import { createNodeMachine } from '../../electron/cli/machine.ts'
import type { PersonRecord, SnapshotRecord } from '../../electron/contract/snapshot.ts'
import { createOutbox, type Outbox } from '../../electron/mail/outbox.ts'
import { silentLog } from '../../electron/platform/log.ts'
import type { Machine } from '../../electron/services/machine.ts'
import type { StoreClient } from '../../electron/store/api.ts'
import { type BlobStore, openBlobStore } from '../../electron/store/blobs.ts'
import {
  addSource,
  assignment,
  enrolment,
  KEY,
  openWorkers,
  person,
  schoolClass,
  synchronise,
  temporaryFolder,
} from './store.ts'

/** A Tuesday morning of a school week. */
export const TUESDAY = Date.parse('2026-04-07T08:00:00Z')

const guardianOf = (guardianExternalId: string, more: Partial<PersonRecord['guardianships'][number]> = {}) => ({
  guardianExternalId,
  level: 1 as const,
  relationship: 'mother' as const,
  authority: true,
  courtBlock: false,
  primary: false,
  ...more,
})
const mail = (value: string) => ({ kind: 'email' as const, value })

/**
 * Two classes and a group: Léa (6e A) and Hugo (3e B) share a mother; Hugo's father has his own address; Noé and Inès
 * are twins of 6e A; Adel has a telephone only; Maya's father is under a court order; Zoé has nobody.
 */
export function reachSchool(): SnapshotRecord[] {
  const guardian = (id: string, familyName: string, points: PersonRecord['contactPoints']) =>
    person(id, { role: 'guardian', familyName, givenName: `Parent ${id}`, contactPoints: points })
  const pupil = (id: string, givenName: string, familyName: string, guardianships: PersonRecord['guardianships']) =>
    person(id, { givenName, familyName, birthDate: '2013-05-01', guardianships })
  return [
    schoolClass('6e A', { subject: 'Mathématiques' }),
    schoolClass('3e B', { subject: 'Mathématiques' }),
    schoolClass('Latin', { kind: 'group' }),
    guardian('mere', 'MARTIN', [mail('mere@famille-martin.example')]),
    guardian('pere', 'DUPONT', [mail('pere@famille-dupont.example')]),
    guardian('jumeaux', 'SILVA', [mail('parent@famille-silva.example')]),
    guardian('adel', 'HADDAD', [{ kind: 'phone', value: '+33639980001' }]),
    guardian('maya-mere', 'ROY', [mail('maya@famille-roy.example')]),
    guardian('maya-pere', 'ROY', [mail('interdit@famille-roy.example')]),
    pupil('lea', 'Léa', 'MARTIN', [guardianOf('mere')]),
    pupil('hugo', 'Hugo', 'MARTIN', [guardianOf('mere'), guardianOf('pere', { relationship: 'father', level: 2 })]),
    pupil('noe', 'Noé', 'SILVA', [guardianOf('jumeaux')]),
    pupil('ines', 'Inès', 'SILVA', [guardianOf('jumeaux')]),
    pupil('adel-p', 'Adel', 'HADDAD', [guardianOf('adel')]),
    pupil('maya', 'Maya', 'ROY', [guardianOf('maya-mere'), guardianOf('maya-pere', { courtBlock: true })]),
    pupil('zoe', 'Zoé', 'ZORA', []),
    ...['lea', 'noe', 'ines', 'adel-p'].map((id) => enrolment('6e A', id)),
    ...['hugo', 'maya', 'zoe'].map((id) => enrolment('3e B', id)),
    ...['lea', 'hugo'].map((id) => enrolment('Latin', id)),
    assignment('a6', '6e A', { title: 'Fractions', subject: 'Mathématiques', dueOn: '2026-04-09' }),
    assignment('a3', '3e B', { title: 'Thalès', subject: 'Mathématiques', dueOn: '2026-04-10' }),
  ]
}

export interface ReachBench {
  readonly store: StoreClient
  readonly blobs: BlobStore
  readonly outbox: Outbox
  readonly machine: Machine
  /** Ids by name. */
  readonly classes: Readonly<Record<string, number>>
  readonly pupils: Readonly<Record<string, number>>
  readonly folder: string
  close(): Promise<void>
}

export async function openReachBench(records: readonly SnapshotRecord[] = reachSchool()): Promise<ReachBench> {
  const { folder, remove } = await temporaryFolder()
  const store = await openWorkers(folder)
  await synchronise(store, await addSource(store), records)
  const blobs = await openBlobStore({ folder: `${folder}/blobs`, key: KEY })
  const clock = { now: () => TUESDAY }
  let ids = 0
  const machine: Machine = { ...createNodeMachine(), clock, newId: () => `id-${++ids}` }
  const outbox = createOutbox({
    store,
    files: blobs,
    clock,
    random: () => 0.5,
    log: silentLog,
    sleep: async () => {},
    settings: async () => null,
    transportFor: async () => {
      throw new Error('nothing is sent here')
    },
  })
  const classes = Object.fromEntries((await store.read.listClasses()).map(({ id, name }) => [name, id]))
  const pupils = Object.fromEntries((await store.read.readRoster(null)).map((row) => [row.givenName, row.pupilId]))
  return {
    ...{ store, blobs, outbox, machine, classes, pupils, folder },
    async close() {
      await store.close()
      await remove()
    },
  }
}
