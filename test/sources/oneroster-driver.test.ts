import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TrousseError } from '../../electron/contract/errors.ts'
import type { SnapshotBatch, SnapshotRecord } from '../../electron/contract/snapshot.ts'
import { snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import { checkConnection, createOneRosterDriver } from '../../electron/sources/oneroster/driver.ts'
import { createTestContext, type TestContext } from '../helpers/sources-context.ts'
import {
  json,
  page,
  pageOf,
  type Scripted,
  type SeenRequest,
  type SmallServer,
  smallSchool,
  startSmallServer,
} from '../helpers/sources-server.ts'

let server: SmallServer

beforeEach(async () => {
  server = await startSmallServer()
})
afterEach(() => server.stop())

const driver = (secret = server.clientSecret) =>
  createOneRosterDriver({
    config: { url: server.url, tokenUrl: server.tokenUrl, clientId: server.clientId },
    clientSecret: secret,
  })

async function fetchAll(context: TestContext = createTestContext(), secret?: string): Promise<SnapshotBatch[]> {
  const batches: SnapshotBatch[] = []
  for await (const batch of driver(secret).fetch(context)) batches.push(batch)
  return batches
}

async function errorOf(work: Promise<unknown>): Promise<TrousseError> {
  const error = await work.then(
    () => new Error('was not refused'),
    (reason: unknown) => reason,
  )
  if (error instanceof TrousseError) return error
  throw error
}

const recordsOf = (batches: readonly SnapshotBatch[]): SnapshotRecord[] => batches.flatMap(({ records }) => records)
const isApi = (request: SeenRequest) => request.path.startsWith('/ims/')
const onApi = (answer: (request: SeenRequest) => Scripted | undefined) => {
  server.override = (request) => (isApi(request) ? answer(request) : undefined)
}

describe('a whole school', () => {
  it('comes as records that fit the contract', async () => {
    const records = recordsOf(await fetchAll())
    for (const record of records) expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
    const kinds = records.map(({ entity }) => entity)
    expect(kinds.filter((kind) => kind === 'person')).toHaveLength(25)
    expect(kinds.filter((kind) => kind === 'academicYear')).toHaveLength(1)
    expect(records.find((record) => record.externalId === 'p1')).toEqual({
      entity: 'person',
      externalId: 'p1',
      role: 'pupil',
      familyName: 'Nom1',
      givenName: 'Prénom1',
      birthDate: '2010-05-12',
      contactPoints: [],
      guardianships: [
        {
          guardianExternalId: 'r1',
          level: 1,
          relationship: 'guardian',
          authority: true,
          courtBlock: false,
          primary: true,
        },
      ],
    })
    expect(records.find((record) => record.externalId === 'r1')).toMatchObject({
      role: 'guardian',
      contactPoints: [
        { kind: 'email', value: 'parent1@example.org' },
        { kind: 'phone', value: '+33639980001' },
      ],
    })
    expect(records.find((record) => record.externalId === 'l1')).toMatchObject({
      subject: 'Mathématiques',
      assignedOn: '2026-09-10',
      dueOn: '2026-09-17',
    })
  })

  it('keeps nothing of what must not be read', async () => {
    expect(JSON.stringify(await fetchAll())).not.toContain('never-read')
  })

  it('sends the key form-encoded and asks only to read', async () => {
    await fetchAll()
    const asked = new URLSearchParams(server.requests[0]?.body)
    expect(asked.get('grant_type')).toBe('client_credentials')
    expect(asked.get('scope')).toContain('roster.readonly')
    expect(asked.get('scope')).not.toMatch(/createput|delete|demographics/)
  })

  it('leaves out what is marked as deleted', async () => {
    const lists = smallSchool()
    server.lists = { ...lists, lineItems: (lists.lineItems ?? []).map((item) => ({ ...item, status: 'tobedeleted' })) }
    expect(recordsOf(await fetchAll()).some(({ entity }) => entity === 'assignment')).toBe(false)
  })
})

describe('pages', () => {
  it('are read to the end, 500 at a time', async () => {
    server.lists = smallSchool(600)
    const context = createTestContext()
    const records = recordsOf(await fetchAll(context))
    expect(records.filter(({ entity }) => entity === 'person')).toHaveLength(1201)
    const offsets = server.requests
      .filter(({ path }) => path.endsWith('/users'))
      .map(({ query }) => query.get('offset'))
    expect(offsets).toEqual(['0', '500', '1000'])
    expect(context.progress.at(-1)?.step).toBe('assignments')
  })

  it('are asked conditionally, and an unchanged one carries no record', async () => {
    const first = await fetchAll()
    const validators = new Map(first.flatMap(({ page: one }) => (one?.etag ? [[one.url, one.etag] as const] : [])))
    const again = await fetchAll(createTestContext({ validators }))
    expect(again).toHaveLength(first.length)
    expect(again.every((batch) => batch.page?.unchanged === true && batch.records.length === 0)).toBe(true)
    expect(again.map((batch) => batch.page?.etag)).toEqual(first.map((batch) => batch.page?.etag))
  })

  it('keep the subject of an assignment when only the assignments changed', async () => {
    const first = await fetchAll()
    const validators = new Map(
      first.flatMap(({ page: one }) =>
        one?.etag && !one.url.includes('lineItems') ? [[one.url, one.etag] as const] : [],
      ),
    )
    const again = recordsOf(await fetchAll(createTestContext({ validators })))
    expect(again.find(({ externalId }) => externalId === 'l1')).toMatchObject({ subject: 'Mathématiques' })
  })

  it('without totals end with an empty page, however few the server gives at once', async () => {
    onApi((request) => {
      const limit = String(Math.min(7, Number(request.query.get('limit'))))
      const query = new URLSearchParams({ offset: request.query.get('offset') ?? '0', limit })
      const { body, headers } = pageOf(server.lists, { ...request, headers: {}, query })
      return { headers: { 'content-type': headers?.['content-type'] ?? '' }, body: body ?? '' }
    })
    const records = recordsOf(await fetchAll())
    expect(records.filter(({ entity }) => entity === 'person')).toHaveLength(25)
  })

  it('an unchanged page without a total is asked again in full when nothing tells where it ends', async () => {
    const first = await fetchAll()
    const validators = new Map(first.flatMap(({ page: one }) => (one?.etag ? [[one.url, one.etag] as const] : [])))
    onApi((request) => {
      const own = pageOf(server.lists, request)
      const headers = Object.fromEntries(Object.entries(own.headers ?? {}).filter(([name]) => name !== 'x-total-count'))
      return { ...own, headers }
    })
    const again = await fetchAll(createTestContext({ validators }))
    expect(recordsOf(again).length).toBe(recordsOf(first).length)
  })

  it.each([
    ['fewer objects than announced', (total: number) => total + 3],
    ['more objects than announced', (total: number) => total - 3],
  ])('with %s are incomplete', async (_, announced) => {
    onApi((request) => {
      const own = pageOf(server.lists, request)
      if (!request.path.endsWith('/users')) return own
      return { ...own, headers: { ...own.headers, 'x-total-count': String(announced(25)) } }
    })
    const error = await errorOf(fetchAll())
    expect(error.code).toBe('source-incomplete')
    expect(error.params).toMatchObject({ collection: 'users' })
  })

  it('that give the same object twice are incomplete: another one slid out of sight', async () => {
    const users = smallSchool().users ?? []
    server.lists = { ...smallSchool(), users: [...users.slice(0, -1), ...users.slice(0, 1)] }
    expect((await errorOf(fetchAll())).code).toBe('source-incomplete')
  })

  it('whose total changes while they are read are incomplete', async () => {
    server.lists = smallSchool(600)
    onApi((request) => {
      const own = pageOf(server.lists, request)
      if (request.query.get('offset') !== '500') return own
      return { ...own, headers: { ...own.headers, 'x-total-count': '1199' } }
    })
    expect((await errorOf(fetchAll())).code).toBe('source-incomplete')
  })
})

describe('the key', () => {
  it('is renewed once when it died', async () => {
    let died = false
    server.override = (request) => {
      if (request.path.endsWith('/users') && !died) {
        died = true
        server.expireTokens()
      }
      return undefined
    }
    expect(recordsOf(await fetchAll()).length).toBeGreaterThan(30)
    expect(server.requests.filter(({ path }) => path === '/token')).toHaveLength(2)
  })

  it('is not asked for for ever', async () => {
    onApi(() => json({ imsx_codeMajor: 'failure' }, {}, 401))
    expect((await errorOf(fetchAll())).code).toBe('credentials-refused')
    expect(server.requests.filter(({ path }) => path === '/token')).toHaveLength(2)
  })

  it('that the server does not know is refused without a retry', async () => {
    expect((await errorOf(fetchAll(undefined, 'wrong'))).code).toBe('credentials-refused')
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    ['a bare 503', page('Erreur', 503), 'login-door-down'],
    ['a 503 that says when to come back', page('Erreur', 503, { 'retry-after': '120' }), 'server-overloaded'],
    ['a page without sense', page('Bonjour'), 'login-door-down'],
    ['a maintenance page with status 200', page('Accès momentanément indisponible'), 'server-maintenance'],
    ['JSON that is no token', json({ hello: 1 }), 'login-door-down'],
    ['a lock', json({ error_description: 'Votre compte est verrouillé' }, {}, 403), 'account-locked'],
  ])('door that answers with %s', async (_, answer, code) => {
    server.override = (request) => (request.path === '/token' ? answer : undefined)
    expect((await errorOf(fetchAll())).code).toBe(code)
  })

  it('without the gradebook leaves assignments alone', async () => {
    server.override = (request) => {
      if (request.path === '/token') return undefined
      return request.path.includes('gradebook') ? json({}, {}, 403) : undefined
    }
    expect((await errorOf(fetchAll())).code).toBe('credentials-refused')
    const scope = 'https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly'
    server.override = (request) => {
      if (request.path === '/token') return json({ access_token: 'x', scope })
      return isApi(request) ? pageOf(server.lists, request) : undefined
    }
    expect(recordsOf(await fetchAll()).some(({ entity }) => entity === 'person')).toBe(true)
    expect(server.requests.at(-1)?.path).not.toContain('gradebook')
  })
})

describe('an answer that is not the school', () => {
  it.each([
    ['maintenance with status 200', page('Accès momentanément indisponible'), 'server-maintenance'],
    ['quota', page('Nous avons instauré une logique de quota'), 'server-quota'],
    ['a bare 500', { status: 500, body: 'oops' }, 'server-error'],
    ['a busy 503', page('Erreur', 503), 'server-overloaded'],
    ['a page without sense', page('Bienvenue'), 'response-unexpected'],
    ['another list', json({ other: [] }), 'response-unexpected'],
    ['a list where an object is due', json([]), 'response-unexpected'],
    ['text', { headers: { 'content-type': 'application/json' }, body: 'pas du JSON' }, 'response-not-json'],
    [
      'half of its JSON',
      { headers: { 'content-type': 'application/json' }, body: '{"orgs":[{"sour' },
      'response-truncated',
    ],
    ['bytes that are no UTF-8', { body: Uint8Array.of(0x7b, 0xff, 0x7d) }, 'response-not-json'],
    ['404', json({}, {}, 404), 'response-unexpected'],
    ['a locked account', json({ imsx_description: 'Votre compte est verrouillé' }, {}, 403), 'account-locked'],
    ['nesting without end', { body: `{"orgs":${'['.repeat(100)}${']'.repeat(100)}}` }, 'response-unexpected'],
  ])('%s', async (_, answer: Scripted, code) => {
    onApi(() => answer)
    expect((await errorOf(fetchAll())).code).toBe(code)
  })

  it('a line that breaks is tried three times, then said', async () => {
    onApi(() => ({ headers: { 'content-type': 'application/json' }, body: '{"orgs":[', hangUp: true }))
    const context = createTestContext()
    expect((await errorOf(fetchAll(context))).code).toBe('response-truncated')
    expect(context.waits).toHaveLength(2)
  })

  it('one object that does not fit stops everything, and names no one', async () => {
    server.lists = { ...smallSchool(), users: [{ sourcedId: 'p1', familyName: 'SECRET', roles: 'student' }] }
    const error = await errorOf(fetchAll())
    expect(error.code).toBe('response-unexpected')
    expect(error.params).toEqual({ collection: 'users', index: 0, field: 'roles' })
  })

  it('a server that is gone', async () => {
    await server.stop()
    expect((await errorOf(fetchAll())).code).toBe('network-unreachable')
  })
})

describe('retries', () => {
  it('wait as long as the server asks when that is short', async () => {
    let calls = 0
    onApi((request) =>
      calls++ === 0 ? { status: 429, headers: { 'retry-after': '2' } } : pageOf(server.lists, request),
    )
    const context = createTestContext()
    await fetchAll(context)
    expect(context.waits).toEqual([2500])
  })

  it.each([
    ['seconds', () => '60'],
    ['a date', () => new Date(Date.now() + 60_000).toUTCString()],
  ])('do not wait for long, and say how long: %s', async (_, after) => {
    onApi(() => ({ status: 429, headers: { 'retry-after': after() } }))
    const context = createTestContext()
    const error = await errorOf(fetchAll(context))
    expect(error.code).toBe('too-many-requests')
    expect(error.params.seconds).toBeGreaterThan(50)
    expect(context.waits).toEqual([])
  })
})

describe('redirects', () => {
  it('in a circle are a loop', async () => {
    onApi((request) => ({ status: 302, headers: { location: `${request.path}?limit=500&offset=0` } }))
    expect((await errorOf(fetchAll())).code).toBe('redirect-loop')
  })

  it('without end are a loop', async () => {
    let hop = 0
    onApi(() => ({ status: 302, headers: { location: `/ims/${++hop}` } }))
    expect((await errorOf(fetchAll())).code).toBe('redirect-loop')
    expect(hop).toBe(11)
  })

  it('to a login page mean that the key no longer fits', async () => {
    server.override = (request) => {
      if (request.path === '/auth/login') {
        return { headers: { 'content-type': 'text/html' }, body: '<html><form><input type="password"></form></html>' }
      }
      return isApi(request) ? { status: 302, headers: { location: '/auth/login' } } : undefined
    }
    expect((await errorOf(fetchAll())).code).toBe('credentials-refused')
  })

  it('to a login page that is out of order mean that the door is down', async () => {
    server.override = (request) => {
      if (request.path === '/cas/login') return { status: 500, body: 'boom' }
      return isApi(request) ? { status: 302, headers: { location: '/cas/login' } } : undefined
    }
    expect((await errorOf(fetchAll())).code).toBe('login-door-down')
  })

  it('to another host go without the key', async () => {
    const other = await startSmallServer()
    other.override = () => json({ orgs: [] }, { 'x-total-count': '0' })
    onApi((request) =>
      request.path.endsWith('/orgs') ? { status: 302, headers: { location: `${other.url}/elsewhere` } } : undefined,
    )
    await fetchAll()
    expect(other.requests).toHaveLength(1)
    expect(other.requests[0]?.headers.authorization).toBeUndefined()
    await other.stop()
  })

  it('away from https are refused', async () => {
    onApi(() => ({ status: 302, headers: { location: 'http://ent.example/' } }))
    expect((await errorOf(fetchAll())).code).toBe('address-refused')
  })
})

describe('addresses', () => {
  it.each(['http://ent.example', 'https://user:pass@ent.example', 'ftp://ent.example', 'http://127.0.0.1.example'])(
    'refuses %s',
    (url) => {
      const options = { config: { url, tokenUrl: `${url}/token`, clientId: 'c' }, clientSecret: 's' }
      expect(() => createOneRosterDriver(options)).toThrow(expect.objectContaining({ code: 'address-refused' }))
    },
  )

  it('a server outside may not name a token door on this computer', async () => {
    const options = {
      config: { url: 'https://ent.example', tokenUrl: server.tokenUrl, clientId: 'c' },
      clientSecret: 's',
    }
    const error = await errorOf(
      createOneRosterDriver(options).fetch(createTestContext())[Symbol.asyncIterator]().next(),
    )
    expect(error.code).toBe('address-refused')
    expect(server.requests).toHaveLength(0)
  })
})

describe('cancelling', () => {
  it('stops between pages', async () => {
    const controller = new AbortController()
    onApi((request) => {
      if (request.path.endsWith('/users')) controller.abort()
      return undefined
    })
    const error = await errorOf(fetchAll(createTestContext({ signal: controller.signal })))
    expect(error.code).toBe('cancelled')
  })
})

describe('checking a connection', () => {
  it('passes for a good server and asks for one class', async () => {
    await checkConnection({ config: server, clientSecret: server.clientSecret }, createTestContext())
    expect(server.requests.at(-1)?.query.get('limit')).toBe('1')
  })

  it('says what is wrong', async () => {
    const wrong = checkConnection({ config: server, clientSecret: 'no' }, createTestContext())
    expect((await errorOf(wrong)).code).toBe('credentials-refused')
    onApi(() => page('Accès momentanément indisponible'))
    const down = checkConnection({ config: server, clientSecret: server.clientSecret }, createTestContext())
    expect((await errorOf(down)).code).toBe('server-maintenance')
  })
})

describe('attachments', () => {
  const ask = (url: string, name = 'exercice.pdf', maxBytes = 1000) =>
    driver().fetchAttachment?.(createTestContext(), { url, name, maxBytes }) ?? Promise.reject(new Error('missing'))

  it('of the same host are asked for with the key', async () => {
    server.override = (request) => (request.path === '/files/1' ? { body: 'abc' } : undefined)
    expect(Buffer.from(await ask(`${server.url}/files/1`)).toString()).toBe('abc')
    expect(server.requests.at(-1)?.headers.authorization).toMatch(/^Bearer /)
  })

  it('of another host are asked for without it', async () => {
    const other = await startSmallServer()
    other.override = () => ({ body: 'abc' })
    await ask(`${other.url}/files/1`)
    expect(other.requests.at(-1)?.headers.authorization).toBeUndefined()
    expect(server.requests).toHaveLength(0)
    await other.stop()
  })

  it('that turn out to be a page are an outage, unless a page is what was asked for', async () => {
    server.override = (request) => (request.path === '/files/1' ? page('Accès momentanément indisponible') : undefined)
    expect((await errorOf(ask(`${server.url}/files/1`))).code).toBe('server-maintenance')
    server.override = (request) => (request.path === '/files/1' ? page('Leçon') : undefined)
    expect((await ask(`${server.url}/files/1`, 'leçon.html')).byteLength).toBeGreaterThan(10)
  })

  it('are cut at the limit', async () => {
    server.override = (request) => (request.path === '/files/1' ? { body: 'x'.repeat(2000) } : undefined)
    expect((await errorOf(ask(`${server.url}/files/1`))).code).toBe('response-too-large')
  })
})
