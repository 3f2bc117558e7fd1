/**
 * A real provider of sign-ins on loopback: authorisation page, token endpoint that checks the PKCE verifier and gives
 * each refresh token for one time, and introspection for a mail server that wants to know whether a token is good.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MailOauth } from '../../electron/contract/views.ts'

export interface TestOauthServer {
  readonly oauth: MailOauth
  readonly introspectionUrl: string
  /** Questions of the token endpoint, as they were asked. */
  readonly asked: readonly Record<string, string>[]
  isGood(user: string, token: string): boolean
  /** Every token of the moment ends; refresh tokens stay. */
  endTokens(): void
  /** The teacher takes the permission back: nothing opens any more. */
  revoke(): void
  /** What the teacher does on the page: goes to the address and follows what the provider answers. */
  visit(address: string): Promise<Response>
  /** The provider answers this to the next questions for a token; null for its own answer. */
  answerWith: { status: number; body: string } | null
  /** The teacher refuses. */
  refuses: boolean
  close(): Promise<void>
}

const CLIENT = 'trousse-essai'
const SCOPE = 'mail.send mail.read offline_access'
const LIFE_S = 3_600

async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
}

export async function startOauthServer(user: string): Promise<TestOauthServer> {
  const codes = new Map<string, { readonly challenge: string; readonly redirectUri: string }>()
  const refreshTokens = new Set<string>()
  const good = new Set<string>()
  const asked: Record<string, string>[] = []
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const give = () => {
      const [access, refresh] = [`a-${randomUUID()}`, `r-${randomUUID()}`]
      good.add(access)
      refreshTokens.add(refresh)
      answer(200, { access_token: access, refresh_token: refresh, token_type: 'Bearer', expires_in: LIFE_S })
    }
    const token = async () => {
      const form = await formOf(request)
      asked.push(form)
      if (provider.answerWith !== null) return answer(provider.answerWith.status, provider.answerWith.body)
      if (form.client_id !== CLIENT) return answer(401, { error: 'invalid_client' })
      if (form.grant_type === 'refresh_token') {
        if (!refreshTokens.delete(form.refresh_token ?? '')) return answer(400, { error: 'invalid_grant' })
        return give()
      }
      const code = codes.get(form.code ?? '')
      codes.delete(form.code ?? '')
      const proof = createHash('sha256')
        .update(form.code_verifier ?? '')
        .digest('base64url')
      if (code === undefined || code.challenge !== proof || code.redirectUri !== form.redirect_uri)
        return answer(400, { error: 'invalid_grant' })
      give()
    }
    const authorize = () => {
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      const fits =
        url.searchParams.get('client_id') === CLIENT && url.searchParams.get('code_challenge_method') === 'S256'
      if (provider.refuses || !fits) back.searchParams.set('error', 'access_denied')
      else {
        const code = randomUUID()
        const challenge = url.searchParams.get('code_challenge') ?? ''
        codes.set(code, { challenge, redirectUri: url.searchParams.get('redirect_uri') ?? '' })
        back.searchParams.set('code', code)
      }
      response.writeHead(302, { location: back.href })
      response.end()
    }
    const introspect = async () => {
      const form = await formOf(request)
      const active = good.has(form.token ?? '')
      answer(200, active ? { active: true, username: user, scope: SCOPE } : { active: false })
    }
    if (url.pathname === '/authorize') authorize()
    else if (url.pathname === '/token') void token()
    else if (url.pathname === '/introspect') void introspect()
    else answer(404, {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: TestOauthServer = {
    oauth: { authorizeUrl: `${base}/authorize`, tokenUrl: `${base}/token`, clientId: CLIENT, scope: SCOPE },
    introspectionUrl: `${base}/introspect`,
    asked,
    answerWith: null,
    refuses: false,
    isGood: (name, given) => name === user && good.has(given),
    endTokens: () => good.clear(),
    revoke: () => {
      good.clear()
      refreshTokens.clear()
    },
    visit: (address) => fetch(address),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return provider
}
