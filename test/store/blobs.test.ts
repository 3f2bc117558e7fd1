import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BlobStore, openBlobStore } from '../../electron/store/blobs.ts'
import { codeOf, KEY, OTHER_KEY, temporaryFolder } from '../helpers/store.ts'

const PIECE = 64 * 1024
const HEADER = 40
const TAG = 16
const CANARY = 'ZYGOMATIQUE-Étienne'

let folder: string
let remove: () => Promise<void>
let blobs: BlobStore
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  blobs = await openBlobStore({ folder, key: KEY })
})
afterEach(() => remove())

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
async function readAll(store: BlobStore, hash: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of store.read(hash)) parts.push(part)
  return Buffer.concat(parts)
}
async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
async function onlyFile(): Promise<string> {
  const [path, ...others] = await files()
  if (path === undefined || others.length > 0) throw new Error('one file expected')
  return path
}

describe('attachments at rest', () => {
  it.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])('%i bytes come back', async (length) => {
    const data = randomBytes(length)
    expect(await blobs.put(data)).toEqual({ sha256: sha256(data), bytes: length })
    expect(await blobs.has(sha256(data))).toBe(true)
    expect((await readAll(blobs, sha256(data))).equals(data)).toBe(true)
  })

  it('come as a stream of any pieces', async () => {
    const data = randomBytes(200_000)
    async function* drip() {
      for (let at = 0; at < data.length; at += 777) yield data.subarray(at, at + 777)
    }
    const { sha256: hash } = await blobs.put(drip())
    expect((await readAll(blobs, hash)).equals(data)).toBe(true)
  })

  it('are kept once, and neither name nor content says anything', async () => {
    const data = Buffer.from(CANARY.repeat(5000))
    await blobs.put(data)
    await blobs.put(data)
    const path = await onlyFile()
    expect(path).not.toContain(sha256(data).slice(0, 8))
    const bytes = await readFile(path)
    expect(bytes.includes(CANARY)).toBe(false)
    expect(bytes.includes('ZYGOMATIQUE')).toBe(false)
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it('are found again after a restart, and not with another key', async () => {
    const data = randomBytes(1000)
    const { sha256: hash } = await blobs.put(data)
    expect((await readAll(await openBlobStore({ folder, key: KEY }), hash)).equals(data)).toBe(true)
    const other = await openBlobStore({ folder, key: OTHER_KEY })
    expect(await other.has(hash)).toBe(false)
    expect(await codeOf(() => readAll(other, hash))).toBe('not-found')
  })

  it('go when asked, twice without complaint', async () => {
    const { sha256: hash } = await blobs.put(randomBytes(10))
    await blobs.remove(hash)
    await blobs.remove(hash)
    expect(await blobs.has(hash)).toBe(false)
    expect(await codeOf(() => readAll(blobs, hash))).toBe('not-found')
  })

  it('a name that is no hash is refused before it becomes a path', async () => {
    expect(await codeOf(() => blobs.has('../../trousse.db'))).toBe('invalid-request')
  })
})

describe('a file that is not what was written does not open', () => {
  const length = 3 * PIECE + 500
  let hash: string
  let path: string
  let bytes: Buffer
  beforeEach(async () => {
    hash = (await blobs.put(randomBytes(length))).sha256
    path = await onlyFile()
    bytes = await readFile(path)
  })
  const expectDamaged = async (damaged: Uint8Array) => {
    await writeFile(path, damaged)
    expect(await codeOf(() => readAll(blobs, hash))).toBe('store-damaged')
  }

  it.each([0, 8, HEADER, HEADER + PIECE - 1, HEADER + PIECE, HEADER + 2 * (PIECE + TAG) + 5])(
    'byte %i changed',
    async (position) => {
      bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position)
      await expectDamaged(bytes)
    },
  )

  it.each([
    ['nothing', 0],
    ['half the header', 20],
    ['the header alone', HEADER],
    ['one whole piece', HEADER + PIECE + TAG],
    ['all whole pieces', HEADER + 3 * (PIECE + TAG)],
    ['all but a byte', HEADER + 3 * (PIECE + TAG) + 500 + TAG - 1],
  ])('cut to %s', (_, end) => expectDamaged(bytes.subarray(0, end)))

  it('with something after its end', () => expectDamaged(Buffer.concat([bytes, Buffer.from('x')])))

  it('with two pieces exchanged', async () => {
    const size = PIECE + TAG
    const first = Buffer.from(bytes.subarray(HEADER, HEADER + size))
    bytes.copy(bytes, HEADER, HEADER + size, HEADER + 2 * size)
    first.copy(bytes, HEADER + size)
    await expectDamaged(bytes)
  })

  it('with another file of the same key in its place', async () => {
    await blobs.put(randomBytes(length))
    const other = (await files()).find((name) => name !== path) ?? ''
    const swapped = await readFile(other)
    // It decrypts, being whole; only its hash tells. Whoever asked by hash gets the other bytes: see the pack's check.
    await writeFile(path, swapped.fill(0, HEADER, HEADER + 1))
    expect(await codeOf(() => readAll(blobs, hash))).toBe('store-damaged')
  })
})

describe('what does not end well leaves nothing', () => {
  it('a source that fails', async () => {
    async function* failing() {
      yield randomBytes(100_000)
      throw new Error('connection lost')
    }
    await expect(blobs.put(failing())).rejects.toThrow('connection lost')
    expect(await files()).toEqual([])
  })

  it('a cancellation', async () => {
    const controller = new AbortController()
    async function* slow() {
      yield randomBytes(100_000)
      controller.abort()
      yield randomBytes(100_000)
    }
    expect(await codeOf(() => blobs.put(slow(), { signal: controller.signal }))).toBe('cancelled')
    expect(await files()).toEqual([])
  })

  it('a file begun before a crash is swept at the next start, not one that another process is writing', async () => {
    const ended = spawnSync(process.execPath, ['-e', '']).pid
    await writeFile(join(folder, `${ended}-${'a'.repeat(32)}.part`), 'half')
    const living = join(folder, `${process.ppid}-${'b'.repeat(32)}.part`)
    await writeFile(living, 'half')
    await openBlobStore({ folder, key: KEY })
    expect(await files()).toEqual([living])
  })
})
