/** A feed by its secret address, over a real server, read in the real worker. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TrousseError } from '../../electron/contract/errors.ts'
import type { SnapshotBatch } from '../../electron/contract/snapshot.ts'
import { checkFeed, createIcalDriver, feedAddress } from '../../electron/sources/ical/driver.ts'
import { readCalendarFile } from '../../electron/sources/ical/read-file.ts'
import { readCalendarInWorker } from '../../electron/sources/ical/read-in-worker.ts'
import { createTestContext, type TestContext } from '../helpers/sources-context.ts'
import { bytesOf, calendar, ECOLE_DIRECTE, event, NOW, pronoteFeed, pronoteLesson } from '../helpers/sources-ical.ts'

const SECRET = 'INVENTED0SECRET'
const workerUrl = new URL('../../electron/sources/ical/worker.ts', import.meta.url)
const clock = { now: () => NOW }

let server: Server
let url: string
let asked: IncomingMessage[]
let answer: (request: IncomingMessage, response: ServerResponse) => void

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pronote/ical/mesinformations.ics?icalsecurise=${SECRET}`
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

const ics = (body: string, headers: Record<string, string> = {}) => {
  answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/calendar', ...headers }).end(body)
}
const say = (status: number, type: string, body: string) => {
  answer = (_request, response) => response.writeHead(status, { 'content-type': type }).end(body)
}

async function fetchAll(context: TestContext = createTestContext({ clock })): Promise<SnapshotBatch[]> {
  const batches: SnapshotBatch[] = []
  for await (const batch of createIcalDriver({ url, workerUrl }).fetch(context)) batches.push(batch)
  return batches
}

async function errorOf(work: Promise<unknown>): Promise<TrousseError> {
  const error = await work.then(
    () => new Error('was not refused'),
    (reason: unknown) => reason,
  )
  if (error instanceof TrousseError) return error
  throw error
}

describe('a feed', () => {
  it('is one page of lessons that knows no pupil, and whose name keeps the secret', async () => {
    ics(pronoteFeed(pronoteLesson()), { etag: '"v1"' })
    const [batch] = await fetchAll()
    expect(batch?.records).toMatchObject([{ entity: 'lesson', label: 'MATHEMATIQUES' }])
    expect(batch?.page).toEqual({ url: 'feed/2026', etag: '"v1"', unchanged: false })
    expect(createIcalDriver({ url, workerUrl }).coverage).toEqual({ kind: 'whole', proof: 'content' })
    expect(JSON.stringify(batch)).not.toContain(SECRET)
  })

  it('is asked whether it changed, by tag or by date', async () => {
    answer = (request, response) => {
      const same = request.headers['if-none-match'] === '"v1"' || request.headers['if-modified-since'] !== undefined
      response.writeHead(same ? 304 : 200).end(same ? '' : pronoteFeed(pronoteLesson()))
    }
    for (const validator of ['"v1"', 'modified:Tue, 24 Nov 2026 06:00:00 GMT']) {
      const context = createTestContext({ clock, validators: new Map([['feed/2026', validator]]) })
      expect(await fetchAll(context)).toEqual([
        { records: [], page: { url: 'feed/2026', etag: validator, unchanged: true } },
      ])
    }
    const later = { now: () => Date.parse('2027-09-06T10:00:00Z') }
    const [batch] = await fetchAll(createTestContext({ clock: later, validators: new Map([['feed/2026', '"v1"']]) }))
    expect(batch?.page).toMatchObject({ url: 'feed/2027', unchanged: false })
  })

  it('remembers the date of a server without tags', async () => {
    ics(pronoteFeed(pronoteLesson()), { 'last-modified': 'Tue, 24 Nov 2026 06:00:00 GMT' })
    expect((await fetchAll())[0]?.page?.etag).toBe('modified:Tue, 24 Nov 2026 06:00:00 GMT')
  })

  it('says who wrote it when it is added, and may be empty until September', async () => {
    ics(calendar(ECOLE_DIRECTE))
    expect(await checkFeed({ url, workerUrl }, createTestContext({ clock }))).toEqual({ system: 'ecole-directe' })
    expect((await fetchAll())[0]?.records).toEqual([])
  })
})

describe('anything that is not a whole calendar', () => {
  const html = (words: string) => `<!doctype html><html><head><title>x</title></head><body>${words}</body></html>`

  it.each([
    ['maintenance', 200, html('Le site est momentanément indisponible.'), 'server-maintenance'],
    ['a suspended address', 200, html('Votre adresse IP est provisoirement suspendue'), 'ip-suspended'],
    ['some page', 200, html('Bienvenue'), 'calendar-not-ical'],
    ['nothing', 200, '', 'calendar-not-ical'],
    ['JSON', 200, '{"a":1}', 'calendar-not-ical'],
    ['a dead link', 404, html('Not found'), 'calendar-link-dead'],
    ['a refused link', 403, html('Forbidden'), 'calendar-link-dead'],
    ['a failing server', 500, html('Error'), 'server-error'],
    ['half a calendar', 200, pronoteFeed(pronoteLesson()).slice(0, 200), 'response-truncated'],
  ])('%s is told as what it is, without the secret', async (_, status, body, code) => {
    say(status, body.startsWith('<') ? 'text/html' : 'text/plain', body)
    const error = await errorOf(fetchAll())
    expect(error.code).toBe(code)
    expect(error.params.host).toMatch(/^127\.0\.0\.1:/)
    expect(JSON.stringify([error.toShape(), error.message, error.stack, String(error.cause)])).not.toContain(SECRET)
  })

  it('a loop of redirects, a hang-up: no secret either', async () => {
    answer = (_request, response) => response.writeHead(302, { location: url }).end()
    const loop = await errorOf(fetchAll())
    expect(loop.code).toBe('redirect-loop')
    answer = (_request, response) => response.destroy()
    const lost = await errorOf(fetchAll())
    expect(lost.code).toBe('network-unreachable')
    for (const error of [loop, lost]) expect(JSON.stringify([error.toShape(), error.stack])).not.toContain(SECRET)
  })

  it('too large', async () => {
    ics(`${pronoteFeed()}${'X'.repeat(21 * 1024 * 1024)}`)
    expect((await errorOf(fetchAll())).code).toBe('response-too-large')
  })
})

describe('the address', () => {
  it.each([
    ['webcal://index.example/ical/x.ics', 'https://index.example/ical/x.ics'],
    [' https://index.example/x.ics ', 'https://index.example/x.ics'],
  ])('%s', (pasted, used) => {
    expect(feedAddress(pasted).href).toBe(used)
  })
  it.each(['http://index.example/x.ics', 'ftp://index.example/x', 'n’importe quoi', 'https://a:b@index.example/x'])(
    'refuses %s',
    (pasted) => {
      expect(() => feedAddress(pasted)).toThrow(expect.objectContaining({ code: 'address-refused' }))
    },
  )
})

describe('in the worker', () => {
  const blocking = event(
    'UID:i',
    'SUMMARY:Jamais',
    'DTSTART:20261130T080000Z',
    'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  )

  it('a rule that blocks the parser costs its event only', async () => {
    const bytes = bytesOf(pronoteFeed(pronoteLesson(), blocking))
    let ticks = 0
    const ticking = setInterval(() => ticks++, 20)
    const reading = await readCalendarInWorker({ bytes, now: NOW, workerUrl })
    clearInterval(ticking)
    expect(reading.records.length).toBeGreaterThanOrEqual(1)
    expect(reading.faults).toMatchObject([{ field: 'RRULE', verdict: 'refused', reason: 'rule-endless' }])
    // This thread went on meanwhile.
    expect(ticks).toBeGreaterThan(20)
  })

  it('is killed at its time limit and at a cancel', async () => {
    const bytes = bytesOf(pronoteFeed(blocking))
    const timed = errorOf(readCalendarInWorker({ bytes, now: NOW, workerUrl, timeoutMs: 300 }))
    expect(await timed).toMatchObject({ code: 'file-unreadable', params: { reason: 'time' } })
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 200)
    const cancelled = errorOf(readCalendarInWorker({ bytes, now: NOW, workerUrl, signal: stop.signal }))
    expect((await cancelled).code).toBe('cancelled')
  })

  it('a file names itself in its faults', async () => {
    const input = { name: 'edt.ics', bytes: bytesOf(pronoteFeed(event('UID:x', 'SUMMARY:Sans date'))) }
    const file = await readCalendarFile(input, { now: NOW, workerUrl })
    expect(file.faults).toEqual([
      { file: 'edt.ics', line: 4, field: 'DTSTART', verdict: 'refused', reason: 'date-unreadable', about: 'Sans date' },
    ])
    expect(file.coverage).toEqual({ kind: 'whole', proof: 'content' })
  })
})
