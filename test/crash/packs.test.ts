/** The process is killed (SIGKILL) at each named point of writing a pack, in a folder that holds an older one. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { buildPack } from '../../electron/packs/build-pack.ts'
import { verifyPack } from '../../electron/packs/verify-pack.ts'
import { assignment, buildInput, classContent, file, MemoryBlobs, noise, PASSPHRASE } from '../helpers/packs-content.ts'
import { temporaryFolder } from '../helpers/packs-tools.ts'

const CHILD = fileURLToPath(new URL('../helpers/packs-crash-child.ts', import.meta.url))
const FIRST = 'Trousse 3e A - enseignant - 2026-11-24.zip'
const SECOND = 'Trousse 3e A - enseignant - 2026-11-24 (2).zip'

const buildHere = (folder: string) => buildPack(buildInput(folder, classContent()))
const buildKilled = (folder: string, crashAt: string, after: number, form = 'zip') =>
  spawnSync(process.execPath, [CHILD, folder, form], {
    env: { ...process.env, TROUSSE_TEST_CRASH_AT: crashAt, TROUSSE_TEST_CRASH_AFTER: String(after) },
  })
const packs = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.zip'))
const parts = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.part'))
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

describe.each([
  { point: 'pack.before-write', after: 0, named: false, left: 1 },
  { point: 'pack.mid-write', after: 0, named: false, left: 1 },
  { point: 'pack.mid-write', after: 2, named: false, left: 1 },
  { point: 'pack.after-fsync', after: 0, named: false, left: 1 },
  { point: 'pack.after-verify', after: 0, named: false, left: 1 },
  { point: 'pack.before-rename', after: 0, named: false, left: 1 },
  { point: 'pack.after-rename', after: 0, named: true, left: 0 },
])('killed at $point (pass $after)', ({ point, after, named, left }) => {
  it('leaves no half pack under a final name, keeps the older one, and the next build cleans up', {
    timeout: 60_000,
  }, async () => {
    const folder = temporaryFolder()
    await buildHere(folder)
    const before = hash(join(folder, FIRST))

    const killed = buildKilled(folder, point, after)
    expect(killed.signal).toBe('SIGKILL')
    expect(packs(folder)).toEqual(named ? [SECOND, FIRST].sort() : [FIRST])
    expect(parts(folder)).toHaveLength(left)
    expect(hash(join(folder, FIRST))).toBe(before)
    for (const name of packs(folder))
      expect(
        await verifyPack({ file: join(folder, name), passphrase: PASSPHRASE, signal: new AbortController().signal }),
      ).toMatchObject({ ok: true })

    await buildHere(folder)
    expect(parts(folder)).toEqual([])
    expect(packs(folder)).toHaveLength(named ? 3 : 2)
  })
})

const PAGE = 'Trousse 3e A - enseignant - 2026-11-24.html'

describe.each([
  { point: 'pack.mid-write', after: 0 },
  { point: 'pack.mid-write', after: 3 },
  { point: 'pack.after-fsync', after: 0 },
  { point: 'pack.before-rename', after: 0 },
])('a self-opening page killed at $point (pass $after)', ({ point, after }) => {
  it('has no final name before it is whole', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder()
    expect(buildKilled(folder, point, after, 'html').signal).toBe('SIGKILL')
    expect(readdirSync(folder).filter((name) => !name.endsWith('.part'))).toEqual([])
    await buildPack(buildInput(folder, classContent(), { form: 'html' }))
    expect(readdirSync(folder)).toEqual([PAGE])
  })
})

const ROOT = 'Trousse 3e A - élève'
/** A pack with one document that the child's does not have. */
const buildFolder = (folder: string) => {
  const blobs = new MemoryBlobs()
  const files = [file('a.pdf', blobs.add(noise(2_000_000))), file('c.pdf', blobs.add(noise(400_000, 9)))]
  const clear = { blobs, form: 'folder', profile: 'pupil', encrypted: false, passphrase: null } as const
  return buildPack(buildInput(folder, classContent({ assignments: [assignment({ title: 'Avant', files })] }), clear))
}

/** Every document that the page mentions is there, whole: its name is the beginning of its hash. */
function expectReadable(root: string): void {
  const page = readFileSync(join(root, 'index.html'), 'utf8')
  const links = [...page.matchAll(/href="(files\/([0-9a-f]{32})[^"]*)"/g)]
  expect(links).toHaveLength(2)
  for (const [, path = '', digits = ''] of links) expect(hash(join(root, path)).startsWith(digits)).toBe(true)
  expect(page).toContain('</html>')
}

describe.each([
  { point: 'pack.folder.mid-write', after: 0, updated: false },
  { point: 'pack.folder.mid-write', after: 4, updated: false },
  { point: 'pack.folder.after-fsync', after: 0, updated: false },
  { point: 'pack.folder.before-rename', after: 1, updated: false },
  { point: 'pack.folder.after-rename', after: 0, updated: false },
  { point: 'pack.folder.after-rename', after: 1, updated: true },
  { point: 'pack.folder.before-manifest', after: 0, updated: true },
])('a folder brought up to date, killed at $point (pass $after)', ({ point, after, updated }) => {
  it('is the old pack or the new one, never neither, and the next time finishes', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder()
    const root = join(folder, ROOT)
    await buildFolder(folder)
    expect(buildKilled(folder, point, after, 'folder').signal).toBe('SIGKILL')
    expectReadable(root)
    expect(readFileSync(join(root, 'index.html'), 'utf8').includes('Avant')).toBe(!updated)

    await buildFolder(folder)
    expectReadable(root)
    expect(readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'))).toEqual(
      [],
    )
    expect(readdirSync(join(root, 'files'))).toHaveLength(2)
  })
})
