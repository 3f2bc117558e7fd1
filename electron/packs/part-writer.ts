/**
 * The file of a pack while it is written: hashed on the way, flushed to the device now and then, and taken up where it
 * was last known to be whole when its stick was pulled out and put back.
 */
import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { crashPoint } from '../platform/crash-point.ts'
import { systemCode } from '../platform/disk-errors.ts'
import { readUncached } from '../platform/uncached-read.ts'
import { claimPart, releasePart } from './part-files.ts'
import { isGone, type Place } from './steady.ts'

/** Flushed this often on a drive that may leave; what was written since is kept in memory until the next time. */
const CHECKPOINT_BYTES = 16 * 1024 ** 2
/** Readable by its owner only where the file system knows owners. */
const OWNER_ONLY = 0o600

/** What is on the drive is not what had been written: there is nothing to go on from. */
export class StartOver extends Error {}

/** Writes a whole piece at a place of the file. */
export async function writeAt(file: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, offset, chunk.byteLength - offset, at + offset)
    offset += bytesWritten
  }
}

/** SHA-256 of what the device gives back, around the system's cache where that can be had. */
export async function reread(path: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256')
  await readUncached(path, (chunk) => {
    signal.throwIfAborted()
    hash.update(chunk)
    onBytes(chunk.byteLength)
  })
  return hash.digest('hex')
}

export class PartWriter {
  readonly #place: Place
  readonly #signal: AbortSignal
  readonly #name: string
  readonly #hash = createHash('sha256')
  #file: FileHandle | null = null
  #bytes = 0
  #flushed = { bytes: 0, sha256: createHash('sha256').digest('hex') }
  #since: Uint8Array[] = []

  /** Claims a name in the place's folder; nothing is written yet. */
  constructor(place: Place, fileName: string, signal: AbortSignal) {
    this.#place = place
    this.#signal = signal
    this.#name = basename(claimPart(place.folder, fileName))
  }

  /** Where the part is now; the folder may have moved with its drive. */
  get path(): string {
    return join(this.#place.folder, this.#name)
  }

  get bytes(): number {
    return this.#bytes
  }

  async open(): Promise<void> {
    this.#file = await this.#place.steadily(() => open(this.path, 'wx', OWNER_ONLY))
    crashPoint('pack.before-write')
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#signal.throwIfAborted()
    if (this.#place.waits) this.#since.push(Uint8Array.from(chunk))
    await this.#keep((file) => writeAt(file, chunk, this.#bytes))
    this.#hash.update(chunk)
    this.#bytes += chunk.byteLength
    crashPoint('pack.mid-write')
    if (this.#place.waits && this.#bytes - this.#flushed.bytes >= CHECKPOINT_BYTES) await this.flush()
  }

  /** Everything written so far is on the device when it resolves. */
  async flush(): Promise<void> {
    await this.#keep((file) => file.sync())
    this.#flushed = { bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') }
    this.#since = []
  }

  /** Flushes, closes, and tells the SHA-256 of what was written. */
  async finish(): Promise<string> {
    await this.flush()
    await this.close()
    return this.#flushed.sha256
  }

  async close(): Promise<void> {
    const file = this.#file
    this.#file = null
    await file?.close().catch(() => {})
  }

  /** The name is no longer written; a new part may take its place. */
  release(): void {
    releasePart(this.path)
  }

  /** Does `work` on the open file; after the drive came back, what had been written is there again first. */
  async #keep(work: (file: FileHandle) => Promise<void>): Promise<void> {
    try {
      if (this.#file === null) throw new Error('not open')
      // What is pulled out can still be written to while it is open: its folder tells that it left.
      await this.#place.check()
      await work(this.#file)
    } catch (error) {
      await this.close()
      await this.#place.recover(error)
      await this.#place.steadily(async () => {
        try {
          await this.#takeUp()
        } catch (failure) {
          // A file system that was cut off may hold a part that takes nothing more: another one can be begun.
          throw isGone(failure) || this.#signal.aborted ? failure : new StartOver()
        }
      })
    }
  }

  /** Opens the part again and makes it hold all that was handed to `write`, the chunk under way too. */
  async #takeUp(): Promise<void> {
    await this.close()
    const { path } = this
    const file = await open(path, 'r+').catch((error: unknown) => {
      // The folder is there, for its place was checked: it is the part that is not.
      throw systemCode(error) === 'ENOENT' ? new StartOver() : error
    })
    this.#file = file
    if ((await file.stat()).size < this.#flushed.bytes) throw new StartOver()
    await file.truncate(this.#flushed.bytes)
    await file.sync()
    if ((await reread(path, this.#signal, () => {})) !== this.#flushed.sha256) throw new StartOver()
    let at = this.#flushed.bytes
    for (const chunk of this.#since) {
      await writeAt(file, chunk, at)
      at += chunk.byteLength
    }
    await file.sync()
  }
}
