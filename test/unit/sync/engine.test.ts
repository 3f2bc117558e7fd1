import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import type { SnapshotBatch } from '../../../electron/contract/snapshot.ts'
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from '../../../electron/contract/views.ts'
import { createOneRosterDriver } from '../../../electron/sources/oneroster/driver.ts'
import type { SourceDriver } from '../../../electron/sources/source.ts'
import { type EngineBench, openEngineBench } from '../../helpers/sources-engine.ts'
import { read } from '../../helpers/sources-files.ts'
import { json, page, type SmallServer, smallSchool, startSmallServer } from '../../helpers/sources-server.ts'

let server: SmallServer
let bench: EngineBench
/** What the engine is given instead of the OneRoster driver, when a test sets it. */
let driver: (() => Promise<SourceDriver>) | null = null
let limits: DocumentLimits

// One database for all: each test has a source of its own.
beforeAll(async () => {
  bench = await openEngineBench(
    () => driver?.() ?? null,
    () => limits,
  )
})
afterAll(() => bench.close())
beforeEach(async () => {
  server = await startSmallServer()
  driver = null
  limits = DEFAULT_DOCUMENT_LIMITS
})
afterEach(() => server.stop())

/** Pupils this source lists in a class. */
const members = async (sourceId: number) =>
  (await bench.store.read.knownRecords(sourceId)).filter(
    ({ entity, active, externalId }) => entity === 'enrolment' && active && externalId !== 'et',
  ).length
const lastRun = async (sourceId: number) =>
  (await bench.store.read.listSyncRuns(50)).filter((run) => run.sourceId === sourceId)
const yielding = (fetch: SourceDriver['fetch']) => async (): Promise<SourceDriver> => ({
  coverage: { kind: 'whole' },
  fetch,
})

describe('one run', () => {
  it('applies, then finds nothing new, and journals both', async () => {
    const id = await bench.addServer(server)
    const steps: string[] = []
    const first = await bench.engine.sync(id, { onProgress: ({ step }) => steps.push(step) })
    expect(first).toMatchObject({ outcome: 'applied', error: null })
    expect(await members(id)).toBe(12)
    expect([...new Set(steps)]).toEqual([
      'connecting',
      'classes',
      'people',
      'enrolments',
      'assignments',
      'comparing',
      'writing',
    ])
    const second = await bench.engine.sync(id)
    expect(second).toMatchObject({ outcome: 'unchanged', counts: { added: 0, changed: 0, removed: 0 } })
    const runs = await lastRun(id)
    expect(runs.map(({ outcome }) => outcome)).toEqual(['unchanged', 'applied'])
  })

  it('follows one change and one leaver', async () => {
    const id = await bench.addServer(server)
    await bench.engine.sync(id)
    const { users = [], enrollments = [], ...rest } = smallSchool()
    server.lists = {
      ...rest,
      users: users
        .filter(({ sourcedId }) => sourcedId !== 'p12')
        .map((user) => (user.sourcedId === 'p1' ? { ...user, givenName: 'Autre' } : user)),
      enrollments: enrollments.filter(({ sourcedId }) => sourcedId !== 'e12'),
    }
    const result = await bench.engine.sync(id)
    expect(result).toMatchObject({ outcome: 'applied', counts: { changed: 1, removed: 2 } })
    expect(await members(id)).toBe(11)
  })

  it('that is refused at the last page has applied nothing of the pages before', async () => {
    const id = await bench.addServer(server)
    server.override = (request) => (request.path.endsWith('/lineItems') ? json({ lineItems: 'none' }) : undefined)
    expect(await bench.engine.sync(id)).toMatchObject({ outcome: 'failed', error: { code: 'response-unexpected' } })
    expect(await members(id)).toBe(0)
  })

  it('is the only one of its source', async () => {
    const id = await bench.addServer(server)
    const [one, two] = await Promise.all([bench.engine.sync(id), bench.engine.sync(id)])
    expect(one.outcome).toBe('applied')
    expect(two).toMatchObject({ outcome: 'refused', runId: null, error: { code: 'sync-running' } })
    expect(bench.engine.isRunning(id)).toBe(false)
    expect(await lastRun(id)).toHaveLength(1)
  })

  it('cancelled between pages changes nothing and is journalled so', async () => {
    const id = await bench.addServer(server)
    const controller = new AbortController()
    const result = await bench.engine.sync(id, {
      signal: controller.signal,
      onProgress: ({ step }) => step === 'people' && controller.abort(),
    })
    expect(result).toMatchObject({ outcome: 'cancelled', error: { code: 'cancelled' } })
    expect(await members(id)).toBe(0)
    expect((await lastRun(id))[0]?.outcome).toBe('cancelled')
    expect((await bench.engine.sync(id)).outcome).toBe('applied')
  })

  it('cancelled before it began asks nobody', async () => {
    const id = await bench.addServer(server)
    expect((await bench.engine.sync(id, { signal: AbortSignal.abort() })).outcome).toBe('cancelled')
    expect(server.requests).toEqual([])
  })

  it.each([
    ['a driver that cannot be built', () => Promise.reject(new TrousseError('vault-locked')), 'vault-locked'],
    ['a driver that breaks', () => Promise.reject(new RangeError('bug')), 'internal'],
  ])('%s', async (_, build, code) => {
    driver = build
    const id = await bench.addServer(server)
    expect(await bench.engine.sync(id)).toMatchObject({ outcome: 'failed', error: { code } })
    expect((await lastRun(id))[0]).toMatchObject({ outcome: 'failed', error: { code } })
  })

  it('a record that does not fit the contract stops the run', async () => {
    const bad = { entity: 'person', externalId: '' } as unknown as SnapshotBatch['records'][number]
    driver = yielding(async function* () {
      yield { records: [bad] }
    })
    const id = await bench.addServer(server)
    expect(await bench.engine.sync(id)).toMatchObject({ outcome: 'failed', error: { code: 'response-unexpected' } })
  })

  it('a source that does not exist, or has no server, is the caller’s mistake', async () => {
    await expect(bench.engine.sync(999)).rejects.toMatchObject({ code: 'not-found' })
    const file = await bench.addFileSource()
    await expect(bench.engine.sync(file)).rejects.toMatchObject({ code: 'invalid-request' })
  })
})

describe('a file', () => {
  const list = (...pupils: string[]) => {
    const { records, coverage } = read(['Nom;Prénom;Né(e) le;Classe', ...pupils].join('\n'))
    return { batches: [{ records }], coverage }
  }
  const pupil = (n: number, className: string) => `NOM${'ABCDEFGHIJ'[n]};Prénom;0${(n % 9) + 1}/05/2012;${className}`
  const whole = [0, 1, 2, 3, 4].flatMap((n) => [pupil(n, '6A')])

  it('goes through the same engine, and a second class removes nobody from the first', async () => {
    const id = await bench.addFileSource()
    const first = list(...whole)
    expect(await bench.engine.applySnapshot(id, first.batches, first.coverage)).toMatchObject({ outcome: 'applied' })
    expect(await members(id)).toBe(5)
    const other = list(pupil(5, '5B'), pupil(6, '5B'))
    expect(await bench.engine.applySnapshot(id, other.batches, other.coverage)).toMatchObject({ outcome: 'applied' })
    expect(await members(id)).toBe(7)
    const again = await bench.engine.applySnapshot(id, first.batches, first.coverage)
    expect(again).toMatchObject({ outcome: 'unchanged' })
  })

  it('that would take half a class away is held', async () => {
    const id = await bench.addFileSource()
    const first = list(...whole)
    await bench.engine.applySnapshot(id, first.batches, first.coverage)
    const half = list(...whole.slice(0, 2))
    expect(await bench.engine.applySnapshot(id, half.batches, half.coverage)).toMatchObject({
      outcome: 'held',
      error: { code: 'source-held' },
    })
    expect(await members(id)).toBe(5)
    const held = (await bench.store.read.listHeldSyncs()).find(({ sourceId }) => sourceId === id)
    expect(held?.reasons[0]).toMatchObject({ kind: 'class-shrinks', className: '6A', before: 5, after: 2 })
  })

  it('with one line that cannot be read takes nobody out of that class', async () => {
    const id = await bench.addFileSource()
    const first = list(...whole)
    await bench.engine.applySnapshot(id, first.batches, first.coverage)
    const damaged = list(...whole.slice(0, 4), '=1+1;Prénom;01/05/2012;6A')
    await bench.engine.applySnapshot(id, damaged.batches, damaged.coverage)
    expect(await members(id)).toBe(5)
  })
})

describe('attachments', () => {
  const withFiles = (count: number) => ({
    ...smallSchool(),
    lineItems: Array.from({ length: count }, (_, index) => ({
      sourcedId: `l${index}`,
      title: `Devoir ${index}`,
      class: { sourcedId: 'g1' },
      metadata: {
        attachments: [{ id: `f${index}`, name: `f${index}.txt`, url: `${server.url}/files/${index}`, size: 5 }],
      },
    })),
  })

  it('that fail or come short are counted, and fetched the next time', async () => {
    server.lists = withFiles(6)
    const id = await bench.addServer(server)
    await bench.engine.sync(id)
    server.override = ({ path }) => {
      if (!path.startsWith('/files/')) return undefined
      if (path === '/files/1') return json({}, {}, 404)
      return { body: path === '/files/2' ? 'cut' : `file${path.at(-1)}` }
    }
    expect(await bench.engine.fetchAttachments(id)).toEqual({ fetched: 4, failed: 2, left: 0, skipped: 0, bytes: 20 })
    server.override = ({ path }) => (path.startsWith('/files/') ? { body: `file${path.at(-1)}` } : undefined)
    expect(await bench.engine.fetchAttachments(id)).toEqual({ fetched: 2, failed: 0, left: 0, skipped: 0, bytes: 10 })
    expect(bench.blobs.size).toBeGreaterThanOrEqual(6)
  })

  it('beyond the limits are left out with their reason, and fetched when the teacher wants them', async () => {
    server.lists = withFiles(3)
    const id = await bench.addServer(server)
    await bench.engine.sync(id)
    server.override = ({ path }) =>
      path.startsWith('/files/')
        ? { body: path === '/files/1' ? 'file1 that is longer than it said' : 'file0' }
        : undefined
    const { bytes: before } = await bench.store.read.documentUse()
    limits = { fileBytes: 10, totalBytes: before + 10 }
    // One is too large once it comes; two others fill the quota.
    expect(await bench.engine.fetchAttachments(id)).toMatchObject({ fetched: 1, failed: 1, skipped: 1 })
    const leftOut = await bench.store.read.listLeftOut()
    expect(new Set(leftOut.map(({ reason }) => reason))).toEqual(new Set(['too-large', 'quota']))
    // The one that was too large takes no room any more; it is not asked for again.
    expect(await bench.engine.fetchAttachments(id)).toMatchObject({ fetched: 1, failed: 0, skipped: 1 })
    const [large] = await bench.store.read.listLeftOut()
    await bench.store.write.wantDocuments([large?.id ?? 0])
    expect(await bench.engine.fetchAttachments(id)).toMatchObject({ fetched: 1, failed: 0, skipped: 0 })
    expect(await bench.store.read.listLeftOut()).toEqual([])
  })

  it('behind somebody else’s login are named so, and stop no other', async () => {
    const elsewhere = await startSmallServer()
    elsewhere.override = () => page('Connexion', 403)
    server.lists = {
      ...smallSchool(),
      lineItems: ['a', 'b', 'c'].map((name, index) => ({
        sourcedId: name,
        title: name,
        class: { sourcedId: 'g1' },
        metadata: {
          attachments: [
            { id: name, name: `${name}.pdf`, url: `${index === 0 ? elsewhere.url : server.url}/files/${index}` },
          ],
        },
      })),
    }
    const id = await bench.addServer(server)
    await bench.engine.sync(id)
    server.override = ({ path }) =>
      path === '/files/1' ? json({}, {}, 404) : path === '/files/2' ? { body: 'here' } : undefined
    expect(await bench.engine.fetchAttachments(id)).toMatchObject({ fetched: 1, failed: 2, left: 0 })
    const reasons = (await bench.store.read.listLeftOut()).map(({ name, reason }) => [name, reason]).sort()
    expect(reasons).toEqual([
      ['a.pdf', 'login'],
      ['b.pdf', 'gone'],
    ])
    await elsewhere.stop()
  })

  it('are never more than four at a time', async () => {
    const bytes = Buffer.from('abcde')
    let [now, most] = [0, 0]
    driver = async () => ({
      coverage: { kind: 'whole' },
      fetch: createOneRosterDriver({ config: server, clientSecret: server.clientSecret }).fetch,
      async fetchAttachment() {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
        return bytes
      },
    })
    server.lists = withFiles(20)
    const id = await bench.addServer(server)
    await bench.engine.sync(id)
    expect((await bench.engine.fetchAttachments(id)).fetched).toBe(20)
    expect(most).toBe(4)
  })
})

describe('pictures of instructions', () => {
  const png = (side: number) => {
    const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    const size = Buffer.alloc(8)
    size.writeUInt32BE(side, 0)
    size.writeUInt32BE(side, 4)
    return Buffer.concat([bytes, size])
  }
  const withText = (description: string, title = 'Carte') => ({
    ...smallSchool(),
    lineItems: [{ sourcedId: 'l1', title, description, class: { sourcedId: 'g1' } }],
  })
  const asked = (path: string) => server.requests.filter((request) => request.path === path).length

  it('are fetched once, what is none of them never again, what failed the next time', async () => {
    const names = ['carte.png', 'point.png', 'page.png', 'plus-tard.png', 'gone.png']
    server.lists = withText(names.map((name) => `<p><img src="${server.url}/img/${name}"></p>`).join(''))
    const id = await bench.addServer(server)
    await bench.engine.sync(id)
    let isUp = false
    server.override = ({ path }) => {
      if (!path.startsWith('/img/')) return undefined
      if (path.endsWith('carte.png')) return { body: png(300) }
      if (path.endsWith('point.png')) return { body: png(1) }
      if (path.endsWith('page.png')) return page('Bonjour')
      if (path.endsWith('plus-tard.png')) return isUp ? { body: png(20) } : json({}, {}, 500)
      return json({}, {}, 404)
    }
    await bench.engine.fetchAttachments(id)
    // Gone is gone: only what may still come is asked for again.
    expect(asked('/img/plus-tard.png')).toBe(1)
    isUp = true
    await bench.engine.fetchAttachments(id)
    const [text] = await bench.store.read.textsWithImages(id)
    const images = await bench.store.read.imagesOf([text?.assignmentId ?? 0])
    expect(images.map(({ url, mediaType }) => [url.split('/').at(-1), mediaType]).sort()).toEqual([
      ['carte.png', 'image/png'],
      ['plus-tard.png', 'image/png'],
    ])
    expect(asked('/img/carte.png')).toBe(1)
    for (const name of ['point', 'gone']) expect(asked(`/img/${name}.png`)).toBe(1)
    expect(asked('/img/page.png')).toBe(2)
  })

  it('are asked of no address that a text has no business with', async () => {
    const elsewhere = await startSmallServer()
    server.lists = withText(
      `<img src="${elsewhere.url}/pixel.png"><img src="file:///etc/passwd"><img src="https://user:pw@x.example/a.png"><img src="javascript:1">`,
      'Frise',
    )
    const id = await bench.addServer(server)
    await bench.engine.sync(id)
    await bench.engine.fetchAttachments(id)
    expect(elsewhere.requests).toEqual([])
    const [text] = await bench.store.read.textsWithImages(id)
    expect(text?.settled).toHaveLength(4)
    await elsewhere.stop()
  })
})
