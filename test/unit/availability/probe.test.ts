import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNetworkWitness, hasNetwork, isLoopbackHost } from '../../../electron/availability/network-witness.ts'
import { type ProbeOptions, probeOnce, readRetryAfter } from '../../../electron/availability/probe.ts'
import { TrousseError } from '../../../electron/contract/errors.ts'
import type { DemoScenario, WatchedService } from '../../../electron/contract/views.ts'
import type { DemoServer } from '../../../electron/demo/server.ts'
import type { NetworkSeen } from '../../../electron/domain/outage-evidence.ts'
import type { HttpClient, HttpResponse } from '../../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { startSmallDemo } from '../../helpers/demo-server.ts'

const seenAs =
  (witness: NetworkSeen['witness'], interfaces = true) =>
  async () => ({ interfaces, witness })
const probe = async ({ url, role = 'front', product = 'other', ...options }: Asked) => {
  const { state, cause, retryAfterMs } = await probeOnce({
    http: createFetchHttpClient(),
    network: seenAs('answers'),
    service: { role, product, url },
    ...options,
  })
  return `${state} ${cause}${retryAfterMs > 0 ? ` ${retryAfterMs}` : ''}`
}

type Asked = Partial<ProbeOptions> & Partial<WatchedService> & { url: string }

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
    expect(await probe({ url: gone.url, network: seenAs('none', false) })).toBe('down no-answer')
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
      return { interfaces: true, witness: 'silent' } as const
    }
    const silent = scripted({ 'https://ent.example/': new TrousseError('network-timeout') })
    expect(await probe({ http: scripted({}), url: 'https://ent.example/', network: offline })).toBe('up answers')
    expect(asked).toBe(0)
    expect(await probe({ http: silent, url: 'https://ent.example/', network: offline })).toBe(
      'own-network-down own-network',
    )
    expect(asked).toBe(1)
    expect(await probe({ http: silent, url: 'https://ent.example/' })).toBe('down no-answer')
    expect(await probe({ http: silent, url: 'https://ent.example/', network: seenAs('portal') })).toBe(
      'own-network-down captive-portal',
    )
  })

  it('does not call it an outage when no name is found and nobody else was asked', async () => {
    const nameless = scripted({ 'https://ent.example/': new TrousseError('network-dns') })
    const url = 'https://ent.example/'
    expect(await probe({ http: nameless, url, network: seenAs('none') })).toBe('unknown no-address')
    expect(await probe({ http: nameless, url, network: seenAs('answers') })).toBe('down no-address')
    expect(await probe({ http: nameless, url, network: seenAs('none', false) })).toBe('own-network-down own-network')
  })

  it('takes a certificate for another name for a captive portal, unless another host answers well', async () => {
    const url = 'https://ent.example/'
    const other = scripted({ [url]: new TrousseError('network-tls', { reason: 'name' }) })
    expect(await probe({ http: other, url, network: seenAs('none') })).toBe('own-network-down captive-portal')
    expect(await probe({ http: other, url })).toBe('down certificate')
    const expired = scripted({ [url]: new TrousseError('network-tls') })
    expect(await probe({ http: expired, url, network: seenAs('none') })).toBe('down certificate')
  })

  it('is led to the local network by a portal only, and never to this computer', async () => {
    const url = 'https://ent.example/'
    const http = scripted({ [url]: to('http://10.1.1.1/login') })
    expect(await probe({ http, url })).toBe('own-network-down captive-portal')
    const home = scripted({ [url]: to('http://127.0.0.1:9200/') })
    expect(await probe({ http: home, url })).toBe('unknown unexpected-answer')
    expect(home.asked).toEqual([url])
  })

  it('asks each product for what it answers to strangers', async () => {
    const routes: [WatchedService, string][] = [
      [
        { role: 'application', product: 'pronote', url: 'https://0000000a.example/pronote/professeur.html' },
        'https://0000000a.example/pronote/InfoMobileApp.json?id=0D264427-EEFC-4810-A9E9-346942A862A4',
      ],
      [
        { role: 'application', product: 'edifice', url: 'https://ent.example/timeline' },
        'https://ent.example/auth/context',
      ],
      [
        { role: 'application', product: 'moodle', url: 'https://elea.example/lycee/my/' },
        'https://elea.example/lycee/my/login/token.php?appsitecheck=1',
      ],
      [{ role: 'login', product: 'kosmos', url: 'https://cas.ent.example/login' }, 'https://cas.ent.example/login'],
    ]
    for (const [service, address] of routes) {
      const http = scripted({})
      await probe({ http, ...service })
      expect(http.asked).toEqual([address])
    }
  })

  it('keeps of a page its title and a few words, nothing that names anybody', async () => {
    const page =
      '<title>Acc&egrave;s indisponible</title><p>Bonjour Mme Martin, votre adresse 203.0.113.7 (claire@ent.example, 06 39 98 00 01) : service indisponible. Jeton eyJhbGciOiJIUzI1NiJ9abcdefghijkl</p>'
    const answer = { status: 503, body: new TextEncoder().encode(page) }
    const { evidence } = await probeOnce({
      service: { role: 'front', product: 'other', url: 'https://ent.example/' },
      http: scripted({ 'https://ent.example/': answer }),
      network: seenAs('answers'),
    })
    expect(evidence).toMatchObject({
      status: 503,
      host: 'ent.example',
      title: 'Accès indisponible',
      cause: 'maintenance-page',
    })
    expect(evidence.excerpt).toContain('service indisponible')
    for (const personal of ['Martin', '203.0.113.7', 'claire', '06 39', 'eyJ'])
      expect(evidence.excerpt).not.toContain(personal)
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

  it('is in milliseconds where the host of Kosmos says so', () => {
    expect(readRetryAfter('500', now, 'api.skolengo.com')).toBe(500)
    expect(readRetryAfter('30', now, 'api.skolengo.com')).toBe(30_000)
    expect(readRetryAfter('500', now, 'notskolengo.com')).toBe(500_000)
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

  it('is there when somebody gave us an address', () => {
    const seen = (...addresses: ReturnType<typeof address>[]) => hasNetwork({ eth0: addresses, gone: undefined })
    expect(seen()).toBe(false)
    expect(seen(address('127.0.0.1', true))).toBe(false)
    expect(seen(address('169.254.3.4'), address('fe80::1'))).toBe(false)
    expect(seen(address('192.168.1.20'))).toBe(true)
    expect(hasNetwork({ lo: [address('::1', true)], wlan0: [address('10.0.0.7')] })).toBe(true)
    expect(hasNetwork({})).toBe(false)
  })

  const ask = (http: HttpClient, named: string | null, others: readonly string[] = [], interfaces = true) =>
    createNetworkWitness({
      interfaces: () => interfaces,
      http,
      clock: { now: () => 0 },
      witnessUrl: async () => named,
    })({
      host: 'www.ent.example',
      others,
    })
  const url = 'https://witness.example/'

  it('asks nobody outside unless a witness is named', async () => {
    const http = scripted({})
    expect(await ask(http, null)).toEqual({ interfaces: true, witness: 'none' })
    expect(await ask(http, url, [], false)).toEqual({ interfaces: false, witness: 'none' })
    expect(http.asked).toEqual([])
  })

  it('is there if the named witness answers, and a portal shows', async () => {
    const witness = async (answer: Partial<HttpResponse> | TrousseError) =>
      (await ask(scripted({ [url]: answer }), url)).witness
    expect(await witness({})).toBe('answers')
    expect(await witness({ status: 503 })).toBe('answers')
    expect(await witness(to('https://www.witness.example/fr'))).toBe('answers')
    expect(await witness(new TrousseError('network-timeout'))).toBe('silent')
    expect(await witness(new TrousseError('network-tls', { reason: 'name' }))).toBe('portal')
    expect(await witness(to('http://10.0.0.1/'))).toBe('portal')
    expect(await witness({ status: 511 })).toBe('portal')
  })

  it('without one, another watched platform that answers proves the line; its silence proves nothing', async () => {
    const others = ['https://cas.ent.example/login', 'https://pronote.example/pronote/']
    const http = scripted({})
    expect((await ask(http, null, others)).witness).toBe('answers')
    // Not another host of the operator that has fallen, and the front page only.
    expect(http.asked).toEqual(['https://pronote.example/'])
    const silent = scripted({ 'https://pronote.example/': new TrousseError('network-timeout') })
    expect((await ask(silent, null, others)).witness).toBe('none')
  })

  it('asks the same host once a minute at most', async () => {
    let now = 0
    const http = scripted({})
    const witness = createNetworkWitness({
      interfaces: () => true,
      http,
      clock: { now: () => now },
      witnessUrl: async () => url,
    })
    const asked = { host: 'ent.example', others: [] }
    await Promise.all([witness(asked), witness(asked)])
    now = 59_000
    await witness(asked)
    expect(http.asked).toHaveLength(1)
    now = 60_000
    await witness(asked)
    expect(http.asked).toHaveLength(2)
  })

  it('is not needed to reach this computer', () => {
    for (const host of ['localhost', 'demo.localhost', '127.0.0.1', '127.8.9.1', '[::1]', '::1'])
      expect(isLoopbackHost(host)).toBe(true)
    for (const host of ['127.example', 'localhost.example', '128.0.0.1', '10.0.0.1', '[::2]'])
      expect(isLoopbackHost(host)).toBe(false)
  })
})
