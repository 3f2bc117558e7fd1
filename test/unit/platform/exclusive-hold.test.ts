import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdFolder } from '../../../electron/platform/exclusive-hold.ts'

const MODULE = new URL('../../../electron/platform/exclusive-hold.ts', import.meta.url).href

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-hold-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Another process that takes the hold and keeps it until it is killed. */
async function holder(): Promise<{ kill: (signal: NodeJS.Signals) => Promise<unknown> }> {
  const code = `
    const { holdFolder } = await import(${JSON.stringify(MODULE)})
    const hold = await holdFolder(${JSON.stringify(folder)})
    process.stdout.write(hold ? 'held' : 'refused')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(child.stdout, 'data')
  expect(String(said)).toBe('held')
  return {
    kill: (signal) => {
      const gone = once(child, 'exit')
      child.kill(signal)
      return gone
    },
  }
}

describe('one program at a time on a folder', () => {
  it('refuses a second hold until the first is released', async () => {
    const first = await holdFolder(folder)
    expect(first).not.toBeNull()
    expect(await holdFolder(folder)).toBeNull()
    await first?.release()
    const second = await holdFolder(folder)
    expect(second).not.toBeNull()
    await second?.release()
  })

  it('knows the folder under another name', async () => {
    const alias = `${folder}-alias`
    await symlink(folder, alias)
    const first = await holdFolder(folder)
    expect(await holdFolder(alias)).toBeNull()
    await first?.release()
    await rm(alias)
  })

  it('leaves another folder alone', async () => {
    const first = await holdFolder(folder)
    const other = await holdFolder(join(folder, 'other'))
    expect(other).not.toBeNull()
    await Promise.all([first?.release(), other?.release()])
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('is free again as soon as its process ends by %s', async (signal) => {
    const other = await holder()
    expect(await holdFolder(folder)).toBeNull()
    await other.kill(signal)
    const mine = await holdFolder(folder)
    expect(mine).not.toBeNull()
    await mine?.release()
  })
})
