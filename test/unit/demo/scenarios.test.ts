import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoScenario } from '../../../electron/contract/views.ts'
import { SLOW_MS } from '../../../electron/demo/scenarios.ts'
import type { DemoServer } from '../../../electron/demo/server.ts'
import {
  all,
  askToken,
  GRADEBOOK,
  get,
  type Item,
  ROSTERING,
  SMALL,
  startSmallDemo,
  tokenOf,
} from '../../helpers/demo-server.ts'

let server: DemoServer
let token: string
beforeEach(async () => {
  server = await startSmallDemo()
  token = await tokenOf(server)
})
afterEach(() => server.stop())

const users = `${ROSTERING}/users`
const page = (path: string) => fetch(server.url + path, { redirect: 'manual' })

describe('outages of the whole platform', () => {
  it('maintenance and quota: status 200 and a page, even for the API and the token', async () => {
    for (const [name, text] of [
      ['maintenance', 'Accès momentanément indisponible'],
      ['quota', 'logique de quota'],
    ] as const) {
      await server.setScenario(name)
      for (const answer of [
        await page('/'),
        await page('/login'),
        await get(server, users, token),
        await askToken(server),
      ]) {
        expect(answer.status).toBe(200)
        expect(answer.headers.get('content-type')).toContain('text/html')
        expect(await answer.text()).toContain(text)
      }
    }
  })

  it('overload: 503 with Retry-After', async () => {
    await server.setScenario('overload')
    for (const answer of [await page('/'), await get(server, users, token), await askToken(server)]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30'])
    }
  })

  it('too many requests: 429 with Retry-After', async () => {
    await server.setScenario('too-many-requests')
    for (const answer of [await page('/'), await get(server, users, token), await askToken(server)]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
    }
  })

  it('redirect loop: every address leads round in a circle', async () => {
    await server.setScenario('redirect-loop')
    let path = users
    const seen: string[] = []
    for (let hop = 0; hop < 6; hop++) {
      const answer = await get(server, path, token)
      expect(answer.status).toBe(302)
      path = answer.headers.get('location') ?? ''
      seen.push(path)
    }
    expect(new Set(seen).size).toBe(2)
  })

  it('slow: late but whole, and stopping does not wait for it', async () => {
    await server.setScenario('slow')
    const impatient = fetch(`${server.url}/login`, { signal: AbortSignal.timeout(SLOW_MS / 3) })
    await expect(impatient).rejects.toThrow()
    expect((await get(server, users, token)).status).toBe(200)
    const pending = page('/login').catch(() => 'cut')
    await server.stop()
    expect(await pending).toBe('cut')
  })
})

describe('outages of the login', () => {
  it('login down: the door is dead, the API knows nobody, the calendar still answers', async () => {
    await server.setScenario('login-down')
    expect((await askToken(server)).status).toBe(503)
    expect((await get(server, users, token)).status).toBe(401)
    const door = await page('/login')
    expect(door.status).toBe(302)
    await expect(fetch(door.headers.get('location') ?? '')).rejects.toThrow()
    expect((await fetch(server.icalUrl)).status).toBe(200)
  })

  it('account locked: 403 that says so, while the platform stays up for the others', async () => {
    await server.setScenario('account-locked')
    for (const answer of [await get(server, users, token), await askToken(server)]) {
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('compte est verrouillé')
    }
    expect((await page('/login')).status).toBe(200)
    const body = new URLSearchParams({ identifiant: 'x', motdepasse: 'y' })
    expect((await fetch(`${server.url}/login`, { method: 'POST', body })).status).toBe(403)
  })

  it('expired token: one 401, one renewal, then the whole school', async () => {
    await server.setScenario('expired-token')
    expect((await get(server, users, token)).status).toBe(401)
    const renewed = await tokenOf(server)
    const { items, total } = await all(server, users, 'users', renewed, 20)
    expect(items).toHaveLength(total)
  })

  it('expired token: a client that comes fresh also meets exactly one 401', async () => {
    await server.setScenario('expired-token')
    const first = await tokenOf(server)
    expect((await get(server, users, first)).status).toBe(401)
    const second = await tokenOf(server)
    expect((await get(server, users, second)).status).toBe(200)
  })
})

describe('outages of a part, and closings that are none', () => {
  it('application down: the data are gone, the front page and the login stay', async () => {
    await server.setScenario('application-down')
    expect((await get(server, users, token)).status).toBe(503)
    expect((await page('/login')).status).toBe(200)
    expect((await askToken(server)).status).toBe(200)
  })

  it('messaging closed: a notice above a form that works, and the letter box alone refused', async () => {
    await server.setScenario('messaging-closed')
    const login = await (await page('/login')).text()
    expect(login).toContain('messagerie est suspendue')
    expect(login).toContain('type="password"')
    expect((await page('/messagerie')).status).toBe(403)
    expect((await get(server, users, token)).status).toBe(200)
  })

  it('night pause, captive portal, suspended address: status 200 and a page, in place of the data too', async () => {
    for (const [name, text] of [
      ['night-pause', 'de 20 h à 7 h'],
      ['captive-portal', 'Portail captif'],
      ['ip-suspended', 'provisoirement suspendue'],
    ] as const) {
      await server.setScenario(name)
      for (const answer of [await page('/'), await get(server, users, token)]) {
        expect(answer.status).toBe(200)
        expect((await answer.text()).replaceAll('\u00a0', ' ')).toContain(text)
      }
    }
  })

  it('session expired: data lead to the login page, with where to come back to', async () => {
    await server.setScenario('session-expired')
    const answer = await get(server, users, token)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `/login?callback=${encodeURIComponent(users)}`,
    ])
  })
})

describe('answers that must not be believed', () => {
  it('empty roster: valid, and nobody in it', async () => {
    await server.setScenario('empty-roster')
    for (const [path, list] of [
      ['users', 'users'],
      ['students', 'users'],
      ['enrollments', 'enrollments'],
    ] as const) {
      const answer = await get(server, `${ROSTERING}/${path}`, token)
      expect([answer.status, answer.headers.get('x-total-count')]).toEqual([200, '0'])
      expect(await answer.json()).toEqual({ [list]: [] })
    }
    expect((await all(server, `${ROSTERING}/classes`, 'classes', token)).total).toBeGreaterThan(3)
    expect((await all(server, `${GRADEBOOK}/lineItems`, 'lineItems', token)).total).toBe(SMALL.assignments)
  })

  it('half roster: half of the pupils, and nothing that contradicts it', async () => {
    await server.setScenario('half-roster')
    const { items } = await all(server, users, 'users', token)
    const ids = new Set(items.map(({ sourcedId }) => sourcedId))
    const pupils = (await all(server, `${ROSTERING}/students`, 'users', token)).items
    expect(pupils).toHaveLength(SMALL.pupils / 2)
    for (const pupil of pupils) for (const agent of pupil.agents as Item[]) expect(ids.has(agent.sourcedId)).toBe(true)
    const enrollments = (await all(server, `${ROSTERING}/enrollments`, 'enrollments', token)).items
    expect(enrollments.every((entry) => ids.has((entry.user as Item).sourcedId))).toBe(true)
  })

  it('truncated JSON: a length that fits the cut body, then a line that breaks', async () => {
    await server.setScenario('truncated-json')
    const first = await get(server, users, token)
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
    const text = await first.text()
    expect(Buffer.byteLength(text)).toBeGreaterThan(100)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    const second = await get(server, users, token)
    expect(second.status).toBe(200)
    await expect(second.text()).rejects.toThrow()
  })
})

describe('the control door', () => {
  const post = (body: string, type = 'application/json') =>
    fetch(server.controlUrl, { method: 'POST', body, headers: { 'content-type': type } })

  it('answers and changes the scenario whatever the outage', async () => {
    for (const name of demoScenario.options) {
      expect((await post(JSON.stringify({ scenario: name }))).status).toBe(200)
      expect(server.scenario()).toBe(name)
      expect(await (await fetch(server.controlUrl)).json()).toMatchObject({ scenario: name })
    }
  })

  it('refuses what is not a scenario, and what a web page could send', async () => {
    for (const body of ['', '{', '[]', '{"scenario":"storm"}', `"${'x'.repeat(20_000)}"`]) {
      expect((await post(body)).status).toBe(400)
    }
    expect((await post('{"scenario":"quota"}', 'text/plain')).status).toBe(415)
    expect(server.scenario()).toBe('normal')
  })
})
