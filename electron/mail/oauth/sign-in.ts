/** A sign-in in the teacher's own browser, and the tokens kept fresh afterwards (RFC 8252). */
import { TrousseError } from '../../contract/errors.ts'
import type { MailOauth } from '../../contract/views.ts'
import { openLoopbackPage } from './loopback.ts'
import { createSignInSecrets } from './pkce.ts'
import { checkOauth, exchangeCode, refreshTokens, type Tokens, type TokenTools } from './tokens.ts'

/** A sign-in with a second factor takes a while; a page left open does not wait for ever. */
const PATIENCE_MS = 10 * 60_000

/** The address to open, every part of it escaped. */
export function authorizeAddress(
  oauth: MailOauth,
  asked: { readonly state: string; readonly challenge: string; readonly redirectUri: string; readonly user: string },
): string {
  const url = new URL(oauth.authorizeUrl)
  const fields = {
    response_type: 'code',
    client_id: oauth.clientId,
    redirect_uri: asked.redirectUri,
    scope: oauth.scope,
    state: asked.state,
    code_challenge: asked.challenge,
    code_challenge_method: 'S256',
    login_hint: asked.user,
    // Without these, Google gives no token that outlives the hour.
    access_type: 'offline',
    prompt: 'consent',
  }
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  return url.href
}

export interface SignInOptions extends TokenTools {
  readonly oauth: MailOauth
  readonly user: string
  /** Shows an address in the system's browser. */
  readonly openBrowser: (address: string) => Promise<void>
}

/**
 * Opens the browser and waits for the teacher. Rejects with `cancelled`, `mail-sign-in-refused`, `mail-sign-in-failed`,
 * `address-refused`, or as the network.
 */
export async function signIn(options: SignInOptions): Promise<Tokens> {
  const { oauth } = options
  checkOauth(oauth)
  const secrets = createSignInSecrets()
  const timeout = AbortSignal.timeout(PATIENCE_MS)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  const page = await openLoopbackPage(secrets.state, signal)
  try {
    await options.openBrowser(
      authorizeAddress(oauth, { ...secrets, redirectUri: page.redirectUri, user: options.user }),
    )
    const answer = await page.answer.catch(() => {
      throw options.signal?.aborted ? new TrousseError('cancelled') : new TrousseError('mail-sign-in-refused')
    })
    if ('refusal' in answer) throw new TrousseError('mail-sign-in-refused')
    const { redirectUri } = page
    return await exchangeCode(oauth, { code: answer.code, verifier: secrets.verifier, redirectUri }, options)
  } finally {
    page.close()
  }
}

/** A token is renewed this long before its end: a clock may be a little off, and a conversation takes a moment. */
const MARGIN_MS = 2 * 60_000

export interface TokenKeeper {
  /** A token to show now; another one when the server did not take the last. Rejects with `mail-sign-in-needed`. */
  accessToken(renew: boolean): Promise<string>
}

/**
 * Keeps an account's tokens fresh. One renewal at a time: a provider that gives a new refresh token each time takes the
 * second question with the old one for a theft and ends the sign-in.
 */
export function createTokenKeeper(options: {
  readonly oauth: () => Promise<MailOauth | null>
  readonly read: () => Promise<Tokens | null>
  readonly write: (tokens: Tokens) => Promise<void>
  readonly tools: Omit<TokenTools, 'signal'>
}): TokenKeeper {
  let renewing: Promise<string> | null = null
  const isGood = (tokens: Tokens) => tokens.expiresAt - MARGIN_MS > options.tools.now()
  /** @param refused the token that the server did not take; null when none was shown */
  const renewNow = async (refused: string | null): Promise<string> => {
    const [oauth, tokens] = await Promise.all([options.oauth(), options.read()])
    if (oauth === null || tokens === null) throw new TrousseError('mail-sign-in-needed')
    // Renewed by another conversation meanwhile.
    if (tokens.access !== refused && isGood(tokens)) return tokens.access
    if (tokens.refresh === '') throw new TrousseError('mail-sign-in-needed')
    const fresh = await refreshTokens(oauth, tokens.refresh, options.tools)
    // On disk before it is used: lost after that, the old one opens nothing any more.
    await options.write(fresh)
    return fresh.access
  }
  return {
    async accessToken(renew) {
      if (renewing !== null) return renewing
      const tokens = await options.read()
      if (tokens === null) throw new TrousseError('mail-sign-in-needed')
      if (!renew && isGood(tokens)) return tokens.access
      renewing ??= renewNow(renew ? tokens.access : null).finally(() => {
        renewing = null
      })
      return renewing
    },
  }
}
