/**
 * Redirects followed by hand. Rules: protocol facts §8 (at most ten, a repeat is a loop, credentials never follow
 * a change of host).
 */
import { TrousseError } from '../contract/errors.ts'
import type { HttpClient, HttpRequest, HttpResponse } from './http.ts'
import { checkServerAddress, isLoopback } from './server-address.ts'

const MAX_REDIRECTS = 10
const REDIRECT_STATUS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'x-token', '2fa-token', 'x-gtk'])

export interface FollowedAnswer {
  readonly response: HttpResponse
  /** Where the answer came from, after redirects. */
  readonly url: URL
  readonly redirects: number
}

export const isRedirect = ({ status, headers }: HttpResponse): boolean =>
  REDIRECT_STATUS.has(status) && headers.location !== undefined

const withoutCredentials = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase())))

/**
 * Asks and follows. Credentials stay on their host and on https; a body is never sent again: a redirected POST
 * goes on as a GET without credentials, only to learn what stands in the way.
 *
 * @throws TrousseError `redirect-loop` (an address twice, or more than ten), `address-refused`, and as the client.
 */
export async function askFollowing(http: HttpClient, question: HttpRequest): Promise<FollowedAnswer> {
  const fromLoopback = isLoopback(new URL(question.url).hostname)
  const { body: _body, method = 'GET', ...rest } = question
  const seen = new Set<string>()
  let current: HttpRequest = question
  for (let redirects = 0; ; redirects++) {
    const url = new URL(current.url)
    seen.add(url.href)
    const response = await http.request(current)
    const { location } = response.headers
    if (!isRedirect(response) || location === undefined) return { response, url, redirects }
    if (!URL.canParse(location, url.href)) {
      throw new TrousseError('response-unexpected', { host: url.host, status: response.status })
    }
    const next = checkServerAddress(new URL(location, url).href, fromLoopback)
    next.hash = ''
    if (seen.has(next.href) || redirects >= MAX_REDIRECTS) {
      throw new TrousseError('redirect-loop', { host: url.host, redirects: redirects + 1 })
    }
    const headers = current.headers ?? {}
    const keep = next.origin === url.origin && method !== 'POST'
    current = { ...rest, url: next.href, method: 'GET', headers: keep ? headers : withoutCredentials(headers) }
  }
}
