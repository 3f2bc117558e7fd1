/** Pupils' sheets as the store reads them, for tests of who is written to. */
import type { ContactPointView, GuardianView, PupilSheet } from '../../electron/contract/views.ts'

let nextPoint = 1
export const email = (value: string, change: Partial<ContactPointView> = {}): ContactPointView => ({
  id: nextPoint++,
  kind: 'email',
  value,
  label: null,
  verified: false,
  bounced: false,
  ...change,
})
export const phone = (value: string): ContactPointView => ({ ...email(value), kind: 'phone' })

export const guardian = (personId: number, change: Partial<GuardianView> = {}): GuardianView => ({
  personId,
  familyName: 'MARTIN',
  givenName: `Parent${personId}`,
  level: 1,
  relationship: 'mother',
  authority: true,
  courtBlock: false,
  primary: false,
  contactPoints: [email(`parent${personId}@famille.example`)],
  ...change,
})
export const pupil = (id: number, change: Partial<PupilSheet> = {}): PupilSheet => ({
  id,
  familyName: 'MARTIN',
  givenName: `Élève${id}`,
  birthDate: '2012-05-01',
  active: true,
  classes: [{ id: 1, name: '2nde 4', kind: 'class' }],
  contactPoints: [],
  guardians: [],
  siblings: [],
  sources: [],
  reach: 'none',
  ...change,
})
