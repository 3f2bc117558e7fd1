import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type ErrorCode, TrousseError } from '../../../electron/contract/errors.ts'
import type { HttpRequest } from '../../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'

const client = createFetchHttpClient()
const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
})

async function listening(server: {
  listen(port: number, host: string, done: () => void): unknown
  address(): unknown
}) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function serve(listener: RequestListener): Promise<string> {
  const server: Server = createHttpServer(listener)
  cleanUps.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return listening(server)
}

/** A server that speaks raw bytes, for what an HTTP library refuses to write. */
function serveRaw(onRequest: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => onRequest(socket))
  })
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return listening(server)
}

const ask = (url: string, more: Partial<HttpRequest> = {}) => client.request({ url, maxBytes: 10_000, ...more })

async function failure(promise: Promise<unknown>): Promise<TrousseError> {
  const error: unknown = await promise.then(
    () => 'it succeeded',
    (reason: unknown) => reason,
  )
  if (error instanceof TrousseError) return error
  throw new Error(`not an error of ours: ${String(error)}`)
}
const codeOf = async (promise: Promise<unknown>): Promise<ErrorCode> => (await failure(promise)).code

describe('a good answer', () => {
  it('comes with status, lower-cased headers and the bytes, whatever the method', async () => {
    const url = await serve((request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => {
        response.setHeader('X-Asked', `${request.method} ${request.headers['x-own']}`)
        response.end(Buffer.concat(pieces))
      })
    })
    const answer = await ask(url, { method: 'POST', body: 'é'.repeat(10), headers: { 'X-Own': 'yes' } })
    expect([answer.status, answer.headers['x-asked']]).toEqual([200, 'POST yes'])
    expect(Buffer.from(answer.body).toString()).toBe('é'.repeat(10))
    expect(answer.elapsedMs).toBeGreaterThanOrEqual(0)
  })

  it('hands over every redirect, error status and empty body as it is', async () => {
    const url = await serve((request, response) => {
      response.writeHead(Number(request.url?.slice(1)), { location: 'http://elsewhere.example/' }).end()
    })
    for (const status of [204, 301, 302, 304, 307, 401, 404, 500, 503]) {
      const answer = await ask(`${url}${status}`)
      expect([answer.status, answer.headers.location, answer.body.byteLength]).toEqual([
        status,
        'http://elsewhere.example/',
        0,
      ])
    }
  })
})

describe('too much', () => {
  it('refuses an announced size, a stream without end, and a small body that unfolds', async () => {
    const announced = await serve((_, response) =>
      response.writeHead(200, { 'content-length': '10001' }).end('x'.repeat(10_001)),
    )
    expect(await codeOf(ask(announced))).toBe('response-too-large')

    let gone = false
    const endless = await serve((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(1_000)));
      }
      response.on('drain', more)
      response.on('close', () => {
        gone = true
      })
      more()
    })
    expect(await codeOf(ask(endless))).toBe('response-too-large')
    await expect.poll(() => gone).toBe(true)

    const bomb = gzipSync(Buffer.alloc(5_000_000))
    const unfolding = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
    expect(bomb.byteLength).toBeLessThan(10_000)
    expect(await codeOf(ask(unfolding))).toBe('response-too-large')
  })

  it('accepts a body of exactly the limit', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(10_000)))
    expect((await ask(url)).body.byteLength).toBe(10_000)
  })
})

describe('too late', () => {
  it('gives up on headers that do not come', async () => {
    const url = await serve(() => undefined)
    const error = await failure(ask(url, { firstByteMs: 50 }))
    expect([error.code, error.params.phase]).toEqual(['network-timeout', 'first-byte'])
  })

  it('gives up on headers that come letter by letter', async () => {
    const url = await serveRaw((socket) => {
      const letters = [...'HTTP/1.1 200 OK\r\nX-Slow: 1\r\n\r\n']
      const timer = setInterval(() => socket.write(letters.shift() ?? ' '), 20)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await codeOf(ask(url, { firstByteMs: 150 }))).toBe('network-timeout')
  })

  it('gives up on a body that comes byte by byte', async () => {
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    })
    const error = await failure(ask(url, { totalMs: 150 }))
    expect([error.code, error.params.phase]).toEqual(['network-timeout', 'total'])
  })
})

describe('cancelling', () => {
  it('settles at once before, while waiting for headers, and within a body', async () => {
    expect(await codeOf(ask('http://127.0.0.1:9/', { signal: AbortSignal.abort() }))).toBe('cancelled')
    const silent = await serve(() => undefined)
    const dripping = await serve((_, response) => void response.write('x'))
    for (const url of [silent, dripping]) {
      const controller = new AbortController()
      const pending = codeOf(ask(url, { signal: controller.signal }))
      setTimeout(() => controller.abort(), 30)
      expect(await pending).toBe('cancelled')
    }
  })

  it('does not wait for a transport that ignores it', async () => {
    const deaf = createFetchHttpClient(() => new Promise(() => undefined))
    const controller = new AbortController()
    const pending = codeOf(deaf.request({ url: 'http://a.example/', maxBytes: 1, signal: controller.signal }))
    controller.abort()
    expect(await pending).toBe('cancelled')
    const stuck = createFetchHttpClient(
      async () => new Response(new ReadableStream({ pull: () => new Promise(() => undefined) })),
    )
    const second = new AbortController()
    const reading = codeOf(stuck.request({ url: 'http://a.example/', maxBytes: 1, signal: second.signal }))
    setTimeout(() => second.abort(), 10)
    expect(await reading).toBe('cancelled')
  })
})

describe('broken lines', () => {
  it('says that a body was cut', async () => {
    const short = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this'))
    expect(await codeOf(ask(short))).toBe('response-truncated')
    const chunked = await serveRaw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
    )
    expect(await codeOf(ask(chunked))).toBe('response-truncated')
  })

  it('tells refusal, silence of names, hanging up and bad certificates apart', async () => {
    const url = await serve((_, response) => response.end())
    for (const cleanUp of cleanUps.splice(0)) cleanUp()
    expect(await codeOf(ask(url))).toBe('network-unreachable')
    expect(await codeOf(ask('http://nobody.invalid/'))).toBe('network-dns')
    const rude = await serveRaw((socket) => socket.destroy())
    expect(await codeOf(ask(rude))).toBe('network-unreachable')
    const clear = await serveRaw((socket) => socket.end('this is not TLS'))
    expect(await codeOf(ask(clear.replace('http:', 'https:')))).toBe('network-tls')
  })

  it('reads the errors of Chromium as well', async () => {
    for (const [message, code] of [
      ['net::ERR_NAME_NOT_RESOLVED', 'network-dns'],
      ['net::ERR_CERT_AUTHORITY_INVALID', 'network-tls'],
      ['net::ERR_TIMED_OUT', 'network-timeout'],
      ['net::ERR_CONNECTION_TIMED_OUT', 'network-timeout'],
      ['net::ERR_INTERNET_DISCONNECTED', 'network-unreachable'],
      ['net::ERR_CONNECTION_REFUSED', 'network-unreachable'],
      ['net::ERR_CONTENT_LENGTH_MISMATCH', 'response-truncated'],
      ['net::ERR_UNSAFE_PORT', 'address-refused'],
    ] as const) {
      const chromium = createFetchHttpClient(() => Promise.reject(new Error(message)))
      expect([message, await codeOf(chromium.request({ url: 'https://a.example/', maxBytes: 1 }))]).toEqual([
        message,
        code,
      ])
    }
  })
})

describe('addresses', () => {
  it('refuses what is not the Web, and names or passwords within', async () => {
    for (const url of [
      '',
      'file:///etc/passwd',
      'ftp://a.example/',
      'javascript:1',
      '/relative',
      'http://user:pw@a.example/',
      'http://127.0.0.1:25/',
    ]) {
      expect([url, await codeOf(ask(url))]).toEqual([url, 'address-refused'])
    }
  })

  it('never puts a password, a path or a query in an error', async () => {
    const error = await failure(ask('http://nobody.invalid/secret/path?token=abc'))
    expect(JSON.stringify(error.toShape())).not.toMatch(/secret|abc/)
  })
})
