/** The table of a pack, read back: the words are the writer's own, and the text is still a stranger's. */
import { describe, expect, it } from 'vitest'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { PupilSheet } from '../../electron/contract/views.ts'
import { EN } from '../../electron/packs/page/texts-en.ts'
import { FR } from '../../electron/packs/page/texts-fr.ts'
import { rosterTable } from '../../electron/packs/roster-table.ts'
import { toCsv } from '../../electron/platform/csv.ts'
import { readPackRoster } from '../../electron/sources/trousse-pack/read-roster.ts'
import { packWords } from '../../electron/sources/trousse-pack/words.ts'
import { guardian, pupil } from '../helpers/packs-content.ts'

const TEXTS = { fr: FR, en: EN }
const csvOf = (pupils: readonly PupilSheet[], locale: 'fr' | 'en' = 'fr') => {
  const { header, rows } = rosterTable(pupils, TEXTS[locale])
  return toCsv([header, ...rows])
}
const read = (csv: Uint8Array, locale: 'fr' | 'en' = 'fr') =>
  readPackRoster({ file: 'pack.zip', csv, locale, className: '3e A', today: '2026-11-24' })
const people = (reading: ReturnType<typeof read>, role: string) =>
  reading.records.filter((record) => record.entity === 'person').filter((record) => record.role === role)

describe.each(['fr', 'en'] as const)('a pack in %s', (locale) => {
  it('uses the words that packs write', () => {
    const texts = TEXTS[locale]
    const words = packWords(locale)
    expect(words.rosterColumns).toEqual(texts.rosterColumns)
    expect(Object.fromEntries([...words.relationships].map(([text, key]) => [key, text]))).toEqual(texts.relationship)
    expect(words.level).toEqual({ 2: texts.level[2], 3: texts.level[3] })
    expect([words.noAuthority, words.doNotContact]).toEqual([texts.noAuthority, texts.doNotContact])
    expect(texts.guardianColumns).toHaveLength(5)
  })

  it('comes back with its guardians', () => {
    const reading = read(
      csvOf([pupil(), pupil({ familyName: 'ORME', givenName: 'Zoé', guardians: [] })], locale),
      locale,
    )
    for (const record of reading.records) expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
    expect(people(reading, 'pupil')).toHaveLength(2)
    const [mother] = people(reading, 'guardian')
    expect(mother).toMatchObject({ familyName: 'QUINTEFEUILLE', givenName: 'Marjolaine' })
    expect(mother?.contactPoints.map(({ value }) => value).sort()).toEqual([
      '+33639980012',
      'marjolaine.q@famille.example',
    ])
    expect(reading.coverage).toEqual({ kind: 'classes', classExternalIds: ['class:3a'], lists: 'members' })
    expect(reading.faults).toEqual([])
  })
})

describe('what may be in it', () => {
  it('a name that was made inert for spreadsheets is itself again', () => {
    const reading = read(csvOf([pupil({ familyName: '-ORME', givenName: "O'Neil", guardians: [] })]))
    expect(people(reading, 'pupil')).toMatchObject([{ familyName: '-ORME', givenName: "O'Neil" }])
  })

  it('brothers and sisters share the guardian with the same address, namesakes do not', () => {
    const shared = guardian()
    const reading = read(
      csvOf([
        pupil({ givenName: 'Ana', guardians: [shared] }),
        pupil({ givenName: 'Bao', guardians: [shared] }),
        pupil({ givenName: 'Cleo', guardians: [{ ...guardian(), contactPoints: [] }] }),
      ]),
    )
    expect(people(reading, 'guardian')).toHaveLength(2)
  })

  it('a line without a name is refused, and nobody leaves the class for it', () => {
    const text = new TextDecoder().decode(csvOf([pupil({ familyName: '', givenName: '', guardians: [] }), pupil()]))
    const reading = read(new TextEncoder().encode(text))
    expect(reading.faults).toMatchObject([{ line: 2, verdict: 'refused', reason: 'name-missing' }])
    expect(reading.coverage).toEqual({ kind: 'classes', classExternalIds: [], lists: 'members' })
  })

  it.each([
    ['another table', 'Nom;Prénom\r\nA;B\r\n', 'pack-damaged'],
    ['an open quote', '"Nom;Prénom', 'pack-damaged'],
    ['nothing', '', 'pack-damaged'],
    ['titles alone', new TextDecoder().decode(csvOf([])), 'file-nothing-usable'],
  ])('%s: %s', (_, text, code) => {
    expect(() => read(new TextEncoder().encode(text))).toThrow(expect.objectContaining({ code }))
  })
})
