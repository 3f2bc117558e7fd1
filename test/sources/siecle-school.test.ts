import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FileInput, FileReading } from '../../electron/sources/file-source.ts'
import { readOneRosterCsv } from '../../electron/sources/oneroster-csv/read-oneroster-csv.ts'
import { readSiecle } from '../../electron/sources/siecle/read-siecle.ts'
import { csv, ENROLMENT_HEADER, ENROLMENTS, manifest, SCHOOL_11, USER_11, USERS } from '../fixtures/oneroster-csv.ts'
import {
  guardiansFile,
  type PupilEntry,
  pupilsFile,
  SCHOOL_GUARDIANS,
  SCHOOL_LINKS,
  SCHOOL_PUPILS,
  schoolGuardians,
  schoolPupils,
  structuresFile,
  TODAY,
} from '../fixtures/siecle.ts'
import { type EngineBench, openEngineBench } from '../helpers/sources-engine.ts'

let bench: EngineBench
let sourceId: number
beforeEach(async () => {
  bench = await openEngineBench()
  sourceId = await bench.addFileSource()
})
afterEach(() => bench.close())

const siecle = (...files: FileInput[]) => readSiecle(files, { today: TODAY })
const apply = ({ records, coverage }: FileReading) => bench.engine.applySnapshot(sourceId, [{ records }], coverage)
const names = async () =>
  (await bench.store.read.readRoster(null)).map(({ familyName, givenName }) => `${familyName} ${givenName}`)
const sheet = async (givenName: string) => {
  const row = (await bench.store.read.readRoster(null)).find((entry) => entry.givenName === givenName)
  return bench.store.read.readPupil(row?.pupilId ?? -1)
}

it('a school from its office: classes, families, and nothing new when read again', async () => {
  const files = [schoolGuardians(), schoolPupils(), structuresFile()]
  expect(await apply(siecle(...files))).toMatchObject({ outcome: 'applied' })
  expect(await names()).toHaveLength(5)
  const guardians = (await sheet('Éloïse'))?.guardians.map(({ givenName, level, primary }) => [
    givenName,
    level,
    primary,
  ])
  expect(guardians).toEqual([
    ['Anne-Sophie', 1, true],
    ['Loïc', 1, false],
    ['Paule', 3, false],
  ])
  // The same school zipped in another order is the same school.
  expect(await apply(siecle(...files.toReversed()))).toMatchObject({ outcome: 'unchanged' })
})

it('one who left goes, an office file without the families waits for the teacher', async () => {
  const many = Array.from(
    { length: 30 },
    (_, index): PupilEntry => ({
      id: String(500 + index),
      fields: {
        NOM_DE_FAMILLE: `ÉLÈVE${String.fromCharCode(65 + (index % 26))}${index < 26 ? '' : 'BIS'}`,
        PRENOM: 'Noé',
      },
      structures: [['D', '3 A']],
    }),
  )
  const guardians = guardiansFile(SCHOOL_GUARDIANS, SCHOOL_LINKS)
  expect(await apply(siecle(pupilsFile([...SCHOOL_PUPILS, ...many]), guardians))).toMatchObject({ outcome: 'applied' })
  const left = many.map((entry) =>
    entry.id === '500' ? { ...entry, fields: { ...entry.fields, DATE_SORTIE: '01/11/2026' } } : entry,
  )
  expect(await apply(siecle(pupilsFile([...SCHOOL_PUPILS, ...left]), guardians))).toMatchObject({ outcome: 'applied' })
  expect(await names()).toHaveLength(34)
  expect(await names()).not.toContain('ÉLÈVEA Noé')
  expect(await apply(siecle(pupilsFile([...SCHOOL_PUPILS, ...left])))).toMatchObject({ outcome: 'held' })
  expect((await sheet('Éloïse'))?.guardians).toHaveLength(3)
})

it('a OneRoster delta after its bulk adds and changes, and takes nobody away', async () => {
  expect(await apply(readOneRosterCsv(SCHOOL_11, { today: TODAY }))).toMatchObject({ outcome: 'applied' })
  const newcomer = ['u9', 'active', '', 'true', 'o1', 'student', 'u9', '', 'Ugo', 'NOUVEAU', '', '', '', '', '', 'g1']
  const delta = readOneRosterCsv(
    [
      manifest({ users: 'delta', enrollments: 'delta' }),
      csv('users.csv', USER_11, [newcomer, (USERS[1] ?? []).with(1, 'tobedeleted')]),
      csv('enrollments.csv', ENROLMENT_HEADER, [
        ['e9', 'active', '', 'k1', 'o1', 'u9', 'student'],
        (ENROLMENTS[1] ?? []).with(1, 'tobedeleted'),
      ]),
    ],
    { today: TODAY },
  )
  expect(await apply(delta)).toMatchObject({ outcome: 'applied' })
  expect((await names()).toSorted()).toEqual(["D'HAENE Gaël", "D'HAENE Éloïse", 'NOUVEAU Ugo'])
  expect((await sheet('Ugo'))?.guardians.map(({ givenName }) => givenName)).toEqual(['Anne-Sophie'])
})
