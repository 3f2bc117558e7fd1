import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoServer } from '../../../electron/demo/server.ts'
import {
  all,
  askToken,
  GRADEBOOK,
  get,
  type Item,
  ROSTERING,
  SMALL,
  startSmallDemo,
  tokenOf,
} from '../../helpers/demo-server.ts'

let server: DemoServer
let token: string
beforeAll(async () => {
  server = await startSmallDemo()
  token = await tokenOf(server)
})
afterAll(() => server.stop())

const list = async (path: string, name: string) =>
  ((await (await get(server, path, token)).json()) as Record<string, Item[]>)[name] ?? []

describe('the token door', () => {
  it('accepts credentials in the header or in the body', async () => {
    expect((await askToken(server)).status).toBe(200)
    const { clientId: client_id, clientSecret: client_secret } = server
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, scope: 'a b' })
    const answer = await fetch(server.tokenUrl, { method: 'POST', body })
    expect(await answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'a b' })
  })

  it('refuses a wrong secret, another grant, another method', async () => {
    const wrong = await askToken(server, 'wrong')
    expect([wrong.status, await wrong.json()]).toEqual([401, { error: 'invalid_client' }])
    const grant = await fetch(server.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'password' }),
    })
    expect(grant.status).toBe(400)
    expect((await fetch(server.tokenUrl)).status).toBe(405)
  })

  it('guards objects and files', async () => {
    for (const path of [`${ROSTERING}/users`, `${GRADEBOOK}/lineItems`, '/files/pj-00001']) {
      const answer = await get(server, path, 'invented')
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ imsx_codeMajor: 'failure' })
    }
  })
})

describe('pages', () => {
  it('cover a collection exactly once, whatever their size', async () => {
    const whole = await all(server, `${ROSTERING}/users`, 'users', token)
    const small = await all(server, `${ROSTERING}/users`, 'users', token, 37)
    expect(small.items).toEqual(whole.items)
    expect(new Set(whole.items.map(({ sourcedId }) => sourcedId)).size).toBe(whole.total)
  })

  it('are 100 long by default and say where the others are', async () => {
    const answer = await get(server, `${ROSTERING}/enrollments`, token)
    const page = (await answer.json()) as { enrollments: Item[] }
    expect(page.enrollments).toHaveLength(100)
    const link = answer.headers.get('link') ?? ''
    expect(link).toMatch(/offset=100>; rel="next"/)
    expect(link).not.toContain('rel="prev"')
    const next = /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? ''
    const second = await fetch(next, { headers: { authorization: `Bearer ${token}` } })
    expect(second.headers.get('link')).toMatch(/rel="prev"/)
  })

  it('refuse nonsense with the error of the standard', async () => {
    for (const [query, minor] of [
      ['limit=0', 'invaliddata'],
      ['limit=ten', 'invaliddata'],
      ['offset=-1', 'invaliddata'],
      ['filter=familyName', 'invaliddata'],
      [`filter=${encodeURIComponent("a='1' AND b='2' AND c='3'")}`, 'invaliddata'],
      [`filter=${encodeURIComponent("shoeSize='43'")}`, 'invalid_filter_field'],
      ['fields=shoeSize', 'invalid_selection_field'],
      ['sort=shoeSize', 'invalid_sort_field'],
    ]) {
      const answer = await get(server, `${ROSTERING}/users?${query}`, token)
      expect([query, answer.status]).toEqual([query, 400])
      expect(JSON.stringify(await answer.json())).toContain(minor)
    }
    for (const path of ['/users/nobody', '/nothing', '/classes/x/y/z', '/users/%']) {
      expect((await get(server, ROSTERING + path, token)).status).toBe(404)
    }
  })
})

describe('questions', () => {
  const filtered = (path: string, filter: string) =>
    `${ROSTERING}/${path}?limit=1000&filter=${encodeURIComponent(filter)}`

  it('filter with every comparison, AND and OR', async () => {
    const users = (await all(server, `${ROSTERING}/users`, 'users', token)).items
    const names = (items: Item[]) => items.map(({ sourcedId }) => sourcedId)
    const name = String(users[0]?.familyName)
    const lower = (value: unknown) => String(value).toLowerCase()
    const check = async (filter: string, keep: (user: Item) => boolean) =>
      expect(names(await list(filtered('users', filter), 'users'))).toEqual(names(users.filter(keep)))
    await check(`familyName='${name.toUpperCase().replace(/'/g, "''")}'`, (u) => lower(u.familyName) === lower(name))
    await check(`familyName!='${name.replace(/'/g, "''")}'`, (u) => lower(u.familyName) !== lower(name))
    await check("sourcedId>='resp-00010'", (u) => u.sourcedId >= 'resp-00010')
    await check(
      "sourcedId<'prof-004' AND sourcedId>'prof-001'",
      (u) => u.sourcedId < 'prof-004' && u.sourcedId > 'prof-001',
    )
    await check("sourcedId='prof-001' OR sourcedId='prof-003'", (u) => ['prof-001', 'prof-003'].includes(u.sourcedId))
    await check("givenName~'an'", (u) => lower(u.givenName).includes('an'))
    await check("roles.role='teacher'", (u) => JSON.stringify(u.roles).includes('"teacher"'))
    await check("dateLastModified>'2030-01-01'", () => false)
  })

  it('sort and choose fields', async () => {
    const sorted = await list(
      `${ROSTERING}/students?limit=1000&sort=familyName&orderBy=desc&fields=sourcedId,familyName`,
      'users',
    )
    expect(Object.keys(sorted[0] ?? {}).toSorted()).toEqual(['familyName', 'sourcedId'])
    const families = sorted.map(({ familyName }) => String(familyName))
    expect(families).toEqual(families.toSorted((a, b) => b.localeCompare(a, 'fr')))
  })

  it('follow relations', async () => {
    const classes = await list(`${ROSTERING}/classes?limit=1000`, 'classes')
    const division = classes.find(({ classType }) => classType === 'homeroom')
    const id = division?.sourcedId ?? ''
    const students = await list(`${ROSTERING}/classes/${id}/students?limit=1000`, 'users')
    expect(students.length).toBeGreaterThan(10)
    expect(students.every((user) => JSON.stringify(user.roles).includes('"student"'))).toBe(true)
    const back = await list(`${ROSTERING}/students/${students[0]?.sourcedId}/classes`, 'classes')
    expect(back.map(({ sourcedId }) => sourcedId)).toContain(id)
    const [school] = await list(`${ROSTERING}/schools`, 'orgs')
    expect(await list(`${ROSTERING}/schools/${school?.sourcedId}/classes?limit=1000`, 'classes')).toEqual(classes)
    const work = await list(`${GRADEBOOK}/classes/${id}/lineItems?limit=1000`, 'lineItems')
    expect(work.every((item) => JSON.stringify(item.class).includes(`"${id}"`))).toBe(true)
    const one = (await (await get(server, `${ROSTERING}/classes/${id}`, token)).json()) as { class: Item }
    expect(one.class).toEqual(division)
  })
})

describe('conditional requests', () => {
  it('answer 304 without a body until the page changes', async () => {
    const path = `${ROSTERING}/users?limit=50&offset=50`
    const first = await get(server, path, token)
    const etag = first.headers.get('etag') ?? ''
    await first.arrayBuffer()
    expect(etag).toMatch(/^"[\w-]+"$/)
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get(server, path, token, { 'if-none-match': header })
      expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
      expect(again.headers.get('x-total-count')).toBe(first.headers.get('x-total-count'))
    }
    const other = await get(server, path, token, { 'if-none-match': '"other"' })
    expect(other.status).toBe(200)
    await server.setScenario('half-roster')
    const changed = await get(server, path, token, { 'if-none-match': etag })
    expect(changed.status).toBe(200)
    await server.setScenario('normal')
  })
})

describe('objects', () => {
  it('link pupils, guardians, classes and homework without a loose end', async () => {
    const users = new Map((await all(server, `${ROSTERING}/users`, 'users', token)).items.map((u) => [u.sourcedId, u]))
    const classes = new Set((await all(server, `${ROSTERING}/classes`, 'classes', token)).items.map((c) => c.sourcedId))
    const { items: enrollments } = await all(server, `${ROSTERING}/enrollments`, 'enrollments', token)
    const pupils = (await all(server, `${ROSTERING}/students`, 'users', token)).items
    expect(pupils).toHaveLength(SMALL.pupils)
    for (const pupil of pupils) {
      const metadata = pupil.metadata as { birthDate: string; guardianships: Item[] }
      expect(metadata.birthDate).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(metadata.guardianships.map((g) => g.sourcedId)).toEqual((pupil.agents as Item[]).map((a) => a.sourcedId))
      for (const { sourcedId } of metadata.guardianships) {
        expect(JSON.stringify(users.get(sourcedId)?.roles)).toMatch(/"role":"(?:parent|guardian)"/)
      }
    }
    for (const enrollment of enrollments) {
      expect(users.has((enrollment.user as Item).sourcedId)).toBe(true)
      expect(classes.has((enrollment.class as Item).sourcedId)).toBe(true)
    }
    const { items: work } = await all(server, `${GRADEBOOK}/lineItems`, 'lineItems', token)
    expect(work).toHaveLength(SMALL.assignments)
    expect(work.every((item) => classes.has((item.class as Item).sourcedId))).toBe(true)
  })

  it('serve the files they announce, at the size they announce', async () => {
    const { items } = await all(server, `${GRADEBOOK}/lineItems`, 'lineItems', token)
    const files = items.flatMap(
      (item) => (item.metadata as { attachments: { url: string; size: number; mediaType: string }[] }).attachments,
    )
    expect(files.length).toBeGreaterThan(5)
    for (const { url, size, mediaType } of files.slice(0, 10)) {
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mediaType])
      expect((await answer.arrayBuffer()).byteLength).toBe(size)
    }
    expect((await get(server, '/files/pj-99999', token)).status).toBe(404)
  })
})
