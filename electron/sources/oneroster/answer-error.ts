/** What an answer of the server is made of, and the error it amounts to when it cannot be used. */
import type { TrousseError } from '../../contract/errors.ts'
import { EXAMINED_BYTES, errorOfUnusable } from '../../domain/answer-error.ts'
import type { FinalAnswer } from './request.ts'

export const contentType = (answer: FinalAnswer): string | null => answer.response.headers['content-type'] ?? null

export const bodyStart = (answer: FinalAnswer): string =>
  new TextDecoder().decode(answer.response.body.subarray(0, EXAMINED_BYTES))

/** The error for an answer that cannot be used; `seconds` is what the server asked us to wait, if it did. */
export function errorOfAnswer(answer: FinalAnswer, seconds: number | null = null): TrousseError {
  return errorOfUnusable({
    status: answer.response.status,
    contentType: contentType(answer),
    bodyText: bodyStart(answer),
    url: answer.url,
    redirects: answer.redirects,
    retryAfterSeconds: seconds,
  })
}
