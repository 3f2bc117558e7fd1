/** A window, or another terminal, already at work on the same data. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Hold, holdFolder } from '../../electron/platform/exclusive-hold.ts'
import { temporaryFolder, trousse } from '../helpers/cli.ts'

/** Each step starts a process. */
vi.setConfig({ testTimeout: 60_000 })

describe('a terminal beside someone at work on the same data', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let hold: Hold | null = null
  const data = () => join(folder.path, 'data')
  const run = (...words: string[]) =>
    trousse([...words, '--data', data()], { env: { TROUSSE_PASSPHRASE: 'une phrase assez longue' } })

  beforeAll(async () => {
    folder = await temporaryFolder()
    expect((await run('status')).code).toBe(0)
    hold = await holdFolder(data())
    expect(hold).not.toBeNull()
  })
  afterAll(async () => {
    await hold?.release()
    await folder.remove()
  })

  it('reads', async () => {
    expect((await run('classes')).json()).toEqual([])
    expect((await run('mail', 'status')).json()).toEqual([])
  })

  it('refuses to synchronise, and says what to close', async () => {
    const refused = await run('sync')
    expect(refused.code).toBe(3)
    expect(refused.json()).toEqual({ error: { code: 'store-busy', params: {} } })
    expect(refused.stderr).toContain('déjà ouvertes ailleurs')
  })

  it('works again once the other is done', async () => {
    await hold?.release()
    hold = null
    expect((await run('sync')).stderr).not.toContain('déjà ouvertes')
  })
})
