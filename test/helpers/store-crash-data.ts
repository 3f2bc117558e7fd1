/** What the crash driver writes and the crash test expects. */
import type { SnapshotRecord } from '../../electron/contract/snapshot.ts'
import type { RosterRow } from '../../electron/contract/views.ts'
import type { DeliveryStep, NewMessage } from '../../electron/store/api.ts'
import { latestVersion, MIGRATIONS, type Migration } from '../../electron/store/migrations/index.ts'
import { AT, assignment, enrolment, person, smallSchool } from './store.ts'

/** Always the same school for a version: the class has 40 pupils, one of them leaves and one comes each time. */
export function schoolVersion(version: number): SnapshotRecord[] {
  const pupils = 40
  const gone = (version - 1) % pupils
  const records = smallSchool('3eB', pupils, 30)
    .filter((record) => !record.externalId.endsWith(`-p${gone}`) && !record.externalId.endsWith(`-g${gone}`))
    .map((record) => (record.entity === 'class' ? { ...record, level: `version ${version}` } : record))
  const newcomer = `new-${version % 3}`
  return [
    ...records,
    person(newcomer, { familyName: `VERSION ${version}` }),
    enrolment('3eB', newcomer),
    assignment('latest', '3eB', { title: `Version ${version}` }),
  ]
}

export const LATER_MIGRATION: Migration = {
  version: latestVersion(MIGRATIONS) + 1,
  sql: 'ALTER TABLE person ADD COLUMN nickname TEXT; UPDATE person SET nickname = given_name;',
}

export const blobContent = (number: number): Uint8Array => Buffer.alloc(200_000 + number, number)

export const messageFor = (pupils: readonly RosterRow[]): NewMessage => ({
  classId: 1,
  audience: 'pupils',
  subject: 'Sortie',
  body: 'Bonjour',
  createdAt: AT,
  fromAddress: 'prof@example.org',
  fromName: 'Mme Durand',
  deliveries: pupils.slice(0, 2).map(({ pupilId }, index) => ({
    personId: pupilId,
    pupilIds: [pupilId],
    recipientName: 'Camille',
    about: 'Camille',
    address: `p${index}@example.org`,
    messageIdHeader: `p${index}@trousse.example`,
    subject: 'Sortie',
    body: 'Bonjour',
  })),
})

const mime = new TextEncoder().encode('Bonjour')
export const stepsOfDelivery: readonly (readonly [id: number, step: DeliveryStep])[] = [
  [1, { to: 'in-flight', mime }],
  [1, { to: 'data-started' }],
  [1, { to: 'accepted', serverSaid: '250 ok' }],
  [2, { to: 'in-flight', mime }],
  [2, { to: 'data-started' }],
]
