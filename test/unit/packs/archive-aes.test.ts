/** The key stream of a sealed archive: the same from any place, and the one that other programs make. */
import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Counter, codeOf, endCode, entryKey, sealEntry } from '../../../electron/packs/archive/aes.ts'
import { directory, localHeader } from '../../../electron/packs/archive/layout.ts'
import { memoryEntry, prepareArchive, streamEntry } from '../../../electron/packs/write-archive.ts'
import { noise, text } from '../../helpers/packs-content.ts'
import { rejection } from '../../helpers/packs-tools.ts'

const SALT = noise(16, 7)
const DATA = noise(400_000, 3)

/** Block by block, as the specification says it: AES of a counter that counts up from its first byte. */
function byTheBook(key: Uint8Array, data: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const out = Buffer.from(data)
  for (let block = 0; block * 16 < out.byteLength; block += 1) {
    const counter = Buffer.alloc(16)
    counter.writeUInt32LE(block + 1)
    const stream = cipher.update(counter)
    for (let at = 0; at < 16 && block * 16 + at < out.byteLength; at += 1)
      out[block * 16 + at] = (out[block * 16 + at] ?? 0) ^ (stream[at] ?? 0)
  }
  return out
}

describe('the key stream', () => {
  it('is the one of the specification', async () => {
    const key = await entryKey('une phrase de passe', SALT)
    expect(Buffer.from(new Counter(key).apply(DATA)).equals(byTheBook(key.cipherKey, DATA))).toBe(true)
  })

  it('is the same whatever the pieces and the place it begins at', async () => {
    const key = await entryKey('une phrase de passe', SALT)
    const whole = Buffer.from(new Counter(key).apply(DATA))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: DATA.byteLength - 1 }),
        fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 5 }),
        (start, lengths) => {
          const counter = new Counter(key, start)
          let at = start
          for (const length of lengths) {
            const piece = DATA.subarray(at, at + length)
            expect(Buffer.from(counter.apply(piece)).equals(whole.subarray(at, at + piece.byteLength))).toBe(true)
            at += piece.byteLength
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('opens what it closed, and leaves the data it was given alone', async () => {
    const key = await entryKey('une phrase de passe', SALT)
    const before = Buffer.from(DATA)
    const closed = new Counter(key).apply(DATA)
    expect(before.equals(DATA)).toBe(true)
    expect(Buffer.from(new Counter(key).apply(closed)).equals(before)).toBe(true)
    expect((await entryKey('une autre', SALT)).verifier).not.toEqual(key.verifier)
  })
})

describe('an archive', () => {
  const stamp = new Date(2026, 10, 24, 12, 0, 0)

  it('has exactly the size that it said, and the same bytes each time', async () => {
    const key = await entryKey('une phrase de passe', SALT)
    const archive = prepareArchive(
      [
        { entry: memoryEntry('é.txt', text('bonjour '.repeat(300))), key: null },
        { entry: memoryEntry('vide.txt', new Uint8Array(0)), key },
        { entry: memoryEntry('clos.bin', DATA), key },
      ],
      { modifiedAt: stamp, comment: 'essai' },
    )
    const made = async () => {
      const pieces: Uint8Array[] = []
      for await (const piece of archive.pieces()) pieces.push(piece)
      return Buffer.concat(pieces)
    }
    const first = await made()
    expect(first.byteLength).toBe(archive.bytes)
    expect((await made()).equals(first)).toBe(true)
  })

  it('stops when a source gives more or less than it said', async () => {
    for (const bytes of [5, 500]) {
      const entry = streamEntry('a.pdf', { bytes, sha256: '', crc32: 0 }, async function* () {
        yield noise(100)
      })
      const archive = prepareArchive([{ entry, key: null }], { modifiedAt: stamp, comment: '' })
      const read = async () => {
        for await (const _ of archive.pieces());
      }
      expect(await rejection(read())).toEqual({ code: 'pack-damaged', params: { file: 'a.pdf' } })
    }
  })

  it('takes dates that its format can hold, whatever the clock says', () => {
    const header = { path: 'a', bytes: 0, packedBytes: 0, method: 0, crc32: 0, isEncrypted: false } as const
    for (const date of [new Date(1970, 0, 1), stamp, new Date(2300, 0, 1), new Date(Number.NaN)]) {
      expect(localHeader(header, date).byteLength).toBe(31)
      expect(directory([header], date, '').byteLength).toBe(47 + 22)
    }
  })

  it('ends each content with its code', async () => {
    const key = await entryKey('une phrase de passe', SALT)
    const pieces: Uint8Array[] = []
    const source = async function* () {
      yield DATA.subarray(0, 70_001)
      yield DATA.subarray(70_001)
    }
    for await (const piece of sealEntry(key, source())) pieces.push(piece)
    const sealed = Buffer.concat(pieces)
    expect(sealed.byteLength).toBe(DATA.byteLength + 28)
    const code = codeOf(key).update(sealed.subarray(18, -10))
    expect(sealed.subarray(-10).equals(endCode(code))).toBe(true)
  })
})
