/** Publishing to real servers: Apache's mod_dav and rclone. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HttpClient, HttpRequest } from '../../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { createDav } from '../../../electron/publish/dav.ts'
import { createDavPlace } from '../../../electron/publish/dav-place.ts'
import type { OutgoingFile, UploadWay } from '../../../electron/publish/place.ts'
import { tryRanges } from '../../../electron/publish/upload.ts'
import {
  apacheMissing,
  type DavServer,
  PASSWORD,
  rcloneMissing,
  startApache,
  startRclone,
  USER,
} from '../../helpers/dav-servers.ts'

const MEBIBYTE = 1024 * 1024
const code = (wanted: string) => expect.objectContaining({ code: wanted })
const http = createFetchHttpClient()

const servers = [
  { name: 'Apache', missing: apacheMissing(), start: startApache, ranges: true },
  { name: 'rclone', missing: rcloneMissing(), start: startRclone, ranges: false },
] as const

describe.each(servers)('a folder of $name', ({ missing, start, ranges }) => {
  let server: DavServer
  let here: string
  beforeAll(async () => {
    if (missing === null) server = await start()
  })
  afterAll(() => server?.stop())
  beforeEach(async () => {
    here = await mkdtemp(join(tmpdir(), 'trousse-publish-'))
  })
  afterEach(async () => {
    await rm(here, { recursive: true })
    if (missing === null) for (const name of await readdir(server.folder)) await rm(join(server.folder, name))
  })

  const way: UploadWay = ranges ? 'ranges' : 'whole'
  const davOver = (client: HttpClient, password = PASSWORD) =>
    createDav(client, { address: server.address, userName: USER, password })
  const placeOver = (client: HttpClient) => createDavPlace(davOver(client), { way, piecesAt: null })
  async function file(bytes: number, name = 'pack'): Promise<OutgoingFile & { content: Buffer }> {
    const content = randomBytes(bytes)
    await writeFile(join(here, name), content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    return { path: join(here, name), bytes, sha256, content }
  }
  /** Each request is told first, and may fail there or once answered. */
  const watched = (look: (request: HttpRequest) => 'lose-answer' | undefined): HttpClient => ({
    async request(request) {
      const fate = look(request)
      const response = await http.request(request)
      if (fate === 'lose-answer') throw Object.assign(new Error('cut'), { code: 'ECONNRESET' })
      return response
    },
  })
  const test = it.skipIf(missing !== null)

  test('tells how large files go up', async () => {
    expect(await tryRanges(davOver(http))).toBe(ranges)
    expect(await readdir(server.folder)).toEqual([])
  })

  test('takes a pack whole, gives it back, and removes it', async () => {
    const place = placeOver(http)
    const pack = await file(20 * MEBIBYTE + 17)
    const seen: number[] = []
    const name = 'Trousse – 3e B, élèves (été).html'
    const { etag } = await place.put(pack, {
      ...{ name, expected: null, resumeKey: 'p1' },
      onBytes: (bytes) => seen.push(bytes),
    })
    expect(etag).not.toBeNull()
    expect(seen.at(-1)).toBe(pack.bytes)
    expect((await readFile(join(server.folder, name))).equals(pack.content)).toBe(true)
    expect(await place.list()).toMatchObject([{ name, bytes: pack.bytes, etag }])
    await place.fetch(name, join(here, 'back'))
    expect((await readFile(join(here, 'back'))).equals(pack.content)).toBe(true)
    expect((await readdir(here)).sort()).toEqual(['back', 'pack'])
    await place.remove(name, etag)
    expect(await place.list()).toEqual([])
    await place.remove(name, etag)
  })

  test('replaces a pack in one step, and never one that somebody else replaced', async () => {
    const place = placeOver(http)
    const first = await place.put(await file(1000, 'a'), { name: 'a.html', expected: null, resumeKey: 'p1' })
    const newer = await file(1001, 'b')
    await expect(place.put(newer, { name: 'a.html', expected: null, resumeKey: 'p2' })).rejects.toThrow(
      code('share-replaced'),
    )
    const second = await place.put(newer, { name: 'a.html', expected: first.etag, resumeKey: 'p3' })
    expect(second.etag).not.toBe(first.etag)
    await writeFile(join(server.folder, 'a.html'), 'somebody else’s, of another length')
    const last = await file(1002, 'c')
    const stale = { name: 'a.html', expected: second.etag, resumeKey: 'p4' } as const
    await expect(place.put(last, stale)).rejects.toThrow(code('share-replaced'))
    expect(await readFile(join(server.folder, 'a.html'), 'utf8')).toBe('somebody else’s, of another length')
    await expect(place.remove('a.html', second.etag)).rejects.toThrow(code('share-replaced'))
    await place.put(last, { ...stale, expected: 'any' })
    expect((await readFile(join(server.folder, 'a.html'))).equals(last.content)).toBe(true)
    expect(await readdir(server.folder)).toEqual(['a.html'])
  })

  test('somebody who is faster by a moment is not overwritten', async () => {
    const place = placeOver(http)
    const { etag } = await place.put(await file(1000, 'a'), { name: 'a.html', expected: null, resumeKey: 'p1' })
    let asked = 0
    const slow = placeOver({
      async request(request) {
        const response = await http.request(request)
        // The last look before the move.
        if (request.method === 'PROPFIND' && request.url.endsWith('/a.html') && ++asked === 2) {
          await writeFile(join(server.folder, 'a.html'), 'faster')
        }
        return response
      },
    })
    const late = slow.put(await file(1001, 'b'), { name: 'a.html', expected: etag, resumeKey: 'p2' })
    await expect(late).rejects.toThrow(code('share-replaced'))
    expect(await readFile(join(server.folder, 'a.html'), 'utf8')).toBe('faster')
  })

  test('an upload cut anywhere is whole in the end, and goes on where the server lets it', async () => {
    const pack = await file(30 * MEBIBYTE)
    for (const cutAt of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]) {
      const name = `c${cutAt}.html`
      const options = { name, expected: null, resumeKey: `cut-${cutAt}` }
      let asked = 0
      const cut = placeOver(watched(() => (++asked === cutAt ? 'lose-answer' : undefined)))
      const outcome = await cut.put(pack, options).then(
        () => 'done',
        () => 'cut',
      )
      let sent = 0
      const again = placeOver(
        watched(({ method }) => {
          sent += method === 'PUT' ? 1 : 0
          return undefined
        }),
      )
      // What was in place before the answer was lost is there: the teacher's "replace" says so.
      const there = await again.list()
      if (there.some((one) => one.name === name)) continue
      expect(outcome).toBe('cut')
      await again.put(pack, options)
      expect((await readFile(join(server.folder, name))).equals(pack.content)).toBe(true)
      if (ranges && cutAt === 5) expect(sent).toBeLessThan(4)
    }
    expect((await readdir(server.folder)).every((name) => name.endsWith('.html'))).toBe(true)
  })

  test('a fetch cut in the middle goes on, unless the pack became another', async () => {
    const place = placeOver(http)
    const pack = await file(20 * MEBIBYTE)
    await place.put(pack, { name: 'a.html', expected: null, resumeKey: 'p1' })
    const stopAfter = (pieces: number) => {
      let asked = 0
      return placeOver(
        watched(({ method = 'GET' }) => (method === 'GET' && ++asked > pieces ? 'lose-answer' : undefined)),
      )
    }
    await expect(stopAfter(1).fetch('a.html', join(here, 'back'))).rejects.toThrow('cut')
    const seen: number[] = []
    await place.fetch('a.html', join(here, 'back'), { onBytes: (bytes) => seen.push(bytes) })
    expect(seen[0]).toBe(8 * MEBIBYTE)
    expect((await readFile(join(here, 'back'))).equals(pack.content)).toBe(true)

    await expect(stopAfter(2).fetch('a.html', join(here, 'other'))).rejects.toThrow('cut')
    const newer = await file(19 * MEBIBYTE, 'newer')
    await place.put(newer, { name: 'a.html', expected: 'any', resumeKey: 'p2' })
    await place.fetch('a.html', join(here, 'other'))
    expect((await readFile(join(here, 'other'))).equals(newer.content)).toBe(true)
  })

  test('a wrong password, a folder that is gone and no network are said as they are', async () => {
    const wrong = createDavPlace(davOver(http, 'no'), { way, piecesAt: null })
    await expect(wrong.list()).rejects.toThrow(code('credentials-refused'))
    const gone = createDavPlace(
      createDav(http, { address: `${server.address}nulle-part/`, userName: USER, password: PASSWORD }),
      { way, piecesAt: null },
    )
    await expect(gone.list()).rejects.toThrow(code('share-folder-missing'))
    const pack = await file(10)
    await expect(gone.put(pack, { name: 'a', expected: null, resumeKey: 'x' })).rejects.toThrow(
      code('share-folder-missing'),
    )
    await rm(pack.path)
    await expect(placeOver(http).put(pack, { name: 'a', expected: null, resumeKey: 'x' })).rejects.toThrow(
      code('share-waiting-file-gone'),
    )
    expect(await readdir(server.folder)).toEqual([])
  })
})
