/** Drafts, documents and portraits over a real space: what is kept, what is refused, what is forgotten. */
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodeMachine } from '../../../electron/cli/machine.ts'
import { localImageAddress } from '../../../electron/contract/local-image.ts'
import type { WorkContent } from '../../../electron/contract/views.ts'
import { selectContent } from '../../../electron/packs/select-content.ts'
import { cleanHtml } from '../../../electron/platform/clean-html.ts'
import { assignmentImages } from '../../../electron/services/assignment-images.ts'
import * as portraits from '../../../electron/services/portraits/portraits.ts'
import { readStoredSettings, writeSettings } from '../../../electron/services/settings.ts'
import { createSpace, type Space } from '../../../electron/services/space.ts'
import * as drafts from '../../../electron/services/work/drafts.ts'
import { dueChoices, readHolidays } from '../../../electron/services/work/due-choices.ts'
import { readContent } from '../../../electron/services/work/keep-file.ts'
import { addSource, codeOf, lesson, smallSchool, synchronise, temporaryFolder } from '../../helpers/store.ts'

const NOW = Date.parse('2026-11-24T10:00:00Z')
const machine = { ...createNodeMachine(), clock: { now: () => NOW } }
let folder: string
let remove: () => Promise<void>
let space: Space
let classId: number
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  ;({ space } = await createSpace(machine, {
    folder: join(folder, 'own'),
    kind: 'own',
    passphrase: 'six tasses de thé',
  }))
  await synchronise(space.store, await addSource(space.store), smallSchool('3e B', 5, 0))
  classId = (await space.store.read.findClass('3e B'))?.id ?? 0
})
afterEach(async () => {
  await space.close()
  await remove()
})

const chunk = (name: string, body: Uint8Array) => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(body.length)
  return Buffer.concat([head, Buffer.from(name, 'latin1'), body, Buffer.alloc(4)])
}
const png = (width: number, extra: Buffer = Buffer.alloc(0)): Uint8Array => {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(8, 4)
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', size),
      extra,
      chunk('IDAT', deflateSync(Buffer.alloc(width))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}
const open = () => drafts.openDraft(machine, space, { groupId: null, classIds: [classId] })
const type = async (id: string, content: Partial<WorkContent>) => {
  const draft = await drafts.readDraft(space.store, id)
  await space.store.write.saveWorkDraft(
    id,
    draft.revision + 1,
    { ...draft.content, ...content },
    new Date(NOW).toISOString(),
  )
}
const list = async () => (await space.store.read.listAssignments({ offset: 0, limit: 50 })).rows
const filesOf = async () =>
  (await readdir(join(folder, 'own', 'blobs'), { recursive: true })).filter((path) => path.includes('/'))

describe('a local work', () => {
  it('goes from a draft to the class and into its pack, cleaned by the gate of all homework', async () => {
    const { id } = await open()
    await type(id, {
      title: '  Exposé \u202eoral ',
      descriptionHtml:
        '<p>Lire <b>tout</b></p><script>alert(1)</script><img src="https://track.example/p.gif" onerror="x()"><a href="javascript:x()">ici</a>',
    })
    const path = join(folder, 'Énoncé.pdf')
    await writeFile(path, 'un énoncé')
    const [file] = await drafts.attachFiles(space, id, [{ name: 'Énoncé.pdf', path }])
    expect(file).toMatchObject({ name: 'Énoncé.pdf', bytes: 11 })
    await rm(path)
    const { assignmentIds } = await drafts.finishDraft(machine, space, id)
    const content = await space.store.read.readPackContent(classId)
    if (content === null) throw new Error('no class')
    const [selected] = selectContent(content, 'pupil').assignments
    expect(selected).toMatchObject({ title: 'Exposé oral', files: [{ kind: 'here', name: 'Énoncé.pdf' }] })
    expect(selected?.descriptionHtml).toBe('<p>Lire <b>tout</b></p><span></span><a>ici</a>')
    const sha256 = content.assignments[0]?.files[0]?.sha256 ?? ''
    expect(Buffer.from(await readContent(space.blobs, sha256)).toString()).toBe('un énoncé')
    expect(await space.store.read.listWorkDrafts()).toEqual([])
    const copy = await drafts.copyToDraft(machine, space, assignmentIds[0] ?? 0)
    expect(copy).toMatchObject({
      groupId: null,
      content: { title: 'Exposé oral', targets: [] },
      files: [{ name: 'Énoncé.pdf' }],
    })
  })

  it('without a title, or without a class that is there, is not finished and stays a draft', async () => {
    const { id } = await open()
    const fieldOf = async () => {
      try {
        await drafts.finishDraft(machine, space, id)
      } catch (error) {
        return (error as { params?: { field?: string } }).params?.field
      }
      return null
    }
    expect(await fieldOf()).toBe('title')
    await type(id, { title: 'Titre', targets: [{ classId: 9999, dueOn: null, dueAt: null }] })
    expect(await fieldOf()).toBe('targets')
    expect(await list()).toEqual([])
    expect(await space.store.read.listWorkDrafts()).toHaveLength(1)
  })

  it('a document that is empty, gone or too large is refused by its name; a discarded draft leaves no file', async () => {
    const { id } = await open()
    const empty = join(folder, 'vide.pdf')
    await writeFile(empty, '')
    const attach = (name: string, path: string) => codeOf(() => drafts.attachFiles(space, id, [{ name, path }]))
    expect(await attach('vide.pdf', empty)).toBe('document-empty')
    expect(await attach('parti.pdf', join(folder, 'nowhere.pdf'))).toBe('document-unreadable')
    expect(await attach('dossier', folder)).toBe('document-unreadable')
    await drafts.attachFiles(space, id, [{ name: 'collé.txt', bytes: new TextEncoder().encode('x') }])
    expect(await filesOf()).toHaveLength(1)
    await drafts.discardDraft(space, id)
    expect(await filesOf()).toEqual([])
  })

  it('a picture of the window is looked at again: its kind, its size, nothing besides', async () => {
    const { id } = await open()
    const add = (bytes: Uint8Array) => drafts.attachPicture(space, id, { name: 'Image.png', bytes })
    const added = await add(png(20))
    expect(added).toMatchObject({ mediaType: 'image/png' })
    expect((await drafts.readDraftPicture(space, id, added.sha256)).bytes.byteLength).toBe(png(20).byteLength)
    const text = chunk('tEXt', Buffer.from('Author\0X'))
    for (const bad of [png(20, text), png(5000), new TextEncoder().encode('<svg/>')]) {
      expect(await codeOf(() => add(bad))).toBe('invalid-request')
    }
    const [plain] = await drafts.attachFiles(space, id, [{ name: 'a.png', bytes: new TextEncoder().encode('text') }])
    expect(await codeOf(() => drafts.readDraftPicture(space, id, plain?.sha256 ?? ''))).toBe('not-found')
  })

  it('its pictures are in the text of the window and of packs, by their content; one the text lost is forgotten', async () => {
    const { id } = await open()
    const [shown, lost] = [
      await drafts.attachPicture(space, id, { name: 'a.png', bytes: png(20) }),
      await drafts.attachPicture(space, id, { name: 'b.png', bytes: png(21) }),
    ]
    const address = localImageAddress(shown.sha256)
    const foreign = localImageAddress('f'.repeat(64))
    await type(id, {
      title: 'Carte',
      descriptionHtml: `<p>Voir <img src="${address}" alt="la carte" onerror="x()"> <img src="${foreign}" alt="autre"> <img src="https://t.example/p.gif"></p>`,
    })
    const { assignmentIds } = await drafts.finishDraft(machine, space, id)
    const [row = 0] = assignmentIds
    const stored = await space.store.read.readAssignment(row)
    expect(stored?.descriptionHtml).toContain(`<img src="${address}" alt="la carte" />`)
    expect(stored?.descriptionHtml).not.toMatch(/onerror|t\.example|f{64}/)
    expect(stored?.files).toEqual([])
    const shownHtml = cleanHtml(stored?.descriptionHtml ?? '', await assignmentImages(space, assignmentIds))
    expect(shownHtml).toContain(`src="data:image/png;base64,${Buffer.from(png(20)).toString('base64')}"`)
    expect(await space.blobs.has(lost.sha256)).toBe(false)
    const again = await drafts.openDraft(machine, space, { groupId: row, classIds: [] })
    expect(again).toMatchObject({ files: [{ sha256: shown.sha256, mediaType: 'image/png' }] })
    expect(again.content.descriptionHtml).toContain(address)
    const copy = await drafts.copyToDraft(machine, space, row)
    expect(copy.content.descriptionHtml).toContain(address)
    expect(copy.files).toMatchObject([{ sha256: shown.sha256, mediaType: 'image/png' }])
  })

  it('is due for one of the class’s next lessons; holidays are the zone’s', async () => {
    const calendar = await addSource(space.store, 'Agenda')
    await synchronise(
      space.store,
      calendar,
      [
        lesson('past', '2026-11-24T08:00:00.000Z', { classNames: ['3B'] }),
        lesson('off', '2026-11-25T08:00:00.000Z', { classNames: ['3B'], cancelled: true }),
        lesson('next', '2026-11-26T07:25:00.000Z', { classNames: ['3B'], room: 'B12' }),
        lesson('other', '2026-11-26T09:00:00.000Z', { classNames: ['4C'] }),
      ],
      { kind: 'whole', proof: 'content' },
    )
    expect(await dueChoices(machine, space, [classId, 9999])).toEqual([
      {
        classId,
        className: '3e B',
        slots: [{ startsAt: '2026-11-26T07:25:00.000Z', label: 'Français', room: 'B12' }],
      },
    ])
    const december = { from: '2026-12-01', to: '2026-12-31' }
    expect(await readHolidays(space, december)).toEqual([{ from: '2026-12-19', to: '2027-01-03' }])
    const settings = await readStoredSettings(space.store)
    await writeSettings(space.store, { ...settings, holidayPause: 'never', locale: 'fr', theme: 'system' })
    expect(await readHolidays(space, december)).toEqual([])
  })
})

describe('portraits', () => {
  const first = async () => (await space.store.read.readRoster(classId))[0]?.pupilId ?? 0

  it('are kept small and sealed, shown per class, replaced, and taken away with their file', async () => {
    const pupil = await first()
    await portraits.keepPortrait(machine, space, pupil, png(120))
    expect(await portraits.portraitsOfClass(space, classId)).toMatchObject([{ pupilId: pupil, mediaType: 'image/png' }])
    await portraits.keepPortrait(machine, space, pupil, png(121))
    expect(await filesOf()).toHaveLength(1)
    await portraits.removePortraits(space, [pupil])
    expect(await filesOf()).toEqual([])
    expect(await codeOf(() => portraits.keepPortrait(machine, space, 9999, png(120)))).toBe('not-found')
    expect(await codeOf(() => portraits.keepPortrait(machine, space, pupil, png(481)))).toBe('invalid-request')
  })

  it('are neither kept nor shown once the teacher wants none', async () => {
    const pupil = await first()
    await portraits.keepPortrait(machine, space, pupil, png(120))
    const settings = await readStoredSettings(space.store)
    await writeSettings(space.store, { ...settings, storePortraits: false, locale: 'fr', theme: 'system' })
    expect(await portraits.portraitsOfClass(space, classId)).toEqual([])
    expect(await codeOf(() => portraits.keepPortrait(machine, space, pupil, png(120)))).toBe('portraits-off')
  })

  it('go into no pack of any profile', async () => {
    const pupil = await first()
    await portraits.keepPortrait(machine, space, pupil, png(120))
    const content = await space.store.read.readPackContent(classId)
    if (content === null) throw new Error('no class')
    const [{ sha256 } = { sha256: '' }] = await space.store.read.listPortraits(classId)
    for (const profile of ['teacher', 'pupil', 'individual', 'substitute'] as const) {
      expect(JSON.stringify(selectContent(content, profile, { recipientId: pupil }))).not.toContain(sha256)
    }
  })

  it('of a folder: pictures only, matched by name, the rest named', async () => {
    const album = join(folder, 'album')
    await space.close()
    ;({ space } = await createSpace(machine, {
      folder: join(folder, 'two'),
      kind: 'own',
      passphrase: 'six tasses de thé',
    }))
    await synchronise(space.store, await addSource(space.store), smallSchool('3e B', 5, 0))
    classId = (await space.store.read.findClass('3e B'))?.id ?? 0
    const { mkdir } = await import('node:fs/promises')
    await mkdir(join(album, 'inside'), { recursive: true })
    for (const name of ['NOM 3e B-p1 Camille.png', 'IMG_2.jpg', 'IMG_10.jpg', 'notes.txt']) {
      await writeFile(join(album, name), png(2000))
    }
    const inputs = await portraits.picturesOfFolder(album)
    expect(inputs.map(({ name }) => name).sort()).toEqual(['IMG_10.jpg', 'IMG_2.jpg', 'NOM 3e B-p1 Camille.png'])
    const proposal = await portraits.proposePortraits(space, classId, [
      ...inputs,
      { name: 'notes.txt', path: join(album, 'notes.txt') },
    ])
    expect(proposal.others).toEqual(['notes.txt'])
    expect(proposal.inOrder.map((index) => inputs[index]?.name)).toEqual([
      'IMG_2.jpg',
      'IMG_10.jpg',
      'NOM 3e B-p1 Camille.png',
    ])
    expect(proposal.guesses.find(({ fileName }) => fileName.startsWith('NOM'))).toMatchObject({ kind: 'sure' })
    expect(proposal.guesses.filter(({ kind }) => kind === 'none')).toHaveLength(2)
    expect((await portraits.readSource(inputs[0])).bytes.byteLength).toBe(png(2000).byteLength)
    expect(await codeOf(() => portraits.picturesOfFolder(join(folder, 'nowhere')))).toBe('document-unreadable')
    expect(await codeOf(() => portraits.readSource(undefined))).toBe('ticket-unknown')
  })
})
