/**
 * An encrypted pack is an archive in an archive: outside, how to open it and one sealed entry; inside, the real names
 * (docs/adr/0009-inner-archive.md). Here the sealed entry is read as if it were a file, from any place.
 */
import type { FileHandle } from 'node:fs/promises'
import { type FileEntry, Reader } from '@zip.js/zip.js'
import { TrousseError } from '../../contract/errors.ts'
import { PACK_LIMITS } from '../limits.ts'
import { CODE_BYTES, Counter, codeOf, type EntryKey, endCode, entryKey, SALT_BYTES, VERIFIER_BYTES } from './aes.ts'

/** The sealed entry, and what stands beside it for whoever has no passphrase yet. */
export const INNER_ENTRY = 'pack.zip'
export const OUTER_README = 'LISEZMOI.txt'

const LOCAL_HEADER = 30
const LOCAL_SIGNATURE = 0x04034b50
const NAME_LENGTH_AT = 26
const EXTRA_LENGTH_AT = 28
const PIECE = 512 * 1024

const damaged = (): TrousseError => new TrousseError('pack-damaged', { file: INNER_ENTRY })

async function readAt(
  file: FileHandle,
  start: number,
  length: number,
  bytes: Uint8Array = Buffer.allocUnsafeSlow(length),
): Promise<Uint8Array> {
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, start + filled)
    if (bytesRead === 0) throw damaged()
    filled += bytesRead
  }
  return bytes
}

export interface SealedEntry {
  /** The archive inside, as zip.js reads one. */
  readonly reader: Reader<unknown>
  /**
   * Reads all of it against its code.
   *
   * @throws TrousseError `pack-damaged` (`file`) when a bit of it changed
   */
  check(signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void>
}

/** @throws TrousseError `pack-wrong-passphrase`, also without one; `pack-damaged` (`file`) */
export async function openSealed(
  file: FileHandle,
  entry: FileEntry,
  passphrase: string | null,
  onBytes: (bytes: number) => void,
): Promise<SealedEntry> {
  const header = Buffer.from(await readAt(file, entry.offset, LOCAL_HEADER))
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw damaged()
  const start = entry.offset + LOCAL_HEADER + header.readUInt16LE(NAME_LENGTH_AT) + header.readUInt16LE(EXTRA_LENGTH_AT)
  const length = entry.uncompressedSize
  if (entry.compressedSize !== length + SALT_BYTES + VERIFIER_BYTES + CODE_BYTES) throw damaged()
  const lead = await readAt(file, start, SALT_BYTES + VERIFIER_BYTES)
  if (!passphrase) throw new TrousseError('pack-wrong-passphrase')
  const key = await entryKey(passphrase, lead.subarray(0, SALT_BYTES))
  if (!Buffer.from(key.verifier).equals(lead.subarray(SALT_BYTES))) throw new TrousseError('pack-wrong-passphrase')
  const from = start + SALT_BYTES + VERIFIER_BYTES
  return {
    reader: new SealedReader(file, key, from, length, onBytes),
    async check(signal, onRead) {
      const code = codeOf(key)
      const buffer = Buffer.allocUnsafeSlow(PIECE)
      for (let at = 0; at < length; at += PIECE) {
        signal.throwIfAborted()
        const size = Math.min(PIECE, length - at)
        const piece = (await readAt(file, from + at, size, buffer)).subarray(0, size)
        code.update(piece)
        onRead(piece.byteLength)
      }
      const written = await readAt(file, from + length, CODE_BYTES)
      if (!Buffer.from(endCode(code)).equals(written)) throw damaged()
    },
  }
}

/**
 * The bytes of a stored entry in clear, without zip.js's own reading, which takes as long as all the rest: what it would
 * check is checked by the manifest's hash and by the seal.
 */
export async function* readStored(reader: Reader<unknown>, entry: FileEntry): AsyncGenerator<Uint8Array> {
  const header = Buffer.from(await reader.readUint8Array(entry.offset, LOCAL_HEADER))
  if (header.byteLength < LOCAL_HEADER || header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw damaged()
  const start = entry.offset + LOCAL_HEADER + header.readUInt16LE(NAME_LENGTH_AT) + header.readUInt16LE(EXTRA_LENGTH_AT)
  for (let at = 0; at < entry.compressedSize; ) {
    const piece = await reader.readUint8Array(start + at, Math.min(PIECE, entry.compressedSize - at))
    if (piece.byteLength === 0) throw damaged()
    at += piece.byteLength
    yield piece
  }
}

class SealedReader extends Reader<null> {
  readonly #file: FileHandle
  readonly #key: EntryKey
  readonly #from: number
  readonly #onBytes: (bytes: number) => void
  #counter: Counter
  #next = 0

  constructor(file: FileHandle, key: EntryKey, from: number, length: number, onBytes: (bytes: number) => void) {
    super(null)
    this.#file = file
    this.#key = key
    this.#from = from
    this.#onBytes = onBytes
    this.#counter = new Counter(key)
    this.size = length
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > PACK_LIMITS.readBytes) throw new TrousseError('pack-not-a-pack', { reason: 'too-large' })
    const end = Math.min(this.size, index + length)
    if (end <= index) return new Uint8Array(0)
    const sealed = await readAt(this.#file, this.#from + index, end - index)
    // Mostly one piece after another: the key stream goes on where it was.
    if (this.#next !== index) this.#counter = new Counter(this.#key, index)
    this.#next = end
    this.#onBytes(end - index)
    return this.#counter.apply(sealed)
  }
}
