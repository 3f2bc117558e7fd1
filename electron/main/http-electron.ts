/**
 * HTTP over Chromium's network stack: the system's proxy, PAC and certificates, which schools need and
 * Node's fetch ignores. Limits and error codes are those of `platform/http-fetch.ts`.
 */
import { Readable } from 'node:stream'
import { app, type ClientRequestConstructorOptions, type IncomingMessage, net, session } from 'electron'
import type { HttpClient } from '../platform/http.ts'
import { createFetchHttpClient, type FetchLike } from '../platform/http-fetch.ts'
import { entSession } from './capture/ent-session.ts'

/** No `persist:` in front: nothing of it is kept on disk, and the window's session is another one. */
const NETWORK_PARTITION = 'trousse-network'
/** Answers that have no body by definition; `Response` refuses to be given one. */
const NO_BODY = new Set([204, 205, 304])

/** Call after `app.whenReady()`. */
export function createElectronHttpClient(): HttpClient {
  const ours = session.fromPartition(NETWORK_PARTITION, { cache: false })
  ours.setUserAgent(`Trousse/${app.getVersion()}`)
  // Electron's own `net.fetch` does not hand over a 3xx: it fails. `net.request` shows it.
  const fetchLike: FetchLike = (url, init) =>
    requestOnce({ url, session: ours, redirect: 'manual', credentials: 'omit', useSessionCookies: false }, init)
  return createFetchHttpClient(fetchLike)
}

/** The proxy that Chromium would take for an address: the system's, its PAC script included. Call after `app.whenReady()`. */
export const systemProxy = (url: string): Promise<string> =>
  session.fromPartition(NETWORK_PARTITION, { cache: false }).resolveProxy(url)

/** Same limits and codes; sends and keeps the cookies of the isolated window of that partition, and no other's. */
export function createSessionHttpClient(partition: string): HttpClient {
  const theirs = entSession(partition)
  const fetchLike: FetchLike = (url, init) =>
    requestOnce({ url, session: theirs, redirect: 'manual', credentials: 'include', useSessionCookies: true }, init)
  return createFetchHttpClient(fetchLike)
}

function requestOnce(options: ClientRequestConstructorOptions, init: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = net.request({ ...options, method: init.method ?? 'GET' })
    for (const [name, value] of new Headers(init.headers)) request.setHeader(name, value)
    const abort = () => request.abort()
    init.signal?.addEventListener('abort', abort, { once: true })

    request.on('redirect', (status, _method, redirectUrl, rawHeaders) => {
      const headers = toHeaders(rawHeaders)
      if (!headers.has('location')) headers.set('location', redirectUrl)
      resolve(new Response(null, { status, headers }))
      // Not followed within this event: Electron ends the request by itself, with an error nobody needs.
    })
    request.on('response', (message) => resolve(toResponse(message)))
    request.on('error', reject)
    request.on('abort', () => reject(new DOMException('aborted', 'AbortError')))
    // A proxy that asks for a name and a password: there is none to give, and asking again would lock accounts.
    request.on('login', (_info, answer) => answer())
    const { body } = init
    request.end(body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : textOf(body))
  })
}

const textOf = (body: RequestInit['body']): string | undefined => (typeof body === 'string' ? body : undefined)

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode
  const headers = toHeaders(message.headers)
  if (NO_BODY.has(status)) {
    message.on('data', () => {})
    return new Response(null, { status, headers })
  }
  // Electron's message is a Readable, though its types do not say so.
  const body = message as unknown as Readable
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { status, headers })
}

function toHeaders(raw: Readonly<Record<string, string | string[]>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, each)
  }
  return headers
}
