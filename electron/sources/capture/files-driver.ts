/**
 * The documents of captured work, asked of the ENT with the session of the window in which the teacher logged in.
 * Only of the hosts that were captured: a page may name any address, and cookies must not serve elsewhere.
 */
import { TrousseError } from '../../contract/errors.ts'
import { errorOfUnusable } from '../../domain/answer-error.ts'
import type { HttpClient, HttpResponse } from '../../platform/http.ts'
import type { SourceDriver } from '../source.ts'

const MAX_REDIRECTS = 5
const TOTAL_MS = 120_000
const TEXT_START = 20_000

/**
 * @param http with the window's cookies.
 * @param hosts of the pages that were captured.
 */
export function createFilesDriver(http: HttpClient, hosts: ReadonlySet<string>): SourceDriver {
  return {
    coverage: { kind: 'classes', classExternalIds: [], proof: 'content' },
    // biome-ignore lint/correctness/useYield: pages are read by the teacher, never by a schedule
    async *fetch() {
      throw new TrousseError('invalid-request', { field: 'source' })
    },
    async fetchAttachment({ signal }, { url, name, maxBytes }) {
      let address = new URL(url)
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        if (!/^https?:$/.test(address.protocol) || !hosts.has(address.host)) {
          throw new TrousseError('address-refused', { host: address.host })
        }
        const response = await http.request({ url: address.href, maxBytes, totalMs: TOTAL_MS, resumable: true, signal })
        const next = locationOf(response, address)
        if (next === null) return fileOf(response, { url: address, name, redirects })
        address = next
      }
      throw new TrousseError('redirect-loop', { host: address.host })
    },
  }
}

function locationOf({ status, headers }: HttpResponse, from: URL): URL | null {
  const location = headers.location
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, from.href)) return null
  return new URL(location, from)
}

/** A page in place of a document is an outage, or a session that has ended. */
function fileOf(
  { status, headers, body }: HttpResponse,
  { url, name, redirects }: { readonly url: URL; readonly name: string; readonly redirects: number },
): Uint8Array {
  const contentType = headers['content-type'] ?? null
  const pageInstead = /html/i.test(contentType ?? '') && !/\.x?html?$/i.test(name)
  if (status === 200 && !pageInstead) return body
  const bodyText = new TextDecoder().decode(body.subarray(0, TEXT_START))
  throw errorOfUnusable({ status, contentType, bodyText, url, redirects, byHand: true })
}
