/** Drafts, templates, and messages to several classes with their files, in the database. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DraftContent } from '../../electron/contract/views.ts'
import {
  AT,
  addSource,
  codeOf,
  countRows,
  type LocalStore,
  openLocal,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let folder: string
let remove: () => Promise<void>
let store: LocalStore
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  store = await openLocal(folder)
})
afterEach(async () => {
  store.database.close()
  await remove()
})

const content = (body: string): DraftContent => ({
  classIds: [1],
  pupilIds: null,
  audience: 'guardians',
  subject: '',
  body,
  only: null,
  changes: [],
  work: null,
  files: [],
  packs: null,
  tooBig: null,
  locale: 'fr',
})
const LATER = '2026-09-01T09:00:00.000Z'

describe('a draft', () => {
  it('is written over as it is typed, and survives the end of the program', async () => {
    const id = await store.write.saveDraft(null, content('Bonj'), AT)
    expect(await store.write.saveDraft(id, content('Bonjour « é »'), LATER)).toBe(id)
    // No farewell: as after a kill.
    store = await openLocal(folder)
    expect(await store.read.listDrafts()).toEqual([{ id, updatedAt: LATER, content: content('Bonjour « é »') }])
  })

  it('thrown away, can be had back until the space is opened again', async () => {
    const id = await store.write.saveDraft(null, content('a'), AT)
    const other = await store.write.saveDraft(null, content('b'), LATER)
    await store.write.throwDraft(id, LATER)
    expect((await store.read.listDrafts()).map((row) => row.id)).toEqual([other])
    await store.write.throwDraft(id, null)
    expect((await store.read.listDrafts()).map((row) => row.id)).toEqual([other, id])
    const kept = { name: 'a.pdf', sha256: 'a'.repeat(64), bytes: 1 }
    const gone = { name: 'b.pdf', sha256: 'b'.repeat(64), bytes: 1 }
    await store.write.saveDraft(other, { ...content('b'), files: [kept] }, LATER)
    await store.write.saveDraft(id, { ...content('a'), files: [kept, gone] }, AT)
    await store.write.throwDraft(id, LATER)
    expect(await store.write.forgetThrown()).toEqual([gone.sha256])
    expect(countRows(store.database, 'message_draft')).toBe(1)
    await store.write.throwDraft(id, null)
    expect((await store.read.listDrafts()).map((row) => row.id)).toEqual([other])
  })

  it('goes in the very step that makes the message, and stays when that fails', async () => {
    await synchronise(store, await addSource(store), smallSchool())
    const id = await store.write.saveDraft(null, content('a'), AT)
    const [pupil] = await store.read.readRoster(null)
    const message = (header: string) => ({
      ...{ classId: 1, audience: 'guardians' as const, subject: 's', body: 'b', createdAt: AT, draftId: id },
      ...{ fromAddress: 'prof@lycee.example', fromName: '' },
      deliveries: ['a', header].map((one, index) => ({
        ...{ personId: pupil?.pupilId ?? 0, pupilIds: [pupil?.pupilId ?? 0], recipientName: '', about: '' },
        ...{ address: `a${index}@x.example`, messageIdHeader: `${one}@x.example`, subject: 's', body: 'b' },
      })),
    })
    // Two rows with one Message-ID: refused as a whole.
    await expect(async () => store.write.createMessage(message('a'))).rejects.toThrow()
    expect(await store.read.listDrafts()).toHaveLength(1)
    expect(await store.read.listMessages()).toEqual([])
    await store.write.createMessage(message('b'))
    expect(await store.read.listDrafts()).toEqual([])
  })
})

describe('a template', () => {
  const text = { name: 'Sortie', subject: '{classe}', body: 'Bonjour', workDays: 7, workFiles: true }

  it('is saved, renamed, thrown away and had back; by name', async () => {
    const id = await store.write.saveTemplate(null, text, AT)
    await store.write.saveTemplate(null, { ...text, name: 'absence', workDays: null, workFiles: false }, AT)
    await store.write.saveTemplate(id, { ...text, name: 'Zoo' }, LATER)
    expect((await store.read.listTemplates()).map(({ name, workFiles }) => [name, workFiles])).toEqual([
      ['absence', false],
      ['Zoo', true],
    ])
    await store.write.throwTemplate(id, LATER)
    expect(await store.read.listTemplates()).toHaveLength(1)
    expect(await codeOf(() => store.write.saveTemplate(id, text, LATER))).toBe('not-found')
    await store.write.throwTemplate(id, null)
    expect(await store.read.listTemplates()).toHaveLength(2)
  })
})

describe('a message', () => {
  it('keeps its classes in order, the files of each row, who was moved, and what it was made from', async () => {
    const source = await addSource(store)
    await synchronise(store, source, [...smallSchool('3eB', 2), ...smallSchool('6eA', 1).slice(1)])
    const classes = Object.fromEntries((await store.read.listClasses()).map(({ id, name }) => [name, id]))
    const [first, second] = await store.read.readRoster(null)
    const files = [
      { name: 'b.pdf', sha256: 'b'.repeat(64), bytes: 2 },
      { name: 'a.pdf', sha256: 'a'.repeat(64), bytes: 1 },
    ]
    const id = await store.write.createMessage({
      ...{ classId: classes['6eA'] ?? 0, moreClassIds: [classes['3eB'] ?? 0], audience: 'guardians' },
      ...{
        subject: 's',
        body: 'b',
        createdAt: AT,
        fromAddress: 'prof@lycee.example',
        fromName: '',
        locale: 'en',
        files,
      },
      deliveries: [
        {
          ...{ personId: first?.pupilId ?? 0, pupilIds: [first?.pupilId ?? 0], recipientName: '', about: '', files },
          ...{ address: 'a@x.example', messageIdHeader: 'm@x.example', subject: 's', body: 'b' },
        },
      ],
      pupilIds: [second?.pupilId ?? 0],
      moved: [{ pupilId: second?.pupilId ?? 0, to: 'post' }],
    })
    const message = await store.read.readMessage(id)
    expect(message).toMatchObject({ className: '6eA, 3eB', classIds: [classes['6eA'], classes['3eB']], exits: [] })
    expect(message?.content).toMatchObject({ moreClassIds: [classes['3eB']], files, locale: 'en' })
    const [row] = await store.read.listDeliveries(id)
    expect(await store.read.readDelivery(row?.id ?? 0)).toMatchObject({ files, locale: 'en', mime: null })
    expect((await store.read.nextDeliveries(id, LATER, 1))[0]?.files).toEqual(files)
    const coverage = await store.read.readCoverage(id)
    expect(coverage.map(({ pupilId, moved }) => [pupilId, moved]).sort()).toEqual(
      [
        [first?.pupilId, null],
        [second?.pupilId, 'post'],
      ].sort(),
    )
    await store.write.recordExit(id, 'mbox', 1, AT)
    await store.write.recordExit(id, 'csv', 1, LATER)
    expect((await store.read.readMessage(id))?.exits.map(({ kind }) => kind)).toEqual(['csv', 'mbox'])
    expect(await codeOf(() => store.write.recordExit(99, 'csv', 1, LATER))).toBe('not-found')
  })
})
