/** Work handed in, out of Trousse: renamed, never over anything, in a folder or a ZIP that others open. */
import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ExportRequest, exportHandedIn } from '../../../electron/services/handed-in/export.ts'
import { controlsOf, type HandedInBench, handBackText, openHandedInBench } from '../../helpers/handed-in.ts'

let bench: HandedInBench
let out: string
beforeEach(async () => {
  bench = await openHandedInBench()
  out = join(bench.folder, '..', 'out')
  await mkdir(out)
})
afterEach(() => bench.close())

const run = (more: Partial<ExportRequest> = {}) =>
  exportHandedIn(
    bench.machine,
    bench.space,
    { folder: out, classId: bench.classId, assignmentId: bench.work('DM 3'), form: 'folder', locale: 'fr', ...more },
    controlsOf(),
  )

const FOLDER = 'Rendus – 6e A – DM 3'

it('each file is "NOM Prénom – devoir", beside a list that says who gave nothing', async () => {
  await bench.collect([
    await bench.put('zoe.rendu.json', handBackText(bench)),
    await bench.put('ORME Ambroise DM3 .. CON.pdf', '%PDF-2'),
  ])
  expect(await run()).toMatchObject({ files: 4, missing: 0, name: FOLDER })
  expect((await readdir(join(out, FOLDER))).sort()).toEqual([
    'Liste des rendus.csv',
    'ORME Ambroise – DM 3.pdf',
    'ORME Zoé – DM 3 – dm.pdf',
    'ORME Zoé – DM 3 – réponse.txt',
    'ORME Zoé – DM 3 – vide.txt',
  ])
  expect(await readFile(join(out, FOLDER, 'ORME Zoé – DM 3 – dm.pdf'), 'utf8')).toBe('%PDF-1.7')
  const list = await readFile(join(out, FOLDER, 'Liste des rendus.csv'), 'utf8')
  const rows = list
    .trim()
    .split('\r\n')
    .map((line) => line.split(';').map((cell) => cell.slice(1, -1)))
  expect(rows).toHaveLength(6)
  expect(rows).toContainEqual([
    ...['ORME', 'Ambroise', 'DM 3', '2026-11-24', 'oui', 'ORME Ambroise – DM 3.pdf'],
    ...['ORME Ambroise DM3 .. CON.pdf', ''],
  ])
  expect(rows).toContainEqual(['QUINTEFEUILLE', 'Louise', 'DM 3', 'non rendu', '', '', '', ''])
})

it('again is another folder: what a teacher has begun to correct stays', async () => {
  await bench.collect([await bench.put('ORME Zoé DM3.pdf', '%PDF')])
  await run()
  const path = join(out, FOLDER, 'ORME Zoé – DM 3.pdf')
  await writeFile(path, 'corrigé')
  expect(await run()).toMatchObject({ name: `${FOLDER} (2)` })
  expect(await readFile(path, 'utf8')).toBe('corrigé')
})

it('names that no file system takes, and twins, are still one file each', async () => {
  const names = ['a: b?.pdf', 'A： b.pdf', 'é.txt', 'e\u0301.txt', `${'x'.repeat(200)}.pdf`]
  const files = names.map((name, index) => ({
    name,
    mediaType: null,
    bytes: 1,
    base64: Buffer.from(String(index)).toString('base64'),
  }))
  await bench.collect([await bench.put('zoe.rendu.json', handBackText(bench, { files, text: '' }))])
  await run()
  const written = await readdir(join(out, FOLDER))
  expect(written).toHaveLength(names.length + 1)
  expect(new Set(written.map((name) => name.normalize('NFKC').toLowerCase())).size).toBe(written.length)
  for (const name of written) expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}]{1,110}$/u)
})

it('a ZIP that another program opens, with the same names', async (context) => {
  await bench.collect([await bench.put('ORME Zoé DM3.pdf', '%PDF-7')])
  const written = await run({ form: 'zip' })
  expect(written.name).toBe(`${FOLDER}.zip`)
  const unzip = (...args: string[]) => promisify(execFile)('7z', args)
  const listed = await unzip('l', '-slt', join(out, written.name)).catch(() => null)
  if (listed === null) return context.skip('7z is not installed')
  expect(listed.stdout).toContain('Path = ORME Zoé – DM 3.pdf')
  await unzip('x', `-o${join(out, 'x')}`, join(out, written.name))
  expect(await readFile(join(out, 'x', 'ORME Zoé – DM 3.pdf'), 'utf8')).toBe('%PDF-7')
})

it('all the work of a class, each with its title', async () => {
  await bench.collect([
    await bench.put('ORME Zoé DM3.pdf', '%PDF'),
    await bench.put('ORME Zoé rédaction un souvenir.odt', 'PK'),
  ])
  await run({ assignmentId: null })
  expect((await readdir(join(out, 'Rendus – 6e A'))).sort()).toEqual([
    'Liste des rendus.csv',
    'ORME Zoé – DM 3.pdf',
    'ORME Zoé – Rédaction un souvenir.odt',
  ])
})

it('nothing to export, a class that is not, a folder that is gone', async () => {
  await expect(run()).rejects.toMatchObject({ code: 'handed-in-nothing-to-export' })
  await expect(run({ classId: 9999 })).rejects.toMatchObject({ code: 'not-found' })
  await bench.collect([await bench.put('ORME Zoé DM3.pdf', '%PDF')])
  await expect(run({ folder: join(out, 'gone') })).rejects.toMatchObject({ code: 'disk-gone' })
})
