/**
 * What the drivers of servers share: one question, the error of an answer that is no use, and JSON from a stranger.
 * Patience is the HTTP client's (platform/http-patient); redirects are followed by hand (platform/http-follow).
 */
import type { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import { EXAMINED_BYTES, errorOfUnusable } from '../domain/answer-error.ts'
import { retryAfterSeconds } from '../domain/retry-policy.ts'
import type { HttpRequest } from '../platform/http.ts'
import { askFollowing, type FollowedAnswer } from '../platform/http-follow.ts'
import type { SourceContext } from './source.ts'

export interface FinalAnswer extends FollowedAnswer {
  /** Seconds the server asked to wait, on an answer that is no use. */
  readonly retryAfter: number | null
}

export type Question = Omit<HttpRequest, 'signal'>

/** Asks and follows redirects; returns the last answer whatever its status. Throws as `askFollowing`. */
export async function ask(
  context: Pick<SourceContext, 'http' | 'signal' | 'clock'>,
  question: Question,
): Promise<FinalAnswer> {
  const answer = await askFollowing(context.http, { ...question, signal: context.signal })
  const header = answer.response.headers['retry-after'] ?? null
  return { ...answer, retryAfter: retryAfterSeconds(header, context.clock.now(), answer.url.host) }
}

export const contentType = (answer: FinalAnswer): string | null => answer.response.headers['content-type'] ?? null

export const bodyStart = (answer: FinalAnswer): string =>
  new TextDecoder().decode(answer.response.body.subarray(0, EXAMINED_BYTES))

/**
 * The error for an answer that cannot be used.
 *
 * @param byHand the teacher logged in by hand, and can again: a login page is `session-expired`.
 */
export function errorOfAnswer(answer: FinalAnswer, byHand = false): TrousseError {
  return errorOfUnusable({
    status: answer.response.status,
    contentType: contentType(answer),
    bodyText: bodyStart(answer),
    url: answer.url,
    redirects: answer.redirects,
    byHand,
    retryAfterSeconds: answer.retryAfter,
  })
}

/** No platform nests deeper than some levels; more than this is an attack on the parser (reliability facts I2). */
const MAX_DEPTH = 64

/** Throws past `MAX_DEPTH` without building anything. */
function checkDepth(text: string, host: string): void {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index)
    if (inString) {
      if (char === 0x5c) index++
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x7b || char === 0x5b) {
      if (++depth > MAX_DEPTH) throw new TrousseError('response-unexpected', { host, reason: 'depth' })
    } else if (char === 0x7d || char === 0x5d) depth--
  }
}

/** Half of a letter at the very end is a line that was cut; anywhere else the text is not UTF-8. */
function decodeWhole(body: Uint8Array, host: string): string {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text: string
  try {
    text = decoder.decode(body, { stream: true })
  } catch (error) {
    throw new TrousseError('response-not-json', { host, reason: 'encoding' }, { cause: error })
  }
  try {
    return text + decoder.decode()
  } catch (error) {
    throw new TrousseError('response-truncated', { host }, { cause: error })
  }
}

/**
 * The JSON of a good answer.
 *
 * @throws TrousseError what the page says when it is HTML (`server-maintenance`, `server-quota`…),
 *   `response-truncated` when the text stops short, `response-not-json` otherwise.
 */
export function readJson(answer: FinalAnswer, byHand = false): unknown {
  const { host } = answer.url
  const start = bodyStart(answer).trimStart()
  if (answer.response.status !== 200 || start.startsWith('<') || /html/i.test(contentType(answer) ?? '')) {
    throw errorOfAnswer(answer, byHand)
  }
  const text = decodeWhole(answer.response.body, host)
  checkDepth(text, host)
  try {
    return JSON.parse(text)
  } catch (error) {
    const cut = /^\s*[[{]/.test(text) && !/[\]}]\s*$/.test(text)
    const unfinished =
      error instanceof SyntaxError && /end of JSON|Unterminated|Expected .* at position/.test(error.message)
    const code = cut || (unfinished && /^\s*[[{]/.test(text)) ? 'response-truncated' : 'response-not-json'
    throw new TrousseError(code, { host }, { cause: error })
  }
}

/** The JSON object of a good answer. Throws as `readJson`, and `response-unexpected` for any other value. */
export function readJsonObject(answer: FinalAnswer): Record<string, unknown> {
  const value = readJson(answer)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new TrousseError('response-unexpected', { host: answer.url.host, reason: 'not-an-object' })
}

/** Where something stands, for an error that names the place and never a person. */
export interface Place {
  readonly host: string
  /** What was asked for, in the server's words. */
  readonly collection: string
}

/**
 * What was asked for, in the shape it must have. An object that is not what its server says it is makes the whole
 * answer unusable: dropping it would look like a pupil who left.
 *
 * @throws TrousseError `response-unexpected` with the place and the field.
 */
export function readShape<T extends z.ZodType>(schema: T, value: unknown, place: Place): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.') ?? ''
  throw new TrousseError('response-unexpected', { ...place, field }, { cause: result.error })
}
