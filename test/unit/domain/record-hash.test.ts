import { expect, it } from 'vitest'
import type { PersonRecord } from '../../../electron/contract/snapshot.ts'
import { canonicalJson } from '../../../electron/domain/record-hash.ts'

const record: PersonRecord = {
  entity: 'person',
  externalId: 'p1',
  role: 'pupil',
  familyName: 'MARTIN',
  givenName: 'Louise',
  contactPoints: [{ kind: 'email', value: 'a@example.org' }],
  guardianships: [],
}

it('is the same whatever the order of the fields', () => {
  const other: PersonRecord = {
    guardianships: [],
    contactPoints: [{ value: 'a@example.org', kind: 'email' }],
    givenName: 'Louise',
    familyName: 'MARTIN',
    role: 'pupil',
    externalId: 'p1',
    entity: 'person',
  }
  expect(canonicalJson(other)).toBe(canonicalJson(record))
})

it('changes with any value and with the order of contacts', () => {
  expect(canonicalJson({ ...record, givenName: 'Louisa' })).not.toBe(canonicalJson(record))
  const two = [
    { kind: 'email', value: 'a@example.org' },
    { kind: 'email', value: 'b@example.org' },
  ] as const
  expect(canonicalJson({ ...record, contactPoints: [...two] })).not.toBe(
    canonicalJson({ ...record, contactPoints: [...two].reverse() }),
  )
})
