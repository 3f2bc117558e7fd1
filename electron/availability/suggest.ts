/**
 * From an address that a teacher types to the services behind it. Asks public routes only, each once, without any
 * credential: the front page, the door it sends to, and what each known product answers to strangers.
 */
import { TrousseError } from '../contract/errors.ts'
import type { ServiceProduct, WatchedService, WatchSuggestion } from '../contract/views.ts'
import {
  inOrderOfRoles,
  kosmosLoginDoor,
  productOfAddress,
  productOfPage,
  pronoteRoot,
  SKOLENGO_SETTINGS,
} from '../domain/availability-services.ts'
import type { Clock } from '../platform/clock.ts'
import type { HttpClient } from '../platform/http.ts'
import { isLoopbackHost, type NetworkWitness } from './network-witness.ts'
import { type ProbeResult, probeOnce } from './probe.ts'

export interface SuggestOptions {
  readonly address: string
  readonly http: HttpClient
  readonly network: NetworkWitness
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Settings of the mobile application of Kosmos; for tests. */
  readonly skolengo?: string
}

type Found = WatchSuggestion['services'][number]
interface Seen {
  readonly service: WatchedService
  readonly result: ProbeResult
}

const PLATFORM_MAX = 100

/**
 * An address fit to be watched: https, or plain http on this very computer; no name, password or query, since it
 * is stored and shown.
 *
 * @throws TrousseError `address-refused` with the reason
 */
export function checkWatchAddress(text: string): URL {
  const typed = text.trim()
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !url.hostname.includes('.')) {
    if (url === null || !isLoopbackHost(url.hostname))
      throw new TrousseError('address-refused', { reason: 'unreadable' })
  }
  const refuse = (reason: string) => new TrousseError('address-refused', { host: url.host, reason })
  if (url.username !== '' || url.password !== '') throw refuse('userinfo')
  const isPlain = url.protocol === 'http:'
  if (url.protocol !== 'https:' && !isPlain) throw refuse('not-https')
  // People copy addresses of long ago; the site itself has moved to https since.
  if (isPlain && !isLoopbackHost(url.hostname)) url.protocol = 'https:'
  url.search = ''
  url.hash = ''
  return url
}

/** What InfoMobileApp says, read with care: it comes from outside. */
function readPronoteInfo(body: string): { readonly version: string | null; readonly loginUrl: URL | null } {
  try {
    const info: unknown = JSON.parse(body)
    if (typeof info !== 'object' || info === null) return { version: null, loginUrl: null }
    const version = 'version' in info ? info.version : null
    const text = Array.isArray(version) ? version.join('.') : typeof version === 'string' ? version : null
    const cas: unknown = 'CAS' in info ? info.CAS : null
    const isActive = typeof cas === 'object' && cas !== null && 'actif' in cas && cas.actif === true
    const casUrl = isActive && 'casURL' in cas && typeof cas.casURL === 'string' ? cas.casURL : ''
    const loginUrl = URL.canParse(casUrl) && /^https?:/.test(casUrl) ? new URL(casUrl) : null
    return { version: text?.slice(0, 40) ?? null, loginUrl }
  } catch {
    return { version: null, loginUrl: null }
  }
}

/** The part of a page's title before its separators, for a first name that the teacher may change. */
function nameOf(front: ProbeResult | null, url: URL): string {
  const title = front?.state === 'up' ? (front.evidence.title?.split(/ [|–—:·-] /)[0]?.trim() ?? '') : ''
  const isUseful = title.length >= 3 && !/^(?:connexion|accueil|login|bienvenue|\[…\])$/i.test(title)
  return (isUseful ? title : url.host).slice(0, PLATFORM_MAX)
}

const withoutDetails = (url: URL): string => `${url.origin}${url.pathname}`

/**
 * @throws TrousseError `address-refused`, `cancelled`. What does not answer is part of the suggestion, not an error.
 */
export async function suggestServices(options: SuggestOptions): Promise<WatchSuggestion> {
  const { http, network, clock, signal } = options
  const url = checkWatchAddress(options.address)
  const look = async (service: WatchedService): Promise<Seen> => ({
    service,
    result: await probeOnce({ service, http, network, clock, signal }),
  })
  const isThere = ({ result }: Seen) => result.state === 'up'

  let product: ServiceProduct = productOfAddress(url)
  const root = pronoteRoot(url.href)
  const seen: Seen[] = []
  let version: string | null = null
  let loginUrl: URL | null = null

  if (product === 'pronote') {
    const application = await look({ role: 'application', product, url: root ?? url.href })
    seen.push(application)
    ;({ version, loginUrl } = readPronoteInfo(application.result.bodyText))
  } else {
    const front = await look({ role: 'front', product, url: `${url.origin}/` })
    const final = new URL(front.result.finalUrl)
    if (final.host !== url.host) loginUrl = final
    product = productOfPage(front.result.bodyText) ?? product
    const application = await findApplication(url, product, look)
    if (application) product = application.service.product
    seen.push({ ...front, service: { ...front.service, product } })
    if (application) seen.push(application)
    if (product === 'kosmos') {
      const door = loginUrl === null ? kosmosLoginDoor(url.hostname) : null
      const candidates: WatchedService[] = [
        ...(door === null ? [] : [{ role: 'login', product, url: door } as const]),
        { role: 'application', product, url: options.skolengo ?? SKOLENGO_SETTINGS },
      ]
      // Patterns, not promises: kept only where somebody answers.
      for (const found of await Promise.all(candidates.map(look))) if (isThere(found)) seen.push(found)
    }
  }
  if (loginUrl !== null && loginUrl.host !== url.host && !isForeignLoopback(loginUrl, url)) {
    seen.push(await look({ role: 'login', product, url: withoutDetails(loginUrl) }))
  }
  const services = inOrderOfRoles(seen.map(toFound))
  const front = seen.find(({ service }) => service.role === 'front')?.result ?? null
  const loginHost = services.find(({ role }) => role === 'login')?.host ?? null
  return { platform: nameOf(front, url), product, version, loginHost, services }
}

/** A server outside may not make us watch a service of this computer. */
const isForeignLoopback = (target: URL, from: URL): boolean =>
  isLoopbackHost(target.hostname) && !isLoopbackHost(from.hostname)

/** What Edifice and Moodle answer to strangers; only an answer of the right shape counts. */
async function findApplication(
  url: URL,
  hint: ServiceProduct,
  look: (service: WatchedService) => Promise<Seen>,
): Promise<Seen | null> {
  const candidates: readonly ServiceProduct[] =
    hint === 'edifice' || hint === 'moodle' ? [hint] : hint === 'other' ? ['edifice', 'moodle'] : []
  for (const product of candidates) {
    const found = await look({ role: 'application', product, url: withoutDetails(url) })
    if (found.result.state === 'up') return found
  }
  return null
}

const toFound = ({ service, result }: Seen): Found => ({
  ...service,
  host: new URL(service.url).host,
  state: result.state,
  cause: result.cause,
})
