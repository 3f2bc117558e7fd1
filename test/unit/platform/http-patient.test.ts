/** A real server that misbehaves, a clock of our own, and no real waiting. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import { BREAKER_FAILURES, BREAKER_REST_MS, LONG_STOP_MS, PATIENCE } from '../../../electron/domain/retry-policy.ts'
import type { HttpClient, HttpRequest } from '../../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { createPatientHttp, createReloginOnce } from '../../../electron/platform/http-patient.ts'

let server: Server
let url: string
let answer: (response: ServerResponse, count: number) => void
let asked: number
let now: number
let waits: number[]

beforeEach(async () => {
  asked = 0
  now = Date.parse('2026-11-24T10:00:00Z')
  waits = []
  server = createServer((_request, response) => answer(response, ++asked))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data`
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

const say =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body)

function patient(http: HttpClient = createFetchHttpClient()) {
  return createPatientHttp({
    http,
    policy: PATIENCE,
    clock: { now: () => now },
    random: () => 0.5,
    sleep: async (milliseconds) => void waits.push(milliseconds),
  })
}
const question = (more: Partial<HttpRequest> = {}): HttpRequest => ({ url, maxBytes: 100_000, ...more })

async function codeOf(work: Promise<unknown>): Promise<{ code: string; seconds: unknown }> {
  try {
    await work
  } catch (error) {
    if (error instanceof TrousseError) return { code: error.code, seconds: error.params.seconds }
    throw error
  }
  throw new Error('was not refused')
}

describe('asking again', () => {
  it('goes on after passing failures, with growing jittered waits', async () => {
    answer = (response, count) => (count < 3 ? say(503)(response) : say(200, {}, 'ok')(response))
    expect((await patient().request(question())).status).toBe(200)
    expect(waits).toEqual([500, 1000])
  })

  it('never after refused credentials', async () => {
    for (const status of [401, 403, 404, 422]) {
      answer = say(status)
      asked = 0
      expect((await patient().request(question())).status).toBe(status)
      expect(asked).toBe(1)
    }
  })

  it('asks a POST twice only when it says that it may', async () => {
    answer = (response, count) => (count % 2 === 1 ? say(500)(response) : say(200)(response))
    expect((await patient().request(question({ method: 'POST', body: 'a=1' }))).status).toBe(500)
    expect(asked).toBe(1)
    asked = 0
    expect((await patient().request(question({ method: 'POST', body: 'a=1', repeatable: true }))).status).toBe(200)
  })

  it('stops asking again when retries cost too much', async () => {
    const client = patient()
    let failing = 0
    // Every other answer is good: the breaker never opens, the budget empties.
    answer = (response, count) => {
      if (count % 2 === 1) failing++
      say(count % 2 === 1 ? 500 : 200)(response)
    }
    for (let call = 0; call < 60; call++) await client.request(question())
    // Sixty calls earn six retries beside the reserve of ten.
    expect(asked - 60).toBeLessThanOrEqual(16)
    expect(failing).toBeGreaterThan(16)
  })

  it('is cut by a cancel, which says nothing of the host', async () => {
    answer = say(503)
    const stop = new AbortController()
    const client = createPatientHttp({
      http: createFetchHttpClient(),
      policy: PATIENCE,
      clock: { now: () => now },
      random: () => 0.5,
      sleep: async () => {
        stop.abort()
        throw new TrousseError('cancelled')
      },
    })
    expect((await codeOf(client.request(question({ signal: stop.signal })))).code).toBe('cancelled')
    expect(asked).toBe(1)
  })
})

describe('a server that asks for time', () => {
  it('gets a few seconds without a word', async () => {
    answer = (response, count) => (count === 1 ? say(429, { 'retry-after': '3' })(response) : say(200)(response))
    expect((await patient().request(question())).status).toBe(200)
    expect(waits).toEqual([3500])
  })

  it.each([
    ['seconds', '900', 900],
    ['a date', 'Tue, 24 Nov 2026 10:15:00 GMT', 900],
    ['a whole day, of which an hour is believed', '86400', 3600],
  ])('in %s is left alone by every task until then', async (_, header, seconds) => {
    answer = say(429, { 'retry-after': header })
    const client = patient()
    expect((await client.request(question())).status).toBe(429)
    expect(await codeOf(client.request(question()))).toEqual({ code: 'too-many-requests', seconds })
    expect(asked).toBe(1)
    client.tryAgain()
    expect((await codeOf(client.request(question()))).code).toBe('too-many-requests')
    now += seconds * 1000 + 1
    answer = say(200)
    expect((await client.request(question())).status).toBe(200)
  })

  it('in milliseconds, as Kosmos counts, is waited for', async () => {
    const kosmos = {
      status: 503,
      headers: { 'retry-after': '500' },
      body: new Uint8Array(0),
      elapsedMs: 1,
    }
    let count = 0
    const client = patient({ request: async () => (++count === 1 ? kosmos : { ...kosmos, status: 200 }) })
    const answered = await client.request({ url: 'https://api.skolengo.com/api/v1/schools', maxBytes: 10 })
    expect(answered.status).toBe(200)
    expect(waits).toEqual([1500])
  })
})

describe('the breaker of a host', () => {
  async function breakIt(client: HttpClient) {
    answer = say(500)
    while (asked < BREAKER_FAILURES) await client.request(question()).catch(() => {})
    expect(asked).toBe(BREAKER_FAILURES)
  }

  it('opens after failures in a row, then lets one call find out', async () => {
    const client = patient()
    await breakIt(client)
    expect(await codeOf(client.request(question()))).toEqual({ code: 'server-error', seconds: 60 })
    expect(asked).toBe(BREAKER_FAILURES)
    now += BREAKER_REST_MS
    const probe = client.request(question())
    expect((await codeOf(client.request(question()))).code).toBe('server-error')
    expect((await probe).status).toBe(500)
    expect(asked).toBe(BREAKER_FAILURES + 1)
    now += BREAKER_REST_MS
    answer = say(200)
    expect((await client.request(question())).status).toBe(200)
    expect((await client.request(question())).status).toBe(200)
  })

  it('counts hang-ups too, closes when the teacher asks, and is of one host only', async () => {
    const client = patient()
    answer = (response) => response.destroy()
    while (asked < BREAKER_FAILURES) await client.request(question()).catch(() => {})
    expect((await codeOf(client.request(question()))).code).toBe('network-unreachable')
    answer = say(200)
    const other = url.replace('127.0.0.1', 'localhost')
    expect((await client.request(question({ url: other }))).status).toBe(200)
    client.tryAgain()
    expect((await client.request(question())).status).toBe(200)
  })

  it('is shared with a client that carries the cookies of a window', async () => {
    const client = patient()
    await breakIt(client.over(createFetchHttpClient()))
    expect((await codeOf(client.request(question()))).code).toBe('server-error')
  })
})

describe('a warning that our address is suspended', () => {
  it('stops everything for hours, whatever the status and whoever asks', async () => {
    const words = '<html><body>Votre adresse IP est provisoirement suspendue.</body></html>'
    answer = say(200, { 'content-type': 'text/html; charset=utf-8' }, words)
    const client = patient()
    expect((await client.request(question())).status).toBe(200)
    client.tryAgain()
    expect(await codeOf(client.request(question()))).toEqual({ code: 'ip-suspended', seconds: LONG_STOP_MS / 1000 })
    expect(asked).toBe(1)
    now += LONG_STOP_MS
    answer = say(200)
    expect((await client.request(question())).status).toBe(200)
  })
})

describe('one login per run', () => {
  const expired = (status: number) => status === 401

  it('renews the session once, for all the calls that find it expired', async () => {
    let session = 0
    let logins = 0
    const withSession = createReloginOnce(async () => {
      logins++
      session = 1
    })
    const call = () => withSession(async () => (session === 1 ? 200 : 401), expired)
    expect(await Promise.all([call(), call(), call()])).toEqual([200, 200, 200])
    expect(logins).toBe(1)
  })

  it('does not insist when the fresh one is refused too, nor on bad credentials', async () => {
    let logins = 0
    const withSession = createReloginOnce(async () => void logins++)
    expect(await withSession(async () => 401, expired)).toBe(401)
    expect(await withSession(async () => 401, expired)).toBe(401)
    expect(logins).toBe(1)
    const refused = createReloginOnce(async () => {
      logins++
      throw new TrousseError('credentials-refused')
    })
    expect((await codeOf(refused(async () => 401, expired))).code).toBe('credentials-refused')
    expect((await codeOf(refused(async () => 401, expired))).code).toBe('credentials-refused')
    expect(logins).toBe(2)
  })
})
