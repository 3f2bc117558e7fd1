/** What a command line may make Trousse open: files that are there, and nothing else of the line. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesOf } from '../../../electron/main/opened-files.ts'

let folder = ''
const program = '/opt/trousse'
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-argv-'))
  await writeFile(join(folder, 'classe 2de 1.trousse'), 'x')
  await writeFile(join(folder, '--help.csv'), 'x')
  await mkdir(join(folder, 'dossier'))
  await symlink(join(folder, 'gone'), join(folder, 'broken'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('files named at the start', () => {
  const of = (...words: string[]) => filesOf(['/usr/bin/trousse', ...words], folder, program)
  it('are taken by their full or relative name, once', () => {
    const pack = join(folder, 'classe 2de 1.trousse')
    expect(of('classe 2de 1.trousse', pack)).toEqual([pack])
  })
  it('are not switches, addresses, folders, broken links, nor the program', () => {
    expect(of('--demo', '--help.csv', '--user-data-dir=/tmp', 'dossier', 'broken', 'missing.csv', '')).toEqual([])
    expect(of('file:///etc/passwd', 'https://ent.example/a.csv', 'trousse://open')).toEqual([])
    expect(
      filesOf(['electron', join(folder, 'classe 2de 1.trousse')], folder, join(folder, 'classe 2de 1.trousse')),
    ).toEqual([])
  })
  it('keeps the program’s own name out, whatever it is', () =>
    expect(filesOf([join(folder, '--help.csv')], folder, program)).toEqual([]))
})
