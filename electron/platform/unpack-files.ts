/**
 * Files handed in together, ZIPs among them replaced by what they hold. Whatever a ZIP claims about itself
 * (sizes, names) is checked before anything of it is believed.
 */
import { crc32 } from 'node:zlib'
import { TrousseError } from '../contract/errors.ts'
import { unpackEntry, zipEntries } from './zip-entries.ts'

export interface PlainFile {
  /** Of an entry of a ZIP: its path in there. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Unpacked bytes of all files together: a school of 4,000 pupils is some 60 MB of XML. */
const MAX_TOTAL_BYTES = 150 * 1024 * 1024
const ZIP = [0x50, 0x4b, 0x03, 0x04]

export const isZip = (bytes: Uint8Array): boolean => ZIP.every((byte, index) => bytes[index] === byte)

/** What operating systems leave in archives. */
const isLitter = (name: string): boolean =>
  /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/i.test(name)

function checkName(archive: string, name: string): void {
  const unsafe = name.includes('\\') || name.includes('\0') || /^(?:\/|[a-z]:)/i.test(name)
  if (unsafe || name.split('/').includes('..')) throw new TrousseError('file-unsafe', { file: archive, reason: 'path' })
}

/**
 * @throws TrousseError `file-unreadable`, `file-too-large`, `file-password-protected`; `file-damaged` for an entry
 *   that is not what was packed; `file-unsafe` with `reason` `path` (an entry that climbs out), `duplicate` (two of
 *   one name), `nested` (a ZIP in a ZIP).
 */
export function unpackFiles(files: readonly PlainFile[]): PlainFile[] {
  let left = MAX_TOTAL_BYTES
  const unpacked: PlainFile[] = []
  for (const file of files) {
    if (!isZip(file.bytes)) {
      left -= file.bytes.byteLength
      if (left <= 0) throw new TrousseError('file-too-large', { file: file.name, reason: 'unpacked' })
      unpacked.push(file)
      continue
    }
    const names = new Set<string>()
    for (const entry of zipEntries(file.bytes)) {
      checkName(file.name, entry.name)
      if (entry.name.endsWith('/') || isLitter(entry.name)) continue
      const key = entry.name.normalize('NFC').toLowerCase()
      if (names.has(key)) throw new TrousseError('file-unsafe', { file: file.name, reason: 'duplicate' })
      names.add(key)
      if (entry.encrypted) throw new TrousseError('file-password-protected', { file: file.name })
      const bytes = unpackEntry(entry, left)
      left -= bytes.byteLength
      if (left <= 0) throw new TrousseError('file-too-large', { file: file.name, reason: 'unpacked' })
      // A bit lost on the way could be another pupil's number.
      if (crc32(bytes) !== entry.crc32) throw new TrousseError('file-damaged', { file: entry.name, reason: 'crc' })
      if (isZip(bytes)) throw new TrousseError('file-unsafe', { file: file.name, reason: 'nested' })
      unpacked.push({ name: entry.name, bytes })
    }
  }
  return unpacked
}
