/** Writes ZIP archives by hand, honest or not: what no library would agree to write. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface RawEntry {
  readonly name: string
  readonly data: Uint8Array
  readonly deflate?: boolean
  /** Claimed instead of the true unpacked size. */
  readonly claimedSize?: number
  /** Unix mode in the external attributes, e.g. 0o120777 for a symbolic link. */
  readonly unixMode?: number
  /** Overrides the compression method's number. */
  readonly method?: number
  /** General purpose flags, on top of the one for UTF-8 names. */
  readonly flags?: number
  /** Points at the local header of this other entry instead of its own. */
  readonly pointAt?: number
}

const UTF8_NAMES = 0x0800
const MADE_BY_UNIX = (3 << 8) | 20

export function rawZip(entries: readonly RawEntry[]): Uint8Array {
  const parts: Buffer[] = []
  const offsets: number[] = []
  const described: { local: Buffer; name: Buffer }[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const packed = entry.deflate ? deflateRawSync(entry.data) : Buffer.from(entry.data)
    const local = Buffer.alloc(26)
    local.writeUInt16LE(20, 0)
    local.writeUInt16LE(UTF8_NAMES | (entry.flags ?? 0), 2)
    local.writeUInt16LE(entry.method ?? (entry.deflate ? 8 : 0), 4)
    local.writeUInt32LE(crc32(entry.data), 10)
    local.writeUInt32LE(packed.byteLength, 14)
    local.writeUInt32LE(entry.claimedSize ?? entry.data.byteLength, 18)
    local.writeUInt16LE(name.byteLength, 22)
    offsets.push(offset)
    described.push({ local, name })
    parts.push(Buffer.from('PK\u0003\u0004', 'latin1'), local, name, packed)
    offset += 30 + name.byteLength + packed.byteLength
  }
  const start = offset
  for (const [index, entry] of entries.entries()) {
    const { local, name } = described[index] ?? { local: Buffer.alloc(26), name: Buffer.alloc(0) }
    const central = Buffer.alloc(46)
    central.write('PK\u0001\u0002', 0, 'latin1')
    central.writeUInt16LE(MADE_BY_UNIX, 4)
    local.copy(central, 6, 0, 26)
    central.writeUInt32LE((entry.unixMode ?? 0) * 65_536, 38)
    central.writeUInt32LE(offsets[entry.pointAt ?? index] ?? 0, 42)
    parts.push(central, name)
    offset += 46 + name.byteLength
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(entries.length & 0xffff, 8)
  end.writeUInt16LE(entries.length & 0xffff, 10)
  end.writeUInt32LE(offset - start, 12)
  end.writeUInt32LE(start, 16)
  return Buffer.concat([...parts, end])
}
