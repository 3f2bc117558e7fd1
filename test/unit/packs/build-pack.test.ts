import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type BuildPackInput, buildPack } from '../../../electron/packs/build-pack.ts'
import { manifestSchema } from '../../../electron/packs/manifest.ts'
import { PACK_STEPS, type PackProgress } from '../../../electron/packs/progress.ts'
import { verifyPack } from '../../../electron/packs/verify-pack.ts'
import {
  assignment,
  buildInput,
  CANARIES,
  classContent,
  file,
  guardian,
  MemoryBlobs,
  NOW,
  noise,
  PASSPHRASE,
  pupil,
  text,
} from '../../helpers/packs-content.ts'
import { mountTmpfs, needProgram, rejection, run, temporaryFolder } from '../../helpers/packs-tools.ts'

const signal = () => new AbortController().signal
const FINAL_NAME = 'Trousse 3e A - enseignant - 2026-11-24.zip'

/** A class with an ordinary, an empty, a shared and a missing document, one whose name tells who it is about. */
function fullClass() {
  const blobs = new MemoryBlobs()
  const document = noise(300_000)
  const shared = blobs.add(document)
  const content = classContent({
    pupils: [pupil(), pupil({ givenName: 'Ambroise', guardians: [guardian({ courtBlock: true })] })],
    assignments: [
      assignment({
        title: 'Bilan de Zéphyrine QUINTEFEUILLE',
        files: [
          file('Bilan Zéphyrine.pdf', shared, document.byteLength),
          file('vide.txt', blobs.add(new Uint8Array(0)), 0),
          file('absent.mp4', null),
        ],
      }),
      assignment({ files: [file('le même.pdf', shared), file('texte.txt', blobs.add(text('bonjour'.repeat(1000))))] }),
    ],
  })
  return { blobs, content }
}

const build = (folder: string, change: Partial<BuildPackInput> = {}) => {
  const { blobs, content } = fullClass()
  return buildPack(buildInput(folder, content, { blobs, ...change }))
}

/** Neither a pack nor a part of one. */
const expectNothing = (folder: string) => expect(readdirSync(folder)).toEqual([])

describe('a teacher’s pack', () => {
  it('is one verified file, whose hash and counts are told', async () => {
    const folder = temporaryFolder()
    const built = await build(folder)
    expect(readdirSync(folder)).toEqual([FINAL_NAME])
    expect(built).toMatchObject({ fileName: FINAL_NAME, files: 9, passphrase: null, missing: ['absent.mp4'] })
    const bytes = readFileSync(built.path)
    expect(built.bytes).toBe(bytes.byteLength)
    expect(built.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(await verifyPack({ file: built.path, passphrase: PASSPHRASE, signal: signal() })).toEqual({
      ok: true,
      profile: 'teacher',
      className: '3e A',
      createdAt: new Date(NOW).toISOString(),
      files: 9,
      bytes: built.bytes,
    })
  })

  it('opens in 7-Zip: one sealed entry and how to open it, nothing without the passphrase', async (context) => {
    needProgram(context, '7z')
    const { path } = await build(temporaryFolder())
    expect(run('7z', 't', `-p${PASSPHRASE}`, path)).toMatchObject({ status: 0 })
    expect(run('7z', 't', `-p${PASSPHRASE}`, path).output).toContain('Everything is Ok')
    const wrong = run('7z', 't', '-pautre-phrase', path)
    expect(wrong.status).not.toBe(0)
    expect(wrong.output).toContain('Wrong password')
    const listing = run('7z', 'l', '-slt', '-p', path).output
    expect(listing.match(/^Path = (?!\/)(.+)$/gm)).toEqual(['Path = LISEZMOI.txt', 'Path = pack.zip'])
    expect(listing).toMatch(/^Method = AES-256 Store$/m)
    expect(listing.match(/^Encrypted = \+$/gm)).toHaveLength(1)
  })

  it('gives its read-me to programs without AES, and no more', async (context) => {
    needProgram(context, 'unzip')
    const { path } = await build(temporaryFolder())
    const readMe = run('unzip', '-p', path, 'LISEZMOI.txt')
    expect(readMe).toMatchObject({ status: 0, output: expect.stringContaining('7-Zip') })
    for (const canary of [...CANARIES, '3e A', 'Tilleuls']) expect(readMe.output).not.toContain(canary)
    expect(run('unzip', '-t', path).output).toMatch(/pack\.zip.*(?:skipping|unsupported|need PK compat)/i)
  })

  it('gives 7-Zip and unzip the very bytes that the manifest describes, under their real names', async (context) => {
    needProgram(context, '7z')
    needProgram(context, 'unzip')
    const folder = temporaryFolder()
    const { path } = await build(folder)
    const out = join(folder, 'out')
    expect(run('7z', 'x', `-p${PASSPHRASE}`, `-o${out}`, path).status).toBe(0)
    const inner = join(out, 'pack.zip')
    expect(run('unzip', '-tq', inner)).toMatchObject({ status: 0 })
    expect(run('7z', 'x', `-o${out}`, '-aoa', inner).status).toBe(0)
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')))
    for (const { path: entry, sha256, bytes } of manifest.files) {
      const data = readFileSync(join(out, entry))
      expect(data.byteLength).toBe(bytes)
      expect(createHash('sha256').update(data).digest('hex')).toBe(sha256)
    }
    expect(manifest.files.map((described) => described.path)).toEqual([
      'LISEZMOI.txt',
      'index.html',
      'roster.csv',
      'roster.xlsx',
      'data.json',
      'Documents/Bilan Zéphyrine.pdf',
      'Documents/vide.txt',
      'Documents/texte.txt',
    ])
    // Its links lead to the files as they were extracted.
    const page = readFileSync(join(out, 'index.html'), 'utf8')
    const links = [...page.matchAll(/href="(Documents\/[^"]+)"/g)].map(([, link = '']) => decodeURIComponent(link))
    expect(new Set(links)).toEqual(new Set(manifest.files.slice(5).map((described) => described.path)))
    expect(manifest.files.map((described) => described.originalName).filter((name) => name !== null)).toEqual([
      'Bilan Zéphyrine.pdf',
      'vide.txt',
      'texte.txt',
    ])
    expect(Object.keys(manifest).slice(0, 2)).toEqual(['format', 'version'])
    expect(manifest.counts).toEqual({ pupils: 2, guardians: 2, assignments: 2, attachments: 3 })
  })

  it('keeps names that a file system would refuse, and tells twins apart', async (context) => {
    needProgram(context, '7z')
    const folder = temporaryFolder()
    const blobs = new MemoryBlobs()
    const names = ['Énoncé.pdf', 'E\u0301nonce\u0301.PDF', 'CON.pdf', 'a:b?.pdf', 'fin. ', 'jeu.exe', '50 % & #1.pdf']
    const files = names.map((name, index) => file(name, blobs.add(text(`document ${index}`))))
    const content = classContent({ assignments: [assignment({ files })] })
    const { path } = await buildPack(buildInput(folder, content, { blobs }))
    expect(await verifyPack({ file: path, passphrase: PASSPHRASE, signal: signal() })).toMatchObject({ ok: true })
    const out = join(folder, 'out')
    run('7z', 'x', `-p${PASSPHRASE}`, `-o${out}`, path)
    run('7z', 'x', `-o${out}`, '-aoa', join(out, 'pack.zip'))
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')))
    const documents = manifest.files.filter(({ role }) => role === 'attachment')
    expect(documents.map(({ path: entry }) => entry.slice('Documents/'.length))).toEqual([
      'Énoncé.pdf',
      'Énoncé (2).PDF',
      '_CON.pdf',
      'a b.pdf',
      'fin',
      'jeu.exe.bin',
      '50 % & #1.pdf',
    ])
    // The way back: what each was called, whatever a system made of its name.
    for (const [index, described] of documents.entries()) {
      expect(described.originalName).toBe(names[index])
      expect(readFileSync(join(out, described.path), 'utf8')).toBe(`document ${index}`)
    }
  })

  it('tells a stranger no name: not one in its bytes', async () => {
    const { path } = await build(temporaryFolder())
    const bytes = readFileSync(path)
    for (const canary of [...CANARIES, 'Bilan', 'Tilleuls'])
      for (const encoding of ['utf8', 'utf16le', 'latin1'] as const)
        expect(bytes.includes(Buffer.from(canary, encoding)), `${canary} in ${encoding}`).toBe(false)
  })

  it('is never written in clear', async () => {
    const folder = temporaryFolder()
    expect(await rejection(build(folder, { encrypted: false }))).toMatchObject({ code: 'pack-clear-refused' })
    expectNothing(folder)
  })

  it('takes a typed passphrase only if it is strong, and makes one otherwise asked', async () => {
    const folder = temporaryFolder()
    expect(await rejection(build(folder, { passphrase: 'Motdepasse2026!' }))).toMatchObject({
      code: 'pack-weak-passphrase',
    })
    expectNothing(folder)
    const { path, passphrase } = await build(folder, { passphrase: null })
    expect(passphrase?.split('-')).toHaveLength(10)
    expect(await verifyPack({ file: path, passphrase, signal: signal() })).toMatchObject({ ok: true })
  })
})

describe('a pupil’s pack', () => {
  it('in clear holds no roster and no other person, and opens in programs that read a ZIP as a stream', async (context) => {
    const folder = temporaryFolder()
    const content = classContent({ assignments: [assignment()] })
    const { path } = await buildPack(
      buildInput(folder, content, { profile: 'pupil', encrypted: false, passphrase: null }),
    )
    const bytes = readFileSync(path)
    // Bit 3 of the flags, "sizes come after the data", is what such programs refuse on stored entries.
    expect(bytes.readUInt16LE(6) & 8).toBe(0)
    needProgram(context, '7z')
    const out = join(folder, 'out')
    expect(run('7z', 'x', `-o${out}`, path).status).toBe(0)
    expect(readdirSync(out).sort()).toEqual(['LISEZMOI.txt', 'index.html', 'manifest.json'])
    for (const name of readdirSync(out))
      for (const canary of CANARIES) expect(readFileSync(join(out, name), 'utf8')).not.toContain(canary)
  })

  it('in clear is the same, byte for byte, when nothing changed', async () => {
    const change = { profile: 'pupil', encrypted: false, passphrase: null } as const
    const content = classContent()
    const hashes = [temporaryFolder(), temporaryFolder()].map((folder) =>
      buildPack(buildInput(folder, content, change)),
    )
    const [first, second] = await Promise.all(hashes)
    expect(first?.sha256).toBe(second?.sha256)
  })
})

describe('documents', () => {
  it('that this computer cannot read back are named as missing, and the pack is made', async () => {
    const blobs = new MemoryBlobs()
    const good = blobs.add(text('bon'))
    const lying = {
      read: (hash: string) =>
        hash === good
          ? blobs.read(hash)
          : (async function* () {
              yield text('autre chose')
            })(),
    }
    const content = classContent({
      assignments: [
        assignment({ files: [file('bon.txt', good), file('abîmé.txt', 'f'.repeat(64)), file('rien.txt', null)] }),
      ],
    })
    const built = await buildPack(buildInput(temporaryFolder(), content, { blobs: lying }))
    expect(built.missing).toEqual(['abîmé.txt', 'rien.txt'])
    expect(built.files).toBe(7)
  })
})

describe('the folder', () => {
  it('keeps the pack that was there: the new one is numbered', async () => {
    const folder = temporaryFolder()
    const first = await build(folder)
    const before = readFileSync(first.path)
    const second = await build(folder)
    expect(second.fileName).toBe('Trousse 3e A - enseignant - 2026-11-24 (2).zip')
    expect(readFileSync(first.path).equals(before)).toBe(true)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('loses the parts that a crash of ours left, and nothing else', async () => {
    const folder = temporaryFolder()
    const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
    const part = (tag: string, pid: number) => `x.zip.trousse-${tag}-${pid}-0123abcd.part`
    // A number that no process can have: beyond the largest that Linux gives.
    const dead = part(host, 9_999_999)
    const ofThisProcess = part(host, process.pid)
    const old = part('ffffffff', 1)
    const alive = part(host, process.ppid)
    const elsewhere = part('ffffffff', 9_999_999)
    const kept = [alive, elsewhere, 'devoir.zip.part', 'x.zip.trousse-note.part', 'photo.jpg']
    for (const name of [dead, ofThisProcess, old, ...kept]) {
      writeFileSync(join(folder, name), 'moitié')
      utimesSync(join(folder, name), NOW / 1000, NOW / 1000)
    }
    utimesSync(join(folder, old), NOW / 1000 - 90_000, NOW / 1000 - 90_000)
    await build(folder)
    expect(readdirSync(folder).sort()).toEqual([...kept, FINAL_NAME].sort())
  })

  it('without room is refused before a byte is written', async (context) => {
    const folder = mountTmpfs(context, 'size=4m')
    const blobs = new MemoryBlobs()
    const content = classContent({
      assignments: [assignment({ files: [file('gros.mp4', blobs.add(noise(6_000_000)))] })],
    })
    expect(await rejection(buildPack(buildInput(folder, content, { blobs })))).toMatchObject({
      code: 'pack-no-space',
      params: { needed: expect.any(Number), free: expect.any(Number) },
    })
    expectNothing(folder)
  })

  it('that fills up during the writing is left as it was', async (context) => {
    const folder = mountTmpfs(context, 'size=6m')
    const data = noise(4_000_000)
    const hash = createHash('sha256').update(data).digest('hex')
    let reads = 0
    const blobs = {
      async *read() {
        // Another program takes the room between the check and the writing.
        if (++reads === 2) writeFileSync(join(folder, 'autre'), noise(4_000_000))
        for (let offset = 0; offset < data.byteLength; offset += 65_536) yield data.subarray(offset, offset + 65_536)
      },
    }
    const content = classContent({ assignments: [assignment({ files: [file('gros.mp4', hash)] })] })
    expect(await rejection(buildPack(buildInput(folder, content, { blobs })))).toEqual({
      code: 'disk-full',
      params: {},
    })
    expect(readdirSync(folder)).toEqual(['autre'])
  })

  it('that is read-only, absent or not a folder is told as such', async (context) => {
    const folder = temporaryFolder()
    expect(await rejection(build(join(folder, 'absent')))).toMatchObject({ code: 'disk-gone' })
    writeFileSync(join(folder, 'fichier'), '')
    expect(await rejection(build(join(folder, 'fichier')))).toMatchObject({ code: 'disk-gone' })
    expect(await rejection(build(mountTmpfs(context, 'size=4m,ro')))).toMatchObject({ code: 'disk-read-only' })
  })

  it('that is taken away during the writing is told as gone', async () => {
    const folder = join(temporaryFolder(), 'cle')
    const { content, blobs } = fullClass()
    const parent = join(folder, '..')
    mkdirSync(folder)
    const onProgress = ({ step }: PackProgress) => {
      if (step === 'flushing') rmSync(folder, { recursive: true })
    }
    expect(await rejection(buildPack(buildInput(folder, content, { blobs, onProgress })))).toMatchObject({
      code: 'disk-gone',
    })
    expectNothing(parent)
  })
})

describe('progress and cancelling', () => {
  it('goes through the steps in order and never back, up to the whole', async () => {
    const seen: PackProgress[] = []
    await build(temporaryFolder(), { onProgress: (progress) => seen.push(progress) })
    expect([...new Set(seen.map((progress) => progress.step))]).toEqual([...PACK_STEPS])
    for (const [index, progress] of seen.entries()) {
      expect(progress.done).toBeGreaterThanOrEqual(seen[index - 1]?.done ?? 0)
      expect(progress.done).toBeLessThanOrEqual(progress.total)
    }
    expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total)
  })

  it.each(PACK_STEPS.filter((step) => step !== 'finishing'))('stops while %s and leaves nothing', async (step) => {
    const folder = temporaryFolder()
    const abort = new AbortController()
    const onProgress = (progress: PackProgress) => {
      if (progress.step === step) abort.abort()
    }
    expect(await rejection(build(folder, { signal: abort.signal, onProgress }))).toEqual({
      code: 'cancelled',
      params: {},
    })
    expectNothing(folder)
  })

  it('does nothing when it was cancelled before it began', async () => {
    const folder = temporaryFolder()
    expect(await rejection(build(folder, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'cancelled' })
    expectNothing(folder)
  })
})
