/** The workbook that a school office extracts from SIECLE: a row for each structure of a pupil, two blocks of guardians. */
import { describe, expect, it } from 'vitest'
import type { PersonRecord } from '../../electron/contract/snapshot.ts'
import { names, read, workbook } from '../helpers/sources-files.ts'

type File = ReturnType<typeof read>
const people = (file: File, role: PersonRecord['role'] = 'pupil') =>
  file.records.filter((record) => record.entity === 'person').filter((record) => record.role === role)
const linksOf = (file: File, family: string) =>
  people(file).find(({ familyName }) => familyName === family)?.guardianships ?? []
const guardianOf = (file: File, id: string | undefined) =>
  people(file, 'guardian').find(({ externalId }) => externalId === id)
const reasons = (file: File) => file.lines.map((line) => line.reasons.map(({ reason }) => reason))

/** SIECLE's extraction: 37 columns of the pupil, 48 of subjects, two blocks of guardians, a row per structure. */
const suffixes = { older: [' Repr. Lég. 1', ' Repr. Lég. 2'], newer: [' Repr. Lég. ', ' Autre Repr. Lég. '] } as const
const GUARDIAN_TITLES = [
  'Civilité',
  'Nom de famille',
  "Nom d'usage",
  'Prénom',
  'Tél. Personnel',
  'Lien Parenté',
  'Tél. Portable',
  'Tél. Professionnel',
  'Email',
  'Communication Adresse postale et courriel',
  'Ligne Adresse 1',
  'Code Postal',
  'Commune Etrangère',
  'Pays',
]
const extraction = (ends: readonly string[]) => [
  ...[
    'Sexe',
    'Pays Nat.',
    'Elève No Etab',
    'Nom de famille',
    "Nom d'usage",
    'Prénom',
    'Prénom 2',
    'Date Naissance',
    'Id National',
    'Date Sortie',
    'Présence Doss. Médic.',
    'Commune Naiss.',
    'Lib. Régime',
    'Lib. Bourse 1',
    'Code MEF',
    'Code Structure',
    'Type Structure',
    'Lib. Structure',
  ],
  ...Array.from({ length: 12 }, (_, index) => [
    `Clé Gestion Mat. Enseignée ${index + 1}`,
    `Lib. Mat. Enseignée ${index + 1}`,
    `Code Modalité Elect. ${index + 1}`,
  ]).flat(),
  ...['Tél. Personnel', 'Tél. Portable', 'Email', 'Ligne Adresse 1'],
  ...ends.flatMap((end) => GUARDIAN_TITLES.map((title) => title + end)),
]
type Row = Readonly<Record<string, string | number>>
const rowOf = (titles: readonly string[], values: Row) => titles.map((title) => values[title] ?? '')

describe.each(['older', 'newer'] as const)('SIECLE’s extraction, %s titles', (age) => {
  const [first, second] = suffixes[age]
  const titles = extraction(suffixes[age])
  const louise = (structure: string, type: string): Row => ({
    Sexe: 'F',
    'Elève No Etab': 1234,
    'Nom de famille': 'MARTIN',
    "Nom d'usage": 'MARTIN\u00a0LEROY',
    Prénom: 'Louise',
    'Prénom 2': 'Ève',
    'Date Naissance': 41_041,
    'Id National': '070832327JA',
    'Lib. Régime': 'DP DAN',
    'Code Structure': structure,
    'Type Structure': type,
    'Tél. Portable': '639980001',
    [`Nom de famille${first}`]: 'DUPONT',
    [`Nom d'usage${first}`]: 'DUPONT-LEROY',
    [`Prénom${first}`]: 'Anne',
    [`Lien Parenté${first}`]: 'MERE',
    [`Tél. Portable${first}`]: '06 39 98 00 02',
    [`Tél. Professionnel${first}`]: '01 99 00 00 03',
    [`Email${first}`]: 'anne@famille.example',
    [`Communication Adresse postale et courriel${first}`]: 1,
    [`Nom de famille${second}`]: 'de la TOUR',
    [`Prénom${second}`]: 'Jean Paul',
    [`Lien Parenté${second}`]: 'AUTRE MEMBRE DE LA FAMILLE',
  })
  const file = read(
    workbook({
      Feuille: [
        titles,
        rowOf(titles, louise('5 C 1', 'G')),
        rowOf(titles, louise('5 C', 'D')),
        rowOf(titles, louise('5 C G1', 'G')),
        rowOf(titles, {
          ...louise('5 C', 'D'),
          'Nom de famille': 'NOIRET',
          "Nom d'usage": '',
          Prénom: 'Jean',
          'Elève No Etab': 1235,
        }),
        rowOf(titles, {
          'Nom de famille': 'SANSCLASSE',
          Prénom: 'Zoé',
          'Date Naissance': '24/02/2012',
          'Code Structure': '5 C 1',
          'Type Structure': 'G',
        }),
      ],
    }),
  )

  it('one pupil on several rows is one line, in their class and groups', () => {
    expect(names(file)).toEqual(['MARTIN LEROY|Louise', 'NOIRET|Jean', 'SANSCLASSE|Zoé'])
    expect(file.lines[0]).toMatchObject({ birthDate: '2012-05-12', className: '5 C', groups: ['5 C 1', '5 C G1'] })
    expect(reasons(file)[0]).toEqual(['phone-zero-restored', 'rows-joined'])
    expect(reasons(file)[2]).toEqual(['group-only'])
    expect(file.classNeeded).toBe(false)
  })

  it('guardians have their name in use, their relationship and all their numbers', () => {
    const [mother, other] = linksOf(file, 'MARTIN LEROY')
    expect([mother?.relationship, other?.relationship]).toEqual(['mother', 'other'])
    expect(guardianOf(file, mother?.guardianExternalId)).toMatchObject({
      familyName: 'DUPONT-LEROY',
      givenName: 'Anne',
    })
    expect(guardianOf(file, mother?.guardianExternalId)?.contactPoints).toEqual([
      { kind: 'email', value: 'anne@famille.example' },
      { kind: 'phone', value: '+33639980002' },
      { kind: 'phone', value: '+33199000003' },
    ])
    expect(guardianOf(file, other?.guardianExternalId)).toMatchObject({
      familyName: 'de la TOUR',
      givenName: 'Jean Paul',
    })
  })

  it('nothing of what is dropped at the door is in what is kept', () => {
    expect(file.droppedColumns).toEqual([
      'Pays Nat.',
      'Id National',
      'Présence Doss. Médic.',
      'Commune Naiss.',
      'Lib. Régime',
      'Lib. Bourse 1',
    ])
    expect(JSON.stringify(file.records)).not.toMatch(/070832327JA|DP DAN|1234/)
  })
})
