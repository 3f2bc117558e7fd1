/** OneRoster 1.2 CSV, read back by our own reader: what was exported comes back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonRecord } from '../../../electron/contract/snapshot.ts'
import { oneRosterFiles, oneRosterTables, type RosterClass } from '../../../electron/exports/oneroster.ts'
import { zipFiles } from '../../../electron/exports/zip.ts'
import { readOneRosterCsv } from '../../../electron/sources/oneroster-csv/read-oneroster-csv.ts'
import { materialClass, NAMESPACE } from '../../helpers/exports-material.ts'
import { assignment, guardian, NOW, pupil } from '../../helpers/packs-content.ts'

const options = {
  schoolName: 'Collège des Tilleuls',
  academicYear: '2026-2027',
  namespace: NAMESPACE,
  now: NOW,
  version: '1',
}

async function readBack(classes: readonly RosterClass[]) {
  const bytes = await zipFiles(oneRosterFiles(oneRosterTables(classes, options), options), new Date(NOW))
  return readOneRosterCsv([{ name: 'oneroster.zip', bytes }], { today: '2026-11-24' })
}
const people = (reading: Awaited<ReturnType<typeof readBack>>): PersonRecord[] =>
  reading.records.filter((record): record is PersonRecord => record.entity === 'person')

const father = guardian({ personId: 801, givenName: 'Ambroise', relationship: 'father', contactPoints: [] })
const aunt = guardian({ personId: 802, givenName: 'Odette', level: 3, authority: false, relationship: 'other' })
const blocked = guardian({ personId: 803, givenName: 'Interdit', courtBlock: true })
const classes: RosterClass[] = [
  materialClass({
    pupils: [pupil({ id: 101, guardians: [guardian({ personId: 800 }), father, aunt, blocked] })],
    assignments: [
      assignment({ id: 201, title: 'Lire, puis « résumer »', descriptionHtml: '<p>En dix lignes,<br>au propre.</p>' }),
    ],
  }),
  materialClass({
    id: 8,
    name: '3e A latin',
    kind: 'group',
    subject: 'Latin',
    pupils: [pupil({ id: 101, guardians: [] })],
    assignments: [],
  }),
]

describe('a OneRoster export', () => {
  it('comes back whole: classes, people, links, enrolments, work', async () => {
    const reading = await readBack(classes)
    expect(reading.faults).toEqual([])
    expect(reading.coverage).toEqual({ kind: 'whole' })
    const of = (entity: string) => reading.records.filter((record) => record.entity === entity)
    expect(of('school')).toMatchObject([{ name: 'Collège des Tilleuls' }])
    expect(of('academicYear')).toMatchObject([{ title: '2026-2027' }])
    expect(of('class')).toMatchObject([
      { name: '3e A', kind: 'class' },
      { name: '3e A latin', kind: 'group', subject: 'Latin' },
    ])
    expect(of('enrolment')).toHaveLength(2)
    expect(of('assignment')).toMatchObject([
      {
        ...{ title: 'Lire, puis « résumer »', descriptionHtml: 'En dix lignes,\nau propre.' },
        ...{ assignedOn: '2026-11-20', dueOn: '2026-11-27' },
      },
    ])
    const [child, ...guardians] = people(reading)
    expect(child).toMatchObject({
      role: 'pupil',
      familyName: 'QUINTEFEUILLE',
      givenName: 'Zéphyrine',
      birthDate: '2012-03-07',
    })
    expect(child?.contactPoints).toMatchObject([{ kind: 'email', value: 'zephyrine.q@eleve.example' }])
    expect(child?.guardianships.map(({ level, authority }) => [level, authority])).toEqual([
      [1, true],
      [1, true],
      [3, false],
    ])
    expect(guardians.map(({ givenName }) => givenName)).toEqual(['Marjolaine', 'Ambroise', 'Odette'])
    expect(guardians[0]?.contactPoints.map(({ value }) => value).sort()).toEqual([
      '+33639980012',
      'marjolaine.q@famille.example',
    ])
  })

  it('never names whom a court forbids to contact: the standard has no word for it', async () => {
    const tables = oneRosterTables(classes, options)
    expect(JSON.stringify([...tables])).not.toContain('Interdit')
  })

  it('gives the same ids again, others in another space', () => {
    const idsIn = (namespace: string) =>
      oneRosterTables(classes, { ...options, namespace })
        .get('users')
        ?.map(([id]) => id)
    expect(idsIn(NAMESPACE)).toEqual(idsIn(NAMESPACE))
    expect(idsIn('another')).not.toEqual(idsIn(NAMESPACE))
  })

  it('any name of a person or a work comes back', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((text) => /^[\p{L}\p{M}' ,"’-]+$/u.test(text) && /\p{L}/u.test(text) && text === text.normalize('NFC'))
      .map((text) => text.trim().replace(/\s+/g, ' '))
      .filter((text) => /^\p{L}/u.test(text))
    await fc.assert(
      fc.asyncProperty(name, name, async (familyName, title) => {
        const one = materialClass({
          pupils: [pupil({ id: 1, familyName, guardians: [] })],
          assignments: [assignment({ id: 2, title, descriptionHtml: '' })],
        })
        const reading = await readBack([one])
        expect(reading.records.filter(({ entity }) => entity === 'assignment')).toMatchObject([{ title }])
        expect(people(reading)).toHaveLength(1)
      }),
      { numRuns: 40 },
    )
  })
})
