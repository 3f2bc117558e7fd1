import { describe, expect, it } from 'vitest'
import type { ClassRecord, EnrolmentRecord, PersonRecord } from '../../electron/contract/snapshot.ts'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { FileInput, FileReading } from '../../electron/sources/file-source.ts'
import { readSiecle } from '../../electron/sources/siecle/read-siecle.ts'
import { SIECLE_IGNORED, SIECLE_REASONS } from '../../electron/sources/siecle/reasons.ts'
import {
  communFile,
  guardiansFile,
  nomenclatureFile,
  type PupilEntry,
  pupilsFile,
  SCHOOL_PUPILS,
  schoolGuardians,
  schoolPupils,
  structuresFile,
  TODAY,
} from '../fixtures/siecle.ts'

const read = (...files: FileInput[]): FileReading => readSiecle(files, { today: TODAY })
const people = (reading: FileReading, role: PersonRecord['role']): PersonRecord[] =>
  reading.records.filter((record) => record.entity === 'person').filter((person) => person.role === role)
const classes = (reading: FileReading): ClassRecord[] => reading.records.filter((record) => record.entity === 'class')
const enrolments = (reading: FileReading): EnrolmentRecord[] =>
  reading.records.filter((record) => record.entity === 'enrolment')
const pupil = (reading: FileReading, id: string): PersonRecord | undefined =>
  people(reading, 'pupil').find((person) => person.externalId === `0990001A:pupil:${id}`)
const faults = (reading: FileReading): string[] =>
  reading.faults.map(({ reason, field, about }) => `${reason} ${field} ${about}`)

const school = read(schoolGuardians(), structuresFile(), nomenclatureFile(), schoolPupils(), communFile())

describe('a whole school', () => {
  it('holds those who are there and counts those who are not', () => {
    expect(people(school, 'pupil').map(({ familyName, givenName }) => `${familyName} ${givenName}`)).toEqual([
      'D’HAENE Éloïse',
      "D'HAENE Gaël",
      'LECŒUR-€URO Maëlle',
      'MARCHAND Noé',
      'BIENTÔT Zoé',
    ])
    expect(school.ignored).toEqual({
      leaver: 1,
      'without-class': 2,
      'link-without-pupil': 1,
      'guardian-without-pupil': 2,
    })
    expect(school.coverage).toEqual({ kind: 'whole' })
  })

  it('gives records the store accepts, each reference inside', () => {
    for (const record of school.records) expect(snapshotRecordSchema.parse(record)).toEqual(record)
    const ids = new Set(school.records.map((record) => record.externalId))
    expect(ids.size).toBe(school.records.length)
    for (const { classExternalId, personExternalId } of enrolments(school)) {
      expect(ids).toContain(classExternalId)
      expect(ids).toContain(personExternalId)
    }
    for (const { guardianships } of people(school, 'pupil')) {
      for (const { guardianExternalId } of guardianships) expect(ids).toContain(guardianExternalId)
    }
  })

  it('tells class from group by type, not by order', () => {
    expect(classes(school).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'class 3 A',
      'group 3 A G1',
      'group 5 C G1',
      'group 6LV1.ALL',
      'class 5 C',
    ])
    const of103 = enrolments(school).filter(({ personExternalId }) => personExternalId === '0990001A:pupil:103')
    expect(of103.map(({ classExternalId }) => classExternalId)).toEqual([
      '0990001A:group:5cg1',
      '0990001A:group:6lv1.all',
      '0990001A:class:5c',
    ])
  })

  it('names a level only when all the pupils are of one', () => {
    const level = (name: string) => classes(school).find((entry) => entry.name === name)?.level
    expect(level('3 A')).toBe('3ème')
    expect(level('5 C')).toBe('5EME')
    const mixed = read(
      nomenclatureFile(),
      pupilsFile([...SCHOOL_PUPILS, { ...(SCHOOL_PUPILS[2] as PupilEntry), id: '110', structures: [['D', '3A']] }]),
    )
    expect(classes(mixed).find((entry) => entry.name === '3 A')?.level).toBeUndefined()
  })

  it('keeps separated parents apart, each with their own addresses, for both children', () => {
    const links = (id: string) =>
      pupil(school, id)?.guardianships.map(
        ({ guardianExternalId, level, relationship, authority, primary }) =>
          `${guardianExternalId.split(':').at(-1)} ${level} ${relationship} ${authority} ${primary}`,
      )
    expect(links('101')).toEqual(['202 1 father true false', '201 1 mother true true', '203 3 grandparent false false'])
    // Nobody is flagged: the first representative is called first.
    expect(links('102')).toEqual(['201 1 mother true true', '202 1 father true false'])
    const contacts = people(school, 'guardian').find(({ externalId }) => externalId.endsWith(':202'))?.contactPoints
    expect(contacts).toEqual([
      { kind: 'email', value: 'loic@pere.example' },
      { kind: 'phone', value: '+33639980002' },
    ])
    expect(people(school, 'guardian').filter(({ familyName }) => familyName === 'BOULANGER-ROY')).toHaveLength(1)
  })

  it('gives no authority to a person in charge or to contact; an adult answers for himself', () => {
    expect(pupil(school, '103')?.guardianships).toMatchObject([{ level: 2, relationship: 'foster', authority: false }])
    expect(pupil(school, '104')?.guardianships).toMatchObject([{ level: 1, relationship: 'self', authority: true }])
    expect(pupil(school, '104')?.birthDate).toBe('2008-11-01')
  })

  it('normalises phones and e-mails, and says which it could not', () => {
    expect(pupil(school, '101')?.contactPoints).toEqual([{ kind: 'email', value: 'eloise@eleve.example' }])
    expect(faults(school)).toEqual(['email-invalid MEL FOYER Marc', 'phone-invalid TEL_PORTABLE FOYER Marc'])
    expect(school.faults[0]?.file).toBe('ResponsablesAvecAdresses.xml')
  })

  it('leaves at the door, by name, what Trousse does not keep', () => {
    for (const element of ['ID_NATIONAL', 'INE_RNIE', 'CODE_PAYS_NAT', 'CODE_PROFESSION', 'ADRESSES', 'CODE_REGIME']) {
      expect(school.dropped).toContain(element)
    }
    // Empty in this file: nothing was dropped.
    expect(school.dropped).not.toContain('BOURSES')
    expect(school.dropped).not.toContain('VILLE_NAISS')
    const text = JSON.stringify(school)
    for (const secret of ['070832327JA', '99001', 'rue Inventée', 'ce.ancien']) expect(text).not.toContain(secret)
    // Last year's class is inside the pupil's own element.
    expect(text).not.toContain('4 D')
  })

  it('names the school and the year when Communs is there', () => {
    expect(school.records.slice(0, 2)).toEqual([
      { entity: 'school', externalId: '0990001A:school', name: 'COLLEGE DES TILLEULS', uai: '0990001A' },
      {
        entity: 'academicYear',
        externalId: '0990001A:year:2026',
        title: '2026-2027',
        startsOn: '2026-09-01',
        endsOn: '2027-07-03',
      },
    ])
  })

  it('is the same in any order of files', () => {
    const files = [schoolPupils(), nomenclatureFile(), schoolGuardians(), communFile(), structuresFile()]
    const sorted = (reading: FileReading) => [...reading.records].map((record) => JSON.stringify(record)).sort()
    expect(sorted(read(...files))).toEqual(sorted(school))
    expect(sorted(read(...files.toReversed()))).toEqual(sorted(school))
  })
})

describe('what is doubtful or refused', () => {
  const one = (fields: Record<string, string>, structures: PupilEntry['structures'] = [['D', '3 A']]) =>
    read(pupilsFile([{ id: '1', fields: { NOM_DE_FAMILLE: 'MARTIN', PRENOM: 'Louise', ...fields }, structures }]))
  const reasons = (reading: FileReading) =>
    reading.faults.map(({ reason }) => reason).filter((reason) => reason !== 'guardians-file-missing')

  it.each([
    ['31/02/2012', 'date-impossible'],
    ['12/05/2031', 'date-future'],
    ['mai', 'date-unreadable'],
    ['01/01/1012', 'date-unlikely'],
  ])('birth on %s is %s', (DATE_NAISS, reason) => {
    const reading = one({ DATE_NAISS })
    expect(reasons(reading)).toEqual([reason])
    expect(reading.faults.at(-1)).toMatchObject({ file: 'ElevesSansAdresses.xml', field: 'DATE_NAISS', line: 16 })
    expect(pupil(reading, '1')?.birthDate).toBeUndefined()
  })

  it('a date of leaving that cannot be read does not make a leaver', () => {
    const reading = one({ DATE_SORTIE: '99/99/2020' })
    expect(reasons(reading)).toEqual(['date-unreadable'])
    expect(people(reading, 'pupil')).toHaveLength(1)
    expect(people(one({ DATE_SORTIE: '31/12/9999' }), 'pupil')).toHaveLength(1)
  })

  it('two classes, a group without a class, a kind nobody gives', () => {
    const inTwo = one({}, [
      ['D', '3 A'],
      ['D', '3 B'],
    ])
    expect(reasons(inTwo)).toEqual(['two-classes'])
    expect(reasons(one({}, [['G', '3 A G1']]))).toEqual(['class-missing'])
    const guessed = one({}, [['', '3 A']])
    expect(reasons(guessed)).toEqual(['class-kind-guessed'])
    expect(classes(guessed)).toMatchObject([{ kind: 'class', name: '3 A' }])
  })

  it('Structures settles the kind', () => {
    const pupils = pupilsFile([
      {
        id: '1',
        fields: { NOM: 'MARTIN', PRENOM: 'Louise' },
        structures: [
          ['', '5 C G1'],
          ['', '5c'],
        ],
      },
    ])
    const reading = read(pupils, structuresFile())
    expect(reasons(reading)).toEqual([])
    const [enrolled] = [enrolments(reading).map(({ classExternalId }) => classExternalId)]
    expect(enrolled).toEqual(['0990001A:group:5cg1', '0990001A:class:5c'])
  })

  it('a pupil without a name or an id is there: their class loses nobody', () => {
    const nameless = read(
      pupilsFile([
        { id: '1', fields: { NOM_DE_FAMILLE: 'MARTIN', PRENOM: 'Louise' }, structures: [['D', '3 A']] },
        { id: '2', fields: { NOM_DE_FAMILLE: ' ' }, structures: [['D', '3 B']] },
      ]),
    )
    expect(nameless.faults[0]).toMatchObject({ verdict: 'refused', reason: 'name-missing', field: 'NOM_DE_FAMILLE' })
    expect(nameless.coverage).toEqual({ kind: 'classes', classExternalIds: ['0990001A:class:3a'] })
    const lost = read(
      pupilsFile([
        { id: '1', fields: { NOM_DE_FAMILLE: 'MARTIN', PRENOM: 'Louise' }, structures: [['D', '3 A']] },
        { id: ' ', fields: { NOM_DE_FAMILLE: 'PERDU' }, structures: null },
      ]),
    )
    expect(lost.faults[0]).toMatchObject({ verdict: 'refused', reason: 'id-missing' })
    expect(lost.coverage).toEqual({ kind: 'classes', classExternalIds: [] })
  })

  it('a guardian the file does not hold, without a name, of an unknown level', () => {
    const reading = read(
      pupilsFile([{ id: '1', fields: { NOM_DE_FAMILLE: 'MARTIN', PRENOM: 'Louise' }, structures: [['D', '3 A']] }]),
      guardiansFile(
        [
          { id: '5', fields: { TEL_PORTABLE: '0639980005' } },
          { id: '6', fields: { NOM: 'VIEUX', PRENOM: 'Paul' } },
        ],
        [
          { pupil: '1', person: '4' },
          { pupil: '1', person: '5' },
          { pupil: '1', person: '6', level: '7' },
        ],
      ),
    )
    expect(faults(reading)).toEqual([
      'guardian-missing PERSONNE_ID MARTIN Louise',
      'name-missing NOM_DE_FAMILLE MARTIN Louise',
      'level-unknown NIVEAU_RESPONSABILITE MARTIN Louise',
    ])
    expect(people(reading, 'guardian').map(({ givenName }) => givenName)).toEqual(['Responsable de Louise', 'Paul'])
    expect(pupil(reading, '1')?.guardianships.map(({ level }) => level)).toEqual([1, 3])
  })

  it('links of exports before version 2.1', () => {
    const old = guardiansFile([{ id: '5', fields: { NOM: 'MARTIN', PRENOM: 'Rose' } }], [{ pupil: '1', person: '5' }])
    const text = Buffer.from(old.bytes)
      .toString('latin1')
      .replace('<NIVEAU_RESPONSABILITE>1</NIVEAU_RESPONSABILITE>', '<RESP_LEGAL>2</RESP_LEGAL>')
      .replace('<PERSONNE PERSONNE_ID="5">', '<PERSONNE><PERSONNE_ID>5</PERSONNE_ID>')
      .replaceAll('RESPONSABLE_ELEVE>', 'RESPONSABLE>')
    const pupils = pupilsFile([{ id: '1', fields: { NOM: 'MARTIN', PRENOM: 'L' }, structures: [['D', '3 A']] }])
    const reading = read(pupils, { name: 'old.xml', bytes: Buffer.from(text, 'latin1') })
    expect(pupil(reading, '1')?.guardianships).toMatchObject([{ level: 1, authority: true, primary: true }])
  })

  it('uses only reasons that have a sentence', () => {
    const all = [school, one({ DATE_NAISS: 'x', MEL: 'x', PRENOM: '=1+1' })]
    for (const reading of all) {
      for (const { reason } of reading.faults) expect(SIECLE_REASONS).toContain(reason)
      for (const reason of Object.keys(reading.ignored)) expect(SIECLE_IGNORED).toContain(reason)
    }
  })
})
