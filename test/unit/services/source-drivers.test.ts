/** Adding, reading and removing servers in a real space, against real servers: what is stored, and what never is. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodeMachine } from '../../../electron/cli/machine.ts'
import { TrousseError } from '../../../electron/contract/errors.ts'
import { addSource, nobodyToAsk, removeSource } from '../../../electron/services/source-drivers.ts'
import { listSources } from '../../../electron/services/source-list.ts'
import { createSpace } from '../../../electron/services/space.ts'
import { syncAll } from '../../../electron/services/sync-tasks.ts'
import { createWorkbench, type Workbench } from '../../../electron/services/workbench.ts'
import { calendar, ECOLE_DIRECTE, event, MOODLE, NOW, pronoteFeed, pronoteLesson } from '../../helpers/sources-ical.ts'

const SECRET = 'INVENTED0SECRET'
const lines: string[] = []
const machine = {
  ...createNodeMachine(),
  clock: { now: () => NOW },
  log: {
    info: (message: string, fields?: object) => void lines.push(JSON.stringify([message, fields])),
    warn: (message: string, fields?: object) => void lines.push(JSON.stringify([message, fields])),
    error: (message: string, fields?: object) => void lines.push(JSON.stringify([message, fields])),
  },
}
const signal = new AbortController().signal
const trying = { signal, ask: nobodyToAsk }
const quiet = { signal, progress: () => {} }

let folder: string
let bench: Workbench
let server: Server
let origin: string
let answer: (request: IncomingMessage, response: ServerResponse) => void

beforeEach(async () => {
  lines.length = 0
  folder = await mkdtemp(join(tmpdir(), 'trousse-sources-'))
  const { space } = await createSpace(machine, { folder, kind: 'own', passphrase: 'une phrase assez longue' })
  bench = await createWorkbench(machine, space)
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await bench.space.close()
  await rm(folder, { recursive: true, force: true })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const tools = () => ({ machine, space: bench.space, http: bench.http })
const feedUrl = () => `${origin}/0000000a/pronote/ical/mesinformations.ics?icalsecurise=${SECRET}`
const serve = (body: string) => {
  answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/calendar' }).end(body)
}
const add = (label = 'Emploi du temps') => addSource(tools(), { kind: 'ical', label, url: feedUrl() }, trying)
const lessons = () => bench.space.store.read.listLessons({ from: '2026-08-01T00:00:00Z', to: '2027-08-01T00:00:00Z' })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof TrousseError ? error.code : String(error)),
  )

/** Twenty lessons in the two weeks to come. */
const weeks = (count = 20) =>
  pronoteFeed(
    ...Array.from({ length: count }, (_, index) => {
      const day = 1 + (index % 10)
      const hour = 8 + Math.floor(index / 10)
      const at = (minutes: string) =>
        `202612${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}${minutes}00Z`
      return pronoteLesson({ course: `Cours-${index}-1`, start: at('00'), end: at('55') })
    }),
  )

describe('a calendar by its secret address', () => {
  it('is recognised, read, and keeps its secret out of the database, the log and the answers', async () => {
    serve(weeks())
    const added = await add()
    expect(added).toMatchObject({ kind: 'ical', origin: new URL(origin).host })
    const record = await bench.space.store.read.readSource(added.id)
    expect(record?.config).toEqual({ url: `${origin}/0000000a/pronote/`, system: 'pronote' })
    expect(await syncAll(bench, added.id, quiet)).toMatchObject({ outcome: 'applied', added: 20 })
    expect(await lessons()).toHaveLength(20)
    const [listed] = await listSources(bench.space)
    expect(listed).toMatchObject({ system: 'pronote', gives: ['timetable'] })
    const told = JSON.stringify([added, record, listed, await bench.space.store.read.listSyncRuns(10), lines])
    expect(told).not.toContain(SECRET)
    expect(lines.length).toBeGreaterThan(0)
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain(SECRET)
  })

  it('is not kept when its address gives no calendar', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bonjour</html>')
    expect(await codeOf(add())).toBe('calendar-not-ical')
    expect(await listSources(bench.space)).toEqual([])
  })

  it('wipes nothing when it comes back empty, and is held when half of it is missing', async () => {
    serve(weeks())
    const { id } = await add()
    await syncAll(bench, id, quiet)
    serve(pronoteFeed())
    expect(await codeOf(syncAll(bench, id, quiet))).toBe('source-empty')
    expect(await lessons()).toHaveLength(20)
    serve(weeks(10))
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'held' })
    expect(await lessons()).toHaveLength(20)
    serve(weeks())
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'unchanged' })
  })

  it('read again unchanged writes nothing; a cancelled lesson is a change', async () => {
    serve(weeks())
    const { id } = await add()
    await syncAll(bench, id, quiet)
    serve(weeks().replaceAll('20261124T095501Z-Index', '20261125T060000Z-Index'))
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'unchanged', unchanged: 20 })
    serve(weeks().replace('CATEGORIES:Cours', 'CATEGORIES:Cours - Cours annulé'))
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'applied', changed: 1, removed: 0 })
    expect((await lessons()).filter(({ cancelled }) => cancelled)).toHaveLength(1)
  })

  it('of Moodle: dates that passed out of its export stay', async () => {
    const due = (number: number) =>
      event(
        `UID:${number}@moodle.example`,
        `SUMMARY:Devoir ${number}`,
        'CATEGORIES:PHYS-2DE',
        `DTSTART:202612${String(number).padStart(2, '0')}T200000Z`,
      )
    serve(calendar(MOODLE, ...[1, 2, 3, 4, 5, 6].map(due)))
    const { id } = await add('Moodle')
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'applied' })
    serve(calendar(MOODLE, ...[5, 6, 7].map(due)))
    expect(await syncAll(bench, id, quiet)).toMatchObject({ outcome: 'applied', removed: 0 })
    const { total } = await bench.space.store.read.listAssignments({ limit: 50, offset: 0 })
    expect(total).toBe(7)
  })

  it('published in September only is accepted empty', async () => {
    serve(calendar(ECOLE_DIRECTE))
    const { id } = await add('École Directe')
    expect((await listSources(bench.space)).find((source) => source.id === id)?.system).toBe('ecole-directe')
  })

  it('leaves no secret behind when it is removed', async () => {
    serve(weeks())
    const { id } = await add()
    const entries = async () => Object.keys(JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')).entries)
    expect(await entries()).toHaveLength(1)
    await removeSource(bench.space, id)
    expect(await entries()).toEqual([])
  })
})

describe('a server that asks for patience', () => {
  it('is not asked again by the next synchronisation', async () => {
    serve(weeks())
    const { id } = await add()
    let asked = 0
    answer = (_request, response) => {
      asked++
      response.writeHead(429, { 'retry-after': '900' }).end()
    }
    expect(await codeOf(syncAll(bench, id, quiet))).toBe('too-many-requests')
    expect(await codeOf(syncAll(bench, id, quiet))).toBe('too-many-requests')
    expect(asked).toBe(1)
  })
})

describe('an Edifice platform', () => {
  it('is recognised by its public page, and in the terminal asks for the window', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"cgu":true,"mfaConfig":[]}')
    const { id } = await addSource(tools(), { kind: 'edifice', label: 'ENT', url: `${origin}/` }, trying)
    expect((await bench.space.store.read.readSource(id))?.config).toEqual({ url: origin, services: [] })
    expect(await codeOf(syncAll(bench, id, quiet))).toBe('session-expired')
  })

  it('is found from any of its pages', async () => {
    answer = (request, response) => {
      const root = request.url === '/auth/context'
      response.writeHead(root ? 200 : 404, { 'content-type': root ? 'application/json' : 'text/html' })
      response.end(root ? '{"mandatory":{}}' : '<html>404</html>')
    }
    const source = { kind: 'edifice', label: 'ENT', url: `${origin}/timeline/timeline` } as const
    const { id } = await addSource(tools(), source, trying)
    expect((await bench.space.store.read.readSource(id))?.config.url).toBe(origin)
  })

  it('is refused when it is something else', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
    expect(await codeOf(addSource(tools(), { kind: 'edifice', label: 'ENT', url: origin }, trying))).toBe(
      'response-unexpected',
    )
  })
})
