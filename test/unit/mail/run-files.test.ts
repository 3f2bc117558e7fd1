import { describe, expect, it } from 'vitest'
import { keepFiles } from '../../../electron/mail/run-files.ts'

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

/** Files in pieces of three bytes; counts what is opened. */
function disk(files: Readonly<Record<string, string>>) {
  const opened: string[] = []
  let fails = 0
  return {
    opened,
    failNext: () => {
      fails = 1
    },
    source: {
      async *read(sha256: string) {
        opened.push(sha256)
        const bytes = Buffer.from(files[sha256] ?? '')
        for (let at = 0; at < bytes.length; at += 3) {
          if (at > 0 && fails > 0) {
            fails = 0
            throw new Error('unplugged')
          }
          yield bytes.subarray(at, at + 3)
        }
      },
    },
  }
}

describe('the files of one sending', () => {
  it('are opened once each, and are the same every time', async () => {
    const { source, opened } = disk({ a: 'devoirs de la semaine', b: 'corrigé' })
    const kept = keepFiles(source)
    for (let family = 0; family < 3; family++) {
      expect([await bytesOf(kept.read('a')), await bytesOf(kept.read('b'))]).toEqual([
        'devoirs de la semaine',
        'corrigé',
      ])
    }
    expect(opened).toEqual(['a', 'b'])
  })

  it('one that could not be read whole is not kept', async () => {
    const { source, opened, failNext } = disk({ a: 'devoirs' })
    const kept = keepFiles(source)
    failNext()
    await expect(bytesOf(kept.read('a'))).rejects.toThrow('unplugged')
    expect(await bytesOf(kept.read('a'))).toBe('devoirs')
    expect(opened).toEqual(['a', 'a'])
  })

  it('larger than what is worth keeping, they are read anew', async () => {
    const big = 'x'.repeat(24_000_001)
    const opened: number[] = []
    const kept = keepFiles({
      async *read() {
        opened.push(1)
        yield Buffer.from(big)
      },
    })
    expect((await bytesOf(kept.read('a'))).length).toBe(big.length)
    await bytesOf(kept.read('a'))
    expect(opened).toHaveLength(2)
  })
})
