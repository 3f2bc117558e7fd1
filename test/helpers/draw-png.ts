/** Small PNG files of one colour, for pictures that a test gives to the window. W3C PNG, 8 bits, RGB. */
import { crc32, deflateSync } from 'node:zlib'

const chunk = (name: string, body: Uint8Array): Buffer => {
  const data = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  check.writeUInt32BE(crc32(data))
  return Buffer.concat([length, data, check])
}

/** @param note kept in the file as an author would leave it, to see that it does not stay */
export function drawPng(width: number, height: number, colour: readonly [number, number, number], note = ''): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => [...colour]).flat())])
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...(note === '' ? [] : [chunk('tEXt', Buffer.from(`Comment\0${note}`, 'latin1'))]),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
