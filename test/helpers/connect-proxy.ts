/** A real HTTP proxy on loopback that opens tunnels (CONNECT), or refuses to in the ways that schools' proxies do. */
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface TestProxy {
  readonly port: number
  /** `host:port` of every tunnel asked for, opened or not. */
  readonly asked: readonly string[]
  readonly opened: number
  /** Bytes that went through, both ways. */
  readonly bytes: number
  /** A PAC script's answer that names this proxy. */
  readonly pac: string
  close(): Promise<void>
}

export interface TestProxyOptions {
  /** Asks for these (Basic). */
  readonly credentials?: { readonly user: string; readonly password: string }
  /** Answers every CONNECT with this instead: a status line, headers and body, as sent. */
  readonly answer?: string
  /** Answers nothing at all. */
  readonly silent?: boolean
  /** Names of this computer under which the tests' servers are asked for. */
  readonly resolve?: (host: string) => string
}

export async function startConnectProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  let opened = 0
  let bytes = 0
  const server = createServer((_request, response) => {
    response.writeHead(405)
    response.end()
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('connect', (request, duplex, head) => {
    const socket = duplex as Socket
    asked.push(request.url ?? '')
    if (options.silent) return
    if (options.answer !== undefined) return void socket.end(options.answer)
    const { credentials } = options
    const expected = credentials && Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')
    if (expected !== undefined && request.headers['proxy-authorization'] !== `Basic ${expected}`) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="lycee"\r\n\r\n')
      return
    }
    const url = new URL(`http://${request.url}`)
    const target = connect(Number(url.port), options.resolve?.(url.hostname) ?? url.hostname, () => {
      opened += 1
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      if (head.length > 0) target.write(head)
      target.pipe(socket)
      socket.pipe(target)
      for (const side of [socket, target]) side.on('data', (chunk: Buffer) => (bytes += chunk.length))
    })
    sockets.add(target)
    target.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
    socket.on('close', () => target.destroy())
    target.on('close', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    asked,
    get opened() {
      return opened
    },
    get bytes() {
      return bytes
    },
    pac: `PROXY 127.0.0.1:${port}; DIRECT`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
