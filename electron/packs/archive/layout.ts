/**
 * The parts of a ZIP around its contents (APPNOTE 6.3). Every size is known before an entry begins, so that no entry
 * needs a trailing descriptor, which programs that read a ZIP as a stream (many on phones) refuse on stored entries.
 */
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const AES_METHOD = 99
const AES_EXTRA = 0x9901
/** AE-2: the checksum is left out, for the code stands for it and it would tell about the content. */
const AES_VERSION = 2
const AES_256 = 3
const ENCRYPTED = 1
const UTF8_NAME = 1 << 11
const NEEDS_DEFLATE = 20
const NEEDS_AES = 51
/** MS-DOS attributes, by a program that knows AES. */
const MADE_BY = 51

export interface EntryHeader {
  readonly path: string
  /** Unpacked. */
  readonly bytes: number
  /** As it stands in the archive. */
  readonly packedBytes: number
  readonly method: 0 | 8
  readonly crc32: number
  readonly isEncrypted: boolean
}

/** Local time in two-second steps, as MS-DOS counted it. */
function dosTime(date: Date): { time: number; day: number } {
  const year = Math.min(2107, Math.max(1980, date.getFullYear()))
  return {
    time: (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1),
    day: ((year - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate(),
  }
}

function aesExtra(method: number): Buffer {
  const extra = Buffer.alloc(11)
  extra.writeUInt16LE(AES_EXTRA, 0)
  extra.writeUInt16LE(7, 2)
  extra.writeUInt16LE(AES_VERSION, 4)
  extra.write('AE', 6, 'latin1')
  extra.writeUInt8(AES_256, 8)
  extra.writeUInt16LE(method, 9)
  return extra
}

/** What the local and the central header have in common, from "version needed" to "extra length". */
function common(entry: EntryHeader, name: Buffer, extra: Buffer, modifiedAt: Date): Buffer {
  const { time, day } = dosTime(modifiedAt)
  const isAscii = name.every((byte) => byte < 0x80)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(entry.isEncrypted ? NEEDS_AES : NEEDS_DEFLATE, 0)
  fields.writeUInt16LE((entry.isEncrypted ? ENCRYPTED : 0) | (isAscii ? 0 : UTF8_NAME), 2)
  fields.writeUInt16LE(entry.isEncrypted ? AES_METHOD : entry.method, 4)
  fields.writeUInt16LE(time, 6)
  fields.writeUInt16LE(day, 8)
  fields.writeUInt32LE(entry.isEncrypted ? 0 : entry.crc32, 10)
  fields.writeUInt32LE(entry.packedBytes, 14)
  fields.writeUInt32LE(entry.bytes, 18)
  fields.writeUInt16LE(name.byteLength, 22)
  fields.writeUInt16LE(extra.byteLength, 24)
  return fields
}

const signature = (value: number): Buffer => {
  const four = Buffer.alloc(4)
  four.writeUInt32LE(value)
  return four
}

export function localHeader(entry: EntryHeader, modifiedAt: Date): Buffer {
  const name = Buffer.from(entry.path)
  const extra = entry.isEncrypted ? aesExtra(entry.method) : Buffer.alloc(0)
  return Buffer.concat([signature(LOCAL), common(entry, name, extra, modifiedAt), name, extra])
}

function centralHeader(entry: EntryHeader, offset: number, modifiedAt: Date): Buffer {
  const name = Buffer.from(entry.path)
  const extra = entry.isEncrypted ? aesExtra(entry.method) : Buffer.alloc(0)
  const madeBy = Buffer.alloc(2)
  madeBy.writeUInt16LE(MADE_BY)
  // Comment length, disk, internal and external attributes: none of them.
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([signature(CENTRAL), madeBy, common(entry, name, extra, modifiedAt), rest, name, extra])
}

/** The archive's directory and its end; the comment in ASCII, as programs disagree about its encoding. */
export function directory(entries: readonly EntryHeader[], modifiedAt: Date, comment: string): Buffer {
  let offset = 0
  const headers = entries.map((entry) => {
    const header = centralHeader(entry, offset, modifiedAt)
    offset += localHeader(entry, modifiedAt).byteLength + entry.packedBytes
    return header
  })
  const list = Buffer.concat(headers)
  const note = Buffer.from(comment, 'latin1')
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.byteLength, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(note.byteLength, 20)
  return Buffer.concat([list, end, note])
}
