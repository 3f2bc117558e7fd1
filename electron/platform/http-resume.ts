/**
 * Files gone on with where they were cut: the beginning is kept, and the rest asked for by `Range` with `If-Range`
 * (RFC 9110 §13.1.5, §14.2). Only what the server itself calls unchanged is put together; anything else is taken whole.
 */
import { createHash } from 'node:crypto'
import type { HttpClient, HttpRequest, HttpResponse } from './http.ts'

export interface KeptPart {
  readonly validator: string
  readonly body: Uint8Array
}

/** Where beginnings are kept, by a key that tells nothing of the address. Failures are the keeper's own: never thrown. */
export interface PartKeeper {
  find(key: string): Promise<KeptPart | null>
  keep(key: string, part: KeptPart): Promise<void>
  forget(key: string): Promise<void>
}

/** Below this, asking again whole costs less than keeping it. */
const MIN_KEPT_BYTES = 64 * 1024

const keyOf = (url: string): string => createHash('sha256').update(url).digest('hex')

/**
 * A strong ETag, or else the date; a weak one says that the meaning is the same, not the bytes. Null when the server
 * gives none, or says that it takes no ranges, or when what was received is not the file's own bytes (compressed).
 */
export function validatorOf(headers: Readonly<Record<string, string>>): string | null {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity' || headers['accept-ranges'] === 'none') return null
  const { etag } = headers
  if (etag !== undefined) return /^"[^"]*"$/.test(etag) ? etag : null
  return headers['last-modified'] ?? null
}

/** `bytes 100-199/200`: begins where we stopped and goes to the end; null when it does not. */
function totalOf(contentRange: string | undefined, from: number, received: number): number | null {
  const found = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '')
  if (found === null) return null
  const [first = -1, last = -1, total = -1] = found.slice(1).map(Number)
  return first === from && last === total - 1 && received === total - from ? total : null
}

function together(first: Uint8Array, rest: Uint8Array): Uint8Array {
  const body = new Uint8Array(first.byteLength + rest.byteLength)
  body.set(first)
  body.set(rest, first.byteLength)
  return body
}

/** A client that goes on with what is `resumable`; every other request passes through as it is. */
export function createResumingHttp(http: HttpClient, parts: PartKeeper): HttpClient {
  async function whole(question: HttpRequest, key: string): Promise<HttpResponse> {
    let partial: KeptPart | null = null
    try {
      return await http.request({
        ...question,
        // Compressed on the way, a range of it would not be a range of the file.
        headers: { ...question.headers, 'accept-encoding': 'identity' },
        onPartial({ status, headers, body }) {
          const validator = status === 200 ? validatorOf(headers) : null
          if (validator !== null && body.byteLength >= MIN_KEPT_BYTES) partial = { validator, body }
        },
      })
    } catch (error) {
      if (partial !== null) await parts.keep(key, partial)
      throw error
    }
  }

  async function goOn(question: HttpRequest, key: string, kept: KeptPart): Promise<HttpResponse> {
    const from = kept.body.byteLength
    let longer: KeptPart | null = null
    let response: HttpResponse
    try {
      response = await http.request({
        ...question,
        headers: {
          ...question.headers,
          'accept-encoding': 'identity',
          range: `bytes=${from}-`,
          'if-range': kept.validator,
        },
        onPartial({ status, headers, body }) {
          const begins = new RegExp(`^bytes ${from}-`).test(headers['content-range'] ?? '')
          if (status === 206 && begins) longer = { validator: kept.validator, body: together(kept.body, body) }
        },
      })
    } catch (error) {
      if (longer !== null) await parts.keep(key, longer)
      throw error
    }
    if (response.status === 206) {
      await parts.forget(key)
      const total = totalOf(response.headers['content-range'], from, response.body.byteLength)
      // Not what was asked for: nothing of it is believed.
      if (total === null || total > question.maxBytes) return whole(question, key)
      const { 'content-range': _range, 'content-length': _length, ...headers } = response.headers
      return { ...response, status: 200, headers, body: together(kept.body, response.body) }
    }
    // The file became another one (200), or is shorter than what we have (416).
    if (response.status === 200 || response.status === 416) await parts.forget(key)
    return response.status === 416 ? whole(question, key) : response
  }

  return {
    async request(question) {
      if (question.resumable !== true) return http.request(question)
      const key = keyOf(question.url)
      const kept = await parts.find(key)
      return kept === null || kept.body.byteLength >= question.maxBytes
        ? whole(question, key)
        : goOn(question, key, kept)
    },
  }
}
