/** The mailbox through a proxy, and by a token that Dovecot asks the provider about. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MailboxAccess, readMailbox } from '../../../electron/mail/inbox/read-mailbox.ts'
import { openLoopbackPage } from '../../../electron/mail/oauth/loopback.ts'
import { createSignInSecrets } from '../../../electron/mail/oauth/pkce.ts'
import { authorizeAddress } from '../../../electron/mail/oauth/sign-in.ts'
import { exchangeCode } from '../../../electron/mail/oauth/tokens.ts'
import { createMailRoute } from '../../../electron/mail/route.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { startConnectProxy, type TestProxyOptions } from '../../helpers/connect-proxy.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../../helpers/imap-dovecot.ts'
import { startOauthServer, type TestOauthServer } from '../../helpers/oauth-server.ts'

const missing = dovecotMissing()
if (missing !== null) console.warn(`not run: the mailbox by other doors. ${missing}`)

const read = (access: MailboxAccess) =>
  readMailbox({
    access,
    place: null,
    since: Date.parse('2026-11-01T00:00:00Z'),
    ours: async () => new Map(),
    keep: async () => {},
    clock: { now: () => Date.parse('2026-11-24T10:00:00Z') },
  })
const MESSAGE =
  'From: parent1@famille.example\nTo: prof@lycee.example\nMessage-ID: <x1@famille.example>\nSubject: x\n\nBonjour\n'

describe.skipIf(missing !== null)('through a proxy', () => {
  let dovecot: Dovecot
  let access: MailboxAccess
  beforeAll(async () => {
    dovecot = await startDovecot()
    const mailbox = await dovecot.newMailbox()
    await mailbox.deliver(MESSAGE)
    access = mailbox.access
  })
  afterAll(() => dovecot.stop())

  const readThrough = async (options: TestProxyOptions) => {
    const proxy = await startConnectProxy(options)
    const route = createMailRoute({
      settings: async () => ({ kind: 'typed', host: '127.0.0.1', port: proxy.port, user: '' }),
      password: async () => null,
    })
    try {
      return { reading: await read({ ...access, route }), asked: proxy.asked }
    } finally {
      await proxy.close()
    }
  }

  it('is read, encrypted end to end', async () => {
    const { reading, asked } = await readThrough({})
    expect(reading.looked).toBe(1)
    expect(asked).toEqual([`localhost:${access.port}`])
  })

  it('says so when the proxy refuses', async () => {
    await expect(readThrough({ answer: 'HTTP/1.1 403 Forbidden\r\n\r\n' })).rejects.toMatchObject({
      code: 'proxy-refused',
    })
  })
})

describe.skipIf(missing !== null)('by a token', () => {
  let provider: TestOauthServer
  let dovecot: Dovecot
  let access: MailboxAccess
  beforeAll(async () => {
    provider = await startOauthServer('prof0')
    dovecot = await startDovecot({ introspectionUrl: provider.introspectionUrl })
    const mailbox = await dovecot.newMailbox()
    await mailbox.deliver(MESSAGE)
    access = mailbox.access
  })
  afterAll(async () => {
    await dovecot.stop()
    await provider.close()
  })

  /** A good token, as a sign-in gives it. */
  const newToken = async (): Promise<string> => {
    const { challenge, state, verifier } = createSignInSecrets()
    const page = await openLoopbackPage(state)
    await provider.visit(
      authorizeAddress(provider.oauth, { state, challenge, redirectUri: page.redirectUri, user: 'prof0' }),
    )
    const answer = await page.answer
    page.close()
    if ('refusal' in answer) throw new Error(answer.refusal)
    const tools = { http: createFetchHttpClient(), now: Date.now }
    return (await exchangeCode(provider.oauth, { code: answer.code, verifier, redirectUri: page.redirectUri }, tools))
      .access
  }

  it('is read, and no password is known to anyone', async () => {
    const token = await newToken()
    const reading = await read({ ...access, password: '', accessToken: async () => token })
    expect(reading.looked).toBe(1)
  })

  it('asks for another token when the first is over, and reads', async () => {
    const over = await newToken()
    provider.endTokens()
    const asked: boolean[] = []
    const reading = await read({
      ...access,
      password: '',
      accessToken: async (renew) => {
        asked.push(renew)
        return renew ? newToken() : over
      },
    })
    expect(reading.looked).toBe(1)
    expect(asked).toEqual([false, true])
  })

  it('asks for a sign-in when no token opens', async () => {
    await expect(read({ ...access, password: '', accessToken: async () => 'a-faux' })).rejects.toMatchObject({
      code: 'mail-sign-in-needed',
    })
  })
})
