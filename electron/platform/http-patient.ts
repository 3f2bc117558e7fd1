/**
 * The one layer that asks a server again, and knows when to leave it alone: for every source, in one place, so
 * that no two of them burden a host together (reliability facts N6 to N8). What is decided is the policy's
 * (`domain/retry-policy`); here it is carried out and remembered, host by host.
 */
import type { ErrorCode } from '../contract/errors.ts'
import { TrousseError } from '../contract/errors.ts'
import type { Clock } from './clock.ts'
import type { HttpClient, HttpRequest, HttpResponse } from './http.ts'

type Attempted =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: string | null; readonly host: string }
  | { readonly kind: 'error'; readonly code: ErrorCode }

export interface PatiencePolicy {
  decide(
    attempted: Attempted,
    attempt: number,
    random: number,
    nowMs: number,
  ):
    | { readonly kind: 'wait'; readonly milliseconds: number }
    | { readonly kind: 'stop'; readonly seconds: number | null }
  /** What counts against a host: a failure that may pass. */
  isFailure(attempted: Attempted): boolean
  /** Milliseconds to leave the host alone after this answer, 0 for none. */
  longStopAfter(answer: {
    readonly status: number
    readonly contentType: string | null
    readonly body: Uint8Array
  }): number
  readonly breakerFailures: number
  readonly breakerRestMs: number
  /** Retries a host may cost per call, and the reserve it starts with. */
  readonly retryShare: number
  readonly retryReserve: number
  readonly maxRetryAfterSeconds: number
}

export interface PatientOptions {
  readonly http: HttpClient
  readonly policy: PatiencePolicy
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

export interface PatientHttpClient extends HttpClient {
  /** The same memory of hosts over another client: the cookies of one window, the same patience. */
  over(http: HttpClient): HttpClient
  /** The teacher asks: hosts that merely failed are tried again. One that asked for time, or warned us, is not. */
  tryAgain(): void
}

interface Rest {
  readonly until: number
  readonly code: ErrorCode
}

interface HostState {
  failures: number
  /** Left alone because of its failures; one call may try again after that. */
  open: Rest | null
  probing: boolean
  /** Left alone because it said so. */
  rest: Rest | null
  retries: number
}

/** The word for a host that is left alone: what it last said. */
function codeOf(attempted: Attempted): ErrorCode {
  if (attempted.kind === 'error') return attempted.code
  if (attempted.status === 429) return 'too-many-requests'
  return attempted.status === 503 ? 'server-overloaded' : 'server-error'
}

const isRepeatable = ({ repeatable, method = 'GET' }: HttpRequest): boolean =>
  repeatable ?? (method !== 'POST' && method !== 'MOVE')

/**
 * @returns a client that tries again as the policy says, and refuses at once, without touching the network, a host
 *   that is to be left alone: with `ip-suspended`, `too-many-requests` or the host's last failure, and `seconds`.
 */
export function createPatientHttp(options: PatientOptions): PatientHttpClient {
  const { policy, clock, random, sleep } = options
  const hosts = new Map<string, HostState>()

  function stateOf(host: string): HostState {
    const known = hosts.get(host)
    if (known !== undefined) return known
    const fresh: HostState = { failures: 0, open: null, probing: false, rest: null, retries: policy.retryReserve }
    hosts.set(host, fresh)
    return fresh
  }

  function refuseWhileResting(host: string, state: HostState): void {
    const now = clock.now()
    const refusal = ({ until, code }: Rest) =>
      new TrousseError(code, { host, seconds: Math.max(1, Math.ceil((until - now) / 1000)) })
    if (state.rest !== null && state.rest.until > now) throw refusal(state.rest)
    state.rest = null
    if (state.open === null) return
    if (state.open.until > now || state.probing) throw refusal(state.open)
    // Half open: this call is the one that finds out.
    state.probing = true
  }

  /** @returns false when the host has just been given up on for a while. */
  function count(state: HostState, attempted: Attempted): boolean {
    if (!policy.isFailure(attempted)) {
      state.failures = 0
      state.open = null
      return true
    }
    state.failures++
    if (state.failures < policy.breakerFailures && !state.probing) return true
    state.open = { until: clock.now() + policy.breakerRestMs, code: codeOf(attempted) }
    return false
  }

  function heedWarning(state: HostState, response: HttpResponse): void {
    const contentType = response.headers['content-type'] ?? null
    const stop = policy.longStopAfter({ status: response.status, contentType, body: response.body })
    if (stop > 0) state.rest = { until: clock.now() + stop, code: 'ip-suspended' }
  }

  function mayRetry(state: HostState): boolean {
    if (state.retries < 1) return false
    state.retries--
    return true
  }

  interface Tried {
    readonly attempted: Attempted
    readonly settle: () => HttpResponse
  }

  async function tryOnce(http: HttpClient, host: string, state: HostState, request: HttpRequest): Promise<Tried> {
    try {
      const response = await http.request(request)
      heedWarning(state, response)
      const retryAfter = response.headers['retry-after'] ?? null
      return { attempted: { kind: 'status', status: response.status, retryAfter, host }, settle: () => response }
    } catch (error) {
      const code = error instanceof TrousseError ? error.code : 'internal'
      const settle = () => {
        throw error
      }
      return { attempted: { kind: 'error', code }, settle }
    }
  }

  async function request(http: HttpClient, question: HttpRequest): Promise<HttpResponse> {
    const host = URL.canParse(question.url) ? new URL(question.url).host : ''
    const state = stateOf(host)
    refuseWhileResting(host, state)
    state.retries = Math.min(policy.retryReserve, state.retries + policy.retryShare)
    try {
      for (let attempt = 1; ; attempt++) {
        const { attempted, settle } = await tryOnce(http, host, state, question)
        // A cancel or a wrong address says nothing about the host.
        if (attempted.kind === 'error' && !policy.isFailure(attempted)) return settle()
        const goesOn = count(state, attempted)
        const decision = policy.decide(attempted, attempt, random(), clock.now())
        if (decision.kind === 'stop') {
          if (decision.seconds !== null) {
            const seconds = Math.min(decision.seconds, policy.maxRetryAfterSeconds)
            state.rest = { until: clock.now() + seconds * 1000, code: codeOf(attempted) }
          }
          return settle()
        }
        if (!goesOn || state.rest !== null || !isRepeatable(question) || !mayRetry(state)) return settle()
        await sleep(decision.milliseconds, question.signal)
      }
    } finally {
      state.probing = false
    }
  }

  return {
    request: (question) => request(options.http, question),
    over: (http) => ({ request: (question) => request(http, question) }),
    tryAgain() {
      for (const state of hosts.values()) {
        state.failures = 0
        state.open = null
      }
    },
  }
}

/**
 * One renewal of the session per run, whatever the number of calls that find it expired: a server that refuses the
 * fresh one too is not asked a third time.
 *
 * @param login makes the session anew; what it throws (`credentials-refused`) is the run's end.
 */
export function createReloginOnce(login: () => Promise<void>) {
  let renewal: Promise<void> | null = null
  return async function withSession<T>(attempt: () => Promise<T>, expired: (answer: T) => boolean): Promise<T> {
    const renewedBefore = renewal
    const answer = await attempt()
    if (!expired(answer)) return answer
    if (renewedBefore !== null) {
      await renewedBefore
      // Asked with the renewed session and refused again: the answer itself says why.
      return answer
    }
    renewal ??= login()
    await renewal
    return attempt()
  }
}
