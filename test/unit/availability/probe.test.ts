import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNetworkWitness, hasNetwork, isLoopbackHost } from '../../../electron/availability/network-witness.ts'
import { type ProbeOptions, probeOnce, readRetryAfter } from '../../../electron/availability/probe.ts'
import { TrousseError } from '../../../electron/contract/errors.ts'
import type { DemoScenario } from '../../../electron/contract/views.ts'
import type { DemoServer } from '../../../electron/demo/server.ts'
import type { HttpClient, HttpResponse } from '../../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { startSmallDemo } from '../../helpers/demo-server.ts'

const yes = async () => true
const probe = async (options: Partial<ProbeOptions> & { url: string }) => {
  const { state, cause, retryAfterMs } = await probeOnce({
    http: createFetchHttpClient(),
    ownNetworkUp: yes,
    ...options,
  })
  return `${state} ${cause}${retryAfterMs > 0 ? ` ${retryAfterMs}` : ''}`
}

describe('a real platform', () => {
  let server: DemoServer
  beforeAll(async () => {
    server = await startSmallDemo()
  })
  afterAll(() => server.stop())

  it.each<[DemoScenario, string]>([
    ['normal', 'up answers'],
    ['slow', 'up answers'],
    ['overload', 'down overloaded 30000'],
    ['maintenance', 'down maintenance-page'],
    ['quota', 'down quota-page'],
    ['login-down', 'down login-door'],
    ['redirect-loop', 'down redirect-loop'],
    ['too-many-requests', 'unknown too-many-requests 60000'],
    // The front door knows nothing of these.
    ['account-locked', 'up answers'],
    ['empty-roster', 'up answers'],
    ['half-roster', 'up answers'],
    ['truncated-json', 'up answers'],
    ['expired-token', 'up answers'],
  ])('%s -> %s', async (scenario, expected) => {
    await server.setScenario(scenario)
    expect(await probe({ url: `${server.url}/ims/oneroster/rostering/v1p2` })).toBe(expected)
  })

  it('that is gone is down, even with every interface down: it is on this computer', async () => {
    const gone = await startSmallDemo()
    await gone.stop()
    expect(await probe({ url: gone.url, ownNetworkUp: async () => false })).toBe('down no-answer')
  })
})

/** Answers by address; an error code makes the request fail. */
function scripted(
  answers: Readonly<Record<string, Partial<HttpResponse> | TrousseError>>,
): HttpClient & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    request: async ({ url, headers }) => {
      asked.push(url)
      expect(Object.keys(headers ?? {})).not.toContain('authorization')
      const answer = answers[url]
      if (answer instanceof TrousseError) throw answer
      const body = new TextEncoder().encode('<p>Bonjour</p>')
      return { status: 200, headers: { 'content-type': 'text/html' }, body, elapsedMs: 1, ...answer }
    },
  }
}
const to = (location: string) => ({ status: 302, headers: { location } })

describe('one look', () => {
  it('asks the origin only, follows relative redirects, and stops where a page is', async () => {
    const http = scripted({
      'https://ent.example/': to('/accueil'),
      'https://ent.example/accueil': to('//cas.example/login'),
    })
    expect(await probe({ http, url: 'https://ent.example/ims/secret?x=1' })).toBe('up answers')
    expect(http.asked).toEqual(['https://ent.example/', 'https://ent.example/accueil', 'https://cas.example/login'])
  })

  it('gives up a chain that is longer than ten, and one that comes back', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`https://ent.example/${i || ''}`, to(`/${i + 1}`)]),
    )
    const long = scripted(chain)
    expect(await probe({ http: long, url: 'https://ent.example/' })).toBe('down redirect-loop')
    expect(long.asked.length).toBeLessThanOrEqual(11)
    const back = scripted({ 'https://ent.example/': to('/') })
    expect(await probe({ http: back, url: 'https://ent.example/' })).toBe('down redirect-loop')
    expect(back.asked).toHaveLength(1)
  })

  it('blames the login door for what fails behind a redirect to another host', async () => {
    const door = (answer: Partial<HttpResponse> | TrousseError) =>
      probe({
        http: scripted({ 'https://ent.example/': to('https://cas.example/'), 'https://cas.example/': answer }),
        url: 'https://ent.example/',
      })
    expect(await door(new TrousseError('network-timeout'))).toBe('down login-door')
    expect(await door({ status: 503 })).toBe('down login-door')
    expect(await door({ body: new TextEncoder().encode('Service indisponible') })).toBe('down maintenance-page')
  })

  it('reads Latin-1 pages', async () => {
    const latin1 = {
      headers: { 'content-type': 'text/html; charset=ISO-8859-1' },
      body: Buffer.from('<h1>Accès momentanément indisponible</h1>', 'latin1'),
    }
    expect(await probe({ http: scripted({ 'https://ent.example/': latin1 }), url: 'https://ent.example/' })).toBe(
      'down maintenance-page',
    )
    const invented = { headers: { 'content-type': 'text/html; charset=klingon' } }
    expect(await probe({ http: scripted({ 'https://ent.example/': invented }), url: 'https://ent.example/' })).toBe(
      'up answers',
    )
  })

  it('asks the witness only after a silence, and then blames our own network', async () => {
    let asked = 0
    const offline = async () => {
      asked++
      return false
    }
    const silent = scripted({ 'https://ent.example/': new TrousseError('network-dns') })
    expect(await probe({ http: scripted({}), url: 'https://ent.example/', ownNetworkUp: offline })).toBe('up answers')
    expect(asked).toBe(0)
    expect(await probe({ http: silent, url: 'https://ent.example/', ownNetworkUp: offline })).toBe(
      'own-network-down own-network',
    )
    expect(asked).toBe(1)
    expect(await probe({ http: silent, url: 'https://ent.example/' })).toBe('down no-answer')
  })

  it('knows what a failure does not prove', async () => {
    const fails = (error: TrousseError) =>
      probe({ http: scripted({ 'https://ent.example/': error }), url: 'https://ent.example/' })
    expect(await fails(new TrousseError('response-too-large'))).toBe('up answers')
    expect(await fails(new TrousseError('address-refused'))).toBe('unknown unexpected-answer')
    await expect(fails(new TrousseError('cancelled'))).rejects.toThrow('cancelled')
    expect(await probe({ http: scripted({}), url: 'not an address' })).toBe('unknown unexpected-answer')
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 24, 8)
  it.each([
    ['120', 120_000],
    ['Tue, 24 Nov 2026 08:05:00 GMT', 300_000],
    ['Tue, 24 Nov 2026 07:00:00 GMT', 0],
    ['soon', 0],
    ['-5', 0],
    ['1.5', 0],
    [undefined, 0],
  ])('%s -> %i', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected)
  })
})

describe('our own network', () => {
  const address = (text: string, internal = false) => ({
    address: text,
    internal,
    netmask: '',
    mac: '',
    family: 'IPv4' as const,
    cidr: null,
  })

  it('is there when somebody gave us an address', async () => {
    const witness = (...addresses: ReturnType<typeof address>[]) =>
      createNetworkWitness({ interfaces: () => ({ eth0: addresses, gone: undefined }) })()
    expect(await witness()).toBe(false)
    expect(await witness(address('127.0.0.1', true))).toBe(false)
    expect(await witness(address('169.254.3.4'), address('fe80::1'))).toBe(false)
    expect(await witness(address('192.168.1.20'))).toBe(true)
    expect(hasNetwork({ lo: [address('::1', true)], wlan0: [address('10.0.0.7')] })).toBe(true)
    expect(hasNetwork({})).toBe(false)
  })

  it('is there only if the outside answers, when a witness is named', async () => {
    const interfaces = () => ({ eth0: [address('192.168.1.20')] })
    const url = 'https://witness.example/'
    expect(await createNetworkWitness({ interfaces, witness: { http: scripted({}), url } })()).toBe(true)
    const silent = scripted({ [url]: new TrousseError('network-timeout') })
    expect(await createNetworkWitness({ interfaces, witness: { http: silent, url } })()).toBe(false)
  })

  it('is not needed to reach this computer', () => {
    for (const host of ['localhost', 'demo.localhost', '127.0.0.1', '127.8.9.1', '[::1]', '::1'])
      expect(isLoopbackHost(host)).toBe(true)
    for (const host of ['127.example', 'localhost.example', '128.0.0.1', '10.0.0.1', '[::2]'])
      expect(isLoopbackHost(host)).toBe(false)
  })
})
