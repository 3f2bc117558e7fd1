/**
 * How the mail servers are reached: straight, or through a proxy where the network lets nothing else out. The way that
 * worked is tried first the next time: waiting for a closed port at each message would take a class an hour.
 */
import type { MailProxy } from '../contract/views.ts'
import { type ProxyServer, parseProxyList } from '../platform/proxy-connect.ts'

/** Null: straight. */
export type MailWay = ProxyServer | null

export interface MailRoute {
  /** The ways to a server, in the order to try; at least one. */
  ways(host: string, port: number): Promise<readonly MailWay[]>
  worked(host: string, port: number, way: MailWay): void
}

export interface MailRouteOptions {
  /** The computer's own proxy for an address, as a PAC script answers (`PROXY a:8080; DIRECT`); absent where none is known. */
  readonly systemProxy?: ((url: string) => Promise<string>) | undefined
  readonly settings: () => Promise<MailProxy>
  readonly password: () => Promise<string | null>
}

/** A straight try before a proxy is longer than any server far away needs, and short enough to be waited for. */
export const STRAIGHT_BEFORE_PROXY_MS = 8_000
/** A proxy's own script may hang. */
const RESOLVE_MS = 10_000

const sameWay = (one: MailWay, other: MailWay): boolean =>
  one === null || other === null ? one === other : one.host === other.host && one.port === other.port

function withinTime(answer: Promise<string>): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('DIRECT'), RESOLVE_MS)
    const end = (text: string) => {
      clearTimeout(timer)
      resolve(text)
    }
    answer.then(end, () => end('DIRECT'))
  })
}

export function createMailRoute(options: MailRouteOptions): MailRoute {
  const known = new Map<string, MailWay>()
  return {
    async ways(host, port) {
      const proxy = await options.settings()
      if (proxy.kind === 'none') return [null]
      if (proxy.kind === 'typed') {
        const password = proxy.user === '' ? null : await options.password()
        const credentials = password === null ? {} : { credentials: { user: proxy.user, password } }
        return [{ host: proxy.host, port: proxy.port, tls: false, ...credentials }]
      }
      if (options.systemProxy === undefined) return [null]
      // A script decides by host; the scheme only tells it that this is no plain page.
      const found = parseProxyList(await withinTime(options.systemProxy(`https://${host}/`)))
      const ways: MailWay[] = [null, ...found]
      const before = known.get(`${host}:${port}`)
      if (before === undefined) return ways
      return [...ways.filter((way) => sameWay(way, before)), ...ways.filter((way) => !sameWay(way, before))]
    },
    worked(host, port, way) {
      known.set(`${host}:${port}`, way)
    },
  }
}

/** Straight, and nothing else. */
export const STRAIGHT: MailRoute = { ways: async () => [null], worked: () => {} }

/** The server may be there all the same, on another way: what another way could mend. */
const ANOTHER_WAY: ReadonlySet<string> = new Set([
  'mail-port-blocked',
  'mail-server-unreachable',
  'inbox-port-blocked',
  'inbox-unreachable',
  'network-dns',
  'proxy-unreachable',
  'proxy-refused',
  'proxy-credentials',
  'proxy-authentication',
])
export const anotherWayMayHelp = (code: string): boolean => ANOTHER_WAY.has(code)

/**
 * Of the failures of each way, the one to show: what the proxy answered says more than a closed port; a proxy that is
 * not there says less.
 */
export function tellingFailure<T>(failures: readonly T[], codeOf: (failure: T) => string): T | undefined {
  const answered = failures.find((failure) => /^proxy-(?:refused|credentials|authentication)$/.test(codeOf(failure)))
  return answered ?? failures.find((failure) => codeOf(failure) !== 'proxy-unreachable') ?? failures[0]
}
