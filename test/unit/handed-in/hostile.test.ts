/** Archives and names made to harm: nothing of them is kept, nothing is written outside, the rest is collected. */
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HandedInBench, openHandedInBench } from '../../helpers/handed-in.ts'
import { type RawEntry, rawZip } from '../../helpers/packs-zip.ts'

let bench: HandedInBench
beforeEach(async () => {
  bench = await openHandedInBench()
})
afterEach(() => bench.close())

const text = (content: string) => new TextEncoder().encode(content)
const GOOD: RawEntry = { name: 'ORME Zoé DM3.pdf', data: text('%PDF-1') }
const everything = async () => [
  ...(await bench.space.store.read.listHandedIn({ classId: bench.classId })),
  ...(await bench.space.store.read.listHandedInQuestions()).questions,
]
const blobFiles = async () =>
  (await readdir(join(bench.space.folder, 'blobs'), { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))

const BOMB = new Uint8Array(30_000_000)
const HOSTILE: readonly (readonly [string, readonly RawEntry[], string])[] = [
  ['a name that climbs', [GOOD, { name: '../../orme.pdf', data: text('x') }], 'path'],
  ['a name that climbs inside', [GOOD, { name: 'a/../../b.pdf', data: text('x') }], 'path'],
  ['an absolute name', [GOOD, { name: '/etc/cron.d/x', data: text('x') }], 'path'],
  ['a drive', [GOOD, { name: 'C:/Windows/x.pdf', data: text('x') }], 'path'],
  ['backslashes', [GOOD, { name: '..\\..\\x.pdf', data: text('x') }], 'path'],
  ['a zero in a name', [GOOD, { name: 'a\0.pdf', data: text('x') }], 'path'],
  ['a symbolic link', [GOOD, { name: 'lien', data: text('/etc/passwd'), unixMode: 0o120777 }], 'link'],
  ['a device', [GOOD, { name: 'disque', data: text(''), unixMode: 0o060666 }], 'link'],
  ['the same name twice', [GOOD, GOOD], 'duplicate-name'],
  ['a bomb', [GOOD, { name: 'zéros.bin', data: BOMB, deflate: true }], 'too-large'],
  ['two entries over one another', [GOOD, { name: 'autre.pdf', data: text('%PDF-1'), pointAt: 0 }], 'damaged'],
]

describe('archives', () => {
  it.each(HOSTILE)('%s', async (_, entries, reason) => {
    const bad = await bench.put('classe.zip', rawZip(entries))
    const good = await bench.put('QUINTEFEUILLE Louise DM3.pdf', '%PDF')
    const found = await bench.collect([bad, good])
    expect(found.refusals).toMatchObject([
      { file: 'classe.zip', error: { code: 'handed-in-archive-unsafe', params: { reason } } },
    ])
    expect((await everything()).map(({ name }) => name)).toEqual(['QUINTEFEUILLE Louise DM3.pdf'])
    // What had been sealed of it goes at the next start.
    const before = (await blobFiles()).length
    for (const sha256 of await bench.space.store.write.clearHandedIn('2100-01-01T00:00:00.000Z'))
      await bench.space.blobs.remove(sha256)
    expect(await blobFiles()).toHaveLength(1)
    expect(before).toBeLessThanOrEqual(2)
  })

  it('ten thousand entries and one', async () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}.txt`, data: new Uint8Array(0) }))
    const found = await bench.collect([await bench.put('trop.zip', rawZip(entries))])
    expect(found.refusals).toMatchObject([{ error: { params: { reason: 'too-many-entries' } } }])
  })

  it('encrypted ones say so', async () => {
    const locked = rawZip([{ ...GOOD, flags: 1 }])
    const found = await bench.collect([await bench.put('secret.zip', locked)])
    expect(found.refusals).toMatchObject([{ error: { code: 'handed-in-archive-locked' } }])
  })

  it('cut anywhere, or with any byte of its structure changed: refused or read whole, never half', async () => {
    const zip = rawZip([
      { ...GOOD, deflate: true },
      { name: 'autre.txt', data: text('bonjour bonjour bonjour'), deflate: true },
    ])
    const tried: Uint8Array[] = [0, 3, 20, 45, zip.length - 1, zip.length - 10, zip.length - 30].map((length) =>
      zip.slice(0, length),
    )
    for (let at = 0; at < zip.length; at += 3) {
      const changed = zip.slice()
      changed[at] = (changed[at] ?? 0) ^ 0x41
      tried.push(changed)
    }
    for (const [index, bytes] of tried.entries()) {
      const found = await bench.collect([await bench.put(`${index}/lot.zip`, bytes)])
      const taken = found.files + found.known
      // Without its mark it is a file like any other, whose pupil is asked.
      expect([0, 1, 2]).toContain(taken)
      if (taken === 2) expect(found.refused).toBe(0)
      else expect(found.refused + taken).toBe(1)
    }
  })
})

describe('names', () => {
  it.each([
    'CON.pdf',
    'nul',
    `${'é'.repeat(120)}.pdf`,
    'a\u202efdp.exe',
    ' . ',
    "'; DROP TABLE handed_in; --.pdf",
    '=cmd|calc.pdf',
    '<img src=x onerror=alert(1)>.pdf',
  ])('%s is kept as a name and used as none', async (name) => {
    const found = await bench.collect([await bench.put(name, randomBytes(8))])
    expect(found).toMatchObject({ files: 1, refused: 0 })
    const [kept] = await everything()
    expect(kept?.name.length).toBeGreaterThan(0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be in it
    expect(kept?.name).not.toMatch(/[\u0000-\u001f\u202a-\u202e/\\]/)
  })
})
