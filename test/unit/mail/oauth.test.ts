/** Sign-in by the browser: a real provider, and mail servers that take its tokens and nothing else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLoopbackPage } from '../../../electron/mail/oauth/loopback.ts'
import { createSignInSecrets } from '../../../electron/mail/oauth/pkce.ts'
import { createTokenKeeper, signIn, type TokenKeeper } from '../../../electron/mail/oauth/sign-in.ts'
import { refreshTokens, type Tokens } from '../../../electron/mail/oauth/tokens.ts'
import { createSmtpTransport } from '../../../electron/mail/smtp-transport.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { startOauthServer, type TestOauthServer } from '../../helpers/oauth-server.ts'
import { TEST_TIMEOUTS } from '../../helpers/smtp-outbox.ts'
import { startSmtpServer, type TestSmtpServer } from '../../helpers/smtp-server.ts'

const USER = 'prof@lycee.example'
const http = createFetchHttpClient()
let provider: TestOauthServer
let server: TestSmtpServer
let stored: Tokens | null
let written: number
let now: number
beforeEach(async () => {
  provider = await startOauthServer(USER)
  server = await startSmtpServer({ security: 'tls', user: USER, token: (user, token) => provider.isGood(user, token) })
  stored = null
  written = 0
  now = Date.parse('2026-04-07T08:00:00Z')
})
afterEach(async () => {
  await Promise.all([provider.close(), server.close()])
})

const tools = () => ({ http, now: () => now })
const keeper = (): TokenKeeper =>
  createTokenKeeper({
    oauth: async () => provider.oauth,
    read: async () => stored,
    write: async (tokens) => {
      written += 1
      stored = tokens
    },
    tools: tools(),
  })
const signInNow = async () => {
  stored = await signIn({
    ...tools(),
    oauth: provider.oauth,
    user: USER,
    openBrowser: async (address) => {
      expect((await provider.visit(address)).status).toBe(200)
    },
  })
}
const transportWith = ({ accessToken }: TokenKeeper) =>
  createSmtpTransport({
    settings: server.settings(),
    password: null,
    accessToken,
    tlsCa: server.ca,
    timeouts: TEST_TIMEOUTS,
  })

describe('the sign-in', () => {
  it('gives tokens that open the account, and the mail server never sees a password', async () => {
    await signInNow()
    expect(stored).toMatchObject({ expiresAt: now + 3_600_000 })
    const transport = transportWith(keeper())
    expect(await transport.open()).toBeNull()
    transport.close()
    expect(server.logins).toEqual({ tried: 1, accepted: 1 })
  })

  it('asks with a proof that only we can give', async () => {
    let asked: URL | null = null
    await signIn({
      ...tools(),
      oauth: provider.oauth,
      user: USER,
      openBrowser: async (address) => {
        asked = new URL(address)
        await provider.visit(address)
      },
    })
    const fields: URLSearchParams = new URL(String(asked)).searchParams
    expect(fields.get('code_challenge_method')).toBe('S256')
    expect(fields.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/trousse$/)
    expect(fields.get('login_hint')).toBe(USER)
    const [form] = provider.asked
    expect(form?.code_verifier).toMatch(/^[\w-]{43}$/)
    expect(String(asked)).not.toContain(form?.code_verifier)
  })

  it('says so when it is refused, and keeps nothing', async () => {
    provider.refuses = true
    await expect(signInNow()).rejects.toMatchObject({ code: 'mail-sign-in-refused' })
    expect(provider.asked).toEqual([])
  })

  it('can be given up', async () => {
    const abort = new AbortController()
    const waiting = signIn({
      ...tools(),
      oauth: provider.oauth,
      user: USER,
      signal: abort.signal,
      openBrowser: async () => abort.abort(),
    })
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  })

  it.each([
    ['http outside this computer', { tokenUrl: 'http://login.example/token' }],
    ['a password in the address', { tokenUrl: 'https://a:b@login.example/token' }],
    [
      'a page on this computer for a server outside',
      { authorizeUrl: 'http://127.0.0.1:1/x', tokenUrl: 'https://login.example/t' },
    ],
  ])('goes nowhere with %s', async (_, change) => {
    let opened = 0
    const attempt = signIn({
      ...tools(),
      oauth: { ...provider.oauth, ...change },
      user: USER,
      openBrowser: async () => {
        opened += 1
      },
    })
    await expect(attempt).rejects.toMatchObject({ code: 'address-refused' })
    expect(opened).toBe(0)
  })

  it.each([
    ['not JSON', { status: 200, body: '<html>' }, 'mail-sign-in-failed'],
    ['no token', { status: 200, body: '{"access_token":""}' }, 'mail-sign-in-failed'],
    [
      'a token that would add a field',
      { status: 200, body: '{"access_token":"a\\u0001auth=x"}' },
      'mail-sign-in-failed',
    ],
    ['an unknown application', { status: 401, body: '{"error":"invalid_client"}' }, 'mail-sign-in-failed'],
    ['an ill server', { status: 503, body: 'x' }, 'mail-server-unreachable'],
    ['ten megabytes', { status: 200, body: 'x'.repeat(10_000_000) }, 'response-too-large'],
  ])('believes no answer such as %s', async (_, answer, code) => {
    provider.answerWith = answer
    await expect(signInNow()).rejects.toMatchObject({ code })
    expect(stored).toBeNull()
  })
})

describe('the page on this computer', () => {
  it('takes only the answer to our own question', async () => {
    const { state } = createSignInSecrets()
    const page = await openLoopbackPage(state)
    const ask = async (path: string, init?: RequestInit) => (await fetch(new URL(path, page.redirectUri), init)).status
    expect(await ask('/')).toBe(404)
    expect(await ask('/trousse?code=x')).toBe(404)
    expect(await ask(`/trousse?code=x&state=${state}x`)).toBe(404)
    expect(await ask(`/trousse?code=x&state=${state}`, { method: 'POST' })).toBe(404)
    let answered = false
    void page.answer.then(() => {
      answered = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toBe(false)
    const reply = await fetch(`${page.redirectUri}?code=bon&state=${state}`)
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await reply.text()).not.toContain('bon&')
    expect(await page.answer).toEqual({ code: 'bon' })
    page.close()
  })
})

describe('tokens afterwards', () => {
  it('are renewed when their time is over, once for all who ask together', async () => {
    await signInNow()
    now += 3_600_000
    const { accessToken } = keeper()
    const given = await Promise.all([accessToken(false), accessToken(false), accessToken(true)])
    expect(new Set(given).size).toBe(1)
    expect(provider.asked.filter(({ grant_type }) => grant_type === 'refresh_token')).toHaveLength(1)
    expect(written).toBe(1)
    expect(stored?.access).toBe(given[0])
  })

  it('are renewed when the server no longer takes them, in the same conversation', async () => {
    await signInNow()
    provider.endTokens()
    const transport = transportWith(keeper())
    expect(await transport.open()).toBeNull()
    transport.close()
    expect(server.logins).toEqual({ tried: 2, accepted: 1 })
  })

  it('taken back by the teacher: one try, and a sentence that says what to do', async () => {
    await signInNow()
    provider.revoke()
    const failure = await transportWith(keeper()).open()
    expect(failure).toMatchObject({ kind: 'fatal', error: { code: 'mail-sign-in-needed' } })
    expect(provider.asked.filter(({ grant_type }) => grant_type === 'refresh_token')).toHaveLength(1)
  })

  it('stay when the provider is down: the messages wait', async () => {
    await signInNow()
    const before = stored
    now += 3_600_000
    provider.answerWith = { status: 503, body: '' }
    const failure = await transportWith(keeper()).open()
    expect(failure).toMatchObject({ kind: 'connection', error: { code: 'mail-server-unreachable' } })
    expect(stored).toEqual(before)
    provider.answerWith = null
    expect(await transportWith(keeper()).open()).toBeNull()
  })

  it('a refresh token is good for one time, and the new one is kept', async () => {
    await signInNow()
    const first = stored
    const second = await refreshTokens(provider.oauth, first?.refresh ?? '', tools())
    expect(second.refresh).not.toBe(first?.refresh)
    await expect(refreshTokens(provider.oauth, first?.refresh ?? '', tools())).rejects.toMatchObject({
      code: 'mail-sign-in-needed',
    })
  })
})
