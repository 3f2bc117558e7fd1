/**
 * `HttpClient` over any WHATWG fetch: Node's in tests and in the terminal, a session's in the app.
 * Nothing here retries, follows a redirect or keeps a cookie: those are decisions of the callers.
 */
import type { ErrorCode } from '../contract/errors.ts'
import { TrousseError } from '../contract/errors.ts'
import type { HttpClient, HttpRequest, HttpResponse } from './http.ts'

/** Reading limits in milliseconds. Source: facts gathered for reliability check N5. */
const FIRST_BYTE_MS = 20_000
const TOTAL_MS = 120_000
/** Longest silence between two pieces of a body. */
const IDLE_MS = 30_000

export type FetchLike = (url: string, init: RequestInit) => Promise<Response>

const DNS_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA'])
const TIMEOUT_CODES = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])
/** A good certificate, for another name: what a captive portal shows. Node's and Chromium's words for it. */
const TLS_OTHER_NAME = /ERR_TLS_CERT_ALTNAME_INVALID|ERR_CERT_COMMON_NAME_INVALID/
const TLS_CODE = /CERT|TLS|SSL|EPROTO|UNABLE_TO_|HOSTNAME_MISMATCH|SELF_SIGNED/

/** Names of Chromium's errors, as its fetch writes them in the message. */
const CHROMIUM: readonly (readonly [RegExp, ErrorCode])[] = [
  [/ERR_NAME_NOT_RESOLVED|ERR_DNS/, 'network-dns'],
  [/ERR_CERT|ERR_SSL|ERR_TLS/, 'network-tls'],
  [/ERR_(?:CONNECTION_)?TIMED_OUT/, 'network-timeout'],
  [/ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_DECODING_FAILED/, 'response-truncated'],
  [/ERR_UNSAFE_PORT|ERR_DISALLOWED_URL_SCHEME|ERR_INVALID_URL/, 'address-refused'],
]

/** The error and what caused it, outermost first; a failed dual-stack connection holds several. */
function* causes(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) || depth > 5) return
  yield error
  yield* causes(error.cause, depth + 1)
  if (error instanceof AggregateError) for (const inner of error.errors) yield* causes(inner, depth + 1)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** `reading`: the headers were there, so a broken connection cut the body. */
function toNetworkError(error: unknown, host: string, reading: boolean): TrousseError {
  if (error instanceof TrousseError) return error
  const chain = [...causes(error)]
  const failed = (code: ErrorCode) => {
    const otherName = code === 'network-tls' && chain.some((link) => TLS_OTHER_NAME.test(codeOf(link) + link.message))
    return new TrousseError(code, { host, ...(otherName ? { reason: 'name' } : {}) }, { cause: error })
  }
  for (const link of chain) {
    const code = codeOf(link)
    if (DNS_CODES.has(code)) return failed('network-dns')
    if (TIMEOUT_CODES.has(code)) return failed('network-timeout')
    if (TLS_CODE.test(code)) return failed('network-tls')
    for (const [pattern, ours] of CHROMIUM) if (pattern.test(link.message)) return failed(ours)
    if (/bad port/.test(link.message)) return failed('address-refused')
  }
  return failed(reading ? 'response-truncated' : 'network-unreachable')
}

function checkAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    throw new TrousseError('address-refused', { reason: 'scheme' })
  }
  // A name or password in an address would end up in logs and in Referer.
  if (url.username !== '' || url.password !== '') {
    throw new TrousseError('address-refused', { host: url.host, reason: 'userinfo' })
  }
  return url
}

/** One deadline that can be moved; fires `onFire` once. */
function createDeadline(onFire: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const clear = () => clearTimeout(timer)
  return {
    set(milliseconds: number) {
      clear()
      timer = setTimeout(onFire, milliseconds)
    },
    clear,
  }
}

async function readBody(
  response: Response,
  maxBytes: number,
  host: string,
  onPiece: () => void,
  stopped: Promise<never>,
  pieces: Uint8Array[],
): Promise<Uint8Array> {
  const tooLarge = () => new TrousseError('response-too-large', { host, maxBytes })
  const encoded = (response.headers.get('content-encoding') ?? 'identity') !== 'identity'
  const announced = Number(response.headers.get('content-length') ?? 'NaN')
  if (!encoded && announced > maxBytes) throw tooLarge()
  if (!response.body) return new Uint8Array(0)

  let size = 0
  const reader = response.body.getReader()
  for (;;) {
    const piece = await Promise.race([reader.read(), stopped])
    if (piece.done) break
    onPiece()
    size += piece.value.byteLength
    // Decoded bytes: a small compressed answer may unfold without end.
    if (size > maxBytes) throw tooLarge()
    pieces.push(piece.value)
  }
  return joined(pieces, size)
}

function joined(
  pieces: readonly Uint8Array[],
  size = pieces.reduce((sum, piece) => sum + piece.byteLength, 0),
): Uint8Array {
  const body = new Uint8Array(size)
  let offset = 0
  for (const piece of pieces) {
    body.set(piece, offset)
    offset += piece.byteLength
  }
  return body
}

/** As `fromEntries` would, but it keeps only the last of several cookies. */
function plainHeaders(headers: Headers): Record<string, string> {
  const cookies = headers.getSetCookie()
  return { ...Object.fromEntries(headers), ...(cookies.length > 1 ? { 'set-cookie': cookies.join(', ') } : {}) }
}

async function requestOnce(fetchLike: FetchLike, request: HttpRequest): Promise<HttpResponse> {
  const url = checkAddress(request.url)
  const { host } = url
  const cancelled = () => new TrousseError('cancelled', {})
  if (request.signal?.aborted) throw cancelled()

  const startedAt = performance.now()
  const controller = new AbortController()
  // Raced with every wait, so that a transport that is slow to notice an abort delays nobody.
  const { promise: stopped, reject } = withReject()
  const stop = (error: TrousseError) => {
    reject(error)
    controller.abort(error)
  }
  const timedOut = (phase: string) => () => stop(new TrousseError('network-timeout', { host, phase }))
  const total = createDeadline(timedOut('total'))
  const idle = createDeadline(timedOut('idle'))
  const firstByte = createDeadline(timedOut('first-byte'))
  const onAbort = () => stop(cancelled())
  request.signal?.addEventListener('abort', onAbort, { once: true })

  let reading = false
  let finished = false
  const pieces: Uint8Array[] = []
  let head: Response | null = null
  try {
    total.set(request.totalMs ?? TOTAL_MS)
    firstByte.set(request.firstByteMs ?? FIRST_BYTE_MS)
    const init: RequestInit = {
      method: request.method ?? 'GET',
      redirect: 'manual',
      credentials: 'omit',
      signal: controller.signal,
      headers: { ...request.headers },
    }
    if (request.body !== undefined) init.body = request.body
    const response = await Promise.race([fetchLike(url.href, init), stopped])
    firstByte.clear()
    reading = true
    head = response
    idle.set(IDLE_MS)
    const body = await readBody(response, request.maxBytes, host, () => idle.set(IDLE_MS), stopped, pieces)
    finished = true
    return {
      status: response.status,
      headers: plainHeaders(response.headers),
      body,
      elapsedMs: performance.now() - startedAt,
    }
  } catch (error) {
    const isTooLarge = error instanceof TrousseError && error.code === 'response-too-large'
    if (head !== null && !isTooLarge && (head.status === 200 || head.status === 206) && pieces.length > 0) {
      request.onPartial?.({ status: head.status, headers: plainHeaders(head.headers), body: joined(pieces) })
    }
    throw toNetworkError(error, host, reading)
  } finally {
    for (const deadline of [total, idle, firstByte]) deadline.clear()
    request.signal?.removeEventListener('abort', onAbort)
    // Frees the connection of an answer that is not read to its end.
    if (!finished) controller.abort()
  }
}

function withReject(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse
  })
  // It is raced, and may lose every race: then its rejection is nobody's.
  promise.catch(() => undefined)
  return { promise, reject }
}

/**
 * @param fetchLike a WHATWG fetch; `globalThis.fetch` when not given. It must honour `redirect: 'manual'`
 *   by handing over the 3xx answer itself.
 * @returns a client that rejects as `HttpClient` says; a cancel or a timeout settles at once. A compressed
 *   body whose cut fits its announced length is not noticed here, as fetch itself forgives it: whoever parses
 *   the body must.
 */
export function createFetchHttpClient(fetchLike: FetchLike = (url, init) => globalThis.fetch(url, init)): HttpClient {
  return { request: (request) => requestOnce(fetchLike, request) }
}
