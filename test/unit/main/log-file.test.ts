import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOG_FILE, openLogFile } from '../../../electron/main/log-file.ts'

let parent = ''
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'trousse-log-'))
})
afterEach(() => rm(parent, { recursive: true, force: true }))

describe('the log on disk', () => {
  it('goes on where the last start stopped, without what looks personal', async () => {
    const folder = join(parent, 'logs')
    openLogFile(folder, () => 0).info('first', {
      detail: 'sent to parent@example.org at https://u:p@example.org/a?t=1',
    })
    openLogFile(folder, () => 0).warn('second')
    const text = await readFile(join(folder, LOG_FILE), 'utf8')
    expect(text.trim().split('\n')).toHaveLength(2)
    expect(text).not.toMatch(/parent@|u:p|t=1/)
    if (process.platform !== 'win32') expect((await stat(join(folder, LOG_FILE))).mode & 0o777).toBe(0o600)
  })

  it('is turned over, and old ones are dropped', async () => {
    const log = openLogFile(parent, () => 0)
    const detail = 'word '.repeat(20_000)
    for (let n = 0; n < 60; n++) log.info('line', { n, detail })
    const names = (await readdir(parent)).sort()
    expect(names).toEqual([LOG_FILE, `${LOG_FILE}.1`, `${LOG_FILE}.2`, `${LOG_FILE}.3`])
    for (const name of names) expect((await stat(join(parent, name))).size).toBeLessThanOrEqual(1024 * 1024)
    expect(await readFile(join(parent, LOG_FILE), 'utf8')).toContain('"n":59')
  })

  it('gives up in silence where it cannot write', () => {
    const log = openLogFile(join(parent, LOG_FILE, 'impossible', '\0'), () => 0)
    expect(() => log.error('nowhere')).not.toThrow()
  })
})
