/**
 * A line to a server through an HTTP proxy (CONNECT, RFC 9110 §9.3.6), for what does not speak HTTP: mail, in schools
 * where only the proxy reaches the outside. What travels inside is encrypted before anything is said.
 */
import { isIPv6, type Socket, connect as tcpConnect } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { type ErrorCode, TrousseError } from '../contract/errors.ts'

export interface ProxyServer {
  readonly host: string
  readonly port: number
  /** The line to the proxy itself is encrypted. */
  readonly tls: boolean
  /** For a proxy that asks who we are (Basic, RFC 7617). */
  readonly credentials?: { readonly user: string; readonly password: string }
}

/** A proxy's answer is a few lines; more than this is something else. */
const MAX_HEADER_BYTES = 16 * 1024
const DEFAULT_PORT = { PROXY: 80, HTTP: 80, HTTPS: 443 } as const
const MAX_PROXIES = 4

/**
 * The HTTP proxies of a PAC answer (`PROXY a:8080; SOCKS b:1080; DIRECT`), in its order. SOCKS and what is not understood
 * are left out; `DIRECT` is the caller's own affair.
 */
export function parseProxyList(answer: string): ProxyServer[] {
  const found: ProxyServer[] = []
  for (const part of answer.slice(0, 2_000).split(';')) {
    const [kind = '', address = ''] = part.trim().split(/\s+/)
    const scheme = kind.toUpperCase()
    if (scheme !== 'PROXY' && scheme !== 'HTTP' && scheme !== 'HTTPS') continue
    const url = URL.canParse(`http://${address}`) ? new URL(`http://${address}`) : null
    if (url === null || url.hostname === '' || url.username !== '' || url.pathname !== '/') continue
    const port = url.port === '' ? (/:\d+$/.test(address) ? 80 : DEFAULT_PORT[scheme]) : Number(url.port)
    found.push({ host: url.hostname.replace(/^\[|\]$/g, ''), port, tls: scheme === 'HTTPS' })
    if (found.length === MAX_PROXIES) break
  }
  return found
}

export interface ProxyConnectOptions {
  readonly proxy: ProxyServer
  readonly host: string
  readonly port: number
  /** Milliseconds until the tunnel is open. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Authorities in PEM for the line to an encrypted proxy. */
  readonly ca?: readonly string[]
}

/** Which ways of saying who we are a 407 offers, in lower case. */
const schemesOf = (head: string): string[] =>
  [...head.matchAll(/^proxy-authenticate:\s*([a-z0-9-]+)/gim)].map(([, scheme = '']) => scheme.toLowerCase())

/**
 * Opens a tunnel. The socket is paused; what the server said together with the proxy's answer is still in it.
 *
 * Rejects with `proxy-unreachable`, `proxy-refused` (params `status`), `proxy-credentials`, `proxy-authentication` (the
 * proxy only takes a way of signing in that Trousse does not have; params `scheme`), `cancelled`. Host and port of the
 * proxy go along, never its password.
 */
export function connectThroughProxy(options: ProxyConnectOptions): Promise<Socket> {
  const { proxy, host, port, timeoutMs, signal } = options
  const where = { host: proxy.host, port: proxy.port }
  const failure = (code: ErrorCode, more: Record<string, string | number> = {}, cause?: unknown) =>
    new TrousseError(code, { ...where, ...more }, cause === undefined ? {} : { cause })
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new TrousseError('cancelled'))
    if (/[^\w.:-]/.test(host)) return reject(failure('proxy-refused', { status: 0 }))
    const socket = proxy.tls
      ? tlsConnect({
          ...where,
          minVersion: 'TLSv1.2',
          ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
          ...(/^[\d.]+$|:/.test(proxy.host) ? {} : { servername: proxy.host }),
        })
      : tcpConnect(where)
    let head = Buffer.alloc(0)
    const settle = (error: TrousseError | null) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      socket.removeListener('data', onData)
      socket.removeListener('close', onClose)
      // The listener of errors stays: one that comes before its next owner listens would end the process.
      if (error === null) return resolve(socket)
      socket.destroy()
      reject(error)
    }
    const onAbort = () => settle(new TrousseError('cancelled'))
    const onClose = () => settle(failure('proxy-unreachable'))
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) {
        if (head.length > MAX_HEADER_BYTES) settle(failure('proxy-refused', { status: 0 }))
        return
      }
      socket.pause()
      const text = head.subarray(0, end).toString('latin1')
      const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(text)?.[1] ?? 0)
      if (status >= 200 && status < 300) {
        settle(null)
        const rest = head.subarray(end + 4)
        if (rest.length > 0) socket.unshift(rest)
        return
      }
      if (status !== 407) return settle(failure('proxy-refused', { status }))
      const schemes = schemesOf(text)
      const other = schemes.find((scheme) => scheme !== 'basic')
      if (other !== undefined && !schemes.includes('basic')) {
        return settle(failure('proxy-authentication', { scheme: other.slice(0, 20) }))
      }
      settle(failure('proxy-credentials'))
    }
    const timer = setTimeout(() => settle(failure('proxy-unreachable')), timeoutMs)
    signal?.addEventListener('abort', onAbort, { once: true })
    socket.on('error', (cause) => settle(failure('proxy-unreachable', {}, cause)))
    socket.on('close', onClose)
    socket.on('data', onData)
    socket.once(proxy.tls ? 'secureConnect' : 'connect', () => {
      const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`
      const { credentials } = proxy
      const basic = credentials && Buffer.from(`${credentials.user}:${credentials.password}`, 'utf8').toString('base64')
      socket.write(
        `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${basic ? `Proxy-Authorization: Basic ${basic}\r\n` : ''}\r\n`,
      )
    })
  })
}
