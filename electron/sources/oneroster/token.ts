/** OAuth 2 client credentials: the key of the school's server, asked for when needed and kept in memory only. */

import { TrousseError } from '../../contract/errors.ts'
import type { OneRosterConfig } from '../../contract/views.ts'
import { checkServerAddress, isLoopback } from '../../platform/server-address.ts'
import { ask, readJsonObject } from '../server-answer.ts'
import type { SourceContext } from '../source.ts'
import { tokenSchema } from './schemas.ts'

const SCOPE = 'https://purl.imsglobal.org/spec/or/v1p2/scope/'
const ROSTER_SCOPES = [`${SCOPE}roster.readonly`, `${SCOPE}roster-core.readonly`] as const
const GRADEBOOK_SCOPES = [`${SCOPE}gradebook.readonly`, `${SCOPE}gradebook-core.readonly`] as const
const MAX_TOKEN_BYTES = 64 * 1024
/** A token this close to its end is asked for again. */
const EXPIRY_MARGIN_MS = 30_000

export interface AccessToken {
  readonly value: string
  readonly expiresAt: number
  /** Whether the server gave the gradebook; true when it does not say which scopes it gave. */
  readonly gradebook: boolean
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
const formEncode = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2)

/**
 * @throws TrousseError `credentials-refused` when the server knows us not (400, 401, 403), `login-door-down`
 *   when the door itself does not work, and the network's own codes.
 */
export async function requestToken(
  context: SourceContext,
  config: OneRosterConfig,
  clientSecret: string,
): Promise<AccessToken> {
  const url = checkServerAddress(config.tokenUrl, isLoopback(new URL(config.url).hostname))
  const basic = Buffer.from(`${formEncode(config.clientId)}:${formEncode(clientSecret)}`).toString('base64')
  const answer = await ask(context, {
    url: url.href,
    method: 'POST',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: [...ROSTER_SCOPES, ...GRADEBOOK_SCOPES].join(' '),
    }).toString(),
    maxBytes: MAX_TOKEN_BYTES,
    repeatable: true,
  })
  const { status } = answer.response
  let body: Record<string, unknown>
  try {
    body = readJsonObject(answer)
  } catch (error) {
    throw doorError(error, status, url.host, answer.redirects)
  }
  const parsed = tokenSchema.safeParse(body)
  if (!parsed.success) throw new TrousseError('login-door-down', { host: url.host, status })
  const token = parsed.data
  const scopes = token.scope?.split(' ') ?? null
  return {
    value: token.access_token,
    expiresAt: context.clock.now() + (token.expires_in ?? 3600) * 1000 - EXPIRY_MARGIN_MS,
    gradebook: scopes === null || GRADEBOOK_SCOPES.some((scope) => scopes.includes(scope)),
  }
}

/** What an answer that is not a token means here, where every answer comes from the login door. */
function doorError(error: unknown, status: number, host: string, redirects: number): unknown {
  if (!(error instanceof TrousseError)) return error
  switch (error.code) {
    case 'response-unexpected':
    case 'response-not-json':
    case 'response-truncated':
      if (status === 400 && redirects === 0) return new TrousseError('credentials-refused', { host, status })
      return new TrousseError('login-door-down', { host, status })
    // A server that is merely too busy says when to come back.
    case 'server-overloaded':
      if (error.params.seconds !== undefined) return error
      return new TrousseError('login-door-down', { host, status })
    case 'server-error':
      return new TrousseError('login-door-down', { host, status })
    default:
      return error
  }
}
