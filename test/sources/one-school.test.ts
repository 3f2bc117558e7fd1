/** Three files that a French school really gives, each its own way of writing: one school in the end. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileInput } from '../../electron/sources/file-source.ts'
import { schoolGuardians, schoolPupils, structuresFile } from '../fixtures/siecle.ts'
import { ASK, type ImportsBench, openImportsBench } from '../helpers/imports-bench.ts'
import { lines, textFile } from '../helpers/sources-files.ts'
import { bytesOf, pronoteFeed, pronoteLesson } from '../helpers/sources-ical.ts'

/** A list as PRONOTE exports it: names and class written otherwise, an address that SIECLE does not have. */
const pronoteList: FileInput = {
  name: 'EXP_ELEVES.csv',
  bytes: textFile(
    lines(
      'Élèves;Né(e) le;Classe;E-mail',
      "D'HAENE Éloïse;12/05/2012;3A;eloise.dhaene@familles.example",
      'd’Haene Gaël;12/05/2012;3A;',
      // No birth date: the name and the class speak for the same pupil, and only a person may say so.
      'MARCHAND Noé;;3A;noe.marchand@familles.example',
    ),
  ),
}
const timetable: FileInput = {
  name: 'Edt_MME_INVENTEE.ics',
  bytes: bytesOf(
    pronoteFeed(
      pronoteLesson({
        summary: 'MATHEMATIQUES - 3A',
        description: 'Matière : MATHEMATIQUES\\nClasse : 3A\\nSalle : B204\\n',
      }),
    ),
  ),
}
const siecle: readonly FileInput[] = [schoolPupils(), schoolGuardians(), structuresFile()]
const WHOLE = { from: '2026-09-01T00:00:00.000Z', to: '2027-07-31T00:00:00.000Z' }
const AT = '2026-11-24T12:00:00.000Z'

let on: ImportsBench
beforeEach(async () => {
  on = await openImportsBench()
})
afterEach(() => on.close())

const bring = async (...files: readonly FileInput[]) => on.imports.apply(on.bench, 'k', await on.files(...files), ASK)
const store = () => on.bench.space.store

describe('SIECLE, a PRONOTE list and a calendar', () => {
  it.each([
    ['as a teacher gets them', [siecle, [pronoteList], [timetable]]],
    ['the other way round', [[timetable], [pronoteList], siecle]],
  ] as const)('make one school, %s', async (_, order) => {
    for (const files of order) await bring(...files)
    const { read } = store()

    const classes = (await read.listClasses()).filter(({ kind }) => kind === 'class')
    const third = classes.find(({ name }) => name.replace(/\s/g, '') === '3A')
    expect(classes.filter(({ name }) => name.replace(/\s/g, '') === '3A')).toHaveLength(1)

    const twins = (await read.readRoster(third?.id ?? 0)).filter(({ familyName }) => /haene/i.test(familyName))
    expect(twins.map(({ givenName }) => givenName).sort()).toEqual(['Gaël', 'Éloïse'].sort())
    const eloise = await read.readPupil(twins.find(({ givenName }) => givenName === 'Éloïse')?.pupilId ?? 0)
    expect(eloise?.guardians.length).toBeGreaterThan(0)
    expect(eloise?.contactPoints.map(({ value }) => value).sort()).toEqual([
      'eloise.dhaene@familles.example',
      'eloise@eleve.example',
    ])
    expect(eloise?.sources).toHaveLength(2)

    const lessons = await read.listLessons(WHOLE)
    expect(lessons).toMatchObject([{ room: 'B204', classes: [{ id: third?.id }], otherNames: [] }])
  })

  it('ask about a pupil without a birth date, join on a yes, and part again when it is taken back', async () => {
    await bring(...siecle)
    await bring(pronoteList)
    const { read, write } = store()
    const marchands = async () =>
      (await read.readRoster(null)).filter(({ familyName }) => familyName === 'MARCHAND').length
    const asked = await read.listMatchQuestions(10)
    expect(asked.rows).toMatchObject([{ role: 'pupil', likely: true }])
    expect(asked.rows[0]?.clues).toEqual(expect.arrayContaining(['same-name', 'same-class']))
    expect(await marchands()).toBe(2)

    await write.decideMatches([asked.rows[0]?.id ?? 0], true, AT)
    expect(await marchands()).toBe(1)
    const [noe] = (await read.readRoster(null)).filter(({ familyName }) => familyName === 'MARCHAND')
    const sheet = await read.readPupil(noe?.pupilId ?? 0)
    expect(sheet?.contactPoints.map(({ kind }) => kind).sort()).toEqual(['email', 'phone'])

    // A re-import does not ask again, nor part them.
    await bring(...siecle)
    await bring(pronoteList)
    expect(await marchands()).toBe(1)
    expect((await read.listMatchQuestions(10)).total).toBe(0)

    const merge = (await read.listMerges(10)).rows.find(({ how }) => how === 'teacher')
    await write.undoMatch(merge?.id ?? 0, AT)
    expect(await marchands()).toBe(2)
  })

  it('lose nobody when one of them is imported again without the others', async () => {
    await bring(...siecle)
    const before = await on.roster()
    await bring(pronoteList)
    await bring(timetable)
    await bring(...siecle)
    expect(await on.roster()).toEqual(expect.arrayContaining(before))
  })
})
