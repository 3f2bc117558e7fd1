/** Trousse's network client on Chromium's real stack, against real servers on loopback. */
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ElectronApplication } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../electron/platform/http.ts'
import type { AskNetwork, NetworkAnswer } from '../helpers/electron-network-entry.ts'
import { testCertificate } from '../helpers/smtp-certificates.ts'
import { cleanUp, launchElectron, ROOT, temporaryFolder } from './harness.ts'

let electron: ElectronApplication
const servers: Server[] = []
const sockets = new Set<Socket>()

beforeAll(async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'program'))
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(ROOT, 'test/helpers/electron-network-entry.ts'),
      outDir: join(folder, 'program'),
      rollupOptions: { output: { entryFileNames: 'main.js' } },
    },
  })
  await writeFile(join(folder, 'program', 'package.json'), '{"name":"network","type":"module","main":"main.js"}')
  await symlink(join(ROOT, 'node_modules'), join(folder, 'program', 'node_modules'), 'junction')
  electron = await launchElectron({ program: join(folder, 'program'), folder: join(folder, 'data') })
  await electron.evaluate(async () => {
    while (!('askNetwork' in globalThis)) await new Promise((resolve) => setTimeout(resolve, 10))
  })
})
afterAll(async () => {
  await electron?.close()
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
  await cleanUp()
})

async function listen(server: Server): Promise<number> {
  servers.push(server)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const serve = async (listener: RequestListener) => `http://127.0.0.1:${await listen(createHttpServer(listener))}/`

const ask = (url: string, more: Partial<HttpRequest> = {}, cancelAfterMs?: number): Promise<NetworkAnswer> =>
  electron.evaluate(
    (_electron, { request, cancel }) =>
      (globalThis as unknown as { askNetwork: AskNetwork }).askNetwork(request, cancel),
    { request: { url, maxBytes: 10_000, ...more }, cancel: cancelAfterMs },
  )

describe('an answer', () => {
  it('comes whole, with its headers; the question with its method, headers and body', async () => {
    const url = await serve((request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => {
        response.setHeader('X-Asked', `${request.method} ${request.headers['x-own']} ${request.headers['user-agent']}`)
        response.end(Buffer.concat(pieces))
      })
    })
    const answer = await ask(url, { method: 'POST', body: 'é'.repeat(10), headers: { 'X-Own': 'yes' } })
    expect(answer).toMatchObject({ status: 200, text: 'é'.repeat(10) })
    expect(answer.headers?.['x-asked']).toMatch(/^POST yes Trousse\//)
  })

  it('is unpacked when it is compressed, and cut when it unfolds beyond the limit', async () => {
    const small = gzipSync('bonjour')
    const bomb = gzipSync(Buffer.alloc(5_000_000))
    const url = await serve((request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(request.url === '/bomb' ? bomb : small),
    )
    expect(await ask(url)).toMatchObject({ status: 200, text: 'bonjour' })
    expect(await ask(`${url}bomb`)).toEqual({ code: 'response-too-large' })
  })

  it('is handed over as it is: redirects are not followed, error statuses are no errors', async () => {
    let reached = false
    const elsewhere = await serve((_request, response) => {
      reached = true
      response.end()
    })
    const url = await serve((request, response) => {
      response.writeHead(Number(request.url?.slice(1)), { location: elsewhere }).end()
    })
    for (const status of [204, 301, 302, 303, 304, 307, 308, 401, 404, 500, 503]) {
      const answer = await ask(`${url}${status}`)
      expect([answer.status, answer.headers?.location, answer.text]).toEqual([status, elsewhere, ''])
    }
    expect(reached).toBe(false)
  })

  it('leaves no cookie and no cache behind', async () => {
    const cookies: (string | undefined)[] = []
    const url = await serve((request, response) => {
      cookies.push(request.headers.cookie)
      response.writeHead(200, { 'set-cookie': 'id=1; Max-Age=1000', 'cache-control': 'max-age=1000' }).end('x')
    })
    for (let n = 0; n < 3; n++) await ask(url)
    expect(cookies).toEqual([undefined, undefined, undefined])
  })
})

describe('a failure', () => {
  it('says whether the name, the address or the door is wrong', async () => {
    expect(await ask('http://no-such-host.invalid/')).toEqual({ code: 'network-dns' })
    expect(await ask('http://127.0.0.1:1/')).toEqual({ code: 'address-refused' })
    const closed = createTcpServer()
    const port = await listen(closed)
    await new Promise((resolve) => closed.close(resolve))
    expect(await ask(`http://127.0.0.1:${port}/`)).toEqual({ code: 'network-unreachable' })
  })

  it.each(['self-signed', 'expired', 'wrong-host', 'server'] as const)(
    'is what a %s certificate of an unknown authority gives',
    async (name) => {
      const server = createHttpsServer(testCertificate(name), (_request, response) => response.end('secret'))
      expect(await ask(`https://127.0.0.1:${await listen(server)}/`)).toEqual({ code: 'network-tls' })
    },
  )

  it('is told from a whole answer when the connection breaks in the middle', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\npart')
          setTimeout(() => socket.destroy(), 50)
        })
      }),
    )
    expect(await ask(`http://127.0.0.1:${port}/`)).toEqual({ code: 'response-truncated' })
  })

  it('comes in time: no first byte, a body without end, a cancel', async () => {
    const silent = await serve(() => {})
    expect(await ask(silent, { firstByteMs: 100 })).toEqual({ code: 'network-timeout' })
    expect(await ask(silent, {}, 100)).toEqual({ code: 'cancelled' })
    let gone = false
    const endless = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => {
        clearInterval(timer)
        gone = true
      })
    })
    expect(await ask(endless, { totalMs: 300 })).toEqual({ code: 'network-timeout' })
    await expect.poll(() => gone).toBe(true)
  })
})
