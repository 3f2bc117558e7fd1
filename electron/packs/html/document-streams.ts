/** Documents as lines of a page: sealed while they are written, or once for many pages. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { TrousseError } from '../../contract/errors.ts'
import { chunkCount, chunkLine, cutChunks, encodedBytes, newStreamKey, type StreamKey, sealChunk } from './framing.ts'

export interface DocumentStream {
  readonly path: string
  readonly bytes: number
  readonly chunks: number
  /** Null in clear. */
  readonly key: StreamKey | null
  /** Bytes that `lines` gives. */
  readonly encodedBytes: number
  /** A piece is good until the next one is asked for. */
  readonly lines: () => AsyncIterable<Uint8Array>
}

/** Tells a stream from any other; null in clear. */
export const streamName = ({ key }: DocumentStream): string | null =>
  key === null ? null : Buffer.from(key.id).toString('hex')

export interface DocumentSource {
  readonly path: string
  readonly bytes: number
  readonly read: () => AsyncIterable<Uint8Array>
}

/** Sealed anew on each reading of `lines`, under a key of its own. */
export function documentStream(source: DocumentSource, sealed: boolean): DocumentStream {
  const { path, bytes } = source
  const chunks = chunkCount(bytes)
  const key = sealed ? newStreamKey() : null
  return {
    path,
    bytes,
    chunks,
    key,
    encodedBytes: encodedBytes(bytes, sealed),
    async *lines() {
      let index = 0
      for await (const chunk of cutChunks(source.read())) {
        yield chunkLine(key === null ? chunk : sealChunk(key, index, chunks, chunk))
        index += 1
      }
    },
  }
}

const FOLDER_PREFIX = 'trousse-sealed-'
/** No set of packs takes this long. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000

async function removeAbandoned(now: number): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (!name.startsWith(FOLDER_PREFIX)) continue
    const path = join(tmpdir(), name)
    const found = await stat(path).catch(() => null)
    if (found !== null && Math.abs(now - found.mtimeMs) > ABANDONED_AFTER_MS)
      await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

/** A shared page's lines are read back in pieces of this size. */
const COPY_BYTES = 1024 ** 2
const OWNER_ONLY = 0o600

/**
 * Seals documents once and gives the same lines to as many pages as one likes. The lines wait in a temporary
 * folder, sealed; their keys are in memory only and in the index of each page.
 *
 * Whoever holds one page can open these documents in another page of the same making: they hold them already.
 */
export class SharedStreams {
  readonly #folder: string
  readonly #ready = new Map<string, DocumentStream>()

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** @param now milliseconds since 1970, to tell what a crash left: sealed, without a key anywhere, and large */
  static async open(now: number): Promise<SharedStreams> {
    await removeAbandoned(now)
    return new SharedStreams(await mkdtemp(join(tmpdir(), FOLDER_PREFIX)))
  }

  /**
   * Where this computer has no room for the lines to wait, they are sealed anew for each page instead.
   *
   * @param key names the content: the same key gives the same lines
   */
  async share(key: string, source: DocumentSource, signal: AbortSignal): Promise<DocumentStream> {
    const known = this.#ready.get(key)
    if (known !== undefined) return { ...known, path: source.path }
    const stream = documentStream(source, true)
    const place = join(this.#folder, randomBytes(8).toString('hex'))
    try {
      const checksum = await writeLines(place, stream, signal)
      const shared: DocumentStream = { ...stream, lines: () => readLines(place, checksum) }
      this.#ready.set(key, shared)
      return shared
    } catch {
      if (signal.aborted) throw new TrousseError('cancelled')
      await rm(place, { force: true }).catch(() => {})
      return documentStream(source, true)
    }
  }

  /** Removes what was kept; the streams given out are then dead. */
  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }
}

async function writeLines(place: string, stream: DocumentStream, signal: AbortSignal): Promise<number> {
  const file = await open(place, 'wx', OWNER_ONLY)
  try {
    let checksum = 0
    for await (const line of stream.lines()) {
      signal.throwIfAborted()
      await file.writeFile(line)
      checksum = crc32(line, checksum)
    }
    return checksum
  } finally {
    await file.close()
  }
}

/**
 * What came back from this computer's own disk is what was sealed, or the page is not written. A piece is good
 * until the next one is asked for: one buffer serves them all.
 */
async function* readLines(place: string, expected: number): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(COPY_BYTES)
  const file = await open(place, 'r')
  let checksum = 0
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, COPY_BYTES)
      if (bytesRead === 0) break
      const piece = buffer.subarray(0, bytesRead)
      checksum = crc32(piece, checksum)
      yield piece
    }
  } finally {
    await file.close()
  }
  if (checksum !== expected) throw new TrousseError('pack-damaged', { file: 'files' })
}
