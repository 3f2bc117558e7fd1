/** Mail through a school's proxy: real tunnels, real refusals. */
import { createServer } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createMailRoute, type MailRoute, tellingFailure } from '../../../electron/mail/route.ts'
import { createSmtpTransport } from '../../../electron/mail/smtp-transport.ts'
import { connectThroughProxy, parseProxyList } from '../../../electron/platform/proxy-connect.ts'
import { startConnectProxy, type TestProxy, type TestProxyOptions } from '../../helpers/connect-proxy.ts'
import { TEST_TIMEOUTS } from '../../helpers/smtp-outbox.ts'
import { startSmtpServer, type TestSmtpServer } from '../../helpers/smtp-server.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const proxyWith = async (options: TestProxyOptions = {}): Promise<TestProxy> => {
  const proxy = await startConnectProxy(options)
  closing.push(() => proxy.close())
  return proxy
}
const mailServer = async (security: 'tls' | 'starttls' = 'tls'): Promise<TestSmtpServer> => {
  const server = await startSmtpServer({ security })
  closing.push(() => server.close())
  return server
}
/** A port where nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
const typed = (proxy: { port: number }, user = '', password: string | null = null): MailRoute =>
  createMailRoute({
    settings: async () => ({ kind: 'typed', host: '127.0.0.1', port: proxy.port, user }),
    password: async () => password,
  })
const system = (answer: string): MailRoute =>
  createMailRoute({
    systemProxy: async () => answer,
    settings: async () => ({ kind: 'system' }),
    password: async () => null,
  })
const transportTo = (server: TestSmtpServer, route: MailRoute, port = server.port) => {
  const settings = { ...server.settings(), port }
  const transport = createSmtpTransport({
    settings,
    password: server.password,
    tlsCa: server.ca,
    timeouts: TEST_TIMEOUTS,
    route,
  })
  closing.push(() => transport.close())
  return transport
}
const mail = { from: 'prof@lycee.example', to: 'a@example.org', mime: Buffer.from('Subject: x\r\n\r\nBonjour\r\n') }
const hooks = { onDataStarting: async () => {} }

describe('sending through a proxy', () => {
  it.each(['tls', 'starttls'] as const)('reaches the server, encrypted end to end (%s)', async (security) => {
    const [server, proxy] = await Promise.all([mailServer(security), proxyWith()])
    const transport = transportTo(server, typed(proxy))
    expect(await transport.open()).toBeNull()
    expect(await transport.send(mail, hooks)).toMatchObject({ kind: 'accepted' })
    expect(server.messages).toHaveLength(1)
    expect(proxy.asked).toEqual([`127.0.0.1:${server.port}`])
    expect(proxy.bytes).toBeGreaterThan(500)
  })

  it('says who we are when the proxy asks', async () => {
    const credentials = { user: 'prof', password: 'été à l’école:1' }
    const [server, proxy] = await Promise.all([mailServer(), proxyWith({ credentials })])
    expect(await transportTo(server, typed(proxy, 'prof', credentials.password)).open()).toBeNull()
    expect(server.logins.accepted).toBe(1)
  })

  it.each([
    ['no password', '', null],
    ['another password', 'prof', 'autre'],
  ])('stops at once with its sentence: %s', async (_, user, password) => {
    const [server, proxy] = await Promise.all([
      mailServer(),
      proxyWith({ credentials: { user: 'prof', password: 'bon' } }),
    ])
    const failure = await transportTo(server, typed(proxy, user, password)).open()
    expect(failure).toMatchObject({ kind: 'fatal', error: { code: 'proxy-credentials' } })
    // Asked once: a school's account is locked by a handful of wrong passwords.
    expect(proxy.asked).toHaveLength(1)
    expect(server.connections).toBe(0)
    expect(JSON.stringify(failure)).not.toContain('autre')
  })

  it.each([
    [
      '403 in the proxy’s own page',
      'HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<h1>Interdit</h1>',
      'proxy-refused',
    ],
    ['a portal', 'HTTP/1.1 302 Found\r\nLocation: http://portail.example/\r\n\r\n', 'proxy-refused'],
    [
      'NTLM alone',
      'HTTP/1.1 407 Auth\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Negotiate\r\n\r\n',
      'proxy-authentication',
    ],
    ['no HTTP', 'SSH-2.0-x\r\n\r\n', 'proxy-refused'],
    ['a line that never ends', `HTTP/1.1 200 ${'x'.repeat(70_000)}`, 'proxy-refused'],
    ['nothing', '', 'proxy-unreachable'],
  ])('answers of proxies: %s', async (_, answer, code) => {
    const [server, proxy] = await Promise.all([mailServer(), proxyWith({ answer })])
    const failure = await transportTo(server, typed(proxy)).open()
    expect(failure?.error.code).toBe(code)
    expect(server.connections).toBe(0)
  })

  it('does not wait for a silent proxy for ever, and stops when it is asked to', async () => {
    const proxy = await proxyWith({ silent: true })
    const through = { proxy: { host: '127.0.0.1', port: proxy.port, tls: false }, host: 'smtp.example', port: 465 }
    await expect(connectThroughProxy({ ...through, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'proxy-unreachable',
    })
    const abort = new AbortController()
    const waiting = connectThroughProxy({ ...through, timeoutMs: 60_000, signal: abort.signal })
    abort.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('keeps the bytes that came with the answer, whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }), async (cuts) => {
        const whole = Buffer.from('HTTP/1.0 200 ok\r\nVia: x\r\n\r\n220 bonjour\r\n')
        const server = createServer((socket) => {
          socket.once('data', () => {
            let at = 0
            for (const cut of cuts) {
              socket.write(whole.subarray(at, at + cut))
              at += cut
            }
            socket.end(whole.subarray(at))
          })
        })
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
        const address = server.address()
        const port = typeof address === 'object' && address ? address.port : 0
        const socket = await connectThroughProxy({
          proxy: { host: '127.0.0.1', port, tls: false },
          host: 'smtp.example',
          port: 25,
          timeoutMs: 10_000,
        })
        const chunks: Buffer[] = []
        for await (const chunk of socket) chunks.push(chunk as Buffer)
        await new Promise((resolve) => server.close(resolve))
        expect(Buffer.concat(chunks).toString()).toBe('220 bonjour\r\n')
      }),
      { numRuns: 25 },
    )
  })
})

describe('the computer’s own proxy', () => {
  it('is not asked when the straight way is open', async () => {
    const [server, proxy] = await Promise.all([mailServer(), proxyWith()])
    expect(await transportTo(server, system(proxy.pac)).open()).toBeNull()
    expect(proxy.asked).toEqual([])
  })

  it('is taken when the straight way is closed, and taken first the next time', async () => {
    const [server, dead] = await Promise.all([mailServer(), deadPort()])
    // Only the proxy reaches the server: it alone knows the name.
    const proxy = await startConnectProxy({ resolve: () => '127.0.0.1' })
    closing.push(() => proxy.close())
    const route = system(`PROXY 127.0.0.1:${dead}; ${proxy.pac}`)
    const closed = { ...server, settings: () => server.settings({ host: 'mail.invalid' }) }
    const failure = await transportTo(closed, route).open()
    // The name is not the certificate's: what is proved is the way that was taken.
    expect(failure?.error.code).toBe('mail-tls-certificate')
    expect(proxy.asked).toEqual([`mail.invalid:${server.port}`])

    route.worked('mail.invalid', server.port, { host: '127.0.0.1', port: proxy.port, tls: false })
    const [first] = await route.ways('mail.invalid', server.port)
    expect(first).toMatchObject({ port: proxy.port })
  })

  it('that refuses says more than a closed port', async () => {
    const [server, dead] = await Promise.all([mailServer(), deadPort()])
    const proxy = await proxyWith({ answer: 'HTTP/1.1 403 Forbidden\r\n\r\n' })
    const failure = await transportTo(server, system(proxy.pac), dead).open()
    expect(failure?.error).toMatchObject({ code: 'proxy-refused', params: { status: 403 } })
    expect(tellingFailure(['mail-port-blocked', 'proxy-unreachable'], (code) => code)).toBe('mail-port-blocked')
  })

  it('that cannot be found out is none', async () => {
    const server = await mailServer()
    const route = createMailRoute({
      systemProxy: () => Promise.reject(new Error('no script')),
      settings: async () => ({ kind: 'system' }),
      password: async () => null,
    })
    expect(await transportTo(server, route).open()).toBeNull()
  })
})

describe('what a PAC script answers', () => {
  it.each([
    ['DIRECT', []],
    ['PROXY proxy.lycee.example:3128', [{ host: 'proxy.lycee.example', port: 3128, tls: false }]],
    ['PROXY a:80; DIRECT', [{ host: 'a', port: 80, tls: false }]],
    ['HTTPS b; SOCKS5 c:1080', [{ host: 'b', port: 443, tls: true }]],
    ['PROXY [2001:db8::1]:8080', [{ host: '2001:db8::1', port: 8080, tls: false }]],
    ['PROXY user:pass@evil:80', []],
    ['PROXY a/../b:80', []],
    ['PROXY', []],
  ])('%s', (answer, expected) => {
    expect(parseProxyList(answer)).toEqual(expected)
  })

  it('is read without a fault whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (answer) => {
        for (const { host, port } of parseProxyList(answer)) {
          expect(host).not.toMatch(/[\s/@]/)
          expect(port).toBeGreaterThan(0)
        }
      }),
    )
  })
})
