import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ErrorShape } from '../../../electron/contract/errors.ts'
import { buildPack } from '../../../electron/packs/build-pack.ts'
import { PACK_LIMITS } from '../../../electron/packs/limits.ts'
import { PACK_FORMAT, type PackManifest } from '../../../electron/packs/manifest.ts'
import { verifyPack } from '../../../electron/packs/verify-pack.ts'
import {
  assignment,
  buildInput,
  classContent,
  file,
  MemoryBlobs,
  noise,
  PASSPHRASE,
  text,
} from '../../helpers/packs-content.ts'
import { needProgram, rejection, run, temporaryFolder } from '../../helpers/packs-tools.ts'
import { type RawEntry, rawZip } from '../../helpers/packs-zip.ts'

const verify = (path: string, passphrase: string | null = PASSPHRASE) =>
  verifyPack({ file: path, passphrase, signal: new AbortController().signal })

const verifyBytes = (bytes: Uint8Array, passphrase: string | null = PASSPHRASE): Promise<ErrorShape> => {
  const path = join(temporaryFolder(), 'pack.zip')
  writeFileSync(path, bytes)
  return rejection(verify(path, passphrase))
}

async function realPack(encrypted = true): Promise<Buffer> {
  const blobs = new MemoryBlobs()
  const content = classContent({ assignments: [assignment({ files: [file('a.pdf', blobs.add(noise(20_000)))] })] })
  const profile = encrypted ? 'teacher' : 'pupil'
  const { path } = await buildPack(buildInput(temporaryFolder(), content, { blobs, encrypted, profile }))
  return readFileSync(path)
}

/** Where the bytes of each entry lie, by the archive's own directory. */
function contentRanges(bytes: Buffer): [number, number][] {
  const ranges: [number, number][] = []
  for (let at = bytes.indexOf('PK\u0001\u0002'); at !== -1; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    ranges.push([start, start + bytes.readUInt32LE(at + 20)])
  }
  return ranges
}

/** A manifest that describes these files rightly, changed at will. */
function manifestFor(files: readonly RawEntry[], change: Record<string, unknown> = {}): RawEntry {
  const manifest: PackManifest = {
    format: PACK_FORMAT,
    version: 1,
    createdAt: '2026-11-24T12:00:00.000Z',
    expiresAt: null,
    profile: 'pupil',
    locale: 'fr',
    encrypted: false,
    class: { id: 1, name: '3e A', school: null, academicYear: null },
    recipient: null,
    cover: null,
    counts: { pupils: 0, guardians: 0, assignments: 0, attachments: 0 },
    missing: [],
    files: files.map(({ name, data }) => ({
      path: name,
      role: 'attachment',
      bytes: data.byteLength,
      sha256: createHash('sha256').update(data).digest('hex'),
      originalName: null,
      mediaType: null,
    })),
  }
  return { name: 'manifest.json', data: text(JSON.stringify({ ...manifest, ...change })) }
}
const page: RawEntry = { name: 'index.html', data: text('<p>bonjour</p>') }
const withManifest = (...entries: RawEntry[]) => rawZip([...entries, manifestFor(entries)])

describe('an honest pack', () => {
  it('written by another hand by the same rules is accepted', async () => {
    const path = join(temporaryFolder(), 'pack.zip')
    writeFileSync(path, withManifest(page, { name: 'files/0001.txt', data: text('a'.repeat(5000)), deflate: true }))
    expect(await verify(path, null)).toMatchObject({ ok: true, className: '3e A', profile: 'pupil', files: 3 })
  })

  it('may be packed again by 7-Zip, with its folder entry and its passphrase', async (context) => {
    needProgram(context, '7z')
    const folder = temporaryFolder()
    const files = [page, { name: 'files/0001.txt', data: text('a'.repeat(5000)) }]
    mkdirSync(join(folder, 'files'))
    for (const { name, data } of [...files, manifestFor(files, { encrypted: true })])
      writeFileSync(join(folder, name), data)
    const path = join(folder, 'pack.zip')
    const done = run(
      'sh',
      '-c',
      `cd '${folder}' && 7z a -tzip -mem=AES256 '-p${PASSPHRASE}' pack.zip index.html files manifest.json`,
    )
    expect(done.status).toBe(0)
    expect(await verify(path)).toMatchObject({ ok: true })
  })
})

describe('the passphrase', () => {
  it('wrong or absent is said at once, not taken for damage', async () => {
    const bytes = await realPack()
    for (const passphrase of ['autre-phrase', null, ''])
      expect(await verifyBytes(bytes, passphrase)).toEqual({ code: 'pack-wrong-passphrase', params: {} })
  })

  it('is not needed for a pack in clear', async () => {
    const path = join(temporaryFolder(), 'pack.zip')
    writeFileSync(path, await realPack(false))
    expect(await verify(path, null)).toMatchObject({ ok: true, profile: 'pupil' })
  })
})

describe('damage', () => {
  it('of one bit is found wherever it falls in the contents; elsewhere it is found or changes no content', async () => {
    for (const encrypted of [true, false]) {
      const bytes = await realPack(encrypted)
      const contents = contentRanges(bytes)
      expect(contents.length).toBeGreaterThanOrEqual(encrypted ? 2 : 4)
      // The last bits of a deflated content are padding: in clear, nothing depends on them.
      const last = (end: number, isSealed: boolean) => (isSealed ? [end - 11, end - 1] : [end - 2])
      // Of an encrypted pack the first content, how to open it, is in clear.
      const inContents = contents.flatMap(([start, end], index) => [
        ...[start, start + 17, (start + end) >> 1],
        ...last(end, encrypted && index > 0),
      ])
      const anywhere = Array.from({ length: 30 }, (_, index) => Math.floor((index * bytes.byteLength) / 30))
      const path = join(temporaryFolder(), 'pack.zip')
      for (const position of [...inContents, ...anywhere]) {
        const broken = Buffer.from(bytes)
        broken[position] = (broken[position] ?? 0) ^ 0x10
        writeFileSync(path, broken)
        const found = await verify(path).then(
          () => 'accepted',
          (error: { code?: string }) => error.code,
        )
        const isContent = contents.some(([start, end]) => position >= start && position < end)
        const allowed = ['pack-damaged', 'pack-not-a-pack', 'pack-wrong-passphrase', ...(isContent ? [] : ['accepted'])]
        expect(allowed, `bit at ${position}`).toContain(found)
      }
    }
  })

  it('of the file that was cut is told from a file that never was a pack', async () => {
    const bytes = await realPack()
    // The last bytes are the archive's comment, which a cut may shorten without harm.
    for (const length of [100, bytes.byteLength >> 1, bytes.byteLength - 115])
      expect(await verifyBytes(bytes.subarray(0, length))).toMatchObject({ code: 'pack-damaged' })
    for (const other of [new Uint8Array(0), text('bonjour'), noise(100_000)])
      expect(await verifyBytes(other)).toEqual({ code: 'pack-not-a-pack', params: { reason: 'not-a-zip' } })
  })

  it('of a known document names its entry', async () => {
    // 20,000 bytes of noise among a few of text: the middle of the archive is the document.
    const bytes = await realPack()
    bytes[bytes.byteLength >> 1] = (bytes[bytes.byteLength >> 1] ?? 0) ^ 1
    expect(await verifyBytes(bytes)).toEqual({ code: 'pack-damaged', params: { file: 'Documents/a.pdf' } })
  })

  it('of any bit of what is sealed is found, by the seal where by nothing else', async () => {
    const bytes = await realPack()
    const [, sealed] = contentRanges(bytes)
    const [start, end] = sealed ?? [0, 0]
    const path = join(temporaryFolder(), 'pack.zip')
    for (let position = start; position < end; position += 211) {
      const broken = Buffer.from(bytes)
      broken[position] = (broken[position] ?? 0) ^ 0x04
      writeFileSync(path, broken)
      const found = await rejection(verify(path))
      expect(['pack-damaged', 'pack-not-a-pack', 'pack-wrong-passphrase'], `bit at ${position}`).toContain(found.code)
      if (position > start + 18) expect(found.code, `bit at ${position}`).not.toBe('pack-wrong-passphrase')
    }
  })

  it('of the read-me outside is found too: nobody is told to do something else', async () => {
    const bytes = await realPack()
    const [cover] = contentRanges(bytes)
    const at = (cover?.[0] ?? 0) + 40
    bytes[at] = (bytes[at] ?? 0) ^ 1
    expect(await verifyBytes(bytes)).toMatchObject({ code: 'pack-damaged' })
  })
})

describe('the form before this one: every entry encrypted, under neutral names', () => {
  it('is still read, and its manifest’s damage is not taken for a wrong passphrase', async (context) => {
    needProgram(context, '7z')
    const folder = temporaryFolder()
    const files = [page, { name: 'files/0001.txt', data: text('a'.repeat(5000)) }]
    mkdirSync(join(folder, 'files'))
    for (const { name, data } of [...files, manifestFor(files, { encrypted: true })])
      writeFileSync(join(folder, name), data)
    const path = join(folder, 'pack.zip')
    const names = 'index.html files/0001.txt manifest.json'
    run('sh', '-c', `cd '${folder}' && 7z a -tzip -mem=AES256 '-p${PASSPHRASE}' pack.zip ${names}`)
    expect(await verify(path)).toMatchObject({ ok: true, files: 3 })
    const bytes = readFileSync(path)
    const ranges = contentRanges(bytes)
    const manifest = ranges.at(-1)?.[0] ?? 0
    bytes[manifest] = (bytes[manifest] ?? 0) ^ 1
    expect(await verifyBytes(bytes)).toEqual({ code: 'pack-damaged', params: { file: 'manifest.json' } })
  })
})

describe('a manifest', () => {
  const damaged = (name: string) => ({ code: 'pack-damaged', params: { file: name } })

  it('of a newer version is told as such, whatever else it says', async () => {
    const newer = {
      name: 'manifest.json',
      data: text(JSON.stringify({ format: PACK_FORMAT, version: 2, nouveau: true })),
    }
    expect(await verifyBytes(rawZip([page, newer]))).toEqual({ code: 'pack-too-new', params: { version: 2 } })
  })

  it('that is absent, or of something else, means it is no pack', async () => {
    const refused = { code: 'pack-not-a-pack', params: { reason: 'no-manifest' } }
    expect(await verifyBytes(rawZip([page]))).toEqual(refused)
    expect(await verifyBytes(rawZip([page, { name: 'manifest.json', data: text('{"name":"appli"}') }]))).toEqual(
      refused,
    )
  })

  it('that lies is found out', async () => {
    const other = { ...page, data: text('<p>autre..</p>') }
    expect(await verifyBytes(rawZip([other, manifestFor([page])]))).toEqual(damaged('index.html'))
    expect(await verifyBytes(rawZip([manifestFor([page])]))).toEqual(damaged('index.html'))
    const extra = { name: 'files/0009.txt', data: text('glissé') }
    expect(await verifyBytes(rawZip([page, extra, manifestFor([page])]))).toEqual(damaged('files/0009.txt'))
    expect(await verifyBytes(rawZip([page, manifestFor([page], { encrypted: true })]))).toMatchObject({
      code: 'pack-damaged',
    })
    expect(await verifyBytes(rawZip([page, manifestFor([page, page])]))).toEqual(damaged('manifest.json'))
    for (const broken of [{ files: 'x' }, { class: null }, { profile: 'admin' }])
      expect(await verifyBytes(rawZip([page, manifestFor([page], broken)]))).toEqual(damaged('manifest.json'))
    expect(await verifyBytes(rawZip([page, { name: 'manifest.json', data: text('{"form') }]))).toEqual(
      damaged('manifest.json'),
    )
  })
})

describe('hostile archives', () => {
  const refused = (reason: string) => ({ code: 'pack-not-a-pack', params: { reason } })
  const evil = (name: string): RawEntry => ({ name, data: text('méchant') })

  it.each([
    '../evil.txt',
    'files/../../evil.txt',
    '/etc/cron.d/evil',
    'C:\\evil.txt',
    'C:evil.txt',
    '\\\\serveur\\evil.txt',
    'files\\..\\evil.txt',
    './index.html',
    'files//0001.txt',
    'CON',
    'files/nul.txt',
    'files/com1',
    'evil.txt.',
    'evil.txt ',
    'flux.txt:cache',
    'nul\u0000octet.txt',
    'fdp.\u202Eexe',
    `files/${'x'.repeat(300)}.txt`,
  ])('with an entry named %j are refused', async (name) => {
    expect(await verifyBytes(withManifest(page, evil(name)))).toEqual(refused('unsafe-name'))
  })

  it('with the same name twice, its twin in another case, or a file where a folder must be, are refused', async () => {
    for (const [first, second] of [
      ['a.txt', 'a.txt'],
      ['a.txt', 'A.TXT'],
      ['\u00e9.txt', '\u00c9.txt'],
      ['files', 'files/0001.txt'],
      ['files/0001.txt', 'FILES'],
    ] as const)
      expect(await verifyBytes(withManifest(page, evil(first), evil(second)))).toEqual(refused('duplicate-name'))
  })

  it('with links or devices are refused', async () => {
    for (const unixMode of [0o120777, 0o060644, 0o020644, 0o010644])
      expect(await verifyBytes(withManifest(page, { ...evil('files/0001.txt'), unixMode }))).toEqual(refused('link'))
  })

  it('with two entries on the same bytes are refused', async () => {
    const first = evil('files/0001.txt')
    const second = { ...evil('files/0002.txt'), pointAt: 1 }
    const found = await verifyBytes(withManifest(page, first, second))
    expect(['pack-not-a-pack', 'pack-damaged']).toContain(found.code)
  })

  it('encrypted the old way (ZipCrypto), which is none, are refused', async (context) => {
    needProgram(context, '7z')
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'index.html'), page.data)
    const path = join(folder, 'pack.zip')
    run('7z', 'a', '-tzip', '-mem=ZipCrypto', `-p${PASSPHRASE}`, path, join(folder, 'index.html'))
    expect(await rejection(verify(path))).toEqual(refused('weak-encryption'))
    const weak = join(folder, 'weak.zip')
    run('7z', 'a', '-tzip', '-mem=AES128', `-p${PASSPHRASE}`, weak, join(folder, 'index.html'))
    expect(await rejection(verify(weak))).toEqual(refused('weak-encryption'))
  })

  it('compressed in a way we never write are refused', async () => {
    for (const method of [9, 12, 14, 93, 98])
      expect(await verifyBytes(withManifest(page, { ...evil('files/0001.txt'), method }))).toEqual(refused('not-a-zip'))
  })

  it('of more entries than any class has are refused', async () => {
    const many = Array.from({ length: PACK_LIMITS.entries + 1 }, (_, index) => ({
      name: `files/${index}`,
      data: text(''),
    }))
    expect(await verifyBytes(rawZip(many))).toEqual(refused('too-many-entries'))
  })

  it('that unpack to a thousand times their size are stopped by what comes out, not by what they claim', async () => {
    const zeros = new Uint8Array(40 * 1024 ** 2)
    const bomb: RawEntry = { name: 'files/0001.bin', data: zeros, deflate: true }
    expect(await verifyBytes(withManifest(page, bomb))).toEqual(refused('too-large'))
    const lying = { ...bomb, claimedSize: 1000 }
    const found = await verifyBytes(rawZip([page, lying, manifestFor([page, bomb])]))
    expect(['pack-not-a-pack', 'pack-damaged']).toContain(found.code)
    expect(await verifyBytes(rawZip([{ name: 'manifest.json', data: zeros, deflate: true }]))).toEqual(
      refused('too-large'),
    )
  })

  it('that hold another archive are never opened further', async () => {
    const inner = withManifest(page, evil('../evil.txt'))
    const path = join(temporaryFolder(), 'pack.zip')
    writeFileSync(path, withManifest(page, { name: 'files/0001.zip', data: inner }))
    expect(await verify(path, null)).toMatchObject({ ok: true })
  })

  it('write nothing beside themselves', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'pack.zip')
    writeFileSync(path, withManifest(page, evil('../evil.txt')))
    await rejection(verify(path))
    expect(readdirSync(folder)).toEqual(['pack.zip'])
  })
})

describe('a file', () => {
  it('that is absent or a folder is told as such; cancelling is told as cancelled', async () => {
    const folder = temporaryFolder()
    expect(await rejection(verify(join(folder, 'absent.zip')))).toMatchObject({ code: 'disk-gone' })
    expect(await rejection(verify(folder))).toMatchObject({ code: 'pack-not-a-pack' })
    const path = join(folder, 'pack.zip')
    writeFileSync(path, await realPack())
    expect(
      await rejection(verifyPack({ file: path, passphrase: PASSPHRASE, signal: AbortSignal.abort() })),
    ).toMatchObject({
      code: 'cancelled',
    })
  })
})
