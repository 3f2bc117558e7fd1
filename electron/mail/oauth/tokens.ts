/** What a provider's token endpoint gives (RFC 6749 §4.1.3, §5, §6), asked for and checked. */
import { z } from 'zod'
import { TrousseError } from '../../contract/errors.ts'
import type { MailOauth } from '../../contract/views.ts'
import type { HttpClient } from '../../platform/http.ts'
import { checkServerAddress, isLoopback } from '../../platform/server-address.ts'

export const tokensSchema = z.object({
  access: z.string().min(1),
  /** Empty when the provider gave none: the sign-in is then to be done again when the first token ends. */
  refresh: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
})
export type Tokens = z.infer<typeof tokensSchema>

/** SASL separates its fields by control characters: a token that holds one would add fields of its own. */
const token = z
  .string()
  .min(1)
  .max(16_384)
  .regex(/^[\x21-\x7e]+$/)
const answerSchema = z.object({
  access_token: token,
  token_type: z.string().optional(),
  refresh_token: token.optional(),
  expires_in: z.coerce.number().positive().max(31_536_000).optional().catch(undefined),
})
const refusalSchema = z.object({ error: z.string().max(200) })

const MAX_BYTES = 64 * 1024
const USUAL_LIFE_S = 3_600

/** Refusals that only a new sign-in mends (RFC 6749 §5.2). */
const SIGN_IN_AGAIN: ReadonlySet<string> = new Set([
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
])

export interface TokenTools {
  readonly http: HttpClient
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly signal?: AbortSignal
}

/** Both addresses must be fit for secrets. Throws `address-refused`. */
export function checkOauth(oauth: MailOauth): void {
  const fromLoopback = URL.canParse(oauth.tokenUrl) && isLoopback(new URL(oauth.tokenUrl).hostname)
  checkServerAddress(oauth.tokenUrl, fromLoopback)
  checkServerAddress(oauth.authorizeUrl, fromLoopback)
}

async function ask(oauth: MailOauth, form: Record<string, string>, tools: TokenTools, before: string): Promise<Tokens> {
  checkOauth(oauth)
  const response = await tools.http.request({
    url: oauth.tokenUrl,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ client_id: oauth.clientId, ...form }).toString(),
    maxBytes: MAX_BYTES,
    // A code, and with some providers a refresh token, is good for one time.
    repeatable: false,
    ...(tools.signal ? { signal: tools.signal } : {}),
  })
  let json: unknown = null
  try {
    json = JSON.parse(Buffer.from(response.body).toString('utf8'))
  } catch {
    // Below: an answer that is not JSON is no answer.
  }
  if (response.status >= 200 && response.status < 300) {
    const given = answerSchema.safeParse(json)
    if (!given.success) throw new TrousseError('mail-sign-in-failed', { reason: 'no-token' })
    const { access_token: access, refresh_token: refresh, expires_in: life = USUAL_LIFE_S } = given.data
    return { access, refresh: refresh ?? before, expiresAt: tools.now() + life * 1_000 }
  }
  const refusal = refusalSchema.safeParse(json)
  const reason = refusal.success ? refusal.data.error.replace(/[^a-z_]/gi, '').slice(0, 60) : `HTTP ${response.status}`
  if (SIGN_IN_AGAIN.has(reason)) throw new TrousseError('mail-sign-in-needed')
  // A server that is ill says nothing of the account: the messages wait for it.
  if (response.status >= 500 || response.status === 429) throw new TrousseError('mail-server-unreachable')
  throw new TrousseError('mail-sign-in-failed', { reason })
}

/** The code of a sign-in against tokens. Rejects with `mail-sign-in-failed`, `mail-sign-in-needed`, or as the network. */
export const exchangeCode = (
  oauth: MailOauth,
  given: { readonly code: string; readonly verifier: string; readonly redirectUri: string },
  tools: TokenTools,
): Promise<Tokens> =>
  ask(
    oauth,
    {
      grant_type: 'authorization_code',
      code: given.code,
      code_verifier: given.verifier,
      redirect_uri: given.redirectUri,
    },
    tools,
    '',
  )

/** A new access token; the refresh token given back replaces the one before, where there is one. Rejects as `exchangeCode`. */
export const refreshTokens = (oauth: MailOauth, refresh: string, tools: TokenTools): Promise<Tokens> =>
  ask(oauth, { grant_type: 'refresh_token', refresh_token: refresh }, tools, refresh)
