/** Files of every kind, through the whole use case and a real database. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildPack } from '../../electron/packs/build-pack.ts'
import { SCHOOL_11 } from '../fixtures/oneroster-csv.ts'
import { schoolGuardians, schoolPupils, structuresFile } from '../fixtures/siecle.ts'
import { ASK, type ImportsBench, openImportsBench } from '../helpers/imports-bench.ts'
import {
  assignment,
  buildInput,
  classContent,
  file,
  guardian,
  MemoryBlobs,
  noise,
  PASSPHRASE,
  pupil,
} from '../helpers/packs-content.ts'
import { lines, textFile } from '../helpers/sources-files.ts'
import { bytesOf, pronoteFeed, pronoteLesson } from '../helpers/sources-ical.ts'

const code = (wanted: string) => expect.objectContaining({ code: wanted })
const list = (...rows: string[]) => ({
  name: 'Export CSV.csv',
  bytes: textFile(lines('Élèves;Né(e) le;Classe', ...rows)),
})
const LOUISE = 'MARTIN Louise;12/05/2012;6A'
const JEAN = 'NOIRET Jean;03/11/2012;6A'
const ZOE = 'PETIT Zoé;01/02/2012;6A'

let on: ImportsBench
beforeEach(async () => {
  on = await openImportsBench()
})
afterEach(() => on.close())

const bring = async (inputs: Awaited<ReturnType<ImportsBench['files']>>, request = ASK) => {
  const preview = await on.imports.preview(on.bench, 'k', inputs, request)
  await on.imports.apply(on.bench, 'k', inputs, request)
  return preview
}
const sources = () => on.bench.space.store.read.listSources()

describe('a list', () => {
  it('is previewed without a trace, applied, and unchanged the second time under another name', async () => {
    const first = await on.files(list(LOUISE, JEAN))
    const preview = await on.imports.preview(on.bench, 'k', first, ASK)
    expect(preview).toMatchObject({
      kind: 'roster-file',
      verdict: 'apply',
      leaving: 0,
      totals: { pupils: 2, classes: 1 },
    })
    expect(await sources()).toEqual([])
    const result = await on.imports.apply(on.bench, 'k', first, ASK)
    expect(result).toMatchObject({ kind: 'roster-file', counts: { new: 2 } })
    expect(await on.roster()).toEqual(['MARTIN Louise (6A)', 'NOIRET Jean (6A)'])
    const second = await bring(await on.files({ ...list(LOUISE, JEAN), name: 'copie.txt' }))
    expect(second).toMatchObject({
      counts: { unchanged: 2, new: 0 },
      verdict: 'unchanged',
      table: { remembered: true },
    })
    expect(await sources()).toHaveLength(1)
  })

  it('says who would leave before it is applied, and a large loss is held', async () => {
    await bring(await on.files(list(LOUISE, JEAN, ZOE)))
    const inputs = await on.files(list(LOUISE))
    const preview = await on.imports.preview(on.bench, 'k', inputs, ASK)
    expect(preview.verdict).toBe('held')
    expect(preview.leavers.map(({ label }) => label).sort()).toEqual(['NOIRET Jean', 'PETIT Zoé'])
    await expect(on.imports.apply(on.bench, 'k', inputs, ASK)).rejects.toThrow(code('source-held'))
    expect(await on.roster()).toHaveLength(3)
  })

  it('asks for the class, and applies what was answered', async () => {
    const inputs = await on.files({ name: 'a', bytes: textFile('Nom;Prénom\nMARTIN;Louise') })
    const asked = await on.imports.preview(on.bench, 'k', inputs, ASK)
    expect(asked.classNeeded).toBe(true)
    await expect(on.imports.apply(on.bench, 'k', inputs, ASK)).rejects.toThrow(code('file-class-unknown'))
    if (asked.table === null) throw new Error('no table')
    await bring(inputs, { ...ASK, mapping: { ...asked.table.mapping, className: '5B' } })
    expect(await on.roster()).toEqual(['MARTIN Louise (5B)'])
    // Never yesterday's class.
    expect((await on.imports.preview(on.bench, 'k', inputs, ASK)).classNeeded).toBe(true)
  })

  it('with titles and no pupil is not applied', async () => {
    const inputs = await on.files({ name: 'a', bytes: textFile('Nom;Prénom;Classe\n') })
    expect((await on.imports.preview(on.bench, 'k', inputs, ASK)).totals.pupils).toBe(0)
    await expect(on.imports.apply(on.bench, 'k', inputs, ASK)).rejects.toThrow(code('file-nothing-usable'))
  })

  it('remembers the columns set by hand for the next file with the same titles', async () => {
    const bytes = textFile('Machin;Truc;Classe;Nom\nLouise;MARTIN;6A;x')
    const columns = ['givenName', 'familyName', 'className', 'ignore'] as const
    const mapping = { sheet: 0, headerRow: 0, columns: [...columns], className: null }
    await bring(await on.files({ name: 'a', bytes }), { ...ASK, mapping })
    const again = await on.imports.preview(on.bench, 'k', await on.files({ name: 'b', bytes }), ASK)
    expect(again.table).toMatchObject({ remembered: true, mapping: { columns } })
    expect(again.counts.unchanged).toBe(1)
  })
})

describe('every other kind', () => {
  it('SIECLE: several files together, one source, unchanged the second time', async () => {
    const inputs = await on.files(structuresFile(), schoolGuardians(), schoolPupils())
    const parts = await on.imports.recognise(inputs)
    expect(parts).toMatchObject([{ kind: 'siecle', passphraseNeeded: false, error: null }])
    const preview = await bring(inputs)
    expect(preview.totals.pupils).toBeGreaterThan(3)
    expect(preview.totals.guardians).toBeGreaterThan(1)
    expect(preview.rows.some(({ className }) => className === '3 A')).toBe(true)
    expect(await on.roster()).toHaveLength(preview.totals.pupils)
    expect((await on.imports.preview(on.bench, 'k', inputs, ASK)).verdict).toBe('unchanged')
  })

  it('OneRoster CSV', async () => {
    const preview = await bring(await on.files(...SCHOOL_11))
    expect(preview).toMatchObject({ kind: 'oneroster-csv', table: null })
    expect(await on.roster()).toHaveLength(preview.totals.pupils)
  })

  it('a calendar counts its lessons, and another program’s is another source', async () => {
    const preview = await bring(await on.files({ name: 'Edt.ics', bytes: bytesOf(pronoteFeed(pronoteLesson())) }))
    expect(preview).toMatchObject({ kind: 'ical-file', totals: { lessons: 1 }, counts: { new: 1 } })
    const other = pronoteFeed(pronoteLesson()).replaceAll('Index-Education', 'Autre').replaceAll('ProNote', 'X')
    await bring(await on.files({ name: 'b.ics', bytes: bytesOf(other) }))
    expect((await sources()).map(({ kind }) => kind)).toEqual(['ical-file', 'ical-file'])
    // A later export of the same calendar has other UIDs and is the same lesson.
    const later = pronoteFeed(pronoteLesson({ exportedAt: '20261201T080000Z' }))
    expect(await bring(await on.files({ name: 'c.ics', bytes: bytesOf(later) }))).toMatchObject({ counts: { new: 0 } })
  })

  it('are the same under names that lie', async () => {
    const [siecle, roster] = [schoolPupils(), list(LOUISE)]
    for (const name of ['eleves.pdf', 'timetable.ics', '../../etc/passwd', '', 'x'.repeat(300)]) {
      const parts = await on.imports.recognise(await on.files({ ...siecle, name }, { ...roster, name }))
      expect(parts.map(({ kind }) => kind)).toEqual(['siecle', 'roster-file'])
    }
  })

  it('several kinds at once are parts of their own, and what is unreadable stops nobody', async () => {
    const inputs = await on.files(list(LOUISE), { name: 'x.csv', bytes: textFile('%PDF-1.7') }, schoolPupils())
    const parts = await on.imports.recognise(inputs)
    expect(parts.map(({ kind, error }) => kind ?? error?.code)).toEqual(['roster-file', 'siecle', 'file-kind-document'])
    await bring(inputs, { ...ASK, part: 1 })
    await expect(on.imports.preview(on.bench, 'k', inputs, { ...ASK, part: 2 })).rejects.toThrow(
      code('file-kind-document'),
    )
    await expect(on.imports.preview(on.bench, 'k', inputs, { ...ASK, part: 3 })).rejects.toThrow(code('not-found'))
  })

  it('people that another source gives too are joined', async () => {
    await bring(await on.files(schoolPupils(), structuresFile()))
    const before = await on.roster()
    const [someone = ''] = before.filter((name) => name.includes('Éloïse'))
    const name = someone.replace(/ \(.*/, '')
    const inputs = await on.files({
      name: 'p',
      bytes: textFile(lines('Élèves;Né(e) le;Classe', `${name};12/05/2012;3 A`)),
    })
    expect((await on.imports.preview(on.bench, 'k', inputs, ASK)).joined).toBeGreaterThan(0)
    await on.imports.apply(on.bench, 'k', inputs, ASK)
    expect(await on.roster()).toEqual(before)
  })
})

describe('a pack of a colleague', () => {
  const content = classContent({
    className: '3e A',
    pupils: [
      pupil({ familyName: 'QUINTEFEUILLE', givenName: 'Zéphyrine' }),
      pupil({
        familyName: 'ORME',
        givenName: 'Ambroise',
        guardians: [
          guardian({ familyName: 'ORME', givenName: 'Lise', courtBlock: true }),
          guardian({ familyName: 'ORME', givenName: 'Guy', relationship: 'other', level: 2, authority: false }),
        ],
      }),
    ],
  })
  const build = (change: Parameters<typeof buildInput>[2] = {}) => buildPack(buildInput(on.folder, content, change))
  const inputOf = (path: string) => [{ name: 'sans nom', path }]

  it('gives its class back, guardians, levels and court blocks with it', async () => {
    const { path } = await build({ passphrase: PASSPHRASE })
    const inputs = inputOf(path)
    expect(await on.imports.recognise(inputs)).toMatchObject([{ kind: 'trousse-pack', passphraseNeeded: true }])
    const preview = await bring(inputs, { ...ASK, passphrase: PASSPHRASE })
    expect(preview).toMatchObject({ kind: 'trousse-pack', totals: { classes: 1, pupils: 2 }, counts: { new: 2 } })
    expect(await on.roster()).toEqual(['ORME Ambroise (3e A)', 'QUINTEFEUILLE Zéphyrine (3e A)'])
    const { store } = on.bench.space
    const [orme] = (await store.read.readRoster(null)).filter(({ familyName }) => familyName === 'ORME')
    const sheet = await store.read.readPupil(orme?.pupilId ?? 0)
    expect(sheet?.guardians).toMatchObject([
      { givenName: 'Lise', courtBlock: true, level: 3, authority: false, contactPoints: [] },
      { givenName: 'Guy', courtBlock: false, level: 2, authority: false, relationship: 'other' },
    ])
  })

  it('is the same as a page that opens by itself', async () => {
    const { path } = await build({ form: 'html', passphrase: PASSPHRASE })
    const inputs = inputOf(path)
    expect(await on.imports.recognise(inputs)).toMatchObject([{ kind: 'trousse-pack', passphraseNeeded: true }])
    await bring(inputs, { ...ASK, passphrase: PASSPHRASE })
    expect(await on.roster()).toEqual(['ORME Ambroise (3e A)', 'QUINTEFEUILLE Zéphyrine (3e A)'])
  })

  it('for one pupil gives no class', async () => {
    const { path } = await build({ profile: 'individual', recipientId: content.pupils[0]?.id, passphrase: PASSPHRASE })
    await expect(on.imports.preview(on.bench, 'k', inputOf(path), { ...ASK, passphrase: PASSPHRASE })).rejects.toThrow(
      code('pack-without-roster'),
    )
  })

  const blobs = new MemoryBlobs()
  const DOCUMENT = noise(300_000)
  const withWork = classContent({
    ...content,
    assignments: [
      assignment({
        title: 'Rédaction',
        subject: 'Français',
        files: [file('consigne.pdf', blobs.add(DOCUMENT), DOCUMENT.byteLength), file('vidéo.mp4', null)],
      }),
      assignment({ title: 'Carte', subject: 'Géographie' }),
    ],
  })
  const HOUR = {
    ...{ id: 1, startsAt: '2026-11-25T07:00:00.000Z', endsAt: '2026-11-25T07:55:00.000Z', label: 'Français' },
    ...{ room: 'B12', cancelled: false, classes: [], otherNames: [], sourceLabel: null },
  }
  const work = async () => {
    const { read } = on.bench.space.store
    const { rows } = await read.listAssignments({ offset: 0, limit: 100 })
    return Promise.all(rows.map(({ id }) => read.readAssignment(id)))
  }

  it.each(['zip', 'html'] as const)('gives its work and documents too, once (%s)', async (form) => {
    const { path } = await buildPack(buildInput(on.folder, withWork, { form, blobs, passphrase: PASSPHRASE }))
    const ask = { ...ASK, passphrase: PASSPHRASE }
    expect((await bring(inputOf(path), ask)).totals).toMatchObject({ pupils: 2, assignments: 2 })
    const found = await work()
    expect(found.map((one) => one?.title).sort()).toEqual(['Carte', 'Rédaction'])
    const files = found.flatMap((one) => one?.files ?? [])
    expect(files.map(({ name, here }) => [name, here]).sort()).toEqual([
      ['consigne.pdf', true],
      ['vidéo.mp4', false],
    ])
    // A second laptop that reads the same pack again changes nothing.
    const again = await on.imports.preview(on.bench, 'again', inputOf(path), ask)
    expect(again.verdict).toBe('unchanged')
    expect(await work()).toEqual(found)
  })

  it('for a substitute gives the work and the hours, and nobody leaves for it', async () => {
    const teacher = await buildPack(buildInput(on.folder, withWork, { blobs, passphrase: PASSPHRASE }))
    const ask = { ...ASK, passphrase: PASSPHRASE }
    await bring(inputOf(teacher.path), ask)
    const roster = await on.roster()
    const substitute = await buildPack(
      buildInput(on.folder, classContent({ ...content, assignments: [assignment({ title: 'Dictée' })] }), {
        profile: 'substitute',
        passphrase: PASSPHRASE,
        lessons: [HOUR],
      }),
    )
    expect((await bring(inputOf(substitute.path), ask)).totals).toMatchObject({ pupils: 0, assignments: 1, lessons: 1 })
    expect(await on.roster()).toEqual(roster)
    expect((await work()).map((one) => one?.title).sort()).toEqual(['Carte', 'Dictée', 'Rédaction'])
    const hours = await on.bench.space.store.read.listLessons({
      from: '2026-11-25T00:00:00.000Z',
      to: '2026-11-26T00:00:00.000Z',
    })
    expect(hours).toMatchObject([{ label: 'Français', room: 'B12', classes: [{ name: '3e A' }] }])
  })

  it('of which any byte was changed is refused, and nothing of it is kept', { timeout: 120_000 }, async () => {
    const ask = { ...ASK, passphrase: PASSPHRASE }
    for (const form of ['zip', 'html'] as const) {
      const small = classContent({ ...withWork, assignments: withWork.assignments.slice(1) })
      const { path } = await buildPack(buildInput(on.folder, small, { form, passphrase: PASSPHRASE }))
      const whole = await readFile(path)
      for (let part = 0; part < 12; part += 1) {
        const bytes = Buffer.from(whole)
        const at = Math.floor(((part + 0.5) * bytes.byteLength) / 12)
        bytes[at] = (bytes[at] ?? 0) ^ 1
        const broken = join(on.folder, `broken-${form}-${part}`)
        await writeFile(broken, bytes)
        await expect(on.imports.apply(on.bench, broken, inputOf(broken), ask), `${form} ${at}`).rejects.toMatchObject({
          code: expect.stringMatching(/^(?:pack-|file-)/),
        })
      }
      // The last lines of a ZIP are a remark to whoever opens it elsewhere.
      for (const length of [100, Math.floor(whole.byteLength / 2), whole.byteLength - 1000]) {
        const cut = join(on.folder, `cut-${form}-${length}`)
        await writeFile(cut, whole.subarray(0, length))
        await expect(on.imports.apply(on.bench, cut, inputOf(cut), ask), `${form} ${length}`).rejects.toMatchObject({
          code: expect.stringMatching(/^(?:pack-|file-)/),
        })
      }
    }
    expect(await on.roster()).toEqual([])
    expect(await work()).toEqual([])
  })

  it('needs its passphrase, and the right one', async () => {
    const { path } = await build({ passphrase: PASSPHRASE })
    for (const passphrase of [null, 'une autre']) {
      await expect(on.imports.preview(on.bench, 'k', inputOf(path), { ...ASK, passphrase })).rejects.toThrow(
        code('pack-wrong-passphrase'),
      )
    }
  })

  it('of the families holds no class: said so', async () => {
    const { path } = await build({ profile: 'pupil', encrypted: false, passphrase: null })
    await expect(on.imports.preview(on.bench, 'k', inputOf(path), ASK)).rejects.toThrow(code('pack-without-roster'))
  })
})

describe('limits and stopping', () => {
  it('forgetting stops a reading under way', async () => {
    const inputs = await on.files(schoolPupils())
    const work = on.imports.preview(on.bench, 'k', inputs, ASK)
    on.imports.forget('k')
    await expect(work).rejects.toThrow(code('cancelled'))
  })

  it('a new question about the same files stops the former', async () => {
    const inputs = await on.files(list(LOUISE))
    const former = on.imports.preview(on.bench, 'k', inputs, ASK)
    const latter = on.imports.preview(on.bench, 'k', inputs, ASK)
    await expect(former).rejects.toThrow(code('cancelled'))
    expect((await latter).counts.new).toBe(1)
  })

  it('one line of a hundred megabytes is refused before it is read', async () => {
    const inputs = await on.files({ name: 'a.csv', bytes: Buffer.alloc(100 * 1024 * 1024, 'a') })
    await expect(on.imports.preview(on.bench, 'k', inputs, ASK)).rejects.toThrow(code('file-too-large'))
  })

  it('a file that is gone is named', async () => {
    const gone = [{ name: 'liste.csv', path: `${on.folder}/nowhere` }]
    expect(await on.imports.recognise(gone)).toMatchObject([{ kind: null, error: { code: 'file-unreadable' } }])
  })
})
