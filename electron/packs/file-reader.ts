import type { FileHandle } from 'node:fs/promises'
import { Reader } from '@zip.js/zip.js'
import { TrousseError } from '../contract/errors.ts'
import { PACK_LIMITS } from './limits.ts'

/** A file as zip.js reads it: piece by piece, never more at once than the limit, however large it claims to be. */
export class FileReader extends Reader<FileHandle> {
  readonly #file: FileHandle
  readonly #onRead: (bytes: number) => void

  constructor(file: FileHandle, size: number, onRead: (bytes: number) => void) {
    super(file)
    this.#file = file
    this.#onRead = onRead
    this.size = size
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > PACK_LIMITS.readBytes) throw new TrousseError('pack-not-a-pack', { reason: 'too-large' })
    const buffer = new Uint8Array(Math.max(0, Math.min(length, this.size - index)))
    let filled = 0
    while (filled < buffer.byteLength) {
      const { bytesRead } = await this.#file.read(buffer, filled, buffer.byteLength - filled, index + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    this.#onRead(filled)
    return buffer.subarray(0, filled)
  }
}
