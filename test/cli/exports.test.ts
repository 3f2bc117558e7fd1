/** Files for other programs, from a terminal. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readOneRosterCsv } from '../../electron/sources/oneroster-csv/read-oneroster-csv.ts'
import { SCHOOL_11 } from '../fixtures/oneroster-csv.ts'
import { temporaryFolder, trousse } from '../helpers/cli.ts'

vi.setConfig({ testTimeout: 120_000 })

describe('trousse export', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let className = ''
  const run = (...words: string[]) =>
    trousse([...words, '--data', join(folder.path, 'data')], { env: { TROUSSE_PASSPHRASE: 'une phrase assez longue' } })

  beforeAll(async () => {
    folder = await temporaryFolder()
    const paths = await Promise.all(
      SCHOOL_11.map(async ({ name, bytes }) => {
        const path = join(folder.path, name)
        await writeFile(path, bytes)
        return path
      }),
    )
    expect((await run('import', ...paths)).code).toBe(0)
    const classes = (await run('classes')).json() as { name: string; pupils: number }[]
    className = classes.find(({ pupils }) => pupils > 0)?.name ?? ''
  }, 120_000)
  afterAll(() => folder.remove())

  it('writes each form once more under a number, and says where', async () => {
    for (const name of ['Liste de la classe', 'Liste de la classe']) {
      const made = await run('export', className, '--to', folder.path, '--as', 'csv')
      expect(made.code).toBe(0)
      expect(made.json()).toMatchObject({ file: expect.stringContaining(name), encrypted: false })
    }
    expect((await readdir(folder.path)).filter((name) => name.startsWith('Liste de la classe'))).toHaveLength(2)
  })

  it('gives a page to print where nothing makes a PDF, and a OneRoster file that comes back', async () => {
    const paper = (
      await run('export', className, '--to', folder.path, '--as', 'paper', '--sheets', 'roster,phones')
    ).json() as {
      file: string
    }
    expect(paper.file).toMatch(/Livret de secours.*\.html$/)
    expect(await readFile(paper.file, 'utf8')).toContain('<h1>Liste de la classe')
    const zip = (await run('export', className, '--to', folder.path, '--as', 'oneroster')).json() as { file: string }
    const reading = readOneRosterCsv([{ name: 'x.zip', bytes: await readFile(zip.file) }], { today: '2026-11-24' })
    expect(reading.faults).toEqual([])
  })

  it('refuses a sheet it does not know, a date that is none and a folder that is not there', async () => {
    expect((await run('export', className, '--to', folder.path, '--as', 'paper', '--sheets', 'poster')).code).toBe(2)
    expect((await run('export', className, '--to', folder.path, '--since', 'demain')).code).toBe(2)
    const gone = await run('export', className, '--to', join(folder.path, 'absent'))
    expect(gone.code).toBe(3)
    expect(gone.json()).toMatchObject({ error: { code: 'disk-gone' } })
  })
})
