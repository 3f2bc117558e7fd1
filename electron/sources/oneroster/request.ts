/**
 * One question to the server: retries in this layer and in no other, redirects followed by hand.
 * Numbers and rules: protocol facts §8 (cap of ten, repeats, credentials never follow a host).
 */
import { isErrorCode, TrousseError } from '../../contract/errors.ts'
import { decideRetry } from '../../domain/retry-policy.ts'
import type { HttpRequest, HttpResponse } from '../../platform/http.ts'
import type { SourceContext } from '../source.ts'
import { checkServerAddress, isLoopback } from './address.ts'

const MAX_REDIRECTS = 10
const REDIRECT_STATUS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export interface FinalAnswer {
  readonly response: HttpResponse
  /** Where the answer came from, after redirects. */
  readonly url: URL
  readonly redirects: number
  /** Seconds the server asked to wait, when that was too long and the retries ended there. */
  readonly retryAfter: number | null
}

type Question = Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body' | 'maxBytes' | 'totalMs'>

/** Asks up to three times; returns the last answer whatever its status. Rejects as the HTTP client does. */
async function askWithRetries(
  context: SourceContext,
  question: Question,
): Promise<{ response: HttpResponse; retryAfter: number | null }> {
  for (let attempt = 1; ; attempt++) {
    let decision: ReturnType<typeof decideRetry>
    try {
      const response = await context.http.request({ ...question, signal: context.signal })
      const retryAfter = response.headers['retry-after'] ?? null
      const attempted = { kind: 'status', status: response.status, retryAfter } as const
      decision = decideRetry(attempted, attempt, context.random(), context.clock.now())
      if (decision.kind === 'stop') return { response, retryAfter: decision.seconds }
    } catch (error) {
      const code = error instanceof TrousseError && isErrorCode(error.code) ? error.code : 'internal'
      decision = decideRetry({ kind: 'error', code }, attempt, context.random(), context.clock.now())
      if (decision.kind === 'stop') throw error
    }
    await context.sleep(decision.milliseconds, context.signal)
  }
}

const withoutCredentials = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'))

/**
 * Asks and follows redirects. `Authorization` stays on its host and on https; a body is never sent again: a
 * redirected POST goes on as a GET without credentials, only to learn what stands in the way.
 *
 * @throws TrousseError `redirect-loop` (an address twice, or more than ten), `address-refused`, and as the client.
 */
export async function ask(context: SourceContext, question: Question): Promise<FinalAnswer> {
  const first = new URL(question.url)
  const fromLoopback = isLoopback(first.hostname)
  const seen = new Set<string>()
  let current: Question = question
  for (let redirects = 0; ; redirects++) {
    const url = new URL(current.url)
    seen.add(url.href)
    const { response, retryAfter } = await askWithRetries(context, current)
    const location = response.headers.location
    if (!REDIRECT_STATUS.has(response.status) || location === undefined) {
      return { response, url, redirects, retryAfter }
    }
    if (!URL.canParse(location, url.href)) {
      throw new TrousseError('response-unexpected', { host: url.host, status: response.status })
    }
    const next = checkServerAddress(new URL(location, url).href, fromLoopback)
    next.hash = ''
    if (seen.has(next.href) || redirects >= MAX_REDIRECTS) {
      throw new TrousseError('redirect-loop', { host: url.host, redirects: redirects + 1 })
    }
    const headers = current.headers ?? {}
    const keep = next.origin === url.origin && question.method !== 'POST'
    current = {
      url: next.href,
      method: 'GET',
      headers: keep ? headers : withoutCredentials(headers),
      maxBytes: question.maxBytes,
      ...(question.totalMs === undefined ? {} : { totalMs: question.totalMs }),
    }
  }
}
