/** A folder on a WebDAV server (RFC 4918), as the few things publishing needs. Each refusal has its own code. */
import { Buffer } from 'node:buffer'
import { TrousseError } from '../contract/errors.ts'
import type { HttpClient, HttpRequest, HttpResponse } from '../platform/http.ts'
import { checkServerAddress, isLoopback } from '../platform/server-address.ts'
import { type DavEntry, LISTING_QUESTION, readListing } from './dav-listing.ts'

const MEGABYTE = 1024 * 1024
const MAX_LISTING = 8 * MEGABYTE
const MAX_WORDS = 256 * 1024
/** A piece of 8 MiB over a slow school line. */
const PIECE_MS = 10 * 60_000

export interface DavAccess {
  /** Of the folder, ending in a slash. */
  readonly address: string
  readonly userName: string
  readonly password: string
}

export interface AskOptions {
  readonly signal?: AbortSignal
}

export interface Dav {
  /** Address of a file of the folder. */
  urlOf(name: string): string
  /** What the folder holds, itself left out. Null when there is no such folder. */
  list(url?: string, options?: AskOptions): Promise<DavEntry[] | null>
  /** Null when there is no such file. */
  look(url: string, options?: AskOptions): Promise<DavEntry | null>
  put(url: string, bytes: Uint8Array<ArrayBuffer>, headers?: Headers, options?: AskOptions): Promise<void>
  /** True when it was made, false when it was there. */
  makeFolder(url: string, headers?: Headers, options?: AskOptions): Promise<boolean>
  move(from: string, to: string, headers?: Headers, options?: AskOptions): Promise<void>
  /** A file that is not there is removed. */
  remove(url: string, options?: AskOptions): Promise<void>
  /** Any other question, with the account: no status is an error. */
  ask(request: Omit<HttpRequest, 'maxBytes'> & { maxBytes?: number }): Promise<HttpResponse>
}

type Headers = Readonly<Record<string, string>>

/** @throws TrousseError `address-refused` for anything but https, or a user name or password in the address. */
export function createDav(http: HttpClient, { address, userName, password }: DavAccess): Dav {
  const base = checkServerAddress(address, isLoopback(URL.canParse(address) ? new URL(address).hostname : ''))
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  const { host } = base
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`, 'utf8').toString('base64')}`

  const ask: Dav['ask'] = ({ headers, ...request }) => {
    // A server that names a file elsewhere does not get the password there.
    if (new URL(request.url).origin !== base.origin)
      throw new TrousseError('address-refused', { host, reason: 'other' })
    return http.request({ maxBytes: MAX_WORDS, ...request, headers: { ...headers, Authorization: authorization } })
  }
  const done = async (request: Parameters<Dav['ask']>[0], also: readonly number[] = []): Promise<HttpResponse> => {
    const response = await ask(request)
    if ((response.status >= 200 && response.status < 300) || also.includes(response.status)) return response
    throw refusal(response.status, host)
  }
  const properties = async (url: string, depth: '0' | '1', { signal }: AskOptions = {}): Promise<DavEntry[] | null> => {
    const response = await done(
      {
        url,
        method: 'PROPFIND',
        headers: { Depth: depth, 'Content-Type': 'application/xml; charset=utf-8' },
        body: LISTING_QUESTION,
        maxBytes: MAX_LISTING,
        ...(signal ? { signal } : {}),
      },
      [404],
    )
    if (response.status === 404) return null
    // A page that says 200 is a login or a site: it has no folder.
    if (response.status !== 207) throw new TrousseError('share-not-webdav', { host })
    return readListing(response.body, host)
  }

  return {
    urlOf: (name) => new URL(encodeURIComponent(name), base).href,
    async list(url = base.href, options) {
      const entries = await properties(url, '1', options)
      const self = new URL(url).pathname.replace(/\/$/, '')
      return entries?.filter(({ path }) => decoded(path.replace(/\/$/, '')) !== decoded(self)) ?? null
    },
    look: async (url, options) => (await properties(url, '0', options))?.[0] ?? null,
    async put(url, bytes, headers = {}, { signal } = {}) {
      const type = { 'Content-Type': 'application/octet-stream' }
      await done({
        ...{ url, method: 'PUT', body: bytes, headers: { ...type, ...headers } },
        ...{ firstByteMs: PIECE_MS, totalMs: PIECE_MS },
        ...(signal ? { signal } : {}),
      })
    },
    async makeFolder(url, headers = {}, { signal } = {}) {
      // 405: there is something of that name, RFC 4918 §9.3.1.
      return (await done({ url, method: 'MKCOL', headers, ...(signal ? { signal } : {}) }, [405])).status !== 405
    },
    async move(from, to, headers = {}, { signal } = {}) {
      const all = { Destination: to, Overwrite: 'T', ...headers }
      await done({ url: from, method: 'MOVE', headers: all, totalMs: PIECE_MS, ...(signal ? { signal } : {}) })
    },
    async remove(url, { signal } = {}) {
      await done({ url, method: 'DELETE', ...(signal ? { signal } : {}) }, [404])
    },
    ask,
  }
}

/** Servers differ in what they encode. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function refusal(status: number, host: string): TrousseError {
  switch (status) {
    case 401:
      return new TrousseError('credentials-refused', { host })
    case 403:
      return new TrousseError('share-refused', { host })
    case 404:
    case 409:
      return new TrousseError('share-folder-missing', { host })
    case 412:
      return new TrousseError('share-replaced', { host })
    case 413:
      return new TrousseError('share-too-large', { host })
    case 423:
      return new TrousseError('share-locked', { host })
    case 405:
    case 501:
      return new TrousseError('share-not-webdav', { host })
    case 507:
      return new TrousseError('share-full', { host })
    default:
      return new TrousseError('response-unexpected', { host, status })
  }
}
