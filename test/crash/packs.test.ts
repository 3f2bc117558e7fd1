/** The process is killed (SIGKILL) at each named point of writing a pack, in a folder that holds an older one. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { buildPack } from '../../electron/packs/build-pack.ts'
import { verifyPack } from '../../electron/packs/verify-pack.ts'
import { buildInput, classContent, PASSPHRASE } from '../helpers/packs-content.ts'
import { temporaryFolder } from '../helpers/packs-tools.ts'

const CHILD = fileURLToPath(new URL('../helpers/packs-crash-child.ts', import.meta.url))
const FIRST = 'Trousse 3e A - enseignant - 2026-11-24.zip'
const SECOND = 'Trousse 3e A - enseignant - 2026-11-24 (2).zip'

const buildHere = (folder: string) => buildPack(buildInput(folder, classContent()))
const buildKilled = (folder: string, crashAt: string, after: number) =>
  spawnSync(process.execPath, [CHILD, folder], {
    env: { ...process.env, TROUSSE_TEST_CRASH_AT: crashAt, TROUSSE_TEST_CRASH_AFTER: String(after) },
  })
const packs = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.zip'))
const parts = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.part'))
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

describe.each([
  { point: 'pack.before-write', after: 0, named: false, left: 1 },
  { point: 'pack.mid-write', after: 0, named: false, left: 1 },
  { point: 'pack.mid-write', after: 12, named: false, left: 1 },
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
