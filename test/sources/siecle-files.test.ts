import { describe, expect, it } from 'vitest'
import type { FileInput } from '../../electron/sources/file-source.ts'
import { readSiecle } from '../../electron/sources/siecle/read-siecle.ts'
import { siecleKind } from '../../electron/sources/siecle/recognise.ts'
import {
  guardiansFile,
  nomenclatureFile,
  pupilsFile,
  schoolGuardians,
  schoolPupils,
  structuresFile,
  TODAY,
  xmlFile,
} from '../fixtures/siecle.ts'
import { rawZip } from '../helpers/packs-zip.ts'

const read = (...files: FileInput[]) => readSiecle(files, { today: TODAY })
const error = (code: string, params: Record<string, unknown> = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) })
const givenNames = (reading: ReturnType<typeof read>): string[] =>
  reading.records.flatMap((record) => (record.entity === 'person' ? [`${record.familyName} ${record.givenName}`] : []))
const zip = (...files: FileInput[]): FileInput => ({
  name: 'ExportXML.zip',
  bytes: rawZip(files.map(({ name, bytes }) => ({ name, data: bytes, deflate: true }))),
})

describe('which file is which', () => {
  it('by its root, whatever it is called, however it starts', () => {
    expect(siecleKind(schoolPupils().bytes)).toBe('pupils')
    expect(siecleKind(schoolGuardians().bytes)).toBe('guardians')
    expect(siecleKind(structuresFile().bytes)).toBe('structures')
    expect(siecleKind(nomenclatureFile().bytes)).toBe('nomenclature')
    expect(siecleKind(Buffer.from('<BEE_ELEVES/>'))).toBe('pupils')
    expect(
      siecleKind(Buffer.from('\ufeff\n<!-- > --><?a ?>\n<!DOCTYPE x [ <!ENTITY a "b"> ]>\n<BEE_EPHC_ELEVES>')),
    ).toBe('pupils')
    expect(siecleKind(Buffer.from('\ufeff<?xml version="1.0"?><BEE_COMMUN>', 'utf16le'))).toBe('school')
  })

  it.each(['', '<html><BEE_ELEVES>', 'Nom;Prénom', '<!-- <BEE_ELEVES> ', '<BEE_ELEVESX>', '<?xml', '<![CDATA['])(
    'not %j',
    (text) => {
      expect(siecleKind(Buffer.from(text))).toBeNull()
    },
  )

  it('in one ZIP or several, beside what macOS adds', () => {
    const litter = { name: '__MACOSX/._Eleves.xml', bytes: Buffer.from('rsrc') }
    const together = read(zip(schoolPupils(), litter, schoolGuardians()), structuresFile())
    expect(together.records).toEqual(read(schoolPupils(), schoolGuardians(), structuresFile()).records)
    const renamed = { ...schoolPupils(), name: 'copie (2).txt' }
    expect(read(zip(renamed), zip(schoolGuardians())).records).toEqual(read(schoolPupils(), schoolGuardians()).records)
  })

  it('with and without addresses at once is one school', () => {
    const reading = read(schoolPupils(), { ...schoolPupils(), name: 'ElevesAvecAdresses.xml' }, schoolGuardians())
    expect(reading.records).toEqual(read(schoolPupils(), schoolGuardians()).records)
  })

  it('tables of other kinds are passed over and counted', () => {
    const reading = read(schoolPupils(), xmlFile('Geographique.xml', 'BEE_GEOGRAPHIQUE', '<PAYS/>'))
    expect(reading.ignored).toMatchObject({ 'other-file': 1 })
  })
})

describe('what is missing or does not belong together', () => {
  it.each([
    ['guardians', schoolGuardians()],
    ['structures', structuresFile()],
    ['nomenclature', nomenclatureFile()],
  ])('%s alone names the file to add', (_, file) => {
    expect(() => read(file)).toThrow(error('file-part-missing', { file: 'ElevesSansAdresses.xml' }))
  })

  it('pupils alone are taken, and the missing families told', () => {
    const reading = read(schoolPupils())
    expect(reading.faults).toEqual([
      {
        file: 'ElevesSansAdresses.xml',
        line: null,
        field: null,
        verdict: 'doubtful',
        reason: 'guardians-file-missing',
        about: '',
      },
    ])
  })

  it('two schools are named', () => {
    expect(() => read(schoolPupils(), schoolGuardians({ uai: '0990002B' }))).toThrow(
      error('file-two-schools', { first: '0990001A', second: '0990002B' }),
    )
  })

  it('another year is told, and a past one', () => {
    const reasons = read(schoolPupils({ year: '2025' }), schoolGuardians()).faults.map(({ reason, file }) => [
      reason,
      file,
    ])
    expect(reasons).toContainEqual(['other-year', 'ResponsablesAvecAdresses.xml'])
    expect(reasons).toContainEqual(['past-year', 'ElevesSansAdresses.xml'])
  })

  it('no pupil at school now', () => {
    expect(() => read(pupilsFile([]))).toThrow(error('file-nothing-usable'))
  })

  it('a file that is none of SIECLE’s, an empty one', () => {
    const html = { name: 'export.xml', bytes: Buffer.from('<!doctype html><html><body>Maintenance</body></html>') }
    expect(() => read(schoolPupils(), html)).toThrow(error('file-kind-unknown', { file: 'export.xml' }))
    expect(() => read({ name: 'vide.xml', bytes: new Uint8Array() })).toThrow(error('file-empty', { file: 'vide.xml' }))
  })
})

describe('encodings', () => {
  const expected = givenNames(read(schoolPupils(), schoolGuardians()))
  it('reads œ, Œ, Ÿ and € of Latin-9', () => {
    expect(expected).toContain('LECŒUR-€URO Maëlle')
  })

  it.each([
    ['UTF-8', { encoding: 'UTF-8' }, false],
    ['UTF-8 under the old declaration', { encoding: 'UTF-8', declared: 'ISO-8859-15' }, true],
    ['Latin-9 that calls itself UTF-8', { encoding: 'ISO-8859-15', declared: 'UTF-8' }, true],
    ['Windows-1252 that calls itself Latin-9', { encoding: 'windows-1252', declared: 'ISO-8859-15' }, false],
    ['UTF-16', { encoding: 'UTF-16LE', declared: 'UTF-16' }, false],
  ])('%s', (_, options, told) => {
    const reading = read(schoolPupils(options), schoolGuardians(options))
    expect(givenNames(reading)).toEqual(expected)
    expect(reading.faults.some(({ reason }) => reason === 'encoding-contradicts')).toBe(told)
  })

  it('a mark before UTF-8, even twice', () => {
    const marked = Buffer.concat([Buffer.from('\ufeff\ufeff'), schoolPupils({ encoding: 'UTF-8' }).bytes])
    expect(givenNames(read({ name: 'a.xml', bytes: marked }, schoolGuardians()))).toEqual(expected)
  })

  it('a letter of two bytes on the edge of a piece', () => {
    const filler = Array.from({ length: 400 }, (_, index) => ({
      id: String(index),
      fields: { NOM: 'ÉÉÉÉÉÉ'.repeat(15), PRENOM: 'Noé' },
      structures: [['D', '3 A']] as const,
    }))
    const reading = read(pupilsFile(filler, { encoding: 'UTF-8' }), guardiansFile([], []))
    expect(new Set(givenNames(reading))).toEqual(new Set([`${'ÉÉÉÉÉÉ'.repeat(15)} Noé`]))
  })
})
