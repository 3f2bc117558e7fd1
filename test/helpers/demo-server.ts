/** A demonstration school for tests: small, on a fixed day, with a client that speaks its language. */
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../electron/demo/server.ts'

export const TODAY = '2026-11-24'
export const SMALL = { pupils: 60, assignments: 120, classes: 3 } as const
export const ROSTERING = '/ims/oneroster/rostering/v1p2'
export const GRADEBOOK = '/ims/oneroster/gradebook/v1p2'

export const startSmallDemo = (options: DemoServerOptions = {}): Promise<DemoServer> =>
  startDemoServer({ size: SMALL, today: TODAY, ...options })

/** Asks for a token as a client would; the answer as it came. */
export const askToken = (server: DemoServer, secret = server.clientSecret): Promise<Response> =>
  fetch(server.tokenUrl, {
    method: 'POST',
    redirect: 'manual',
    headers: { authorization: `Basic ${Buffer.from(`${server.clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })

export async function tokenOf(server: DemoServer): Promise<string> {
  const body = (await (await askToken(server)).json()) as { access_token: string }
  return body.access_token
}

export const get = (server: DemoServer, path: string, token: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { redirect: 'manual', headers: { authorization: `Bearer ${token}`, ...headers } })

export type Item = Record<string, unknown> & { sourcedId: string }

/** Every object of a collection, page by page, with the total that the server announced. */
export async function all(server: DemoServer, path: string, list: string, token: string, limit = 500) {
  const items: Item[] = []
  for (;;) {
    const answer = await get(server, `${path}?limit=${limit}&offset=${items.length}`, token)
    const page = (await answer.json()) as Record<string, Item[]>
    items.push(...(page[list] ?? []))
    const total = Number(answer.headers.get('x-total-count'))
    if (items.length >= total) return { items, total }
  }
}
