import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { createDav } from '../../../electron/publish/dav.ts'
import { createDavPlace } from '../../../electron/publish/dav-place.ts'
import { filesAddress, nextcloudOf, publicLink, readPowers, startLogin } from '../../../electron/publish/nextcloud.ts'
import { APP_PASSWORD, LOGIN_NAME, type Nextcloud, startNextcloud } from '../../helpers/dav-nextcloud.ts'

const MEBIBYTE = 1024 * 1024
const code = (wanted: string) => expect.objectContaining({ code: wanted })
const http = createFetchHttpClient()
const TIME = { sleep: () => Promise.resolve(), now: () => Date.now() }

let cloud: Nextcloud
let here: string
beforeEach(async () => {
  cloud = await startNextcloud()
  here = await mkdtemp(join(tmpdir(), 'trousse-nextcloud-'))
})
afterEach(async () => {
  await cloud.stop()
  await rm(here, { recursive: true })
})

async function open(folder = 'Trousse/') {
  const address = filesAddress(cloud.base, LOGIN_NAME) + folder
  const dav = createDav(http, { address, userName: LOGIN_NAME, password: APP_PASSWORD })
  const places = nextcloudOf(address)
  if (places === null) throw new Error('not a Nextcloud')
  await dav.makeFolder(address)
  return { dav, places, place: createDavPlace(dav, { way: 'pieces', piecesAt: places.piecesAt }) }
}
async function file(bytes: number) {
  const content = randomBytes(bytes)
  await writeFile(join(here, 'pack'), content)
  return { path: join(here, 'pack'), bytes, sha256: createHash('sha256').update(content).digest('hex'), content }
}

describe('a Nextcloud', () => {
  it('is known by the address of its files, below a path too', () => {
    expect(nextcloudOf('https://nuage.example/remote.php/dav/files/a%20b/Cours/3e%20B/')).toEqual({
      base: 'https://nuage.example',
      piecesAt: 'https://nuage.example/remote.php/dav/uploads/a%20b/',
      folder: '/Cours/3e B/',
    })
    expect(nextcloudOf('https://a.example/cloud/remote.php/dav/files/x/')).toMatchObject({
      base: 'https://a.example/cloud',
      folder: '/',
    })
    expect(nextcloudOf('https://a.example/dav/')).toBeNull()
  })

  it('takes large packs in pieces, keeps the link of one that is replaced, and refuses when it was replaced elsewhere', async () => {
    const { dav, places, place } = await open()
    expect(await readPowers(dav, places)).toEqual({ pieces: true, links: true })
    const pack = await file(20 * MEBIBYTE)
    const { etag } = await place.put(pack, { name: '3e B.html', expected: null, resumeKey: 'p1' })
    expect(cloud.pieces).toEqual(['00001', '00002', '00003'])
    expect(cloud.files.get('Trousse/3e B.html')?.content.equals(pack.content)).toBe(true)
    const link = await publicLink(dav, places, '3e B.html', '2026-12-18')
    expect(link).toMatch(/^http:.*\/s\/1$/)
    expect(cloud.links).toEqual(new Map([['Trousse/3e B.html', '2026-12-18']]))

    const newer = await file(3)
    await place.put(newer, { name: '3e B.html', expected: etag, resumeKey: 'p2' })
    expect(await publicLink(dav, places, '3e B.html', null)).toBe(link)
    await expect(place.put(newer, { name: '3e B.html', expected: etag, resumeKey: 'p3' })).rejects.toThrow(
      code('share-replaced'),
    )
  })

  it('is sent only the pieces it lacks when an upload was cut', async () => {
    const { place } = await open()
    const pack = await file(30 * MEBIBYTE)
    let seen = 0
    cloud.spoil = (request, response) => {
      if (request.method !== 'PUT' || ++seen < 3) return false
      response.destroy()
      return true
    }
    const options = { name: 'a.html', expected: null, resumeKey: 'p1' } as const
    await expect(place.put(pack, options)).rejects.toThrow(code('network-unreachable'))
    cloud.spoil = () => false
    const before = cloud.pieces.length
    await place.put(pack, options)
    expect(before).toBeGreaterThan(0)
    expect(cloud.pieces).toEqual(['00001', '00002', '00003', '00004'])
    expect(cloud.files.get('Trousse/a.html')?.content.equals(pack.content)).toBe(true)
  })

  it('that joins something else than what was sent is said so', async () => {
    const { place } = await open()
    cloud.spoil = (request, response) => {
      if (request.method !== 'GET') return false
      response.writeHead(206).end('x'.repeat(10))
      return true
    }
    await expect(place.put(await file(10), { name: 'a', expected: null, resumeKey: 'x' })).rejects.toThrow(
      code('share-joined-wrong'),
    )
  })

  it('gives no link where links are forbidden', async () => {
    await cloud.stop()
    cloud = await startNextcloud({ links: false })
    const { dav, places, place } = await open()
    expect(await readPowers(dav, places)).toEqual({ pieces: true, links: false })
    await place.put(await file(10), { name: 'a', expected: null, resumeKey: 'x' })
    expect(await publicLink(dav, places, 'a', null)).toBeNull()
  })

  it('with a full disk, a lock, or no right to write leaves the pack that was there', async () => {
    const { place } = await open()
    const { etag } = await place.put(await file(10), { name: 'a', expected: null, resumeKey: 'x' })
    const before = cloud.files.get('Trousse/a')
    for (const [status, wanted] of [
      [507, 'share-full'],
      [423, 'share-locked'],
      [403, 'share-refused'],
      [413, 'share-too-large'],
    ] as const) {
      cloud.spoil = (request, response) => {
        if (request.method !== 'PUT') return false
        response.writeHead(status).end()
        return true
      }
      await expect(place.put(await file(11), { name: 'a', expected: etag, resumeKey: `s${status}` })).rejects.toThrow(
        code(wanted),
      )
    }
    expect(cloud.files.get('Trousse/a')).toBe(before)
  })
})

describe('a login in the browser', () => {
  it('waits for the teacher, and ends with a password of Trousse’s own', async () => {
    const flow = await startLogin(http, cloud.base, { ...TIME, sleep: async () => cloud.confirmLogin() })
    expect(flow?.loginUrl).toBe(`${cloud.base}/index.php/login/v2/flow/abc`)
    expect(await flow?.wait(new AbortController().signal)).toEqual({
      address: filesAddress(cloud.base, LOGIN_NAME),
      userName: LOGIN_NAME,
      password: APP_PASSWORD,
    })
  })

  it('ends without one when nobody confirms, or the teacher gives up', async () => {
    let now = 0
    const flow = await startLogin(http, cloud.base, { ...TIME, now: () => (now += 60_000) })
    await expect(flow?.wait(new AbortController().signal)).rejects.toThrow(code('share-login-expired'))
    await expect(flow?.wait(AbortSignal.abort())).rejects.toThrow(code('cancelled'))
  })

  it('never goes to another server, nor off https', async () => {
    cloud.spoil = (_request, response) => {
      response.end(JSON.stringify({ login: 'https://elsewhere.example/', poll: { token: 'a', endpoint: cloud.base } }))
      return true
    }
    await expect(startLogin(http, cloud.base, TIME)).rejects.toThrow(code('address-refused'))
    await expect(startLogin(http, 'http://nuage.example/', TIME)).rejects.toThrow(code('address-refused'))
    cloud.spoil = (_request, response) => {
      response.end('<html>')
      return true
    }
    expect(await startLogin(http, cloud.base, TIME)).toBeNull()
  })
})
