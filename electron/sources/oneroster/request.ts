/** One question to the server. Patience is the HTTP client's (platform/http-patient); redirects are followed by hand. */
import { retryAfterSeconds } from '../../domain/retry-policy.ts'
import type { HttpRequest } from '../../platform/http.ts'
import { askFollowing, type FollowedAnswer } from '../../platform/http-follow.ts'
import type { SourceContext } from '../source.ts'

export interface FinalAnswer extends FollowedAnswer {
  /** Seconds the server asked to wait, on an answer that is no use. */
  readonly retryAfter: number | null
}

type Question = Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body' | 'maxBytes' | 'totalMs' | 'repeatable'>

/** Asks and follows redirects; returns the last answer whatever its status. Throws as `askFollowing`. */
export async function ask(context: SourceContext, question: Question): Promise<FinalAnswer> {
  const answer = await askFollowing(context.http, { ...question, signal: context.signal })
  const header = answer.response.headers['retry-after'] ?? null
  return { ...answer, retryAfter: retryAfterSeconds(header, context.clock.now(), answer.url.host) }
}
