/** What the teacher writes here: drafts, classes, what is to carry over, what the ENT has by now; no sync touches it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkContent } from '../../electron/contract/views.ts'
import { CONTENT_TABLES } from '../../electron/store/queries/unused-contents.ts'
import {
  AT,
  addSource,
  assignment,
  codeOf,
  type LocalStore,
  openLocal,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let folder: string
let remove: () => Promise<void>
let store: LocalStore
let ent: number
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  store = await openLocal(folder)
  ent = await addSource(store)
  await synchronise(store, ent, school())
})
afterEach(async () => {
  store.database.close()
  await remove()
})

const LATER = '2026-09-02T08:00:00.000Z'
const school = (...more: Parameters<typeof assignment>[]) => [
  ...smallSchool('3e B', 10, 0),
  ...smallSchool('3e C', 10, 0),
  ...more.map((one) => assignment(...one)),
]
const classId = async (name: string) => (await store.read.findClass(name))?.id ?? 0
const content = async (more: Partial<WorkContent> = {}): Promise<WorkContent> => ({
  title: 'Exposé sur les volcans',
  subject: 'SVT',
  descriptionHtml: '<p>Trois minutes.</p>',
  targets: [
    { classId: await classId('3e B'), dueOn: '2026-09-10', dueAt: '2026-09-10T06:25:00.000Z' },
    { classId: await classId('3e C'), dueOn: '2026-09-11', dueAt: null },
  ],
  ...more,
})

let made = 0
const draft = async (groupId: number | null, first: WorkContent) =>
  store.write.openWorkDraft({ id: `draft-${++made}`, groupId, content: first, at: AT })
const publish = async (first: WorkContent, groupId: number | null = null, at = AT) => {
  const draftId = await draft(groupId, first)
  return store.write.publishWork({ draftId, content: first, pictures: [], today: '2026-09-01', at })
}
const list = async (more = {}) => (await store.read.listAssignments({ offset: 0, limit: 100, ...more })).rows
const file = (name: string, sha256 = 'a'.repeat(64)) => ({ name, mediaType: null, bytes: 12, sha256 })

describe('a draft', () => {
  it('is kept as it was last typed; a save that comes late changes nothing', async () => {
    const id = await draft(null, await content({ title: '' }))
    expect(await store.write.saveWorkDraft(id, 2, await content({ title: 'Expos' }), LATER)).toBe(true)
    expect(await store.write.saveWorkDraft(id, 1, await content({ title: 'Exp' }), LATER)).toBe(false)
    expect(await store.write.saveWorkDraft(id, 2, await content({ title: 'Twice' }), LATER)).toBe(false)
    expect(await store.read.readWorkDraft(id)).toMatchObject({ revision: 2, content: { title: 'Expos' }, files: [] })
    expect(await store.read.listWorkDrafts()).toEqual([
      { id, groupId: null, title: 'Expos', classNames: ['3e B', '3e C'], updatedAt: LATER },
    ])
    expect(await list()).toEqual([])
    expect(await codeOf(() => store.write.saveWorkDraft('none', 1, JSON.parse('{}'), AT))).toBe('not-found')
  })

  it('of a work that is there is one at a time, with its words and files', async () => {
    const first = await draft(null, await content())
    await store.write.addWorkDraftFile(first, file('carte.pdf'))
    const { groupId } = await store.write.publishWork({
      draftId: first,
      content: await content(),
      pictures: [],
      today: '2026-09-01',
      at: AT,
    })
    const again = await draft(groupId, await content({ title: 'ignored' }))
    expect(await draft(groupId, await content())).toBe(again)
    expect(await store.read.readWorkDraft(again)).toMatchObject({
      groupId,
      content: { title: 'Exposé sur les volcans', subject: 'SVT', targets: [{ dueOn: '2026-09-10' }, { dueAt: null }] },
      files: [{ name: 'carte.pdf', bytes: 12 }],
    })
    expect(await codeOf(() => draft(999, JSON.parse('{}')))).toBe('not-found')
  })

  it('thrown away gives back the files that nobody else names', async () => {
    const id = await draft(null, await content())
    await store.write.addWorkDraftFile(id, file('a.pdf'))
    await store.write.addWorkDraftFile(id, file('b.pdf', 'b'.repeat(64)))
    const other = await draft(null, await content())
    await store.write.addWorkDraftFile(other, file('same.pdf'))
    expect(await store.write.discardWorkDraft(id)).toEqual(['b'.repeat(64)])
    expect(await store.read.readWorkDraft(id)).toBeNull()
  })
})

describe('a local work', () => {
  it('is one row per class, each with its own day, in lists and packs like any other, to carry over', async () => {
    const { assignmentIds } = await publish(await content())
    expect(await list()).toMatchObject([
      { className: '3e C', dueOn: '2026-09-11', dueAt: null, localState: 'to-carry-over', assignedOn: '2026-09-01' },
      { className: '3e B', dueOn: '2026-09-10', dueAt: '2026-09-10T06:25:00.000Z', localState: 'to-carry-over' },
    ])
    expect((await store.read.readPackContent(await classId('3e B')))?.assignments).toMatchObject([
      { title: 'Exposé sur les volcans', descriptionHtml: '<p>Trois minutes.</p>', sourceLabel: null },
    ])
    expect(await store.read.search('volcans', 10)).toMatchObject([{ kind: 'assignment' }, { kind: 'assignment' }])
    expect(await store.read.readLocalWork(assignmentIds[1] ?? 0)).toMatchObject({
      groupId: assignmentIds[0],
      classes: [{ className: '3e B' }, { className: '3e C', carriedOverAt: null }],
    })
  })

  it('carried over, and not; changed since says so; a class that did not change stays carried over', async () => {
    const first = await content()
    const { groupId, assignmentIds } = await publish(first)
    expect(await store.write.markCarriedOver(assignmentIds, AT)).toBe(2)
    expect((await list()).map(({ localState }) => localState)).toEqual(['carried-over', 'carried-over'])
    const [b, c] = first.targets
    if (!b || !c) throw new Error('two classes')
    await publish({ ...first, targets: [b, { ...c, dueOn: '2026-09-14' }] }, groupId, LATER)
    expect(await list()).toMatchObject([
      { className: '3e C', dueOn: '2026-09-14', localState: 'changed-since' },
      { className: '3e B', localState: 'carried-over' },
    ])
    await publish({ ...first, title: 'Autre', targets: [b, c] }, groupId, '2026-09-03T08:00:00.000Z')
    expect((await list()).map(({ localState }) => localState)).toEqual(['changed-since', 'changed-since'])
    expect(await store.write.markCarriedOver(assignmentIds, null)).toBe(2)
    expect((await list()).map(({ localState }) => localState)).toEqual(['to-carry-over', 'to-carry-over'])
  })

  it('gains and loses classes; its files follow', async () => {
    const whole = await content()
    const [b, c] = whole.targets
    if (!b || !c) throw new Error('two classes')
    const { groupId } = await publish({ ...whole, targets: [b] })
    const id = await draft(groupId, whole)
    await store.write.addWorkDraftFile(id, file('carte.pdf'))
    await store.write.publishWork({
      draftId: id,
      content: { ...whole, targets: [b, c] },
      pictures: [],
      today: '2026-09-01',
      at: LATER,
    })
    expect((await list()).map(({ className, attachmentsHere }) => [className, attachmentsHere])).toEqual([
      ['3e C', 1],
      ['3e B', 1],
    ])
    await publish({ ...whole, targets: [c] }, groupId, LATER)
    expect((await list()).map(({ className }) => className)).toEqual(['3e C'])
    expect(await codeOf(() => publish({ ...whole, targets: [] }))).toBe('invalid-request')
  })

  it('removed and put back; a source’s work is not the teacher’s to remove', async () => {
    await synchronise(store, ent, school(['a1', '3e B', { title: 'De l’ENT' }]))
    const fromEnt = (await list())[0]?.id ?? 0
    const { assignmentIds } = await publish(await content())
    expect(await store.write.removeLocalWork([...assignmentIds, fromEnt], LATER)).toBe(2)
    expect((await list()).map(({ title }) => title)).toEqual(['De l’ENT'])
    expect(await store.read.search('volcans', 10)).toEqual([])
    expect(await store.write.restoreLocalWork([...assignmentIds, fromEnt])).toBe(2)
    expect(await list()).toHaveLength(3)
    expect(await store.write.markCarriedOver([fromEnt], AT)).toBe(0)
  })
})

describe('and the ENT', () => {
  it('no synchronisation touches it, not even with the same title and day', async () => {
    await publish(await content())
    const before = await list()
    await synchronise(store, ent, school(['a1', '3e B', { title: 'Exposé sur les volcans', dueOn: '2026-09-10' }]))
    await synchronise(store, ent, school())
    await store.write.removeSource(ent)
    const after = store.database.connection
      .read('SELECT id, title, active, source_id FROM assignment WHERE source_id IS NULL ORDER BY id')
      .all()
    expect(after).toEqual([...before].reverse().map(({ id, title }) => ({ id, title, active: 1, source_id: null })))
  })

  it('what it has for the same class around the same day is proposed, decided, taken back', async () => {
    const { assignmentIds } = await publish(await content())
    const local = assignmentIds[0] ?? 0
    await synchronise(
      store,
      ent,
      school(
        ['a1', '3e B', { title: 'Exposé sur les volcans', dueOn: '2026-09-10' }],
        ['a2', '3e B', { title: 'Loin', dueOn: '2026-10-10' }],
      ),
    )
    const pairs = await store.read.workMatchCandidates()
    expect(pairs).toMatchObject([
      { local: { id: local }, other: { title: 'Exposé sur les volcans', sourceLabel: 'ENT' } },
    ])
    const other = pairs[0]?.other.id ?? 0
    await store.write.matchLocalWork(local, other, LATER)
    expect((await list({ classId: await classId('3e B') })).map(({ id }) => id)).not.toContain(local)
    expect(await store.read.workMatchCandidates()).toEqual([])
    await store.write.unmatchLocalWork(local)
    expect((await list()).find(({ id }) => id === local)).toMatchObject({ localState: 'to-carry-over' })
    await store.write.keepWorkApart(local, other)
    expect(await store.read.workMatchCandidates()).toEqual([])
    expect(await codeOf(() => store.write.matchLocalWork(other, local, AT))).toBe('not-found')
    expect(await codeOf(() => store.write.matchLocalWork(assignmentIds[1] ?? 0, other, AT))).toBe('not-found')
  })

  it('takes its own away: the teacher’s shows again', async () => {
    const { assignmentIds } = await publish(await content())
    const same: Parameters<typeof assignment> = ['a1', '3e B', { title: 'Volcans', dueOn: '2026-09-10' }]
    await synchronise(store, ent, school(same))
    const [pair] = await store.read.workMatchCandidates()
    await store.write.matchLocalWork(pair?.local.id ?? 0, pair?.other.id ?? 0, LATER)
    expect((await list()).map(({ title }) => title)).toEqual(['Exposé sur les volcans', 'Volcans'])
    await synchronise(store, ent, school())
    expect((await list()).map(({ id }) => id).sort()).toEqual([...assignmentIds].sort())
  })
})

describe('the calendar', () => {
  it('counts every day and shows the first rows, by hour then by class', async () => {
    const whole = await content()
    const [b, c] = whole.targets
    if (!b || !c) throw new Error('two classes')
    await publish({ ...whole, targets: [b, { ...c, dueOn: '2026-09-10' }] })
    await synchronise(
      store,
      ent,
      school(
        ['a1', '3e B', { title: 'ENT 1', dueOn: '2026-09-10' }],
        ['a2', '3e B', { title: 'ENT 2', dueOn: '2026-09-12' }],
        ['a3', '3e B', { title: 'ENT 3', dueOn: '2026-10-12' }],
        ['a4', '3e B', { title: 'ENT 4' }],
      ),
    )
    const period = { from: '2026-09-07', to: '2026-09-13' }
    expect(await store.read.readCalendar({ ...period, perDay: 2 })).toMatchObject([
      {
        day: '2026-09-10',
        total: 3,
        toCarryOver: 2,
        rows: [{ dueAt: '2026-09-10T06:25:00.000Z' }, { className: '3e B' }],
      },
      { day: '2026-09-12', total: 1, toCarryOver: 0, rows: [{ title: 'ENT 2' }] },
    ])
    expect(await store.read.readCalendar({ ...period, perDay: 0, classId: await classId('3e C') })).toEqual([
      { day: '2026-09-10', total: 1, toCarryOver: 1, rows: [] },
    ])
  })
})

describe('a portrait', () => {
  it('is one per pupil of the class; another takes its place, and its file is given back', async () => {
    const [pupil, second] = await store.read.readRoster(await classId('3e B'))
    const portrait = (personId: number, sha256: string) =>
      store.write.setPortrait({ personId, sha256: sha256.repeat(64), mediaType: 'image/jpeg', bytes: 9, at: AT })
    expect(await portrait(pupil?.pupilId ?? 0, 'a')).toEqual([])
    expect(await portrait(second?.pupilId ?? 0, 'a')).toEqual([])
    expect(await portrait(pupil?.pupilId ?? 0, 'b')).toEqual([])
    expect(await portrait(second?.pupilId ?? 0, 'b')).toEqual(['a'.repeat(64)])
    expect((await store.read.listPortraits(await classId('3e B'))).map(({ sha256 }) => sha256[0])).toEqual(['b', 'b'])
    expect(await store.read.listPortraits(await classId('3e C'))).toEqual([])
    expect(await codeOf(() => portrait(99_999, 'c'))).toBe('not-found')
    expect(await store.write.removePortraits([pupil?.pupilId ?? 0])).toEqual([])
    expect(await store.write.removePortraits(null)).toEqual(['b'.repeat(64)])
    expect(await store.read.listPortraits(null)).toEqual([])
  })
})

it('every table that names a content keeps it from being forgotten', () => {
  const named = store.database.connection
    .read<{ name: string }>(
      `SELECT DISTINCT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
       WHERE t.type = 'table' AND c.name = 'sha256' ORDER BY t.name`,
    )
    .all()
    .map(({ name }) => name)
  // Files outside the space: what was written onto a stick or into a folder.
  expect(named.filter((name) => name !== 'pack')).toEqual([...CONTENT_TABLES].sort())
})
