import { describe, expect, it } from 'vitest'
import { provision, sourceKind, sourceSystem } from '../../../electron/contract/views.ts'
import { capabilitiesOf, systemOf } from '../../../electron/domain/source-capabilities.ts'

describe('what a source gives', () => {
  it('is said of every need exactly once, for every kind and system', () => {
    for (const kind of sourceKind.options) {
      for (const system of sourceSystem.options) {
        const { gives, depends, lacks } = capabilitiesOf(kind, system)
        expect([...gives, ...depends, ...lacks.map(({ what }) => what)].sort()).toEqual([...provision.options].sort())
        expect(gives.length + depends.length).toBeGreaterThan(0)
      }
    }
  })

  it('of PRONOTE’s calendar is the timetable, and homework is to be captured', () => {
    const { gives, lacks } = capabilitiesOf('ical', 'pronote')
    expect(gives).toEqual(['timetable'])
    expect(lacks).toContainEqual({ what: 'assignments', way: 'capture-homework' })
    expect(lacks).toContainEqual({ what: 'contacts', way: 'office-siecle' })
  })

  it('of Moodle never holds a guardian', () => {
    for (const kind of ['moodle', 'ical'] as const) {
      expect(capabilitiesOf(kind, 'moodle').lacks).toContainEqual({ what: 'guardians', way: 'office-siecle' })
    }
  })
})

describe('the system behind a source', () => {
  it.each([
    ['moodle', {}, 'moodle'],
    ['ical', { url: 'https://x.example/', system: 'ecole-directe' }, 'ecole-directe'],
    ['ical', { url: 'https://x.example/', system: 'bogus' }, 'other'],
    ['capture', { url: 'https://ent.lycee.example/pronote/professeur.html' }, 'pronote'],
    ['capture', { url: 'https://www.ecoledirecte.com/Enseignant' }, 'ecole-directe'],
    ['capture', { url: 'https://bassin.elea.apps.education.fr/' }, 'moodle'],
    ['capture', { url: 'https://ent.lycee.example/' }, 'other'],
    ['capture', {}, 'other'],
    ['siecle', {}, 'other'],
  ] as const)('%s %j', (kind, config, system) => {
    expect(systemOf(kind, config)).toBe(system)
  })
})
