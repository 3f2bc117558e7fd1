import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../electron/contract/errors.ts'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { FileInput } from '../../electron/sources/file-source.ts'
import { readOneRosterCsv } from '../../electron/sources/oneroster-csv/read-oneroster-csv.ts'
import {
  CLASS_HEADER,
  csv,
  ENROLMENT_HEADER,
  edit,
  enrollments,
  manifest,
  SCHOOL_11,
  TODAY,
  USER_11,
  users,
} from '../fixtures/oneroster-csv.ts'
import { rawZip } from '../helpers/packs-zip.ts'

const read = (...files: readonly FileInput[]) => readOneRosterCsv(files, { today: TODAY })
const error = (code: string, params: Record<string, unknown> = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) })
const entries = SCHOOL_11.map(({ name, bytes }) => ({ name, data: bytes, deflate: true }))
const zip = (...list: Parameters<typeof rawZip>[0]): FileInput => ({ name: 'export.zip', bytes: rawZip(list) })

describe('ZIPs that harm', () => {
  it('climb out of their folder', () => {
    expect(() => read(zip(...entries, { name: '../../.bashrc', data: Buffer.from('x') }))).toThrow(
      error('file-unsafe', { file: 'export.zip', reason: 'path' }),
    )
  })

  it('hold two files of one name, or a ZIP', () => {
    expect(() => read(zip(...entries, { name: 'Users.csv', data: users.bytes }))).toThrow(
      error('file-unsafe', { reason: 'duplicate' }),
    )
    expect(() => read(zip(...entries, { name: 'more.csv', data: rawZip(entries) }))).toThrow(
      error('file-unsafe', { reason: 'nested' }),
    )
  })

  it('unfold without end', () => {
    const zeros = { name: 'users.csv', data: new Uint8Array(160 * 1024 * 1024), deflate: true, claimedSize: 1 }
    expect(() => read(zip(zeros))).toThrow(error('file-too-large'))
  })

  it('are cut or locked', () => {
    const { bytes } = zip(...entries)
    expect(() => read({ name: 'a.zip', bytes: bytes.subarray(0, bytes.length - 40) })).toThrow(error('file-unreadable'))
    expect(() => read(zip({ name: 'users.csv', data: users.bytes, flags: 1 }))).toThrow(
      error('file-password-protected'),
    )
  })
})

describe('files that harm', () => {
  const swap = (file: FileInput) => SCHOOL_11.map((known) => (known.name === file.name ? file : known))

  it('columns and ids named after what every object has', () => {
    const odd = edit(users, (text) => text.replace('username', '__proto__').replaceAll('u1', 'constructor'))
    const school = read(
      ...swap(odd).map((file) =>
        file.name === 'enrollments.csv' ? edit(enrollments, (text) => text.replaceAll('u1', 'constructor')) : file,
      ),
    )
    expect(school.records.some(({ externalId }) => externalId === 'constructor')).toBe(true)
    expect(({} as Record<string, unknown>).u1).toBeUndefined()
    expect(read(manifest({ ['__proto__']: 'bulk' }), ...SCHOOL_11.slice(1)).coverage.kind).toBe('classes')
  })

  it('a cell or a row without end', () => {
    const endless = edit(users, (text) => text.replace('Gaël', `"${'x'.repeat(3_000_000)}`))
    expect(() => read(...swap(endless))).toThrow(error('file-damaged', { file: 'users.csv', line: 3 }))
    const wide = edit(users, (text) => text.replace('Secret!42', `x${',y'.repeat(50_000)}`))
    expect(read(...swap(wide)).faults.map(({ reason }) => reason)).toContain('ragged-row')
  })

  it('a fault on every row is not listed a hundred thousand times', () => {
    const rows = Array.from({ length: 2000 }, (_, index) => [`x${index}`, '', '', 'k9', 'o1', 'u1', 'student'])
    const school = read(...swap(csv('enrollments.csv', ENROLMENT_HEADER, rows)))
    expect(school.faults).toHaveLength(500)
    expect(school.ignored['faults-not-listed']).toBe(1500)
  })

  it('bytes that are no text', () => {
    const noise = { name: 'users.csv', bytes: Uint8Array.from({ length: 5000 }, (_, index) => (index * 37) % 256) }
    expect(() => read(...swap(noise))).toThrow(TrousseError)
  })
})

describe('properties', () => {
  it('any change of bytes gives a reading or an error of ours, never another', () => {
    fc.assert(
      fc.property(
        fc.nat(SCHOOL_11.length - 1),
        fc.array(fc.tuple(fc.nat(4000), fc.constantFrom(0, 10, 13, 34, 44, 59, 61, 195, 255)), { maxLength: 6 }),
        (which, changes) => {
          const files = SCHOOL_11.map((file, index) => {
            if (index !== which) return file
            const bytes = Uint8Array.from(file.bytes)
            for (const [at, value] of changes) bytes[at % bytes.length] = value
            return { ...file, bytes }
          })
          try {
            for (const record of read(...files).records) snapshotRecordSchema.parse(record)
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(TrousseError)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('whatever refers to whatever, every reference of a bulk export leads somewhere', () => {
    const id = fc.constantFrom('', 'a', 'b', 'c', 'd', 'e')
    const role = fc.constantFrom('student', 'teacher', 'parent', 'relative', 'aide', '')
    const user = fc.tuple(id, role, fc.array(id, { maxLength: 3 }))
    const enrolment = fc.tuple(id, id, fc.constantFrom('student', 'teacher', 'proctor'))
    fc.assert(
      fc.property(fc.array(user), fc.array(id), fc.array(enrolment), (people, classIds, enrolments) => {
        const files = [
          manifest({ users: 'bulk', classes: 'bulk', enrollments: 'bulk' }),
          csv(
            'users.csv',
            USER_11,
            people.map(([key, as, agents]) =>
              USER_11.map(
                (label) =>
                  ({ sourcedId: key, role: as, givenName: 'N', familyName: 'P', agentSourcedIds: agents.join(',') })[
                    label
                  ] ?? '',
              ),
            ),
          ),
          csv(
            'classes.csv',
            CLASS_HEADER,
            classIds.map((key) => [key, '', '', `Classe ${key}`]),
          ),
          csv(
            'enrollments.csv',
            ENROLMENT_HEADER,
            enrolments.map(([klass, who, as], index) => [`e${index}`, '', '', klass, '', who, as]),
          ),
        ]
        let reading: ReturnType<typeof read>
        try {
          reading = read(...files)
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'file-nothing-usable' })
          return
        }
        const known = new Map(reading.records.map((record) => [`${record.entity} ${record.externalId}`, record]))
        for (const record of reading.records) {
          if (record.entity === 'enrolment') {
            expect(known.has(`class ${record.classExternalId}`)).toBe(true)
            expect(known.get(`person ${record.personExternalId}`)).toMatchObject({ role: record.role })
          }
          if (record.entity !== 'person') continue
          for (const link of record.guardianships) expect(known.has(`person ${link.guardianExternalId}`)).toBe(true)
        }
        if (reading.faults.some(({ verdict }) => verdict === 'refused')) expect(reading.coverage.kind).toBe('classes')
      }),
      { numRuns: 200 },
    )
  })
})
