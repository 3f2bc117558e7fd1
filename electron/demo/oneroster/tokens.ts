/** OAuth 2 client credentials (RFC 6749 §4.4), in memory. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const LIFETIME_S = 3_600

export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

export type TokenAnswer =
  | { readonly ok: true; readonly token: string; readonly expiresIn: number; readonly scope: string }
  | { readonly ok: false; readonly status: 400 | 401; readonly error: string }

const same = (a: string, b: string) =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

function basicCredentials(header: string | undefined): Credentials | null {
  const match = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? '')
  if (!match?.[1]) return null
  const text = Buffer.from(match[1], 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return null
  // RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
  const decode = (part: string) => new URLSearchParams(`v=${part}`).get('v') ?? ''
  return { clientId: decode(text.slice(0, colon)), clientSecret: decode(text.slice(colon + 1)) }
}

export class TokenStore {
  readonly #credentials: Credentials
  readonly #now: () => number
  readonly #tokens = new Map<string, number>()
  #dying = false
  /** Refusals not yet answered by a new token: each one entitles to a token that works. */
  #owed = 0

  constructor(credentials: Credentials, now: () => number) {
    this.#credentials = credentials
    this.#now = now
  }

  /**
   * Turns on the life of a server whose tokens die at once: every token given so far is dead, a new one is
   * refused the first time, and the one asked for after that refusal works. One renewal is always enough.
   */
  setDying(dying: boolean): void {
    this.#dying = dying
    this.#owed = 0
    if (dying) this.#tokens.clear()
  }

  issue(authorization: string | undefined, form: URLSearchParams): TokenAnswer {
    const given = basicCredentials(authorization) ?? {
      clientId: form.get('client_id') ?? '',
      clientSecret: form.get('client_secret') ?? '',
    }
    if (form.get('grant_type') !== 'client_credentials') {
      return { ok: false, status: 400, error: 'unsupported_grant_type' }
    }
    const { clientId, clientSecret } = this.#credentials
    if (!same(given.clientId, clientId) || !same(given.clientSecret, clientSecret)) {
      return { ok: false, status: 401, error: 'invalid_client' }
    }
    const token = randomBytes(24).toString('base64url')
    const stillborn = this.#dying && this.#owed === 0
    if (this.#owed > 0) this.#owed--
    if (!stillborn) this.#tokens.set(token, this.#now() + LIFETIME_S * 1000)
    return { ok: true, token, expiresIn: LIFETIME_S, scope: form.get('scope') ?? '' }
  }

  accepts(authorization: string | undefined): boolean {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
    const endsAt = token === undefined ? undefined : this.#tokens.get(token)
    const good = endsAt !== undefined && endsAt > this.#now()
    if (!good && token !== undefined && this.#dying) this.#owed++
    return good
  }
}
