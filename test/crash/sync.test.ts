import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChildReport } from '../helpers/sources-crash-child.ts'
import { type SmallServer, smallSchool, startSmallServer } from '../helpers/sources-server.ts'

const CHILD = fileURLToPath(new URL('../helpers/sources-crash-child.ts', import.meta.url))
const PUPILS = 12
const FILES = 3
const LIMIT_MS = 180_000

let server: SmallServer
let folder: string
const key = randomBytes(32)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-crash-'))
  server = await startSmallServer()
  server.lists = {
    ...smallSchool(PUPILS),
    lineItems: Array.from({ length: FILES }, (_, index) => ({
      sourcedId: `l${index}`,
      title: `Devoir ${index}`,
      class: { sourcedId: 'g1' },
      metadata: { attachments: [{ id: `f${index}`, name: 'f.txt', url: `${server.url}/files/${index}` }] },
    })),
  }
  server.override = ({ path }) => (path.startsWith('/files/') ? { body: `contenu ${path}` } : undefined)
})
afterEach(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

type Ended = { signal: string | null; code: number | null; said: string; complaint: string }

function run(crashAt?: string): Promise<Ended> {
  const { url, tokenUrl, clientId, clientSecret } = server
  const child = spawn(
    process.execPath,
    [CHILD, folder, key.toString('hex'), JSON.stringify({ url, tokenUrl, clientId, clientSecret })],
    { env: { ...process.env, NODE_OPTIONS: '', ...(crashAt === undefined ? {} : { TROUSSE_TEST_CRASH_AT: crashAt }) } },
  )
  const ended: Ended = { signal: null, code: null, said: '', complaint: '' }
  child.stdout.on('data', (piece) => {
    ended.said += piece
  })
  child.stderr.on('data', (piece) => {
    ended.complaint += piece
  })
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ ...ended, code, signal })))
}

describe('a process killed during a synchronisation', () => {
  it.each([
    ['sync.before-fetch', 0],
    ['sync.after-first-page', 0],
    ['sync.after-fetch', 0],
    ['sync.after-plan', 0],
    ['sync.after-apply', PUPILS],
    ['sync.attachment-fetched', PUPILS],
  ])(
    'at %s leaves all or nothing, and the next one finishes',
    async (point, pupils) => {
      const killed = await run(point)
      expect(killed).toMatchObject({ signal: 'SIGKILL', said: '' })

      const next = await run()
      expect(next.complaint).toBe('')
      const { found, outcome, left } = JSON.parse(next.said) as ChildReport
      expect(found).toMatchObject({ sound: true, pupils })
      // The run that was cut is closed, not forgotten and not running for ever.
      expect(found.runs).toEqual([pupils > 0 ? 'applied' : 'failed'])
      // What was asked of the server is remembered only together with what it answered.
      expect(found.validators > 0).toBe(pupils > 0)
      expect(outcome).toBe(pupils > 0 ? 'unchanged' : 'applied')
      expect(left).toMatchObject({ sound: true, pupils: PUPILS, missingFiles: 0, runs: [outcome, ...found.runs] })
    },
    LIMIT_MS,
  )
})
