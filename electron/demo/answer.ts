/** What the demonstration's server says, as plain values: easy to decide on, to spoil and to send. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface DemoAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** The part of the platform that an address belongs to: outages take some parts and leave others. */
export type Zone = 'token' | 'api' | 'files' | 'login' | 'web' | 'ical'

export const html = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): DemoAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body,
})

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): DemoAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

export const redirect = (location: string, headers: Readonly<Record<string, string>> = {}): DemoAnswer => ({
  status: 302,
  headers: { location, ...headers },
  body: '',
})

export type MinorCode =
  | 'unknownobject'
  | 'invaliddata'
  | 'unauthorisedrequest'
  | 'forbidden'
  | 'server_busy'
  | 'invalid_filter_field'
  | 'invalid_selection_field'
  | 'invalid_sort_field'

/** An error body of OneRoster 1.2 (imsx_StatusInfo). */
export const oneRosterError = (
  status: number,
  minor: MinorCode,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): DemoAnswer =>
  json(
    status,
    {
      imsx_codeMajor: 'failure',
      imsx_severity: 'error',
      imsx_description: description,
      imsx_CodeMinor: {
        imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: minor }],
      },
    },
    headers,
  )

const etagOf = (body: string | Uint8Array): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`

/** RFC 9110 §13.1.2: `*`, or a list in which weak and strong validators are the same. */
function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

/** With its validator, so that it is computed once for an answer that is kept. */
export const withEtag = (answer: DemoAnswer): DemoAnswer => ({
  ...answer,
  headers: { ...answer.headers, etag: answer.headers.etag ?? etagOf(answer.body) },
})

/** Adds a validator, and answers 304 without a body when the client already has this one. */
export function conditional(request: IncomingMessage, answer: DemoAnswer): DemoAnswer {
  // An error is told anew each time: there is nothing to validate.
  if (answer.status !== 200) return answer
  const { headers: validated } = withEtag(answer)
  const etag = validated.etag ?? ''
  const headers = { ...validated, 'cache-control': 'private, no-cache' }
  if (!matchesEtag(request.headers['if-none-match'], etag)) return { ...answer, headers }
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-type'))
  return { status: 304, headers: kept, body: '' }
}

export function send(request: IncomingMessage, response: ServerResponse, answer: DemoAnswer): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
  const length = answer.status === 304 ? {} : { 'content-length': String(body.byteLength) }
  response.writeHead(answer.status, { ...answer.headers, ...length })
  response.end(request.method === 'HEAD' || answer.status === 304 ? undefined : body)
}

/** A body cut on its way: the server announces chunks and the line breaks before the last one. */
export function sendBroken(response: ServerResponse, answer: DemoAnswer, kept: Uint8Array): void {
  response.writeHead(answer.status, { ...answer.headers })
  // Destroyed only once the bytes have left, or the client would not even see the headers.
  response.write(kept, () => response.destroy())
}

const MAX_FORM_BYTES = 16 * 1024

/** The body of a small request; null when it is larger than any form of ours. */
export async function readSmallBody(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    size += (piece as Buffer).length
    if (size > MAX_FORM_BYTES) return null
    pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces).toString('utf8')
}
