/** How the account's servers are reached and opened: the same for sending and for reading answers back. */
import { rootCertificates } from 'node:tls'
import type { MailProxy, MailSettings } from '../contract/views.ts'
import { createTokenKeeper, type TokenKeeper } from '../mail/oauth/sign-in.ts'
import { type Tokens, tokensSchema } from '../mail/oauth/tokens.ts'
import { createMailRoute, type MailRoute } from '../mail/route.ts'
import type { HttpClient } from '../platform/http.ts'
import { isLoopback } from '../platform/server-address.ts'
import type { Machine } from './machine.ts'
import { readMailSettings } from './settings.ts'
import type { Space } from './space.ts'

export const SMTP_PASSWORD = 'mail:password'
export const PROXY_PASSWORD = 'mail:proxy-password'
const TOKENS = 'mail:tokens'

export interface MailDoors {
  readonly route: MailRoute
  readonly tokens: TokenKeeper
  /** Undefined for the runtime's own authorities. */
  authorities(): readonly string[] | undefined
  /** Of an account that a sign-in opens; nothing for one with a password. */
  tokenFor(settings: MailSettings): Pick<TokenKeeper, 'accessToken'> | Record<string, never>
  keepTokens(tokens: Tokens): Promise<void>
  forgetTokens(): Promise<void>
  hasTokens(): Promise<boolean>
}

export interface MailDoorsOptions {
  /** The account to send with; by default the one the teacher set up. */
  readonly settings?: () => Promise<MailSettings | null>
  /** A certificate authority in PEM to trust besides: the demonstration's mail server. */
  readonly extraAuthority?: string | undefined
  readonly http: HttpClient
}

const SYSTEM: MailProxy = { kind: 'system' }

export function createMailDoors(machine: Machine, { store, secrets }: Space, options: MailDoorsOptions): MailDoors {
  const settings = options.settings ?? (() => readMailSettings(store))
  const readTokens = async (): Promise<Tokens | null> => {
    const kept = await secrets.get(TOKENS)
    if (kept === null) return null
    const parsed = tokensSchema.safeParse(JSON.parse(kept))
    return parsed.success ? parsed.data : null
  }
  const keepTokens = (tokens: Tokens) => secrets.set(TOKENS, JSON.stringify(tokens))
  const outside = createMailRoute({
    systemProxy: machine.systemProxy,
    settings: async () => (await settings())?.proxy ?? SYSTEM,
    password: () => secrets.get(PROXY_PASSWORD),
  })
  const tokens = createTokenKeeper({
    oauth: async () => (await settings())?.oauth ?? null,
    read: readTokens,
    write: keepTokens,
    tools: { http: options.http, now: () => machine.clock.now() },
  })
  return {
    // A server on this very computer is behind no proxy, unless the teacher typed one.
    route: {
      ...outside,
      ways: async (host, port) =>
        isLoopback(host) && (await settings())?.proxy?.kind !== 'typed' ? [null] : outside.ways(host, port),
    },
    tokens,
    authorities: () => {
      const known = machine.certificateAuthorities()
      return options.extraAuthority ? [...(known ?? rootCertificates), options.extraAuthority] : known
    },
    tokenFor: ({ oauth }) => (oauth === undefined ? {} : { accessToken: tokens.accessToken }),
    keepTokens,
    forgetTokens: () => secrets.delete(TOKENS),
    hasTokens: async () => (await readTokens()) !== null,
  }
}
