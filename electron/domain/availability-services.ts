/**
 * Which addresses make up a platform, and what a good answer looks like at each. Only routes that are public and
 * need no credential (protocol facts §1.2, §2.2, §3.2, §5.2, §8).
 */
import type { ServiceProduct, ServiceRole, SourceKind, WatchedService } from '../contract/views.ts'

/** A fixed identifier of the mobile application, the same for every school. */
const PRONOTE_INFO = 'InfoMobileApp.json?id=0D264427-EEFC-4810-A9E9-346942A862A4'

const ONEROSTER_ORGS = '/ims/oneroster/rostering/v1p2/orgs?limit=1'

export interface ProbeRoute {
  readonly url: string
  readonly expected: 'json' | 'html' | 'any'
  /** See `Answer.markers`. */
  readonly markers: readonly string[]
}

/** What InfoMobileApp, /auth/context and the site check of token.php are known to hold. */
const MARKERS: Partial<Record<ServiceProduct, readonly string[]>> = {
  pronote: ['espaces', 'version', 'CAS'],
  edifice: ['cgu', 'passwordRegex', 'mfaConfig', 'mandatory'],
  moodle: ['appsitecheck', 'errorcode'],
  kosmos: ['latestDeployedSkoAppVersion', 'latestSupportedSkoAppVersion', 'apiCallRetryDelay'],
}

/** Schools hosted by PRONOTE's vendor: one host each, always under `/pronote/`. */
const VENDOR_HOST = /\.index-education\.net$/

const isPronotePath = (path: string): boolean => /\/pronote(?:\/|$)/i.test(path)

/** The address up to `/pronote/`, which is where a school's PRONOTE begins; null when there is no such part. */
export function pronoteRoot(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { origin, hostname, pathname } = new URL(address)
  const atVendor = VENDOR_HOST.test(hostname) ? '/pronote' : undefined
  const root = /^.*?\/pronote(?=\/|$)/i.exec(pathname)?.[0] ?? atVendor
  return root === undefined ? null : `${origin}${root}/`
}

/** PRONOTE's own form for teachers, which does not go through the ENT nor its CAS (§2.2: `login=true`). */
export const pronoteDirectUrl = (root: string): string => `${root}professeur.html?login=true`

/** The page that holds a site, without what follows the last slash. */
function siteRoot(address: string): string {
  const url = new URL(address)
  return `${url.origin}${url.pathname.replace(/[^/]*$/, '')}`
}

/**
 * What to ask of a watched service. Throws `TypeError` for what is no address: whoever stores one has checked it.
 */
export function probeRoute({ role, product, url }: WatchedService): ProbeRoute {
  const { origin } = new URL(url)
  if (role !== 'application') return { url: role === 'front' ? `${origin}/` : url, expected: 'any', markers: [] }
  const json = (address: string): ProbeRoute => ({ url: address, expected: 'json', markers: MARKERS[product] ?? [] })
  if (product === 'pronote') return json(`${pronoteRoot(url) ?? `${origin}/pronote/`}${PRONOTE_INFO}`)
  if (product === 'edifice') return json(`${origin}/auth/context`)
  if (product === 'kosmos') return json(url)
  if (product === 'moodle') return json(`${siteRoot(url)}login/token.php?appsitecheck=1`)
  // The roster service itself: asked without a token it refuses, which is an answer (§6.3).
  if (product === 'oneroster')
    return { url: `${url.replace(/\/$/, '')}${ONEROSTER_ORGS}`, expected: 'any', markers: [] }
  return { url, expected: 'any', markers: [] }
}

/**
 * The last two labels, or three under suffixes such as `gouv.fr`: enough to say that two hosts are one operator's.
 * Addresses of machines stay whole.
 */
export function operatorOf(host: string): string {
  const labels = host.toLowerCase().replace(/:\d+$/, '').split('.')
  if (labels.length <= 2 || /^\d+$/.test(labels.at(-1) ?? '')) return labels.join('.')
  const short = /^(?:gouv|asso)$/.test(labels.at(-2) ?? '') && labels.at(-1) === 'fr'
  return labels.slice(short ? -3 : -2).join('.')
}

/** `cas.<ent>` for a school's own address on that ENT (§1.9). */
export function kosmosLoginDoor(host: string): string | null {
  const labels = host.toLowerCase().split('.')
  if (labels.length < 3 || /^(?:cas|sso)$/.test(labels[0] ?? '') || /^\d+$/.test(labels.at(-1) ?? '')) return null
  return `https://cas.${labels.slice(1).join('.')}/login`
}

/** The service behind the mobile application of every Kosmos ENT; its settings are public (§1.2). */
export const SKOLENGO_SETTINGS = 'https://api.skolengo.com/api/v1/bff-sko-app/sko-app-configs/current'

/** Signs of a product in its front page. Kosmos: its servlet addresses and its former name (§1.9). */
export function productOfPage(html: string): ServiceProduct | null {
  const start = html.slice(0, 60_000).toLowerCase()
  if (/kdecole|skolengo|sg\.do\?proc=|kosmos/.test(start)) return 'kosmos'
  if (/\/moodle|moodle-|name="keywords" content="moodle/.test(start)) return 'moodle'
  if (/entcore|\/auth\/login|edifice/.test(start)) return 'edifice'
  return null
}

/** The product to try first at an address, from the address alone. */
export const productOfAddress = (address: URL): ServiceProduct => {
  if (isPronotePath(address.pathname) || VENDOR_HOST.test(address.hostname)) return 'pronote'
  if (/\.elea\.apps\.education\.fr$/.test(address.hostname)) return 'moodle'
  return 'other'
}

const PRODUCT_OF_KIND: Partial<Record<SourceKind, ServiceProduct>> = {
  oneroster: 'oneroster',
  moodle: 'moodle',
  edifice: 'edifice',
}

/** Keys under which a source may keep the address of its server. */
const ADDRESS_KEYS = ['url', 'siteUrl', 'baseUrl', 'origin', 'address'] as const

const webAddress = (value: unknown): URL | null => {
  if (typeof value !== 'string' || !URL.canParse(value)) return null
  const url = new URL(value)
  // A name, a password or a query in an address may be a secret; none of them is needed to ask whether it is there.
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') return null
  url.search = ''
  url.hash = ''
  return url
}

/** The services that a source depends on, from its stored settings: nothing when it has no server. */
export function servicesOfSource(
  kind: SourceKind,
  config: Readonly<Record<string, unknown>>,
): readonly WatchedService[] {
  const url = ADDRESS_KEYS.map((key) => webAddress(config[key])).find((found) => found !== null)
  if (!url) return []
  const product = config.system === 'pronote' ? 'pronote' : (PRODUCT_OF_KIND[kind] ?? productOfAddress(url))
  // A vendor's host is the application itself: the school has no front page there.
  const isApplication = product === 'pronote' || kind === 'ecole-directe'
  const services: WatchedService[] = isApplication ? [] : [{ role: 'front', product, url: `${url.origin}/` }]
  if (product === 'pronote') {
    // The path of a feed is a secret; where a PRONOTE begins is not.
    services.push({ role: 'application', product, url: pronoteRoot(url.href) ?? `${url.origin}/pronote/` })
  } else if (kind === 'ecole-directe') {
    services.push({ role: 'application', product, url: `${url.origin}/` })
  } else if (kind === 'oneroster' || kind === 'moodle' || kind === 'edifice') {
    services.push({ role: 'application', product, url: url.href })
  }
  const token = webAddress(config.tokenUrl)
  if (token && token.host !== url.host) services.push({ role: 'login', product, url: `${token.origin}/` })
  return services
}

const ROLES_IN_ORDER: readonly ServiceRole[] = ['front', 'login', 'application', 'messaging']

/** A name for each service that stays the same from one start to the next: the front page has the platform's. */
export function serviceName(platform: string, { role, url }: WatchedService): string {
  return role === 'front' ? platform : `${platform} – ${role} ${new URL(url).host}`
}

export const inOrderOfRoles = <T extends { readonly role: ServiceRole }>(services: readonly T[]): T[] =>
  services.toSorted((a, b) => ROLES_IN_ORDER.indexOf(a.role) - ROLES_IN_ORDER.indexOf(b.role))
