/** `trousse import` on every kind of file, as a script calls it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildPack } from '../../electron/packs/build-pack.ts'
import { SCHOOL_11 } from '../fixtures/oneroster-csv.ts'
import { schoolGuardians, schoolPupils, structuresFile } from '../fixtures/siecle.ts'
import { temporaryFolder, trousse } from '../helpers/cli.ts'
import { buildInput, classContent, PASSPHRASE as PACK_PASSPHRASE, pupil } from '../helpers/packs-content.ts'
import { bytesOf, pronoteFeed, pronoteLesson } from '../helpers/sources-ical.ts'

/** Each step starts a process. */
vi.setConfig({ testTimeout: 60_000 })

const LIST = 'Élèves;Né(e) le;Classe;INE\r\nMARTIN Louise;12/05/2012;6A;1\r\nroux léo;;6A;2\r\n=1+1;;6A;3\r\n'

describe('import', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let data = ''
  beforeAll(async () => {
    folder = await temporaryFolder()
    data = join(folder.path, 'data')
  })
  afterAll(() => folder.remove())

  const put = async (name: string, content: string | Uint8Array) => {
    const path = join(folder.path, name)
    await writeFile(path, content)
    return path
  }
  const run = (words: string[], env: Record<string, string> = {}) =>
    trousse([...words, '--data', data], { env: { TROUSSE_PASSPHRASE: 'six tasses de thé froid', ...env } })

  it('a list: the same figures dry and real, lines and columns named, nothing kept when dry', async () => {
    const file = await put('a', LIST)
    const counts = { kind: 'roster-file', new: 1, changed: 0, unchanged: 0, doubtful: 1, refused: 1 }
    const dry = await run(['import', file, '--dry-run'])
    expect([dry.code, dry.json()]).toMatchObject([0, { dryRun: true, ...counts }])
    expect((await run(['source', 'list'])).json()).toEqual([])
    const real = await run(['import', file])
    expect(real.json()).toMatchObject({
      dryRun: false,
      ...counts,
      files: [
        {
          file: 'a',
          ...counts,
          headerRow: 1,
          droppedColumns: ['INE'],
          guard: 'apply',
          lines: [
            { line: 4, verdict: 'refused' },
            { line: 3, verdict: 'doubtful' },
          ],
        },
      ],
    })
    expect((await run(['import', file])).json()).toMatchObject({ new: 0, unchanged: 1 })
  })

  it('the class is asked for by name of the option', async () => {
    const file = await put('b', 'Nom;Prénom\nPETIT;Zoé')
    const asked = await run(['import', file])
    expect([asked.code, asked.json()]).toMatchObject([4, { error: { code: 'file-class-unknown' } }])
    expect((await run(['import', file, '--class', '5B'])).json()).toMatchObject({
      new: 1,
      files: [{ className: '5B' }],
    })
  })

  it('SIECLE, OneRoster and a calendar, whatever their names', async () => {
    const siecle = [structuresFile(), schoolGuardians(), schoolPupils()]
    const paths = await Promise.all(siecle.map(({ bytes }, index) => put(`s${index}.csv`, bytes)))
    expect((await run(['import', ...paths])).json()).toMatchObject({ kind: 'siecle', files: [{ guard: 'apply' }] })
    const roster = await Promise.all(SCHOOL_11.map(({ bytes }, index) => put(`o${index}`, bytes)))
    const ics = await put('t', bytesOf(pronoteFeed(pronoteLesson())))
    const both = await run(['import', ...roster, ics])
    expect(both.json()).toMatchObject({ kind: 'several', files: [{ kind: 'oneroster-csv' }, { kind: 'ical-file' }] })
  })

  it('a pack, its passphrase from the environment and never from the arguments', async () => {
    const content = classContent({ className: '3e A', pupils: [pupil()] })
    const { path } = await buildPack(buildInput(folder.path, content, { passphrase: PACK_PASSPHRASE }))
    const without = await run(['import', path])
    expect([without.code, without.json()]).toMatchObject([4, { error: { code: 'pack-wrong-passphrase' } }])
    const inArguments = await run(['import', path, '--passphrase', PACK_PASSPHRASE])
    expect(inArguments.code).toBe(2)
    const opened = await run(['import', path], { TROUSSE_PACK_PASSPHRASE: PACK_PASSPHRASE })
    expect(opened.json()).toMatchObject({ kind: 'trousse-pack', new: 1, refused: 0 })
    expect(opened.stdout + opened.stderr).not.toContain(PACK_PASSPHRASE)
  })

  it('a bad file among good ones leaves nothing half done', async () => {
    const good = await put('g', 'Nom;Prénom;Classe\nNEUF;Ada;4D')
    const bad = await put('h.csv', '%PDF-1.7')
    const result = await run(['import', good, bad])
    expect([result.code, result.json()]).toMatchObject([4, { error: { code: 'file-kind-document' } }])
    expect(result.stderr).toContain('CSV')
    expect((await run(['search', 'NEUF'])).json()).toEqual([])
  })
})
