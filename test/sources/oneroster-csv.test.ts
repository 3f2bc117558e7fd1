import { describe, expect, it } from 'vitest'
import type { PersonRecord } from '../../electron/contract/snapshot.ts'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { FileInput, FileReading } from '../../electron/sources/file-source.ts'
import { readOneRosterCsv } from '../../electron/sources/oneroster-csv/read-oneroster-csv.ts'
import { ONEROSTER_CSV_IGNORED, ONEROSTER_CSV_REASONS } from '../../electron/sources/oneroster-csv/reasons.ts'
import {
  ALL_BULK,
  classes,
  courses,
  csv,
  DEMOGRAPHICS_HEADER,
  demographics,
  ENROLMENT_HEADER,
  ENROLMENTS,
  edit,
  enrollments,
  lineItems,
  manifest,
  orgs,
  roles,
  SCHOOL_11,
  SCHOOL_12,
  TODAY,
  USER_11,
  USERS,
  users,
  users12,
} from '../fixtures/oneroster-csv.ts'
import { rawZip } from '../helpers/packs-zip.ts'

const read = (...files: readonly FileInput[]): FileReading => readOneRosterCsv(files, { today: TODAY })
const error = (code: string, params: Record<string, unknown> = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) })
const people = (reading: FileReading): PersonRecord[] => reading.records.filter((record) => record.entity === 'person')
const person = (reading: FileReading, id: string) => people(reading).find(({ externalId }) => externalId === id)
const ids = (reading: FileReading, entity: string): string[] =>
  reading.records.filter((record) => record.entity === entity).map(({ externalId }) => externalId)
const faults = (reading: FileReading): string[] =>
  reading.faults.map(({ verdict, reason, file, line, field }) => `${verdict} ${reason} ${file}:${line} ${field}`)
/** The whole 1.1 school with some files replaced, by name. */
const with11 = (...replaced: FileInput[]): FileInput[] =>
  SCHOOL_11.map((file) => replaced.find(({ name }) => name === file.name) ?? file)
const school = read(...SCHOOL_11)

describe('a whole export', () => {
  it('becomes records the store accepts', () => {
    for (const record of school.records) expect(snapshotRecordSchema.parse(record)).toEqual(record)
    expect(school.coverage).toEqual({ kind: 'whole' })
    expect(school.faults).toEqual([])
    expect(school.records.filter(({ entity }) => entity !== 'person' && entity !== 'enrolment')).toEqual([
      { entity: 'school', externalId: 'o1', name: 'Lycée des Tilleuls', uai: '0990001A' },
      { entity: 'academicYear', externalId: 'y1', title: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-07-03' },
      { entity: 'class', externalId: 'k1', kind: 'class', name: '6e A', level: '06' },
      { entity: 'class', externalId: 'k2', kind: 'group', name: 'Maths, groupe 1', subject: 'Maths', level: '06' },
      {
        entity: 'assignment',
        externalId: 'w1',
        classExternalId: 'k2',
        title: 'Exercice 3',
        descriptionHtml: 'Page 12,\nnuméros 1 à 4',
        subject: 'Maths',
        assignedOn: '2026-11-20',
        dueOn: '2026-11-27',
        attachments: [],
      },
    ])
  })

  it('links guardians from either side; a relative is a person to contact', () => {
    expect(person(school, 'u1')).toMatchObject({
      role: 'pupil',
      familyName: "D'HAENE",
      birthDate: '2014-05-12',
      contactPoints: [{ kind: 'email', value: 'eloise@eleve.example' }],
      guardianships: [
        { guardianExternalId: 'g1', level: 1, relationship: 'guardian', authority: true, primary: true },
        { guardianExternalId: 'g2', level: 3, relationship: 'other', authority: false, primary: false },
      ],
    })
    expect(person(school, 'u2')?.guardianships.map(({ guardianExternalId }) => guardianExternalId)).toEqual([
      'g1',
      'g2',
    ])
    expect(person(school, 'g1')?.contactPoints).toEqual([
      { kind: 'email', value: 'anne@mere.example' },
      { kind: 'phone', value: '+33639980001' },
    ])
  })

  it('leaves out and counts ended enrolments, other roles, guardians of nobody', () => {
    expect(ids(school, 'enrolment')).toEqual(['e1', 'e2', 'e3', 'e5'])
    expect(ids(school, 'person')).toEqual(['u1', 'u2', 'g1', 'g2', 'p1'])
    // The administrator, and the enrolment of one; courses.csv.
    expect(school.ignored).toEqual({ 'other-role': 2, ended: 1, 'guardian-without-pupil': 1, 'other-file': 1 })
  })

  it('never reads a password, keeps a birth date alone of demographics, and names the rest', () => {
    expect(school.dropped).toEqual(['password', 'sex', 'asian', 'white', 'countryOfBirthCode', 'cityOfBirth'])
    for (const secret of ['Secret!42', 'INE123', 'Villeneuve', 'female']) {
      expect(JSON.stringify([school, read(...SCHOOL_12)])).not.toContain(secret)
    }
  })

  it('is the same school in 1.2, whose roles have a file of their own', () => {
    const reading = read(...SCHOOL_12)
    expect(reading.records).toEqual(school.records)
    expect(reading.coverage).toEqual({ kind: 'whole' })
    expect(reading.dropped).toContain('pronouns')
  })

  it('in a ZIP, in a folder, in any order', () => {
    const entries = SCHOOL_11.toReversed().map(({ name, bytes }) => ({
      name: `export/${name}`,
      data: bytes,
      deflate: true,
    }))
    expect(read({ name: 'oneroster.zip', bytes: rawZip(entries) }).records).toEqual(school.records)
  })

  it('a teacher who is a parent is linked as one', () => {
    const both = read(
      ...SCHOOL_12.map((file) =>
        file.name === 'users.csv' ? edit(users12, (text) => text.replace('"g1,g2"', '"g1,p1,a1"')) : file,
      ),
    )
    expect(person(both, 'p1')?.role).toBe('teacher')
    expect(person(both, 'u1')?.guardianships.map(({ guardianExternalId }) => guardianExternalId)).toEqual(['g1', 'p1'])
  })
})

describe('exports as they are found', () => {
  it('names of files and columns in any case, misspelt, in another order, with more columns', () => {
    const renamed = SCHOOL_11.map((file) => ({
      name: file.name.toUpperCase(),
      bytes: edit(file, (text) =>
        text
          .replace('dateLastModified', 'dataLastModified')
          .replace('agentSourcedIds,grades', 'agents,grade')
          .replace('userIds', 'userId')
          .replace('birthDate', 'birthdate')
          .replace('classType', 'CLASSTYPE'),
      ).bytes,
    }))
    expect(read(...renamed).records).toEqual(school.records)
    const order = (row: readonly string[]) => [...row.toReversed(), '', 'x']
    const shuffled = csv('users.csv', [...order(USER_11).slice(0, -2), '', 'ext_db'], USERS.map(order))
    expect(read(...with11(shuffled)).records).toEqual(school.records)
  })

  it('role rows in userprofiles.csv, told by their header', () => {
    const files = SCHOOL_12.filter(({ name }) => name !== 'userProfiles.csv' && name !== 'roles.csv')
    const odd = manifest({ ...ALL_BULK }, '1.2')
    const misnamed = { ...roles, name: 'userprofiles.csv' }
    expect(read(odd, ...files.slice(1), misnamed).records).toEqual(school.records)
  })

  it('a byte-order mark, LF, no final newline, semicolons, Windows-1252', () => {
    const lf = with11(edit(users, (text) => `\ufeff${text.replaceAll('\r\n', '\n').trimEnd()}`))
    expect(read(...lf).records).toEqual(school.records)
    const semicolons = with11(csvWith(';'))
    expect(read(...semicolons).records).toEqual(school.records)
    const ansi = { name: 'users.csv', bytes: Buffer.from(Buffer.from(users.bytes).toString(), 'latin1') }
    const reading = read(...with11(ansi))
    expect(reading.records).toEqual(school.records)
    expect(faults(reading)).toEqual(['doubtful encoding-contradicts users.csv:null null'])
  })

  it('a status in a bulk file, dates of other countries, demographics by userSourcedId', () => {
    const odd = read(
      ...with11(
        edit(users, (text) => text.replace('u1,,', 'u1,active,1/05/2023')),
        edit(demographics, (text) => text.replace('sourcedId', 'userSourcedId')),
        edit(enrollments, (text) => text.replace('2026-09-01,2027-07-03', '1/09/2026,2027-07-03')),
      ),
    )
    expect(person(odd, 'u1')?.birthDate).toBe('2014-05-12')
    expect(faults(odd)).toEqual(['doubtful date-unreadable enrollments.csv:2 beginDate'])
  })

  const csvWith = (delimiter: string): FileInput => ({
    name: 'users.csv',
    bytes: Buffer.from([USER_11, ...USERS].map((row) => row.join(delimiter)).join('\r\n')),
  })
})

describe('coverage', () => {
  it('without a manifest, the listed classes only', () => {
    const reading = read(...SCHOOL_11.slice(1))
    expect(reading.coverage).toEqual({ kind: 'classes', classExternalIds: ['k1', 'k2'] })
    expect(faults(reading)).toEqual(['doubtful manifest-missing manifest.csv:null null'])
    const blank = read(manifest({ users: '', classes: 'bulk', enrollments: 'bulk' }), ...SCHOOL_11.slice(1))
    expect(blank.coverage.kind).toBe('classes')
  })

  it('a delta says nothing by absence; what it removes is told and stays', () => {
    const delta = read(
      manifest({ users: 'delta', enrollments: 'delta' }),
      csv('users.csv', USER_11, [USERS[0] ?? [], (USERS[1] ?? []).with(1, 'tobedeleted')]),
      csv('enrollments.csv', ENROLMENT_HEADER, [
        ENROLMENTS[0] ?? [],
        (ENROLMENTS[1] ?? []).with(1, 'ToBeDeleted'),
        (ENROLMENTS[3] ?? []).with(1, 'active'),
      ]),
    )
    expect(delta.coverage).toEqual({ kind: 'classes', classExternalIds: [] })
    expect(faults(delta)).toEqual([
      'doubtful removal-not-applied users.csv:3 status',
      'doubtful removal-not-applied enrollments.csv:3 status',
    ])
    expect(delta.faults[0]?.about).toBe("D'HAENE Gaël")
    // Classes and guardians that an earlier export brought, and an end that is news.
    expect(ids(delta, 'enrolment')).toEqual(['e1', 'e4'])
    expect(person(delta, 'u1')?.guardianships).toHaveLength(2)
  })

  it('a row removed in a bulk export is simply not there', () => {
    const reading = read(...with11(edit(enrollments, (text) => text.replace('e2,,', 'e2,tobedeleted,'))))
    expect(ids(reading, 'enrolment')).not.toContain('e2')
    expect(reading.ignored).toMatchObject({ deleted: 1 })
    expect(reading.coverage).toEqual({ kind: 'whole' })
  })

  it('a class with a row that could not be read loses nobody', () => {
    const reading = read(...with11(edit(enrollments, (text) => text.replace('k2,o1,p1', 'k2,o1,inconnu'))))
    expect(faults(reading)).toEqual(['refused person-unknown enrollments.csv:6 userSourcedId'])
    expect(reading.coverage).toEqual({ kind: 'classes', classExternalIds: ['k1'] })
  })
})

describe('faults by file, line and column', () => {
  it.each<[string, FileInput, string]>([
    [
      'a class nobody lists',
      edit(enrollments, (text) => text.replace('e1,,,k1', 'e1,,,k9')),
      'refused class-unknown enrollments.csv:2 classSourcedId',
    ],
    [
      'a pupil enrolled to teach',
      edit(enrollments, (text) => text.replace('u2,student', 'u2,teacher')),
      'refused role-differs enrollments.csv:3 role',
    ],
    [
      'a user without an id',
      edit(users, (text) => text.replace('u2,', ',')),
      'refused id-missing users.csv:3 sourcedId',
    ],
    [
      'a user without a name',
      edit(users, (text) => text.replace('Marc,PROFESSEUR', ',')),
      'refused name-missing users.csv:7 familyName',
    ],
    [
      'a guardian nobody lists',
      edit(users, (text) => text.replace('"g1,g2"', '"g1,g9"')),
      'doubtful guardian-missing users.csv:2 agentSourcedIds',
    ],
    [
      'a formula for a name',
      edit(users, (text) => text.replace('Marc', '=HYPERLINK(1)')),
      'doubtful not-a-name users.csv:7 familyName',
    ],
    [
      'an address that is none',
      edit(users, (text) => text.replace('anne@mere.example', 'anne@')),
      'doubtful email-invalid users.csv:4 email',
    ],
    [
      'a row with more cells',
      edit(users, (text) => text.replace('Secret!42', 'Secret!42,x')),
      'doubtful ragged-row users.csv:2 null',
    ],
    [
      'a birth not yet',
      csv('demographics.csv', DEMOGRAPHICS_HEADER, [['u1', '', '', '2034-05-12']]),
      'doubtful date-future demographics.csv:2 birthDate',
    ],
    [
      'a work for no class',
      edit(lineItems, (text) => text.replace('k2', 'k9')),
      'refused class-unknown lineItems.csv:2 classSourcedId',
    ],
    [
      'the same id twice',
      csv('users.csv', USER_11, [...USERS, USERS[0] ?? []]),
      'doubtful id-twice users.csv:9 sourcedId',
    ],
  ])('%s', (_, file, fault) => {
    const reading = read(...with11(file))
    expect(faults(reading)).toContain(fault)
    for (const { reason } of reading.faults) expect(ONEROSTER_CSV_REASONS).toContain(reason)
    for (const reason of Object.keys(reading.ignored)) expect(ONEROSTER_CSV_IGNORED).toContain(reason)
  })

  it('counts lines past quoted line ends', () => {
    const two = edit(users, (text) => text.replace('Gaël', '"Gaël\r\nYann"').replace('Marc,PROFESSEUR', ','))
    expect(faults(read(...with11(two)))).toContain('refused name-missing users.csv:8 familyName')
  })

  it('a user without any role, unless an enrolment tells it', () => {
    const files = SCHOOL_12.map((file) =>
      file.name === 'roles.csv'
        ? edit(roles, (text) => text.replace(/^r0.*\r\n/m, '').replace(/^r2.*\r\n/m, ''))
        : file,
    )
    const reading = read(...files)
    expect(person(reading, 'u1')?.role).toBe('pupil')
    expect(faults(reading)).toEqual([
      'refused role-missing users.csv:4 role',
      'doubtful guardian-missing users.csv:2 agentSourcedIds',
      'doubtful guardian-missing users.csv:3 agentSourcedIds',
    ])
  })

  it('names the missing file, column, or the broken line', () => {
    const without = (name: string) => SCHOOL_11.filter((file) => file.name !== name)
    for (const file of ['users.csv', 'classes.csv', 'enrollments.csv', 'orgs.csv', 'demographics.csv']) {
      expect(() => read(...without(file))).toThrow(error('file-part-missing', { file }))
    }
    expect(() => read(classes, enrollments)).toThrow(error('file-part-missing', { file: 'users.csv' }))
    expect(() => read(users12, classes, enrollments)).toThrow(error('file-part-missing', { file: 'roles.csv' }))
    const noId = edit(users, (text) => text.replace('sourcedId', 'ref'))
    expect(() => read(...with11(noId))).toThrow(error('file-field-missing', { file: 'users.csv', field: 'sourcedId' }))
    const open = edit(users, (text) => text.replace('Gaël', '"Gaël'))
    expect(() => read(...with11(open))).toThrow(error('file-damaged', { file: 'users.csv', line: 3 }))
  })

  it('refuses what is no OneRoster, and an export without a record', () => {
    const list = { name: 'liste.csv', bytes: Buffer.from('Nom;Prénom;Classe\nMARTIN;Louise;6A\n') }
    expect(() => read(list)).toThrow(error('file-kind-unknown', { file: 'liste.csv' }))
    const html = { name: 'users.csv', bytes: Buffer.from('<html><body>Connexion</body></html>') }
    expect(() => read(...with11(html))).toThrow(error('file-field-missing', { file: 'users.csv' }))
    expect(() => read(manifest({}), courses)).toThrow(error('file-part-missing'))
    const empty = ['users', 'classes', 'enrollments'].map((part) =>
      edit(with11().find(({ name }) => name === `${part}.csv`) ?? orgs, (text) => text.split('\r\n')[0] ?? ''),
    )
    expect(() => read(...empty)).toThrow(error('file-nothing-usable'))
  })
})
