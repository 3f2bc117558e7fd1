/** The framing of self-opening pages: what is sealed opens as it was, anything else does not open. */
import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BuildPackInput, buildPack } from '../../../electron/packs/build-pack.ts'
import {
  CHUNK_BYTES,
  CHUNK_CLOSE,
  CHUNK_OPEN,
  chunkCount,
  chunkLine,
  cutChunks,
  decodeBase64,
  deriveKey,
  encodedBytes,
  newStreamKey,
  openChunk,
  PBKDF2_ROUNDS,
  passesCheck,
  sealCheck,
  sealChunk,
} from '../../../electron/packs/html/framing.ts'
import { OPENER_SCRIPT } from '../../../electron/packs/html/opener-script.ts'
import { readPack, verifyPack } from '../../../electron/packs/verify-pack.ts'
import {
  assignment,
  buildInput,
  CANARIES,
  classContent,
  file,
  MemoryBlobs,
  noise,
  PASSPHRASE,
  text,
} from '../../helpers/packs-content.ts'
import { rejection, temporaryFolder } from '../../helpers/packs-tools.ts'

const signal = () => new AbortController().signal

describe('a chunk', () => {
  const stream = newStreamKey()
  const bytes = fc.uint8Array({ maxLength: 200 })
  const place = fc.tuple(fc.nat(50), fc.nat(50)).map(([index, more]) => ({ index, count: index + more + 1 }))

  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(bytes, place, (data, { index, count }) => {
        const opened = openChunk(stream, index, count, sealChunk(stream, index, count, data))
        expect(Buffer.from(opened).equals(Buffer.from(data))).toBe(true)
      }),
    )
  })

  it('does not open with any one bit changed', () => {
    fc.assert(
      fc.property(bytes, place, fc.nat(), (data, { index, count }, where) => {
        const sealed = sealChunk(stream, index, count, data)
        const bit = where % (sealed.byteLength * 8)
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => openChunk(stream, index, count, sealed)).toThrow()
      }),
    )
  })

  it('does not open elsewhere: another place, another number of chunks, another stream, another key', () => {
    fc.assert(
      fc.property(bytes, place, (data, { index, count }) => {
        const sealed = sealChunk(stream, index, count, data)
        expect(() => openChunk(stream, index + 1, count + 1, sealed)).toThrow()
        expect(() => openChunk(stream, index, count + 1, sealed)).toThrow()
        expect(() => openChunk({ ...stream, id: newStreamKey().id }, index, count, sealed)).toThrow()
        expect(() => openChunk({ ...stream, key: newStreamKey().key }, index, count, sealed)).toThrow()
        expect(() => openChunk(stream, index, count, sealed.subarray(0, 15))).toThrow()
      }),
    )
  })
})

describe('cutting', () => {
  it('gives every byte back, whatever the pieces, in full chunks but the last', async () => {
    const total = 2 * CHUNK_BYTES + 5
    const data = noise(total)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: total }), { maxLength: 6 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), total]
        const pieces = async function* () {
          for (const [index, end] of places.slice(1).entries()) yield data.subarray(places[index], end)
        }
        const chunks: Uint8Array[] = []
        for await (const chunk of cutChunks(pieces())) chunks.push(chunk)
        expect(chunks.map((chunk) => chunk.byteLength)).toEqual([CHUNK_BYTES, CHUNK_BYTES, 5])
        expect(Buffer.concat(chunks).equals(data)).toBe(true)
      }),
      { numRuns: 10 },
    )
  })

  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1])('knows the size of %d bytes before', async (bytes) => {
    for (const sealed of [true, false]) {
      const stream = newStreamKey()
      let length = 0
      let count = 0
      const source = async function* () {
        yield noise(bytes)
      }
      for await (const chunk of cutChunks(source())) {
        length += chunkLine(sealed ? sealChunk(stream, count, chunkCount(bytes), chunk) : chunk).byteLength
        count += 1
      }
      expect(count).toBe(chunkCount(bytes))
      expect(length).toBe(encodedBytes(bytes, sealed))
    }
  })
})

describe('base64', () => {
  it('of any bytes is read back, and no other text is read as them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (data, where) => {
        const text = Buffer.from(data).toString('base64')
        expect(Buffer.from(decodeBase64(text) ?? []).equals(Buffer.from(data))).toBe(true)
        const at = where % text.length
        for (const other of ['A', 'B', '-', '_', '=', ' ', '/']) {
          const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`
          const decoded = decodeBase64(changed)
          if (decoded !== null) expect(Buffer.from(decoded).toString('base64')).toBe(changed)
        }
      }),
    )
    expect(decodeBase64('')).toEqual(Buffer.alloc(0))
    for (const bad of ['QQ', 'QR==', 'Q===', '====', 'QQ==QQ==', 'QQ=A']) expect(decodeBase64(bad)).toBeNull()
  })
})

describe('the check of a passphrase', () => {
  it('passes the key and the very head it was made for, and nothing else', async () => {
    const key = await deriveKey(PASSPHRASE, new Uint8Array(16), 1000)
    const check = sealCheck(key, 'head')
    expect(passesCheck(key, 'head', check)).toBe(true)
    expect(passesCheck(key, 'heaD', check)).toBe(false)
    expect(passesCheck(await deriveKey(`${PASSPHRASE}x`, new Uint8Array(16), 1000), 'head', check)).toBe(false)
    expect(passesCheck(key, 'head', new Uint8Array(0))).toBe(false)
  })

  it('costs a guesser what is asked today', () => expect(PBKDF2_ROUNDS).toBeGreaterThanOrEqual(600_000))
})

describe('the program of a page', () => {
  it('is a program, and ends nowhere but at its end', () => {
    expect(() => new Function(OPENER_SCRIPT)).not.toThrow()
    expect(OPENER_SCRIPT).not.toMatch(/<\/script|<!--|\\|`/i)
    expect(OPENER_SCRIPT).not.toMatch(/fetch\(|XMLHttpRequest|WebSocket|https?:\/\/|eval\(|localStorage/)
  })
})

async function page(change: Partial<BuildPackInput> = {}) {
  const blobs = new MemoryBlobs()
  const content = classContent({
    assignments: [
      assignment({
        files: [
          file('a.pdf', blobs.add(noise(CHUNK_BYTES * 2 + 10))),
          file('b.txt', blobs.add(text('bonjour'))),
          file('vide.txt', blobs.add(new Uint8Array(0)), 0),
        ],
      }),
    ],
  })
  return buildPack(buildInput(temporaryFolder(), content, { blobs, form: 'html', ...change }))
}
const verify = (path: string, passphrase: string | null = PASSPHRASE) =>
  verifyPack({ file: path, passphrase, signal: signal() })

describe('a page read back', () => {
  it('is verified whole; its class list can be taken from it', async () => {
    const built = await page()
    expect(built.fileName).toBe('Trousse 3e A - enseignant - 2026-11-24.html')
    expect(await verify(built.path)).toMatchObject({ ok: true, profile: 'teacher', className: '3e A', files: 7 })
    const { kept } = await readPack({ file: built.path, passphrase: PASSPHRASE, signal: signal(), keep: 'roster-csv' })
    expect(new TextDecoder().decode(kept ?? undefined)).toContain('QUINTEFEUILLE')
    const bytes = readFileSync(built.path)
    expect(bytes.byteLength).toBe(built.bytes)
    for (const canary of CANARIES) expect(bytes.includes(canary)).toBe(false)
  })

  it('is refused with another passphrase, or none', async () => {
    const { path } = await page()
    expect(await rejection(verify(path, 'autre'))).toMatchObject({ code: 'pack-wrong-passphrase' })
    expect(await rejection(verify(path, null))).toMatchObject({ code: 'pack-wrong-passphrase' })
  })

  it('in clear needs none, and a changed byte of a document is still found', async () => {
    const { path } = await page({ profile: 'pupil', encrypted: false, passphrase: null })
    expect(await verify(path, null)).toMatchObject({ ok: true, profile: 'pupil' })
    const bytes = readFileSync(path)
    const at = bytes.lastIndexOf(CHUNK_OPEN) - 2000
    bytes[at] = bytes[at] === 65 ? 66 : 65
    writeFileSync(path, bytes)
    expect(await rejection(verify(path, null))).toMatchObject({ code: 'pack-damaged' })
  })

  it('is never written in clear when it holds anyone', async () => {
    for (const profile of ['teacher', 'substitute'] as const)
      expect(await rejection(page({ profile, encrypted: false }))).toMatchObject({ code: 'pack-clear-refused' })
  })
})

describe('a page that was changed', () => {
  const damage = async (change: (bytes: Buffer) => Buffer) => {
    const { path } = await page()
    writeFileSync(path, change(readFileSync(path)))
    return rejection(verify(path))
  }
  /** The page as before, its lines of chunks, and after. */
  const split = (bytes: Buffer) => {
    const all = bytes.toString('latin1')
    const first = all.indexOf(CHUNK_OPEN)
    const last = all.lastIndexOf(CHUNK_CLOSE) + CHUNK_CLOSE.length
    const lines = all.slice(first, last).split('\n').slice(0, -1)
    const join = (kept: string[]) =>
      Buffer.from(`${all.slice(0, first)}${kept.join('\n')}\n${all.slice(last)}`, 'latin1')
    return { lines, join }
  }

  it('is found by one bit, wherever it falls', { timeout: 120_000 }, async () => {
    const { path } = await page()
    const whole = readFileSync(path)
    // Derivation costs half a second: a few dozen places, the ends and the seams among them.
    const seams = [
      whole.indexOf(CHUNK_OPEN),
      whole.lastIndexOf(CHUNK_OPEN),
      whole.indexOf('id="head"'),
      whole.length - 3,
    ]
    const places = [...seams, ...Array.from({ length: 30 }, (_, n) => Math.floor(((n + 0.5) / 30) * whole.length))]
    for (const at of places) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(path, bytes)
      expect((await rejection(verify(path))).code, `byte ${at}`).toMatch(/^pack-/)
    }
  })

  it('is found by two chunks that changed places, one dropped, one repeated, one from another page', async () => {
    const other = split(readFileSync((await page()).path)).lines
    const changes: ((lines: string[]) => string[])[] = [
      (lines) => lines.map((line, index) => (index === 3 ? (lines[4] ?? '') : index === 4 ? (lines[3] ?? '') : line)),
      (lines) => lines.filter((_, index) => index !== 4),
      (lines) => lines.slice(0, -1),
      (lines) => [...lines, lines.at(-1) ?? ''],
      (lines) => lines.map((line, index) => (index === 4 ? (other[4] ?? '') : line)),
      (lines) => lines.map((line, index) => (index === 0 ? (other[0] ?? '') : line)),
    ]
    for (const change of changes) {
      const found = await damage((bytes) => {
        const { lines, join } = split(bytes)
        return join(change(lines))
      })
      expect(found).toMatchObject({ code: 'pack-damaged' })
    }
  })

  it('is found by a program that was slipped in beside ours', async () => {
    for (const [what, where] of [
      ['<script>steal()</script>\n', '<script>(()'],
      ['<p>x</p>\n', '</body>\n</html>'],
    ] as const)
      expect(await damage((bytes) => Buffer.from(bytes.toString().replace(where, `${what}${where}`)))).toMatchObject({
        code: 'pack-damaged',
      })
  })

  it('is refused with its own error when a later Trousse made it', async () => {
    const found = await damage((bytes) =>
      Buffer.from(bytes.toString().replace('pack","version":1', 'pack","version":2')),
    )
    expect(found).toMatchObject({ code: 'pack-too-new', params: { version: 2 } })
  })

  it('that is not ours is not a pack', async () => {
    const { path } = await page()
    writeFileSync(path, '<!doctype html><p>bonjour')
    expect(await rejection(verify(path))).toMatchObject({ code: 'pack-not-a-pack' })
  })
})
