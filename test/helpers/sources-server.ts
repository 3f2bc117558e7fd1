/** A small OneRoster server that a test scripts request by request; a real one, on loopback. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Scripted {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Announces more than is sent, then hangs up. */
  readonly hangUp?: boolean
}
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}
type Reply = (request: SeenRequest) => Scripted | undefined

export type Lists = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

export interface SmallServer {
  readonly url: string
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly requests: SeenRequest[]
  /** Objects by collection. */
  lists: Lists
  /** Asked first; undefined lets the server answer by itself. */
  override: Reply
  /** Ends the life of every token given so far. */
  expireTokens(): void
  stop(): Promise<void>
}

export const json = (value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Scripted => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})
export const page = (text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Scripted => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body: `<!doctype html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`,
})

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

function write(response: ServerResponse, answer: Scripted): void {
  const { status = 200, headers = {}, body = '' } = answer
  if (answer.hangUp) {
    response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body) + 100) })
    response.write(body, () => response.destroy())
    return
  }
  response.writeHead(status, { ...headers })
  response.end(body)
}

/** A page of a collection, with total, ETag and 304 as a good server gives them. */
export function pageOf(lists: Lists, request: SeenRequest): Scripted {
  const name = request.path.split('/').at(-1) ?? ''
  const items = lists[name] ?? []
  const offset = Number(request.query.get('offset') ?? 0)
  const limit = Number(request.query.get('limit') ?? 100)
  const slice = items.slice(offset, offset + limit)
  const body = JSON.stringify({ [name]: slice })
  const etag = `"${name}-${offset}-${body.length}"`
  const headers = { 'content-type': 'application/json', etag, 'x-total-count': String(items.length) }
  return request.headers['if-none-match'] === etag ? { status: 304, headers } : { status: 200, headers, body }
}

export async function startSmallServer(lists: Lists = smallSchool()): Promise<SmallServer> {
  const tokens = new Set<string>()
  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://localhost')
    const request: SeenRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers as Record<string, string | undefined>,
      body: await readBody(incoming),
    }
    self.requests.push(request)
    write(response, self.override(request) ?? answer(request))
  })

  function answer(request: SeenRequest): Scripted {
    if (request.path === '/token') {
      const expected = `Basic ${Buffer.from('client:s%C3%A9cret').toString('base64')}`
      if (request.headers.authorization !== expected) return json({ error: 'invalid_client' }, {}, 401)
      const token = `token-${tokens.size + 1}-${self.requests.length}`
      tokens.add(token)
      return json({ access_token: token, token_type: 'Bearer', expires_in: 3600 })
    }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!tokens.has(token)) return json({ imsx_codeMajor: 'failure' }, {}, 401)
    return pageOf(self.lists, request)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const self: SmallServer = {
    url,
    tokenUrl: `${url}/token`,
    clientId: 'client',
    clientSecret: 'sécret',
    requests: [],
    lists,
    override: () => undefined,
    expireTokens: () => tokens.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return self
}

const ref = (sourcedId: string) => ({ sourcedId, href: `https://ent.example/${sourcedId}`, type: 'any' })

/** One class, one group, `pupils` pupils with a guardian each, a teacher, one assignment with a file. */
export function smallSchool(pupils = 12): Lists {
  const numbers = Array.from({ length: pupils }, (_, index) => index + 1)
  return {
    orgs: [{ sourcedId: 'org', type: 'school', name: 'Lycée Imaginaire', identifier: '0000000A' }],
    academicSessions: [
      { sourcedId: 'year', type: 'schoolYear', title: '2026-2027', startDate: '2026-09-01', endDate: '2027-07-04' },
      { sourcedId: 'term', type: 'term', title: 'Trimestre 1', startDate: '2026-09-01', endDate: '2026-12-01' },
    ],
    classes: [
      { sourcedId: 'c1', title: '2de 1', classType: 'homeroom', grades: ['2de'] },
      { sourcedId: 'g1', title: '2de 1 Maths', classType: 'scheduled', subjects: ['Mathématiques'] },
    ],
    users: [
      {
        sourcedId: 't1',
        givenName: 'Anne',
        familyName: 'Durand',
        roles: [{ roleType: 'primary', role: 'teacher' }],
        email: 'anne.durand@example.org',
        password: 'never-read',
      },
      ...numbers.flatMap((n) => [
        {
          sourcedId: `p${n}`,
          givenName: `Prénom${n}`,
          familyName: `Nom${n}`,
          roles: [{ roleType: 'primary', role: 'student' }],
          agents: [ref(`r${n}`)],
          metadata: { birthDate: '2010-05-12', health: 'never-read' },
        },
        {
          sourcedId: `r${n}`,
          givenName: `Parent${n}`,
          familyName: `Nom${n}`,
          roles: [{ roleType: 'primary', role: 'parent' }],
          email: `Parent${n}@Example.org`,
          sms: '06 39 98 00 01',
        },
      ]),
    ],
    enrollments: [
      { sourcedId: 'et', user: ref('t1'), class: ref('g1'), role: 'teacher' },
      ...numbers.map((n) => ({ sourcedId: `e${n}`, user: ref(`p${n}`), class: ref('c1'), role: 'student' })),
    ],
    lineItems: [
      {
        sourcedId: 'l1',
        title: 'Exercices 12 à 15',
        description: '<p>Page 40</p>',
        assignDate: '2026-09-10T10:00:00Z',
        dueDate: '2026-09-17T00:00:00Z',
        class: ref('g1'),
      },
    ],
  }
}
