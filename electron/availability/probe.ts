/** One polite look at a platform's front door, without any credential. */
import { TrousseError } from '../contract/errors.ts'
import { type Answer, classifyAnswer, MAX_REDIRECTS, type Verdict } from '../domain/outage-classifier.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import type { HttpClient, HttpResponse } from '../platform/http.ts'
import { isLoopbackHost } from './network-witness.ts'

/** An outage page is small; a front page that is larger is a front page. */
const MAX_BYTES = 256 * 1024
const FIRST_BYTE_MS = 10_000
const TOTAL_MS = 20_000

export interface ProbeResult {
  readonly state: Verdict['state'] | 'own-network-down'
  readonly cause: Verdict['cause']
  /** What the server asked for, 0 when nothing. */
  readonly retryAfterMs: number
}

export interface ProbeOptions {
  /** Any address of the service; its origin is asked. */
  readonly url: string
  readonly http: HttpClient
  /** Asked only when the service did not answer. */
  readonly ownNetworkUp: () => boolean | Promise<boolean>
  /** For a Retry-After that is a date. */
  readonly clock?: Clock
  readonly signal?: AbortSignal
}

const result = (verdict: Pick<ProbeResult, 'state' | 'cause'>, retryAfterMs = 0): ProbeResult => ({
  ...verdict,
  retryAfterMs,
})

/** RFC 9110 §10.2.3: seconds or a date; 0 when it says nothing usable. */
export function readRetryAfter(header: string | undefined, now: number): number {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}

function toAnswer(response: HttpResponse, redirects: number, location: URL | null): Answer {
  const contentType = response.headers['content-type'] ?? null
  // Old platforms still write Latin-1; a page of French text read as UTF-8 would lose its accents and its sense.
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8'
  return {
    status: response.status,
    contentType,
    bodyText: decode(response.body, charset),
    redirects,
    locationHost: location?.host ?? null,
    expected: 'any',
  }
}

function decode(body: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

function locationOf(response: HttpResponse, from: URL): URL | null {
  const { location } = response.headers
  if (response.status < 300 || response.status >= 400 || location === undefined) return null
  const target = URL.canParse(location, from.href) ? new URL(location, from.href) : null
  return target && (target.protocol === 'https:' || target.protocol === 'http:') ? target : null
}

/**
 * Follows redirects by hand, ten at most, each address once. Never rejects except when cancelled.
 *
 * A failure after the platform sent us to another host is the login door's, not the platform's: the teacher
 * may still reach what does not go through it.
 *
 * @throws TrousseError `cancelled`
 */
export async function probeOnce(options: ProbeOptions): Promise<ProbeResult> {
  const start = URL.canParse(options.url) ? new URL('/', options.url) : null
  if (!start) return result({ state: 'unknown', cause: 'unexpected-answer' })
  const seen = new Set<string>()
  let url = start
  for (let redirects = 0; ; redirects++) {
    const atLoginDoor = url.host !== start.host
    if (seen.has(url.href) || redirects > MAX_REDIRECTS) return result({ state: 'down', cause: 'redirect-loop' })
    seen.add(url.href)
    let response: HttpResponse
    try {
      response = await ask(options, url)
    } catch (error) {
      return result(await readFailure(error, url, atLoginDoor, options.ownNetworkUp))
    }
    const location = locationOf(response, url)
    if (location) {
      url = location
      continue
    }
    const verdict = classifyAnswer(toAnswer(response, redirects, location))
    const brokenDoor = atLoginDoor && verdict.state === 'down' && verdict.cause !== 'maintenance-page'
    const retryAfterMs = readRetryAfter(response.headers['retry-after'], (options.clock ?? systemClock).now())
    return result(brokenDoor ? { state: 'down', cause: 'login-door' } : verdict, retryAfterMs)
  }
}

function ask({ http, signal }: ProbeOptions, url: URL): Promise<HttpResponse> {
  return http.request({
    url: url.href,
    headers: { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5', 'accept-language': 'fr' },
    maxBytes: MAX_BYTES,
    firstByteMs: FIRST_BYTE_MS,
    totalMs: TOTAL_MS,
    ...(signal ? { signal } : {}),
  })
}

async function readFailure(
  error: unknown,
  url: URL,
  atLoginDoor: boolean,
  ownNetworkUp: () => boolean | Promise<boolean>,
): Promise<Pick<ProbeResult, 'state' | 'cause'>> {
  const code = error instanceof TrousseError ? error.code : 'internal'
  if (code === 'cancelled') throw error
  // It answers, at length.
  if (code === 'response-too-large') return { state: 'up', cause: 'answers' }
  if (code === 'address-refused' || code === 'internal') return { state: 'unknown', cause: 'unexpected-answer' }
  if (!isLoopbackHost(url.hostname) && !(await ownNetworkUp())) {
    return { state: 'own-network-down', cause: 'own-network' }
  }
  return { state: 'down', cause: atLoginDoor ? 'login-door' : 'no-answer' }
}
