/** What an export says it holds, before it is made. */
import { describe, expect, it } from 'vitest'
import { countsOf, fieldsOf, holdsPeople } from '../../../electron/services/exports/contents.ts'
import { makeFile } from '../../../electron/services/exports/make-file.ts'
import { material, materialClass } from '../../helpers/exports-material.ts'
import { guardian, pupil } from '../../helpers/packs-content.ts'

const letter = (body: string) => ({ subject: '', body, per: 'family' as const })

describe('what an export holds', () => {
  it('names only fields that somebody has', () => {
    const bare = materialClass({
      pupils: [pupil({ birthDate: null, contactPoints: [], guardians: [] })],
      assignments: [],
    })
    const made = material({ kind: 'table', table: 'roster', form: 'csv' }, { classes: [bare] })
    expect(fieldsOf(made)).toEqual(['school.name', 'class.name', 'pupil.name'])
  })

  it('counts a guardian whom a court forbids to contact among names, never among numbers', () => {
    const blocked = materialClass({
      pupils: [pupil({ contactPoints: [], guardians: [guardian({ courtBlock: true })] })],
    })
    const fields = fieldsOf(material({ kind: 'table', table: 'contacts', form: 'csv' }, { classes: [blocked] }))
    expect(fields).toContain('guardian.courtBlock')
    expect(fields).not.toContain('guardian.phone')
    expect(fields).not.toContain('guardian.email')
  })

  it('a letter that lists the work holds it; one that does not, does not', () => {
    const of = (body: string) => material({ kind: 'paper', sheets: ['letters'], letter: letter(body) })
    expect(fieldsOf(of('Voici : {devoirs}'))).toContain('assignment.title')
    expect(fieldsOf(of('Bonjour {prénom}'))).not.toContain('assignment.title')
    const [first] = of('{devoirs}').classes
    expect(first && countsOf(of('{devoirs}'), first)).toMatchObject({ pupils: 2, assignments: 1 })
  })

  it('work and calendars hold nobody, everything else does', () => {
    expect(holdsPeople(material({ kind: 'paper', sheets: ['work'] }))).toBe(false)
    expect(holdsPeople(material({ kind: 'calendar', work: 'events', lessons: true }))).toBe(false)
    expect(holdsPeople(material({ kind: 'paper', sheets: ['work', 'roster'] }))).toBe(true)
    expect(holdsPeople(material({ kind: 'oneroster' }))).toBe(true)
    expect(holdsPeople(material({ kind: 'contacts', version: '4.0' }))).toBe(true)
  })

  it('a table about a message cannot be made without one', () => {
    const what = { kind: 'table', table: 'ledger', form: 'csv' } as const
    expect(() => makeFile(material(what), what)).toThrow('invalid-request')
  })
})
