import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFolderPlace } from '../../../electron/publish/folder-place.ts'

const code = (wanted: string) => expect.objectContaining({ code: wanted })
let here: string
let share: string
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'trousse-share-'))
  share = join(here, 'partage')
  await mkdir(share)
})
afterEach(() => rm(here, { recursive: true }))

async function file(bytes: number, name = 'pack') {
  const content = randomBytes(bytes)
  await writeFile(join(here, name), content)
  return { path: join(here, name), bytes, sha256: createHash('sha256').update(content).digest('hex'), content }
}

describe('a folder of the network', () => {
  it('takes a pack whole, replaces it in one step, gives it back and removes it', async () => {
    const place = createFolderPlace(share)
    const pack = await file(9_000_000)
    const { etag } = await place.put(pack, { name: 'a.html', expected: null, resumeKey: 'x' })
    expect(await place.list()).toMatchObject([{ name: 'a.html', bytes: 9_000_000, etag }])
    await place.fetch('a.html', join(here, 'back'))
    expect((await readFile(join(here, 'back'))).equals(pack.content)).toBe(true)
    const newer = await file(11, 'newer')
    await expect(place.put(newer, { name: 'a.html', expected: null, resumeKey: 'y' })).rejects.toThrow(
      code('share-replaced'),
    )
    await place.put(newer, { name: 'a.html', expected: etag, resumeKey: 'z' })
    expect((await readFile(join(share, 'a.html'))).equals(newer.content)).toBe(true)
    await expect(place.remove('a.html', etag)).rejects.toThrow(code('share-replaced'))
    await place.remove('a.html', null)
    expect((await place.list()).map(({ name }) => name)).toEqual([])
  })

  it('goes on where a copy was stopped', async () => {
    const place = createFolderPlace(share)
    const pack = await file(9_000_000)
    const stop = new AbortController()
    const options = { name: 'a.html', expected: null, resumeKey: 'x' } as const
    await expect(place.put(pack, { ...options, signal: stop.signal, onBytes: () => stop.abort() })).rejects.toThrow(
      code('cancelled'),
    )
    expect(await place.list()).toEqual([])
    const seen: number[] = []
    await place.put(pack, { ...options, onBytes: (bytes) => seen.push(bytes) })
    expect(seen[0]).toBeGreaterThan(4 * 1024 * 1024)
    expect((await readFile(join(share, 'a.html'))).equals(pack.content)).toBe(true)
    expect(await readdir(share)).toEqual(['a.html'])
  })

  it('that is not there is said so', async () => {
    const place = createFolderPlace(join(here, 'nulle-part'))
    await expect(place.list()).rejects.toThrow(code('share-folder-missing'))
    await expect(place.put(await file(1), { name: 'a', expected: null, resumeKey: 'x' })).rejects.toThrow(
      code('share-folder-missing'),
    )
    await rm(join(here, 'pack'))
    const gone = { path: join(here, 'pack'), bytes: 1, sha256: '' }
    await expect(createFolderPlace(share).put(gone, { name: 'a', expected: null, resumeKey: 'x' })).rejects.toThrow(
      code('share-waiting-file-gone'),
    )
  })
})
