import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPicture } from '../../../electron/domain/picture.ts'

const bytes = (...parts: (string | number[] | Uint8Array)[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  )
const big = (value: number, size: number) =>
  Array.from({ length: size }, (_, at) => (value >>> (8 * (size - 1 - at))) & 255)
const little = (value: number, size: number) => big(value, size).reverse()

const segment = (marker: number, body: string | number[]) => bytes([0xff, marker, ...big(body.length + 2, 2)], body)
const frame = (width: number, height: number) => segment(0xc0, [8, ...big(height, 2), ...big(width, 2), 3])
const JFIF = segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\0\0')
const jpeg = (...segments: Uint8Array[]) => bytes([0xff, 0xd8], ...segments, [0xff, 0xda, 0, 2], 'scan', [0xff, 0xd9])

const chunk = (name: string, body: Uint8Array | number[] | string) =>
  bytes(big(body.length, 4), name, body, [0, 0, 0, 0])
const png = (...chunks: Uint8Array[]) =>
  bytes(
    [0x89],
    'PNG\r\n\x1a\n',
    chunk('IHDR', [...big(3, 4), ...big(2, 4), 8, 2, 0, 0, 0]),
    chunk('IDAT', deflateSync(new Uint8Array(20))),
    ...chunks,
    chunk('IEND', []),
  )
const part = (name: string, body: number[]) => bytes(name, little(body.length, 4), body, body.length % 2 ? [0] : [])
const webp = (...parts: Uint8Array[]) => bytes('RIFF', little(0, 4), 'WEBP', ...parts)
const VP8X = part('VP8X', [0, 0, 0, 0, ...little(119, 3), ...little(149, 3)])

describe('a picture is known by its bytes', () => {
  it('says its kind and size; a colour profile is no metadata', () => {
    expect(readPicture(jpeg(JFIF, segment(0xe2, 'ICC_PROFILE\0'), frame(120, 150)))).toEqual({
      mediaType: 'image/jpeg',
      width: 120,
      height: 150,
      hasMetadata: false,
    })
    expect(readPicture(png())).toEqual({ mediaType: 'image/png', width: 3, height: 2, hasMetadata: false })
    expect(readPicture(webp(VP8X))).toEqual({ mediaType: 'image/webp', width: 120, height: 150, hasMetadata: false })
  })

  it.each([
    ['EXIF of a telephone', jpeg(segment(0xe1, 'Exif\0\0GPS'), frame(1, 1))],
    ['a comment', jpeg(JFIF, segment(0xfe, 'secret'), frame(1, 1))],
    ['IPTC', jpeg(JFIF, segment(0xed, 'Photoshop'), frame(1, 1))],
    ['PNG text', png(chunk('tEXt', 'Author\0X'))],
    ['PNG EXIF', png(chunk('eXIf', 'x'))],
    ['WebP EXIF', webp(VP8X, part('EXIF', [1, 2, 3]))],
    ['WebP XMP', webp(VP8X, part('XMP ', [1]))],
  ])('sees %s', (_, data) => {
    expect(readPicture(data)?.hasMetadata).toBe(true)
  })

  it.each([
    ['nothing', bytes('')],
    ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a page', bytes('<!doctype html>')],
    ['a JPEG without a frame', jpeg(JFIF)],
    ['a JPEG cut short', jpeg(JFIF, frame(9, 9)).subarray(0, 12)],
    ['a PNG without an end', png().subarray(0, 50)],
    ['a WebP of nothing', webp()],
  ])('refuses %s', (_, data) => {
    expect(readPicture(data)).toBeNull()
  })

  it('ends on any bytes, cut anywhere', () => {
    const heads = fc.constantFrom(jpeg(JFIF, frame(9, 9)), png(), webp(VP8X), bytes([0xff, 0xd8]))
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 60 }), fc.nat(80), (head, tail, cut) => {
        readPicture(bytes(head.subarray(0, cut), tail))
      }),
    )
  })
})
