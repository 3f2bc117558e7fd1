import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodedBytes, messageBytes, splitFiles } from '../../../electron/domain/message-size.ts'
import { renderMessage } from '../../../electron/mail/render.ts'

const work = {
  address: 'parent@famille.example',
  recipientName: 'Anne-Lise Lefèvre',
  fromAddress: 'prof@lycee.example',
  fromName: 'Mme Noël',
  messageIdHeader: 'x@lycee.example',
  createdAt: '2026-04-06T08:30:00.000Z',
}

describe('the size of a message, before it is rendered', () => {
  it('is never less than that of the bytes, nor much more', async () => {
    const sizeArb = fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 4 })
    const textArb = fc.string({ unit: 'grapheme', maxLength: 400 })
    await fc.assert(
      fc.asyncProperty(sizeArb, textArb, async (sizes, body) => {
        const files = sizes.map((bytes, index) => ({
          name: `é${index}.pdf`,
          sha256: String(index).padStart(64, '0'),
          bytes,
        }))
        const source = {
          async *read(sha256: string) {
            yield Buffer.alloc(sizes[Number(sha256)] ?? 0, 7)
          },
        }
        const mime = await renderMessage({ ...work, subject: 'Devoirs', body, files }, source)
        const counted = messageBytes(7 + body.length, sizes)
        expect(mime.byteLength).toBeLessThanOrEqual(counted)
        expect(counted - mime.byteLength).toBeLessThan(3_500 + 700 * sizes.length + body.length * 12)
      }),
      { numRuns: 60 },
    )
  })

  it('counts what base64 adds', () => {
    expect(encodedBytes(7_300_000) / 7_300_000).toBeCloseTo(1.37, 2)
  })
})

describe('files shared out among several messages', () => {
  const file = (bytes: number) => ({ bytes })
  it('are all there, each once, none too big, in few messages', () => {
    const limit = 100_000
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 12 }), (sizes) => {
        const parts = splitFiles(sizes.map(file), 100, limit)
        expect(
          parts
            ?.flat()
            .map(({ bytes }) => bytes)
            .sort((a, b) => a - b),
        ).toEqual([...sizes].sort((a, b) => a - b))
        for (const part of parts ?? [])
          expect(
            messageBytes(
              100,
              part.map(({ bytes }) => bytes),
            ),
          ).toBeLessThanOrEqual(limit)
        // No two of them would fit together in full: at most about twice the fewest possible.
        const total = messageBytes(100, sizes)
        expect((parts ?? []).length).toBeLessThanOrEqual(2 * Math.ceil(total / limit) + 1)
      }),
    )
  })

  it('cannot be when one alone is too big', () => {
    expect(splitFiles([file(10), file(90_000)], 100, 100_000)).toBeNull()
    expect(splitFiles([], 100, 100_000)).toEqual([])
  })
})
