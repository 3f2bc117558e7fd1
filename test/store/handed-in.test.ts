/** Work handed in, as it is kept: each thing once, attributed by somebody, late or not, taken back, forgotten. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewHandedIn } from '../../electron/store/api-handed-in.ts'
import {
  AT,
  addSource,
  assignment,
  enrolment,
  type LocalStore,
  openLocal,
  person,
  schoolClass,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

const HASH = (letter: string) => letter.repeat(64)
let store: LocalStore
let end: () => Promise<void>
let ids: { readonly classId: number; readonly zoe: number; readonly tom: number; readonly work: number }

beforeEach(async () => {
  const { folder, remove } = await temporaryFolder()
  store = await openLocal(folder)
  end = async () => {
    store.database.close()
    await remove()
  }
  const sourceId = await addSource(store)
  await synchronise(store, sourceId, [
    schoolClass('6A'),
    schoolClass('5B'),
    person('zoe', { role: 'pupil', familyName: 'ORME', givenName: 'Zoé' }),
    person('tom', { role: 'pupil', familyName: 'KERBRAT', givenName: 'Tom' }),
    enrolment('6A', 'zoe'),
    enrolment('6A', 'tom'),
    assignment('w', '6A', { title: 'DM 3', dueOn: '2026-09-10' }),
    assignment('far', '6A', { title: 'Plus tard', dueOn: '2027-06-01' }),
    assignment('other', '5B', { title: 'Autre classe', dueOn: '2026-09-10' }),
  ])
  const rows = (table: string, column: string) =>
    new Map(
      store.database.connection
        .read<{ id: number; key: string }>(`SELECT id, ${column} AS key FROM ${table}`)
        .all()
        .map(({ id, key }) => [key, id]),
    )
  const people = rows('person', 'given_name')
  ids = {
    classId: rows('school_class', 'name').get('6A') ?? 0,
    zoe: people.get('Zoé') ?? 0,
    tom: people.get('Tom') ?? 0,
    work: rows('assignment', 'title').get('DM 3') ?? 0,
  }
})
afterEach(() => end())

const item = (key: string, more: Partial<NewHandedIn> = {}): NewHandedIn => ({
  sourceKey: key,
  origin: 'form',
  pupilId: ids.zoe,
  assignmentId: ids.work,
  settled: true,
  hints: { pupilIds: [], assignmentIds: [] },
  name: `${key}.pdf`,
  mediaType: null,
  bytes: 3,
  sha256: HASH('a'),
  isAnswer: false,
  risk: null,
  about: 'DM 3',
  givenAt: '2026-09-10T20:00:00.000Z',
  collectedAt: '2026-09-11T07:00:00.000Z',
  replyId: null,
  ...more,
})
const readClass = async () => {
  const found = await store.read.readHandedInClass(ids.classId, '2026-09-01', '2026-09-30')
  if (found === null) throw new Error('no class')
  return found
}

describe('a class', () => {
  it('has its pupils, the work due these weeks, and who gave what', async () => {
    await store.write.addHandedIn([item('a')])
    const found = await readClass()
    expect(found.pupils.map(({ givenName }) => givenName)).toEqual(['Tom', 'Zoé'])
    expect(found.assignments.map(({ title }) => title)).toEqual(['DM 3'])
    expect(found.items).toMatchObject([{ pupilId: ids.zoe, assignmentId: ids.work, late: false, corrected: false }])
    expect(await store.read.handedInSummary()).toMatchObject({
      classes: [{ classId: ids.classId, className: '6A', files: 1, pupils: 1, toCorrect: 1 }],
      unsettled: 0,
    })
  })

  it('late is after the day it was due, by the school’s clock', async () => {
    await store.write.addHandedIn([
      // 23:30 of the 10th in Paris; 00:30 of the 11th.
      item('in-time', { givenAt: '2026-09-10T21:30:00.000Z' }),
      item('late', { givenAt: '2026-09-10T22:30:00.000Z' }),
    ])
    expect((await readClass()).items.map(({ name, late }) => [name, late])).toEqual([
      ['in-time.pdf', false],
      ['late.pdf', true],
    ])
  })

  it('keeps the work of a pupil who left, and work due long ago that somebody gave', async () => {
    await store.write.addHandedIn([item('a')])
    store.database.connection.script(
      `UPDATE person SET active = 0, inactive_since = '${AT}' WHERE id = ${ids.zoe};
       UPDATE assignment SET due_on = '2025-01-01' WHERE id = ${ids.work}`,
    )
    const found = await readClass()
    expect(found.pupils.map(({ givenName, active }) => [givenName, active])).toEqual([
      ['Tom', true],
      ['Zoé', false],
    ])
    expect(found.assignments.map(({ title }) => title)).toEqual(['DM 3'])
  })
})

describe('collecting', () => {
  it('the same thing again adds nothing, and brings back what was removed', async () => {
    expect(await store.write.addHandedIn([item('a'), item('b')])).toEqual({ added: 2, known: 0, questions: 0 })
    const [first] = (await readClass()).items
    await store.write.removeHandedIn([first?.id ?? 0], AT)
    expect((await readClass()).items).toHaveLength(1)
    expect(await store.write.addHandedIn([item('a'), item('b'), item('c')])).toEqual({
      added: 1,
      known: 2,
      questions: 0,
    })
    expect((await readClass()).items).toHaveLength(3)
  })

  it('what is doubtful waits as a question with whom it may be from', async () => {
    await store.write.addHandedIn([
      item('a', {
        pupilId: null,
        assignmentId: null,
        settled: false,
        hints: { pupilIds: [ids.tom, ids.zoe], assignmentIds: [ids.work] },
      }),
    ])
    expect((await readClass()).items).toEqual([])
    const { questions, pupils, assignments } = await store.read.listHandedInQuestions()
    expect(questions).toMatchObject([{ proposedPupils: [ids.tom, ids.zoe], proposedAssignments: [ids.work] }])
    expect(pupils.map(({ givenName, className }) => [givenName, className])).toEqual([
      ['Tom', '6A'],
      ['Zoé', '6A'],
    ])
    expect(assignments).toHaveLength(3)
    await store.write.settleHandedIn([questions[0]?.id ?? 0], ids.tom, ids.work)
    expect((await readClass()).items).toMatchObject([{ pupilId: ids.tom }])
    expect((await store.read.listHandedInQuestions()).questions).toEqual([])
  })

  it('nothing is attributed to work of a class the pupil is not in, nor to a guardian', async () => {
    await store.write.addHandedIn([item('a')])
    const [first] = (await readClass()).items
    const other = (await store.read.readHandedInPeople(null)).works.find(({ title }) => title === 'Autre classe')
    const settle = (pupilId: number, assignmentId: number | null) => async () =>
      store.write.settleHandedIn([first?.id ?? 0], pupilId, assignmentId)
    await expect(settle(ids.zoe, other?.id ?? 0)).rejects.toMatchObject({ code: 'invalid-request' })
    await expect(settle(9999, null)).rejects.toMatchObject({ code: 'not-found' })
    await expect(settle(ids.zoe, 9999)).rejects.toMatchObject({ code: 'not-found' })
    await expect(async () => store.write.settleHandedIn([777], ids.zoe, null)).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('afterwards', () => {
  it('marked as corrected, and taken back', async () => {
    await store.write.addHandedIn([item('a')])
    const [first] = (await readClass()).items
    await store.write.markHandedIn([first?.id ?? 0], AT)
    expect((await readClass()).items).toMatchObject([{ corrected: true }])
    expect((await store.read.handedInSummary()).classes).toMatchObject([{ toCorrect: 0 }])
    await store.write.markHandedIn([first?.id ?? 0], null)
    expect((await readClass()).items).toMatchObject([{ corrected: false }])
  })

  it('all or none: one unknown id changes nothing', async () => {
    await store.write.addHandedIn([item('a')])
    const [first] = (await readClass()).items
    await expect(async () => store.write.markHandedIn([first?.id ?? 0, 777], AT)).rejects.toMatchObject({
      code: 'not-found',
    })
    expect((await readClass()).items).toMatchObject([{ corrected: false }])
  })

  it('what was removed long ago is forgotten, with contents that nothing else names', async () => {
    await store.write.addHandedIn([
      item('a', { sha256: HASH('a') }),
      item('b', { sha256: HASH('b') }),
      item('twin', { sha256: HASH('b') }),
      item('doc', { sha256: HASH('c') }),
      item('recent', { sha256: HASH('d') }),
    ])
    store.database.connection.script(
      `INSERT INTO attachment (assignment_id, external_id, name, sha256) VALUES (${ids.work}, 'x', 'x', '${HASH('c')}')`,
    )
    const all = (await readClass()).items
    const idOf = (name: string) => all.find((one) => one.name === `${name}.pdf`)?.id ?? 0
    await store.write.removeHandedIn([idOf('a'), idOf('b'), idOf('doc')], '2026-09-20T08:00:00.000Z')
    await store.write.removeHandedIn([idOf('recent')], '2026-09-25T08:00:00.000Z')
    expect(await store.write.clearHandedIn('2026-09-22T00:00:00.000Z')).toEqual([HASH('a')])
    await store.write.removeHandedIn([idOf('recent')], null)
    expect((await readClass()).items.map(({ name }) => name)).toEqual(['twin.pdf', 'recent.pdf'])
  })

  it('what a message that is still a draft carries is kept', async () => {
    await store.write.addHandedIn([item('a', { sha256: HASH('e') })])
    store.database.connection.script(
      `INSERT INTO message_draft (content, updated_at) VALUES ('{"files":[{"sha256":"${HASH('e')}"}]}', '${AT}')`,
    )
    await store.write.removeHandedIn([(await readClass()).items[0]?.id ?? 0], AT)
    expect(await store.write.clearHandedIn('2027-01-01T00:00:00.000Z')).toEqual([])
  })

  it('a document whose download was cut keeps its beginning', async () => {
    await store.write.addHandedIn([item('a', { sha256: HASH('e') })])
    store.database.connection.script(
      `INSERT INTO download_part VALUES ('${HASH('1')}', '"v"', 3, '${HASH('e')}', '${AT}')`,
    )
    await store.write.removeHandedIn([(await readClass()).items[0]?.id ?? 0], AT)
    expect(await store.write.clearHandedIn('2027-01-01T00:00:00.000Z')).toEqual([])
  })
})

it('a pupil matched with another one later is that one', async () => {
  await store.write.addHandedIn([item('a')])
  store.database.connection.script(`UPDATE person SET merged_into = ${ids.tom} WHERE id = ${ids.zoe}`)
  expect((await store.read.listHandedIn({ pupilId: ids.tom })).map(({ name }) => name)).toEqual(['a.pdf'])
  expect((await readClass()).items).toMatchObject([{ pupilId: ids.tom }])
})
