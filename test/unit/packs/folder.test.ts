/** A pack as a folder, brought up to date in place. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildPack } from '../../../electron/packs/build-pack.ts'
import { manifestSchema } from '../../../electron/packs/manifest.ts'
import { assignment, buildInput, classContent, file, MemoryBlobs, NOW, noise } from '../../helpers/packs-content.ts'
import { rejection, temporaryFolder } from '../../helpers/packs-tools.ts'

const HOUR = 60 * 60 * 1000
const NAME = 'Trousse 3e A - élève'
const blobs = new MemoryBlobs()
const first = file('a.pdf', blobs.add(noise(70_000)), 70_000)
const second = file('b.pdf', blobs.add(noise(80_000, 2)), 80_000)

const build = (folder: string, files = [first, second], now = NOW, title = 'Exercices') =>
  buildPack(
    buildInput(folder, classContent({ assignments: [assignment({ id: 4, title, files })] }), {
      profile: 'pupil',
      form: 'folder',
      encrypted: false,
      passphrase: null,
      blobs,
      now,
    }),
  )

/** Every file by its path, with what tells a rewritten one. */
function look(root: string) {
  const seen = new Map<string, { sha256: string; inode: number }>()
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name)
    const found = statSync(path)
    if (found.isFile())
      seen.set(name, { sha256: createHash('sha256').update(readFileSync(path)).digest('hex'), inode: found.ino })
  }
  return seen
}

/** What the page asks for is there, and what the manifest lists is there and is so. */
function expectWhole(root: string) {
  const seen = look(root)
  const page = readFileSync(join(root, 'index.html'), 'utf8')
  for (const [, href = ''] of page.matchAll(/href="(files\/[^"]+)"/g)) expect(seen.has(href), href).toBe(true)
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')))
  for (const { path, sha256 } of manifest.files) expect(seen.get(path)?.sha256).toBe(sha256)
}

describe('a pack as a folder', () => {
  it('opens by index.html, every document beside it', async () => {
    const folder = temporaryFolder()
    const built = await build(folder)
    expect(built).toMatchObject({ fileName: NAME, path: join(folder, NAME), files: 5, written: 5, passphrase: null })
    expect([...look(built.path).keys()].filter((name) => !name.startsWith('files'))).toEqual(
      expect.arrayContaining(['LISEZMOI.txt', 'index.html', 'manifest.json']),
    )
    expectWhole(built.path)
  })

  it('is not written again when nothing changed since the morning, nor is any document read', async () => {
    const folder = temporaryFolder()
    const { path } = await build(folder)
    const before = look(path)
    const unread = {
      read: () => {
        throw new Error('read')
      },
    }
    const again = await buildPack(
      buildInput(
        folder,
        classContent({ assignments: [assignment({ id: 4, title: 'Exercices', files: [first, second] })] }),
        {
          profile: 'pupil',
          form: 'folder',
          encrypted: false,
          passphrase: null,
          now: NOW + HOUR,
          blobs: unread,
        },
      ),
    )
    expect(again).toMatchObject({ written: 0, path })
    expect(look(path)).toEqual(before)
  })

  it('changes only what changed, and drops what nothing mentions any more', async () => {
    const folder = temporaryFolder()
    const { path } = await build(folder)
    const before = look(path)
    const third = file('c.pdf', blobs.add(noise(90_000, 3)), 90_000)
    const again = await build(folder, [second, third], NOW + HOUR)
    // A document, the page, the manifest; the other document and the read-me stay as they are.
    expect(again.written).toBe(3)
    const after = look(path)
    const kept = [...after].filter(([name, { inode }]) => before.get(name)?.inode === inode).map(([name]) => name)
    expect(kept.sort()).toEqual(['LISEZMOI.txt', expect.stringMatching(/^files[/\\][0-9a-f]{32}\.pdf$/)])
    expect([...after.keys()].filter((name) => name.startsWith('files'))).toHaveLength(2)
    expectWhole(path)
  })

  it('writes again a document that was taken away', async () => {
    const folder = temporaryFolder()
    const { path } = await build(folder)
    const [name = ''] = readdirSync(join(path, 'files'))
    writeFileSync(join(path, 'files', name), 'cut')
    expect((await build(folder)).written).toBeGreaterThan(0)
    expectWhole(path)
  })

  it('leaves a folder of someone’s own alone', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, NAME))
    writeFileSync(join(folder, NAME, 'mes notes.txt'), 'x')
    expect(await rejection(build(folder))).toMatchObject({ code: 'pack-folder-taken' })
    expect(readdirSync(join(folder, NAME))).toEqual(['mes notes.txt'])
  })

  it('is never sealed, nor made of anyone’s data', async () => {
    const folder = temporaryFolder()
    const input = { form: 'folder' as const, blobs }
    expect(
      await rejection(buildPack(buildInput(folder, classContent(), { ...input, profile: 'pupil' }))),
    ).toMatchObject({
      code: 'pack-folder-clear-only',
    })
    expect(
      await rejection(buildPack(buildInput(folder, classContent(), { ...input, encrypted: false }))),
    ).toMatchObject({
      code: 'pack-clear-refused',
    })
  })
})
