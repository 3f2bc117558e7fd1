/** From an address to its services: real servers on loopback that answer as each product does to strangers. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { checkWatchAddress, suggestServices } from '../../../electron/availability/suggest.ts'
import type { Availability } from '../../../electron/contract/views.ts'
import {
  kosmosLoginDoor,
  operatorOf,
  pronoteDirectUrl,
  pronoteRoot,
  serviceName,
  servicesOfSource,
} from '../../../electron/domain/availability-services.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { readPlatforms, watchedServices, watchPlatform } from '../../../electron/services/outages.ts'
import { openWorkers, temporaryFolder } from '../../helpers/store.ts'

type Answer = { status?: number; type?: string; body?: string; location?: string }

const servers: Server[] = []
const asked: string[] = []
afterEach(() => void asked.splice(0))
afterAll(() => Promise.all(servers.map((server) => new Promise((done) => server.close(done)))))

/** A server that answers by path; anything else is a 404. Returns its origin. */
async function serve(answers: (path: string, origin: string) => Answer | undefined): Promise<string> {
  const server = createServer(({ url = '/', headers }, response: ServerResponse) => {
    asked.push(url)
    expect(headers.cookie ?? headers.authorization).toBeUndefined()
    const {
      status = 200,
      type = 'text/html; charset=utf-8',
      body = '',
      location,
    } = answers(url, origin) ?? { status: 404 }
    response.writeHead(status, { 'content-type': type, ...(location ? { location } : {}) }).end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return origin
}

const suggest = (address: string, skolengo = 'http://127.0.0.1:1/') =>
  suggestServices({
    address,
    skolengo,
    http: createFetchHttpClient(),
    network: async () => ({ interfaces: true, witness: 'answers' }),
    clock: systemClock,
    signal: AbortSignal.timeout(10_000),
  })
const json = (value: unknown): Answer => ({ type: 'application/json', body: JSON.stringify(value) })
const LOGIN: Answer = { body: '<title>Connexion</title><form><input type="password"></form>' }

describe('what is behind an address', () => {
  it('PRONOTE: its version, and the CAS that it hands its users to', async () => {
    const cas = await serve((path) => (path === '/login' ? LOGIN : undefined))
    const school = await serve((path) =>
      path.startsWith('/pronote/InfoMobileApp.json?id=0D264427')
        ? json({
            version: [2026, 1, 3],
            espaces: [{ nom: 'Espace Professeurs', URL: 'mobile.professeur.html' }],
            CAS: { actif: true, casURL: `${cas}/login?service=x`, jetonCAS: '' },
          })
        : undefined,
    )
    const found = await suggest(`${school}/pronote/professeur.html?identifiant=abc`)
    expect(found).toMatchObject({ product: 'pronote', version: '2026.1.3', loginHost: new URL(cas).host })
    expect(found.services.map(({ role, state }) => `${role} ${state}`)).toEqual(['login up', 'application up'])
    // Nothing of the address that could be an identity was asked or kept.
    expect(asked.join(' ') + JSON.stringify(found)).not.toContain('abc')
    expect(found.services[0]?.url).toBe(`${cas}/login`)
  })

  it('PRONOTE without a CAS signs in on the spot, and one that is closed is said to be', async () => {
    const alone = await serve((path) =>
      path.includes('InfoMobileApp') ? json({ version: '2026', CAS: { actif: false } }) : undefined,
    )
    expect(await suggest(`${alone}/pronote/`)).toMatchObject({ loginHost: null, version: '2026' })
    const closed = await serve(() => ({ body: 'Le site n’est pas disponible' }))
    expect((await suggest(`${closed}/pronote/`)).services).toMatchObject([{ state: 'down', cause: 'maintenance-page' }])
  })

  it('a Kosmos ENT: its front page and the door it leads to', async () => {
    const cas = await serve(() => LOGIN)
    const ent = await serve((path) =>
      path === '/' ? { status: 302, location: `${cas}/login?selection=MONTP&service=x` } : undefined,
    )
    const found = await suggest(ent)
    expect(found.loginHost).toBe(new URL(cas).host)
    expect(found.services.map(({ role, url }) => `${role} ${url}`)).toEqual([`front ${ent}/`, `login ${cas}/login`])
  })

  it('Kosmos by the signs of its page, named by its title', async () => {
    const page = '<title>Lycée imaginaire - Accueil</title><a href="/sg.do?PROC=PAGE_ACCUEIL">Entrer</a>'
    const ent = await serve((path) => (path === '/' ? { body: page } : undefined))
    expect(await suggest(ent)).toMatchObject({ product: 'kosmos', platform: 'Lycée imaginaire', loginHost: null })
    const skolengo = await serve(() => json({ data: { attributes: { latestSupportedSkoAppVersion: '5.0.0' } } }))
    const { services } = await suggest(ent, skolengo)
    expect(services.map(({ role, state }) => `${role} ${state}`)).toEqual(['front up', 'application up'])
  })

  it('Edifice and Moodle by what they answer to strangers', async () => {
    const edifice = await serve((path) =>
      path === '/auth/context' ? json({ cgu: true, passwordRegex: '.*' }) : { body: 'Bienvenue' },
    )
    expect(await suggest(edifice)).toMatchObject({
      product: 'edifice',
      services: [{ role: 'front' }, { role: 'application', state: 'up' }],
    })
    const moodle = await serve((path) =>
      path === '/login/token.php?appsitecheck=1'
        ? json({ appsitecheck: 'ok' })
        : path === '/'
          ? { body: 'Bienvenue' }
          : undefined,
    )
    expect(await suggest(moodle)).toMatchObject({
      product: 'moodle',
      services: [{ role: 'front' }, { role: 'application', state: 'up' }],
    })
  })

  it('is not taken in by JSON of some other program, nor by a hostile answer', async () => {
    const other = await serve((path) => (path === '/' ? { body: 'Bonjour' } : json({ hello: 'cgu' })))
    expect((await suggest(other)).product).toBe('other')
    const hostile = await serve((path) =>
      path.includes('InfoMobileApp')
        ? json({ version: { a: 1 }, espaces: 1, CAS: { actif: true, casURL: 'javascript:alert(1)' } })
        : undefined,
    )
    expect(await suggest(`${hostile}/pronote/`)).toMatchObject({ version: null, loginHost: null })
    const cut = await serve(() => ({ type: 'application/json', body: '{"version":' }))
    expect(await suggest(`${cut}/pronote/`)).toMatchObject({ version: null })
  })

  it('says what is silent instead of failing', async () => {
    const gone = await serve(() => undefined)
    await new Promise((done) => servers.pop()?.close(done))
    expect((await suggest(gone)).services).toMatchObject([{ role: 'front', state: 'down', cause: 'no-answer' }])
  })
})

describe('an address to watch', () => {
  it.each([
    ['lycee.ent.example', 'https://lycee.ent.example/'],
    [' http://lycee.ent.example/accueil?id=3#x ', 'https://lycee.ent.example/accueil'],
    ['https://lycee.ent.example:8443/', 'https://lycee.ent.example:8443/'],
    ['http://127.0.0.1:4000/a', 'http://127.0.0.1:4000/a'],
  ])('%s is %s', (typed, expected) => {
    expect(checkWatchAddress(typed).href).toBe(expected)
  })

  it.each([
    '',
    'lycée',
    'ftp://ent.example/',
    'javascript:alert(1)',
    'https://user:secret@ent.example/',
    'https://',
    'file:///etc/passwd',
  ])('%s is refused', (typed) => {
    expect(() => checkWatchAddress(typed)).toThrow(expect.objectContaining({ code: 'address-refused' }))
  })
})

describe('what a source depends on', () => {
  it('is its front page, what holds the data, and a login host of its own', () => {
    const config = { url: 'https://ent.example/or', tokenUrl: 'https://sso.ent.example/token', clientId: 'x' }
    expect(servicesOfSource('oneroster', config)).toEqual([
      { role: 'front', product: 'oneroster', url: 'https://ent.example/' },
      { role: 'application', product: 'oneroster', url: 'https://ent.example/or' },
      { role: 'login', product: 'oneroster', url: 'https://sso.ent.example/' },
    ])
    expect(servicesOfSource('siecle', {})).toEqual([])
    expect(servicesOfSource('moodle', { url: 'not an address' })).toEqual([])
  })

  it('is the application alone where the host is a vendor’s', () => {
    const feed = { url: 'https://pronote.lycee.example/ical/x.ics', system: 'pronote' }
    expect(servicesOfSource('ical', feed)).toEqual([
      { role: 'application', product: 'pronote', url: 'https://pronote.lycee.example/pronote/' },
    ])
    expect(servicesOfSource('ecole-directe', { url: 'https://api.example/v3' })).toEqual([
      { role: 'application', product: 'other', url: 'https://api.example/' },
    ])
  })

  it('holds nothing of a secret address', () => {
    const secret = { url: 'https://cal.example/prive/5f2a.ics?token=SECRET' }
    expect(JSON.stringify(servicesOfSource('ical', secret))).toBe(
      '[{"role":"front","product":"other","url":"https://cal.example/"}]',
    )
  })
})

describe('a platform with two addresses', () => {
  it('is watched at both, and offers its PRONOTE when only the door has failed', async () => {
    const { folder, remove } = await temporaryFolder()
    const store = await openWorkers(folder)
    const machine = { clock: systemClock } as Machine
    const ent = { role: 'front', product: 'kosmos', url: 'https://lycee.ent.example/' } as const
    const pronote = { role: 'application', product: 'pronote', url: 'https://0990000a.example/pronote/' } as const
    await watchPlatform(machine, { store }, 'ENT', [ent])
    await watchPlatform(machine, { store }, 'ENT', [pronote, ent])
    await expect(watchPlatform(machine, { store }, 'ENT', [{ ...ent, url: 'ftp://x.example' }])).rejects.toMatchObject({
      code: 'address-refused',
    })
    const services = await watchedServices({ store })
    expect(services.map(({ service }) => service)).toEqual(['ENT', 'ENT – application 0990000a.example'])
    const at = '2026-11-24T08:00:00.000Z'
    const shown = (service: string, isUp: boolean): Availability => ({
      service,
      state: isUp ? 'up' : 'down',
      cause: isUp ? 'answers' : 'login-door',
      since: at,
      checkedAt: at,
    })
    const watching = services.map((one) => ({ ...one, shown: shown(one.service, one.role === 'application') }))
    expect(await readPlatforms({ store }, watching)).toMatchObject([
      {
        kind: 'login-door',
        directUrl: 'https://0990000a.example/pronote/professeur.html?login=true',
        watchedByHand: true,
      },
    ])
    await store.close()
    await remove()
  })
})

describe('addresses', () => {
  it('know their PRONOTE, its direct form, the door of a Kosmos ENT and their operator', () => {
    expect(pronoteRoot('https://0990000a.index-education.net/')).toBe('https://0990000a.index-education.net/pronote/')
    expect(pronoteRoot('https://ent.example/x/pronote/eleve.html')).toBe('https://ent.example/x/pronote/')
    expect(pronoteRoot('https://ent.example/pronotes/')).toBeNull()
    expect(pronoteDirectUrl('https://a.example/pronote/')).toBe('https://a.example/pronote/professeur.html?login=true')
    expect(kosmosLoginDoor('lycee.mon-ent.example')).toBe('https://cas.mon-ent.example/login')
    expect(kosmosLoginDoor('127.0.0.1')).toBeNull()
    expect(operatorOf('www.lycee.ent.example')).toBe('ent.example')
    expect(operatorOf('mail.ac-exemple.fr:443')).toBe('ac-exemple.fr')
    expect(operatorOf('10.0.0.1')).toBe('10.0.0.1')
  })

  it('name each service once, the front page as its platform', () => {
    expect(serviceName('ENT', { role: 'front', product: 'other', url: 'https://ent.example/' })).toBe('ENT')
    expect(serviceName('ENT', { role: 'login', product: 'other', url: 'https://cas.ent.example/' })).toBe(
      'ENT – login cas.ent.example',
    )
  })
})
