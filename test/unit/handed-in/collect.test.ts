/** Collecting work: forms, files by their names, folders, archives; each once, nothing guessed. */
import { mkdir, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildPack } from '../../../electron/packs/build-pack.ts'
import { contentOf, type HandedInBench, handBackText, openHandedInBench } from '../../helpers/handed-in.ts'
import { buildInput, classContent, PASSPHRASE } from '../../helpers/packs-content.ts'
import { rawZip } from '../../helpers/packs-zip.ts'

let bench: HandedInBench
beforeEach(async () => {
  bench = await openHandedInBench()
})
afterEach(() => bench.close())

const text = (content: string) => new TextEncoder().encode(content)
const all = () => bench.space.store.read.listHandedIn({ classId: bench.classId })
const questions = async () => (await bench.space.store.read.listHandedInQuestions()).questions

describe('a form of a pack', () => {
  it('gives its files and its answer, of its pupil and for its work', async () => {
    const form = await bench.put('ORME Zoé - DM 3.rendu.json', handBackText(bench))
    expect(await bench.collect([form])).toMatchObject({ files: 3, known: 0, questions: 0, refused: 0 })
    const rows = await all()
    const common = { pupilId: bench.pupil('Zoé'), assignmentId: bench.work('DM 3'), origin: 'form', late: false }
    expect(rows).toMatchObject([
      { ...common, name: 'dm.pdf', isAnswer: false, risk: null, bytes: 8 },
      { ...common, name: 'vide.txt', bytes: 0 },
      { ...common, name: 'réponse.txt', isAnswer: true },
    ])
    expect(await Promise.all(rows.map(({ sha256 }) => contentOf(bench, sha256)))).toEqual([
      '%PDF-1.7',
      '',
      'J’ai répondu ici,"files":[ pas là.',
    ])
  })

  it('twice is once, and a new one of the same work is another', async () => {
    const form = await bench.put('a.rendu.json', handBackText(bench))
    const again = await bench.put('b.rendu.json', handBackText(bench))
    const later = await bench.put(
      'c.rendu.json',
      handBackText(bench, { savedAt: '2026-11-24T08:00:00.000Z', text: '' }),
    )
    expect(await bench.collect([form, again])).toMatchObject({ files: 3, known: 3 })
    expect(await bench.collect([later])).toMatchObject({ files: 2, known: 0 })
    expect((await all()).filter(({ late }) => late)).toHaveLength(2)
  })

  it('a clock of tomorrow makes nobody late', async () => {
    await bench.collect([await bench.put('a.json', handBackText(bench, { savedAt: '2030-01-01T00:00:00.000Z' }))])
    expect((await all())[0]?.givenAt).toBe('2026-11-24T10:00:00.000Z')
  })

  it('other work belongs to its pupil, and a stranger is a question', async () => {
    const other = handBackText(bench, { assignment: { id: null, title: 'Autre travail' }, text: '' })
    const stranger = handBackText(bench, { pupil: { personId: 1, familyName: 'AILLEURS', givenName: 'Ana' }, text: '' })
    await bench.collect([await bench.put('a.json', other), await bench.put('b.json', stranger)])
    expect((await all()).map(({ about, assignmentId }) => [about, assignmentId])).toEqual([
      ['Autre travail', null],
      ['Autre travail', null],
    ])
    expect((await questions()).map(({ proposedPupils, name }) => [name, proposedPupils])).toEqual([
      ['dm.pdf', []],
      ['vide.txt', []],
    ])
  })

  it.each([
    ['cut short', (form: string) => form.slice(0, -30), 'hand-back-damaged'],
    ['cut in a file', (form: string) => form.slice(0, form.indexOf('"base64"') + 14), 'hand-back-damaged'],
    ['a letter changed', (form: string) => form.replace('JVBER', 'J!BER'), 'hand-back-damaged'],
    ['fewer bytes than it says', (form: string) => form.replace('"bytes":8', '"bytes":9'), 'hand-back-damaged'],
    ['more bytes than it says', (form: string) => form.replace('"bytes":8', '"bytes":7'), 'hand-back-damaged'],
    ['something behind it', (form: string) => `${form}{}`, 'hand-back-damaged'],
    ['of a later version', (form: string) => form.replace('"version":1', '"version":2'), 'hand-back-too-new'],
    ['a prototype', (form: string) => form.replace('"pupil":{', '"pupil":{"__proto__":{"personId":1},'), null],
    [
      'more files than it may have',
      (form: string) =>
        form.replace('"files":[', `"files":[${'{"name":"x","mediaType":null,"bytes":0,"base64":""},'.repeat(120)}`),
      'hand-back-damaged',
    ],
    [
      'a file too large to be one',
      (form: string) => form.replace('"bytes":8', '"bytes":60000000'),
      'hand-back-damaged',
    ],
    ['names that climb', (form: string) => form.replace('dm.pdf', '../../../etc/passwd'), null],
  ])('%s', async (_, change, code) => {
    const form = await bench.put('a.rendu.json', change(handBackText(bench)))
    const found = await bench.collect([form])
    if (code === null) {
      expect(found).toMatchObject({ files: 3, refused: 0 })
      for (const { name } of await all()) expect(name).not.toMatch(/[\\/]/)
      return
    }
    expect(found.refusals).toMatchObject([{ file: 'a.rendu.json', error: { code } }])
    expect(await all()).toEqual([])
    expect(await questions()).toEqual([])
  })
})

describe('files by their names', () => {
  it('sure ones are attributed, the rest is asked', async () => {
    const inputs = [
      await bench.put('ORME Zoé DM3.pdf', '%PDF-1'),
      await bench.put('DM3 orme.pdf', '%PDF-2'),
      await bench.put('louise quintefeuille.odt', 'PK'),
      await bench.put('devoir.docx', 'PK2'),
    ]
    expect(await bench.collect(inputs)).toMatchObject({ files: 4, questions: 3 })
    expect(await all()).toMatchObject([{ name: 'ORME Zoé DM3.pdf', pupilId: bench.pupil('Zoé'), origin: 'file' }])
    const proposed = new Map((await questions()).map((one) => [one.name, one]))
    expect(proposed.get('DM3 orme.pdf')).toMatchObject({
      proposedPupils: [bench.pupil('Ambroise'), bench.pupil('Zoé')],
      proposedAssignments: [bench.work('DM 3')],
    })
    expect(proposed.get('louise quintefeuille.odt')?.proposedPupils).toEqual([bench.pupil('Louise')])
    expect(proposed.get('devoir.docx')).toMatchObject({ proposedPupils: [], proposedAssignments: [] })
  })

  it('for the assignment that was chosen, a name is enough', async () => {
    const inputs = [await bench.put('louise quintefeuille.odt', 'PK')]
    await bench.collect(inputs, { classId: bench.classId, assignmentId: bench.work('Rédaction : un souvenir') })
    expect(await all()).toMatchObject([
      { pupilId: bench.pupil('Louise'), assignmentId: bench.work('Rédaction : un souvenir') },
    ])
  })

  it('is as late as the file’s own date', async () => {
    const inTime = await bench.put('Orme Zoé DM 3.pdf', '%PDF')
    await utimes(inTime.path, new Date('2026-11-22T10:00:00Z'), new Date('2026-11-22T10:00:00Z'))
    await bench.collect([inTime])
    expect(await all()).toMatchObject([{ late: false }])
  })

  it('says what a file could do', async () => {
    await bench.collect([
      await bench.put('Orme Zoé DM 3.pdf', 'MZ\u0090'),
      await bench.put('Orme Ambroise DM 3.docm', 'PK'),
    ])
    expect((await all()).map(({ risk }) => risk)).toEqual(['macros', 'program'])
  })
})

describe('a folder of a stick', () => {
  it('is read with its folders; litter, packs and links are not work', async () => {
    await bench.put('ORME Zoé/DM 3.pdf', '%PDF')
    await bench.put('Quintefeuille Louise/DM 3/page 1.jpg', '\u00ff')
    await bench.put('rendus/zoe.rendu.json', handBackText(bench))
    await bench.put('System Volume Information/x', 'x')
    await bench.put('.Trashes/orme zoé dm3.pdf', 'x')
    await bench.put('pack/manifest.json', '{}')
    await bench.put('pack/index.html', '<!doctype html>')
    await bench.put('pack/orme zoé dm 3.pdf', 'x')
    await symlink('/etc/hostname', join(bench.folder, 'orme zoé dm 3.txt'))
    await symlink('/etc', join(bench.folder, 'etc'))
    const found = await bench.collect([{ folder: bench.folder }])
    expect(found).toMatchObject({ files: 5, questions: 0, refused: 0, ignored: 5 })
    expect((await all()).map(({ name }) => name).sort()).toEqual([
      'DM 3.pdf',
      'dm.pdf',
      'page 1.jpg',
      'réponse.txt',
      'vide.txt',
    ])
    expect(await bench.collect([{ folder: bench.folder }])).toMatchObject({ files: 0, known: 5 })
  })

  it('says so when there is nothing, and when it is gone', async () => {
    await expect(bench.collect([{ folder: bench.folder }])).rejects.toMatchObject({ code: 'handed-in-nothing' })
    await expect(bench.collect([{ folder: join(bench.folder, 'gone') }])).rejects.toMatchObject({
      code: 'handed-in-unreadable',
    })
  })

  it('stops when asked, and keeps what was whole', async () => {
    await bench.put('a orme zoé dm 3.pdf', '%PDF')
    await bench.put('b orme ambroise dm 3.pdf', '%PDF')
    const controller = new AbortController()
    controller.abort()
    await expect(bench.collect([{ folder: bench.folder }], { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(await all()).toEqual([])
  })
})

describe('archives', () => {
  const entries = [
    { name: 'Classe/ORME Zoé DM3.pdf', data: text('%PDF-1'), deflate: true },
    { name: 'Classe/__MACOSX/._x', data: text('x') },
    { name: 'Classe/travail de groupe.zip', data: text('PK\u0003\u0004 inside') },
  ]
  it('of a class are opened, those inside are not', async () => {
    const found = await bench.collect([await bench.put('6eA.zip', rawZip(entries))])
    expect(found).toMatchObject({ files: 2, questions: 1, ignored: 1 })
    expect(await all()).toMatchObject([{ name: 'ORME Zoé DM3.pdf' }])
    expect((await questions()).map(({ name }) => name)).toEqual(['travail de groupe.zip'])
  })

  it('of one pupil are that pupil’s work', async () => {
    await bench.collect([await bench.put('ORME Zoé DM 3.zip', rawZip(entries))])
    expect(await all()).toMatchObject([{ name: 'ORME Zoé DM 3.zip', pupilId: bench.pupil('Zoé') }])
  })

  it('that are packs are not work, sealed or in clear', async () => {
    const folder = join(bench.folder, 'packs')
    await mkdir(folder)
    await buildPack(buildInput(folder, classContent(), { passphrase: PASSPHRASE }))
    await buildPack(buildInput(folder, classContent(), { profile: 'pupil', encrypted: false, passphrase: null }))
    await buildPack(buildInput(folder, classContent(), { form: 'html', passphrase: PASSPHRASE }))
    await bench.put('packs/ORME Zoé DM3.pdf', '%PDF')
    expect(await bench.collect([{ folder }])).toMatchObject({ files: 1, refused: 0, ignored: 3 })
  })

  it('hold forms too', async () => {
    const zip = rawZip([{ name: 'a/zoe.rendu.json', data: text(handBackText(bench)), deflate: true }])
    expect(await bench.collect([await bench.put('boîte.zip', zip)])).toMatchObject({ files: 3, questions: 0 })
  })
})

describe('the demonstration', () => {
  it('takes the forms of its own packs and nothing real', async () => {
    const demo = await openHandedInBench('demo')
    try {
      const own = await demo.put('a.rendu.json', handBackText(demo))
      const stranger = handBackText(demo, { pupil: { personId: 1, familyName: 'VRAI', givenName: 'Nom' } })
      const found = await demo.collect([
        own,
        await demo.put('b.json', stranger),
        await demo.put('Orme Zoé.pdf', '%PDF'),
      ])
      expect(found).toMatchObject({ files: 3, refused: 2 })
      expect(found.refusals.map(({ error }) => error.code)).toEqual([
        'handed-in-demo-forms-only',
        'handed-in-demo-forms-only',
      ])
    } finally {
      await demo.close()
    }
  })
})
