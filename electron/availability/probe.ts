/** One polite look at a service, without any credential. */
import { TrousseError } from '../contract/errors.ts'
import type { Availability, OutageEvidence, WatchedService } from '../contract/views.ts'
import { type ProbeRoute, probeRoute } from '../domain/availability-services.ts'
import { type Answer, MAX_REDIRECTS } from '../domain/outage-classifier.ts'
import {
  type Evidence,
  evidenceOf,
  judgeEvidence,
  type NetworkSeen,
  type Transport,
} from '../domain/outage-evidence.ts'
import { type Clock, systemClock, toInstant } from '../platform/clock.ts'
import type { HttpClient, HttpResponse } from '../platform/http.ts'
import { isLoopbackHost, type NetworkWitness } from './network-witness.ts'

/** An outage page is small; a front page that is larger is a front page. */
const MAX_BYTES = 256 * 1024
const FIRST_BYTE_MS = 10_000
const TOTAL_MS = 20_000

/** What a server gave to recognise an answer that has not changed. */
export interface Validator {
  readonly etag?: string
  readonly lastModified?: string
}

export interface ProbeResult {
  readonly state: Availability['state']
  readonly cause: Availability['cause']
  /** What the server asked for, 0 when nothing. */
  readonly retryAfterMs: number
  readonly evidence: OutageEvidence
  /** For the next look; null when the answer must be read again. */
  readonly validator: Validator | null
  /** Where the service sent us in the end. */
  readonly finalUrl: string
  /** The start of the last body, decoded; empty when nothing answered. */
  readonly bodyText: string
}

export interface ProbeOptions {
  readonly service: WatchedService
  readonly http: HttpClient
  /** Asked only when the service did not answer. */
  readonly network: NetworkWitness
  /** Other watched addresses, for the witness. */
  readonly others?: readonly string[]
  readonly validator?: Validator | null
  readonly clock?: Clock
  readonly signal?: AbortSignal
}

const ON_THIS_COMPUTER: NetworkSeen = { interfaces: true, witness: 'none' }

/** This host counts in milliseconds; what is short enough for seconds is taken for seconds (protocol facts §1.7). */
const MILLISECONDS_HOST = /(?:^|\.)skolengo\.com$/
const SURELY_MILLISECONDS = 120

/** RFC 9110 §10.2.3: seconds or a date; 0 when it says nothing usable. */
export function readRetryAfter(header: string | undefined, now: number, host = ''): number {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) {
    const value = Number(text)
    return MILLISECONDS_HOST.test(host) && value > SURELY_MILLISECONDS ? value : value * 1000
  }
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}

function decode(body: Uint8Array, contentType: string | null): string {
  // Old platforms still write Latin-1; a page of French text read as UTF-8 would lose its accents and its sense.
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

function toAnswer(response: HttpResponse, route: ProbeRoute, redirects: number): Answer {
  const contentType = response.headers['content-type'] ?? null
  const bodyText = decode(response.body, contentType)
  const { expected, markers } = route
  return { status: response.status, contentType, bodyText, redirects, expected, markers }
}

function locationOf(response: HttpResponse, from: URL): URL | null {
  const { location } = response.headers
  if (response.status < 300 || response.status >= 400 || location === undefined) return null
  const target = URL.canParse(location, from.href) ? new URL(location, from.href) : null
  return target && (target.protocol === 'https:' || target.protocol === 'http:') ? target : null
}

const TRANSPORT_OF_CODE: Partial<Record<string, Transport>> = {
  'network-dns': 'no-address',
  'network-timeout': 'timeout',
  'network-tls': 'certificate',
  'network-unreachable': 'no-connection',
  'response-truncated': 'cut',
  'response-too-large': 'too-large',
}

/** @throws the error itself when the look was cancelled. */
function transportOf(error: unknown): Transport {
  const known = error instanceof TrousseError ? error : null
  if (known?.code === 'cancelled') throw known
  if (known?.code === 'network-tls' && known.params.reason === 'name') return 'certificate-name'
  return TRANSPORT_OF_CODE[known?.code ?? ''] ?? 'refused'
}

interface Look {
  readonly transport: Transport
  readonly answer: Answer | null
  readonly chain: readonly string[]
  readonly looped: boolean
  readonly elapsedMs: number
  readonly response: HttpResponse | null
}

/** Follows redirects by hand, ten at most, each address once. A server outside is not followed to this computer. */
async function look({ http, signal, validator }: ProbeOptions, route: ProbeRoute): Promise<Look> {
  const start = new URL(route.url)
  const chain: string[] = []
  let url = start
  let elapsedMs = 0
  const end = (transport: Transport, rest: Partial<Look> = {}): Look => ({
    transport,
    answer: null,
    chain,
    looped: false,
    elapsedMs,
    response: null,
    ...rest,
  })
  for (;;) {
    const looped = chain.includes(url.href) || chain.length > MAX_REDIRECTS
    if (looped) return end('answered', { looped })
    chain.push(url.href)
    if (isLoopbackHost(url.hostname) && !isLoopbackHost(start.hostname)) return end('refused')
    let response: HttpResponse
    try {
      response = await http.request({
        url: url.href,
        headers: {
          accept:
            route.expected === 'json'
              ? 'application/json,*/*;q=0.5'
              : 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5',
          'accept-language': 'fr',
          ...(chain.length === 1 && validator?.etag ? { 'if-none-match': validator.etag } : {}),
          ...(chain.length === 1 && validator?.lastModified ? { 'if-modified-since': validator.lastModified } : {}),
        },
        maxBytes: MAX_BYTES,
        firstByteMs: FIRST_BYTE_MS,
        totalMs: TOTAL_MS,
        ...(signal ? { signal } : {}),
      })
    } catch (error) {
      return end(transportOf(error))
    }
    elapsedMs += response.elapsedMs
    const location = locationOf(response, url)
    if (!location) return end('answered', { response, answer: toAnswer(response, route, chain.length - 1) })
    url = location
  }
}

/** Kept only for a plain good answer: an outage page must be read each time. */
function validatorOf({ chain, response }: Look, before: Validator | null): Validator | null {
  if (response === null || chain.length > 1) return null
  if (response.status === 304) return before
  const { etag, 'last-modified': lastModified } = response.headers
  if (response.status !== 200 || (!etag && !lastModified)) return null
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) }
}

/**
 * Looks once at one service. Never rejects except when cancelled; an address that cannot be read is unknown.
 *
 * @throws TrousseError `cancelled`
 */
export async function probeOnce(options: ProbeOptions): Promise<ProbeResult> {
  const { service, network, clock = systemClock } = options
  const at = toInstant(clock.now())
  if (!URL.canParse(service.url)) return unreadable(at, service.url)
  const route = probeRoute(service)
  const seen = await look(options, route)
  const host = new URL(seen.chain.at(-1) ?? route.url)
  const silent = seen.transport !== 'answered' && seen.transport !== 'too-large' && seen.transport !== 'refused'
  const evidence: Evidence = {
    role: service.role,
    transport: seen.transport,
    answer: seen.answer,
    chain: seen.chain,
    looped: seen.looped,
    elapsedMs: seen.elapsedMs,
    network:
      silent && !isLoopbackHost(host.hostname)
        ? await network({ host: host.host, others: options.others ?? [] })
        : ON_THIS_COMPUTER,
  }
  const { state, cause } = judgeEvidence(evidence)
  const isGood = state === 'up' && cause === 'answers'
  return {
    state,
    cause,
    retryAfterMs: readRetryAfter(seen.response?.headers['retry-after'], clock.now(), host.hostname),
    evidence: evidenceOf(evidence, at, cause),
    validator: isGood ? validatorOf(seen, options.validator ?? null) : null,
    finalUrl: host.href,
    bodyText: seen.answer?.bodyText ?? '',
  }
}

function unreadable(at: string, url: string): ProbeResult {
  const cause = 'unexpected-answer'
  const evidence = { at, cause, status: null, host: '', title: null, excerpt: null } as const
  return { state: 'unknown', cause, retryAfterMs: 0, evidence, validator: null, finalUrl: url, bodyText: '' }
}
