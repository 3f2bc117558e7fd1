/**
 * The demonstration school as a real HTTP server on loopback: OneRoster 1.2 with OAuth 2, a small web
 * platform, and a control door that answers whatever the outage. All of its data are invented.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { type DemoScenario, demoScenario } from '../contract/views.ts'
import { localDay, sleep, systemClock } from '../platform/clock.ts'
import { type DemoAnswer, json, readSmallBody, send, sendBroken, type Zone } from './answer.ts'
import { createDemoApi } from './api.ts'
import { createDemoEcoleDirecte, type DemoEcoleDirecteAccess } from './ecole-directe/service.ts'
import { createDemoEdifice, type DemoEdificeAccess } from './edifice/service.ts'
import { DEFAULT_SEED, generateSchool, type SchoolSize } from './generator.ts'
import { createKosmosSite, KOSMOS, KOSMOS_LOGIN } from './kosmos/site.ts'
import { createDemoMoodle, type DemoMoodleAccess } from './moodle/service.ts'
import { GRADEBOOK, ROSTERING } from './oneroster/routes.ts'
import { TokenStore } from './oneroster/tokens.ts'
import { createPronoteSite, PRONOTE } from './pronote/site.ts'
import { cutBody, outageAnswer, SLOW_MS } from './scenarios.ts'
import { serviceOutage } from './service.ts'
import { createDemoSite } from './web/site.ts'

const LOOPBACK = '127.0.0.1'
const TOKEN_PATH = '/oauth/token'
const CONTROL_PATH = '/__control'

export interface DemoServerOptions {
  readonly seed?: number
  /**
   * 0 or absent: any free port. With the same port from one start to the next, addresses inside the data stay
   * the same and a second synchronisation has nothing to write.
   */
  readonly port?: number
  /** When `port` is taken, take any other instead of failing. */
  readonly anyPortIfTaken?: boolean
  readonly scenario?: DemoScenario
  readonly size?: SchoolSize
  /** ISO day around which homework is due; the machine's day when absent. */
  readonly today?: string
}

/** Everything a client needs; safe to print. */
export interface DemoAddresses {
  /** Root of the OneRoster services. */
  readonly url: string
  readonly tokenUrl: string
  readonly clientId: string
  /** Derived from the seed, so that a saved source works again at the next start. It protects invented data. */
  readonly clientSecret: string
  readonly webUrl: string
  readonly icalUrl: string
  /** GET: state. POST `{"scenario": "…"}` as JSON: changes it. */
  readonly controlUrl: string
  /** One teacher's accounts on the platforms beside the ENT. */
  readonly accounts: {
    readonly moodle: DemoMoodleAccess
    readonly edifice: DemoEdificeAccess
    readonly ecoleDirecte: DemoEcoleDirecteAccess
  }
}

export interface DemoServer extends DemoAddresses {
  scenario(): DemoScenario
  /** Takes effect for the next request. */
  setScenario(name: DemoScenario): Promise<void>
  /** Closes every connection at once. */
  stop(): Promise<void>
}

const secretOf = (seed: number, use: string) =>
  createHash('sha256').update(`trousse demo ${use} ${seed}`).digest('base64url').slice(0, 32)

function listen(server: Server | TcpServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

function zoneOf(path: string, icalPath: string): Zone {
  if (path === TOKEN_PATH) return 'token'
  if (path.startsWith(`${ROSTERING}/`) || path.startsWith(`${GRADEBOOK}/`)) return 'api'
  if (path.startsWith('/files/')) return 'files'
  if (path === icalPath) return 'ical'
  return path === '/login' || path === KOSMOS_LOGIN ? 'login' : 'web'
}

/** @throws the system's error when the port is taken and nothing else is allowed. */
export async function startDemoServer(
  options: DemoServerOptions & { readonly onScenario?: (name: DemoScenario) => void } = {},
): Promise<DemoServer> {
  const seed = options.seed ?? DEFAULT_SEED
  const today = options.today ?? localDay(systemClock.now())
  const school = generateSchool({ ...options.size, seed, today })
  const credentials = { clientId: 'trousse-demo', clientSecret: secretOf(seed, 'client') }
  const icalPath = `/ical/${secretOf(seed, 'ical')}.ics`
  const tokens = new TokenStore(credentials, systemClock.now)
  let origin = ''
  const api = createDemoApi(school, tokens, () => origin)
  const site = createDemoSite(school, today)
  const kosmos = createKosmosSite(school, today)
  const pronote = createPronoteSite(school, today, () => origin)
  const isSignedIn = (request: IncomingMessage) => [site, kosmos, pronote].some((space) => space.isSignedIn(request))
  const accountSecret = (use: string) => secretOf(seed, use)
  const moodle = createDemoMoodle(school, () => origin, accountSecret)
  const edifice = createDemoEdifice(school, () => origin, accountSecret)
  const ecoleDirecte = createDemoEcoleDirecte(school, () => origin, accountSecret)
  const services = [moodle, edifice, ecoleDirecte] as const
  const stopping = new AbortController()

  let scenario: DemoScenario = 'normal'
  let cuts = 0
  const setScenario = (name: DemoScenario) => {
    scenario = name
    tokens.setDying(name === 'expired-token')
    options.onScenario?.(name)
  }
  setScenario(options.scenario ?? 'normal')

  // A login server that hangs up on everyone: unlike a closed port, nobody else can start to listen on it.
  const deadLogin = createTcpServer((socket) => socket.destroy())
  const deadLoginUrl = `http://${LOOPBACK}:${await listen(deadLogin, 0)}/cas/login`

  async function control(request: IncomingMessage): Promise<DemoAnswer> {
    const state = () => json(200, { scenario, scenarios: demoScenario.options })
    if (request.method === 'GET') return state()
    if (request.method !== 'POST') return json(405, { error: 'method' }, { allow: 'GET, POST' })
    // A page in a browser cannot send JSON here without a permission that is never given.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return json(415, { error: 'content-type' })
    const wanted = readScenario((await readSmallBody(request)) ?? '')
    if (wanted === null) return json(400, { error: 'scenario', scenarios: demoScenario.options })
    setScenario(wanted)
    return state()
  }

  const spaceAt = (path: string) => (path.startsWith(KOSMOS) ? kosmos : path.startsWith(PRONOTE) ? pronote : null)

  async function platform(request: IncomingMessage, url: URL, zone: Zone): Promise<DemoAnswer> {
    const space = spaceAt(url.pathname)
    if (space !== null) return space.answer(request, url)
    switch (zone) {
      case 'token':
        return api.token(request)
      case 'api':
        return api.objects(request, url, scenario)
      case 'files':
        return api.file(request, url.pathname.slice('/files/'.length), isSignedIn(request))
      case 'ical':
        return site.calendar(request)
      case 'login':
        return site.login(request)
      case 'web':
        return site.page(request, url)
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    if (url.pathname === CONTROL_PATH) return send(request, response, await control(request))
    const zone = zoneOf(url.pathname, icalPath)
    const method = request.method ?? 'GET'
    // Kept for the whole answer, whatever the control door says meanwhile.
    const now = scenario
    // It has a login form of its own: when only the ENT's door is shut, it still lets its teachers in.
    const spared = now === 'login-down' && url.pathname.startsWith(PRONOTE)
    const service = services.find(({ prefix }) => url.pathname.startsWith(`${prefix}/`))
    const place = { method, path: url.pathname, deadLoginUrl }
    const outage = service ? serviceOutage(service, now, place) : spared ? null : outageAnswer(now, { zone, ...place })
    if (now === 'slow') await sleep(SLOW_MS, stopping.signal)
    const moment = { scenario: now, deadLoginUrl }
    const own =
      outage ??
      (service
        ? await service.answer(request, url.pathname.slice(service.prefix.length), url, moment)
        : await platform(request, url, zone))
    const isData = zone === 'api' || (service !== undefined && /json/.test(own.headers['content-type'] ?? ''))
    if (now === 'truncated-json' && isData && own.status === 200) {
      // In turn: a length that fits the cut body, which only the JSON betrays, and a line that breaks.
      const kept = cutBody(own.body)
      cuts++
      return cuts % 2 === 1 ? send(request, response, { ...own, body: kept }) : sendBroken(response, own, kept)
    }
    send(request, response, own)
  }

  const server = createServer((request, response) => {
    // An outage answers without reading what it was sent: let it flow, or the client waits for ever.
    answer(request, response)
      .catch(() =>
        response.headersSent ? response.destroy() : send(request, response, json(500, { error: 'internal' })),
      )
      .finally(() => request.resume())
  })
  const port = await listen(server, options.port ?? 0).catch((error: unknown) => {
    if (options.anyPortIfTaken && isTaken(error)) return listen(server, 0)
    deadLogin.close()
    throw error
  })
  origin = `http://${LOOPBACK}:${port}`

  return {
    url: origin,
    tokenUrl: `${origin}${TOKEN_PATH}`,
    ...credentials,
    webUrl: `${origin}/`,
    icalUrl: `${origin}${icalPath}`,
    controlUrl: `${origin}${CONTROL_PATH}`,
    accounts: { moodle: moodle.access(), edifice: edifice.access(), ecoleDirecte: ecoleDirecte.access() },
    scenario: () => scenario,
    setScenario: async (name) => setScenario(name),
    stop: async () => {
      stopping.abort()
      await Promise.all([closeServer(server), closeServer(deadLogin)])
    },
  }
}

function readScenario(text: string): DemoScenario | null {
  try {
    const value: unknown = JSON.parse(text)
    const wanted = typeof value === 'object' && value !== null && 'scenario' in value ? value.scenario : null
    return demoScenario.safeParse(wanted).data ?? null
  } catch {
    return null
  }
}

function closeServer(server: Server | TcpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
