import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../electron/contract/errors.ts'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { FileInput } from '../../electron/sources/file-source.ts'
import { readSiecle } from '../../electron/sources/siecle/read-siecle.ts'
import { siecleKind } from '../../electron/sources/siecle/recognise.ts'
import { guardiansFile, pupilsFile, schoolGuardians, schoolPupils, TODAY, UAI } from '../fixtures/siecle.ts'
import { rawZip } from '../helpers/packs-zip.ts'

const read = (...files: FileInput[]) => readSiecle(files, { today: TODAY })
const xml = (text: string): FileInput => ({ name: 'eleves.xml', bytes: Buffer.from(text) })
const error = (code: string, params: Record<string, unknown> = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) })
const edit = (file: FileInput, change: (text: string) => string): FileInput => ({
  ...file,
  bytes: Buffer.from(change(Buffer.from(file.bytes).toString('latin1')), 'latin1'),
})

describe('XML that was not written by a school office', () => {
  it('a bomb of entities is refused at its DTD, with its line', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('\n')
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE x [\n<!ENTITY l0 "lol">\n${levels}\n]>\n<BEE_ELEVES>&l9;</BEE_ELEVES>`
    expect(() => read(xml(bomb))).toThrow(error('file-unsafe', { file: 'eleves.xml', line: 13, reason: 'dtd' }))
  })

  it('an entity of another file is never opened', () => {
    const text = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><BEE_ELEVES>&e;</BEE_ELEVES>'
    expect(() => read(xml(text))).toThrow(error('file-unsafe', { reason: 'dtd' }))
    expect(() => read(xml('<!DOCTYPE x SYSTEM "http://dtd.example/x"><BEE_ELEVES/>'))).toThrow(error('file-unsafe'))
    expect(() => read(xml('<BEE_ELEVES>&inconnue;</BEE_ELEVES>'))).toThrow(error('file-damaged', { line: 1 }))
  })

  it('elements in elements without end', () => {
    const deep = `<BEE_ELEVES>${'<a>'.repeat(100_000)}`
    expect(() => read(xml(deep))).toThrow(error('file-damaged', { reason: 'depth' }))
  })

  it('a field that never ends is cut, not kept', () => {
    const reading = read(
      pupilsFile([{ id: '1', fields: { NOM: 'A'.repeat(2_000_000), PRENOM: 'Noé' }, structures: [['D', '3 A']] }]),
    )
    expect(JSON.stringify(reading).length).toBeLessThan(5000)
  })

  it('a name that no element has', () => {
    const proto = edit(schoolPupils(), (text) => text.replaceAll('101', '__proto__').replaceAll('3 A', 'constructor'))
    expect(read(proto).records.some(({ externalId }) => externalId === `${UAI}:pupil:__proto__`)).toBe(true)
  })
})

describe('damaged on the way', () => {
  it('cut anywhere, the place is named and nothing is taken', () => {
    const whole = schoolPupils().bytes
    for (let part = 1; part < 12; part++) {
      const cut = { name: 'eleves.xml', bytes: whole.subarray(0, Math.floor((whole.length * part) / 12)) }
      expect(() => read(cut)).toThrow(error('file-damaged', { file: 'eleves.xml', line: expect.any(Number) }))
    }
  })

  it('a tag misspelt by hand, at its line', () => {
    const bad = edit(schoolPupils(), (text) => text.replace('</STRUCTURES_ELEVE>', '</STRICTURES_ELEVE>'))
    const lines = Buffer.from(bad.bytes).toString('latin1').split('\n')
    const line = lines.findIndex((text) => text.includes('STRICTURES')) + 1
    expect(() => read(bad)).toThrow(error('file-damaged', { line }))
  })

  it('a NUL, a half-written letter, the page of a server', () => {
    expect(() => read(edit(schoolPupils(), (text) => text.replace('NOM_DE', '\0')))).toThrow(error('file-damaged'))
    expect(() => read(edit(schoolPupils(), (text) => `${text}<html>`))).toThrow(error('file-damaged'))
  })
})

describe('ZIPs', () => {
  const zip = (...entries: Parameters<typeof rawZip>[0]): FileInput => ({ name: 'export.zip', bytes: rawZip(entries) })
  const data = schoolPupils().bytes

  it.each(['../Eleves.xml', 'a/../../Eleves.xml', '/etc/Eleves.xml', 'C:/Eleves.xml', '..\\Eleves.xml', 'a\0.xml'])(
    'an entry called %j',
    (name) => {
      expect(() => read(zip({ name, data }))).toThrow(error('file-unsafe', { file: 'export.zip', reason: 'path' }))
    },
  )

  it('two entries of one name, a ZIP in a ZIP, one that is locked', () => {
    const twice = zip({ name: 'Eleves.xml', data }, { name: 'ELEVES.XML', data })
    expect(() => read(twice)).toThrow(error('file-unsafe', { reason: 'duplicate' }))
    const nested = zip({ name: 'inner.zip', data: rawZip([{ name: 'Eleves.xml', data }]) })
    expect(() => read(nested)).toThrow(error('file-unsafe', { reason: 'nested' }))
    const locked = zip({ name: 'Eleves.xml', data, flags: 1 })
    expect(() => read(locked)).toThrow(error('file-password-protected'))
  })

  it('a bomb, whatever size it claims, and the same bytes counted many times', () => {
    const zeros = new Uint8Array(160 * 1024 * 1024)
    expect(() => read(zip({ name: 'Eleves.xml', data: zeros, deflate: true, claimedSize: 10 }))).toThrow(
      error('file-too-large'),
    )
    const tenth = new Uint8Array(16 * 1024 * 1024)
    const overlapping = Array.from({ length: 20 }, (_, index) => ({
      name: `${index}.xml`,
      data: index === 0 ? tenth : new Uint8Array(),
      deflate: true,
      pointAt: 0,
    }))
    expect(() => read(zip(...overlapping))).toThrow(TrousseError)
  })

  it('a bit lost inside', () => {
    const { bytes } = zip({ name: 'Eleves.xml', data })
    const broken = Buffer.from(bytes)
    const at = broken.indexOf('HAENE')
    broken[at] = (broken[at] ?? 0) ^ 1
    expect(() => read({ name: 'export.zip', bytes: broken })).toThrow(error('file-damaged', { reason: 'crc' }))
    expect(() => read({ name: 'export.zip', bytes: bytes.subarray(0, 400) })).toThrow(error('file-unreadable'))
  })
})

describe('properties', () => {
  it('any change of bytes gives a reading or an error of ours, never another', () => {
    const base = schoolGuardians().bytes
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = Uint8Array.from(base)
        for (const [at, value] of changes) bytes[at] = value
        siecleKind(bytes)
        try {
          for (const record of read(schoolPupils(), { name: 'r.xml', bytes }).records)
            snapshotRecordSchema.parse(record)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(TrousseError)
        }
      }),
      { numRuns: 150 },
    )
  })

  const name = fc
    .string({ unit: 'grapheme', minLength: 0, maxLength: 12 })
    .filter((text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(text))
  it('whatever the names, codes and links, records are fit to store and lead somewhere', () => {
    const pupils = fc.uniqueArray(
      fc.record({
        id: fc.nat(20).map(String),
        fields: fc.record({ NOM_DE_FAMILLE: name, PRENOM: name, DATE_NAISS: name, MEL: name, TEL_PORTABLE: name }),
        structures: fc.array(fc.tuple(fc.constantFrom('D', 'G', ''), name), { maxLength: 3 }),
      }),
      { selector: ({ id }) => id, maxLength: 8 },
    )
    const links = fc.array(
      fc.record({
        pupil: fc.nat(20).map(String),
        person: fc.nat(20).map(String),
        level: fc.constantFrom('1', '2', '3', '', 'x'),
        code: fc.constantFrom('10', '20', '70', ''),
      }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(pupils, fc.uniqueArray(fc.nat(20).map(String)), links, (entries, persons, rows) => {
        const guardians = persons.map((id) => ({ id, fields: { NOM: 'X', PRENOM: id } }))
        let records: ReturnType<typeof read>['records']
        try {
          records = read(
            pupilsFile(entries, { encoding: 'UTF-8' }),
            guardiansFile(guardians, rows, { encoding: 'UTF-8' }),
          ).records
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'file-nothing-usable' })
          return
        }
        const ids = new Set(records.map(({ entity, externalId }) => `${entity} ${externalId}`))
        expect(ids.size).toBe(records.length)
        for (const record of records) {
          expect(snapshotRecordSchema.safeParse(record).success).toBe(true)
          if (record.entity === 'enrolment') expect(ids).toContain(`class ${record.classExternalId}`)
          if (record.entity !== 'person') continue
          for (const { guardianExternalId } of record.guardianships)
            expect(ids).toContain(`person ${guardianExternalId}`)
        }
      }),
      { numRuns: 150 },
    )
  })
})
