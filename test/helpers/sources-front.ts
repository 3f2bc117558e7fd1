/**
 * A real server in front of the demonstration's: it passes everything on, and from a chosen request onwards it spoils
 * the answers as networks, proxies and ill platforms do.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Passed {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}
/** What comes in place of a good answer; null lets it pass. */
export type Spoil = (good: Passed, path: string) => Passed | 'silence' | 'endless' | 'broken-line' | null

export interface Front {
  readonly origin: string
  /** Requests since the last `spoil`. */
  seen(): number
  /** From request number `from` (0 is the next one) every answer is spoiled. */
  spoil(how: Spoil, from?: number): void
  stop(): Promise<void>
}

/** Of the connection, not of the answer. */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'date'])

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

async function passOn(request: IncomingMessage, body: Buffer, target: string, origin: string): Promise<Passed> {
  const headers = Object.entries(request.headers).filter(([name]) => !HOP.has(name) && name !== 'host')
  const answer = await fetch(`${target}${request.url}`, {
    method: request.method ?? 'GET',
    headers: headers.map(([name, value]) => [name, String(value)] as [string, string]),
    redirect: 'manual',
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  })
  const here = (text: string) => text.replaceAll(target, origin)
  const kept = [...answer.headers].filter(([name]) => !HOP.has(name)).map(([name, value]) => [name, here(value)])
  const bytes = Buffer.from(await answer.arrayBuffer())
  const isText = /json|html/.test(answer.headers.get('content-type') ?? '')
  return {
    status: answer.status,
    headers: Object.fromEntries(kept),
    body: isText ? Buffer.from(here(bytes.toString())) : bytes,
  }
}

/** Spaces without end, until the other side has had enough. */
function pour(response: ServerResponse): void {
  const block = Buffer.alloc(1024 * 1024, ' ')
  response.writeHead(200, { 'content-type': 'application/json' })
  const more = () => {
    while (!response.destroyed && response.write(block)) {
      // As fast as the line takes it.
    }
  }
  response.on('drain', more)
  more()
}

export async function startFront(target: string): Promise<Front> {
  let how: Spoil = () => null
  let first = 0
  let count = 0
  const server = createServer(async (request, response) => {
    response.on('error', () => {})
    const number = count++
    const good = await passOn(request, await readAll(request), target, front.origin)
    const given = (number >= first ? how(good, request.url ?? '/') : null) ?? good
    if (given === 'silence') return
    if (given === 'endless') return pour(response)
    if (given === 'broken-line') {
      response.writeHead(good.status, { ...good.headers, 'content-length': String(good.body.length + 10) })
      return void response.write(good.body, () => response.destroy())
    }
    response.writeHead(given.status, { ...given.headers, 'content-length': String(given.body.length) })
    response.end(given.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const front: Front = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: () => count,
    spoil(next, from = 0) {
      how = next
      first = from
      count = 0
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return front
}

export const page = (text: string, status = 200, more = ''): Passed => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from(
    `<!doctype html><html><head><title>${text}</title></head><body><h1>${text}</h1>${more}</body></html>`,
  ),
})
export const jsonAnswer = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Passed => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
})
/** Cut on its way, with a length that fits: only what it holds betrays it. */
export const cut = (good: Passed): Passed => ({
  ...good,
  headers: Object.fromEntries(Object.entries(good.headers).filter(([name]) => name !== 'etag')),
  body: good.body.subarray(0, Math.max(1, Math.floor(good.body.length * 0.6))),
})
