import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { rosterField } from '../../../electron/contract/views.ts'
import { kindLine, offeredFields, totalsLine, usableCount } from '../../../renderer/features/sources/import-words.ts'
import sources from '../../../renderer/i18n/fr/sources.json' with { type: 'json' }

const NONE = { classes: 0, groups: 0, pupils: 0, guardians: 0, teachers: 0, assignments: 0, lessons: 0 }
const number = (value: number) => String(value)

describe('what files hold, in words', () => {
  const i18n = i18next.createInstance()
  beforeAll(() => i18n.init({ lng: 'fr', resources: { fr: { sources } }, interpolation: { escapeValue: false } }))
  const t = () => i18n.getFixedT('fr', 'sources')

  it('says the kind and the figures of a school', () => {
    expect(kindLine(t(), { kind: 'siecle' })).toBe('Fichiers SIECLE')
    expect(totalsLine(t(), { ...NONE, classes: 42, pupils: 1212, guardians: 1 }, number)).toBe(
      '42 classes · 1212 élèves · 1 responsable',
    )
    expect(totalsLine(t(), { ...NONE, lessons: 3 }, number)).toBe('3 cours')
  })

  it('says that there is nothing', () => {
    expect(totalsLine(t(), NONE, number)).toBe('Aucun élève, cours ni devoir.')
  })

  it('has a word for every field of the contract', () => {
    for (const field of rosterField.options) expect(t()(`field.${field}`), field).not.toBe(`field.${field}`)
  })
})

describe('what would come in', () => {
  it('is the pupils, and of a calendar what it has', () => {
    expect(usableCount({ totals: { ...NONE, pupils: 5, guardians: 9, assignments: 3 } })).toBe(5)
    expect(usableCount({ totals: { ...NONE, lessons: 4, assignments: 3 } })).toBe(7)
    expect(usableCount({ totals: { ...NONE, classes: 2 } })).toBe(0)
  })
})

describe('what a column can hold', () => {
  it('offers two guardians, and one more than the columns have', () => {
    expect(offeredFields(['fullName'])).toContain('guardian2Level')
    expect(offeredFields(['fullName'])).not.toContain('guardian3Name')
    expect(offeredFields(['guardian2Name'])).toContain('guardian3Name')
    expect(offeredFields(['guardian4Phone'])).toContain('guardian4Name')
  })

  it('has every field once, whatever the columns', () => {
    const all = offeredFields(['guardian4Name'])
    expect([...all].sort()).toEqual([...rosterField.options].sort())
  })
})
