/**
 * Puts one large file into a folder that may be a stick about to be pulled out: space is checked, the file is
 * written under another name, flushed, read back and compared, and only then takes its name (facts/reliability
 * Z4). Whatever happens, a file under the final name is whole.
 *
 * Limit of the reading back: Node gives neither `posix_fadvise` nor O_DIRECT with aligned buffers, so on Linux
 * the bytes may come from the page cache. It proves what was written, and that the file reads back through the
 * file system; a stick that lies about its flash is only found once it has been taken out.
 */
import { createHash } from 'node:crypto'
import { access, type FileHandle, link, open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import { crashPoint } from '../platform/crash-point.ts'
import { systemCode, toDiskError } from '../platform/disk-errors.ts'
import { fsyncDirectory } from '../platform/files.ts'
import { numberedName } from './file-names.ts'
import { claimPart, releasePart, removeLeftoverParts } from './part-files.ts'

/** Room for the file system's own tables (Z4). */
const SPACE_FACTOR = 1.05
const READ_CHUNK = 1024 ** 2
/** Readable by its owner only where the file system knows owners. */
const OWNER_ONLY = 0o600

interface WriteToFolderInput {
  readonly folder: string
  /** Already safe; ` (2)` is put in when the folder has one of that name. */
  readonly fileName: string
  /** An upper bound of the file's size, for the check of free space. */
  readonly expectedBytes: number
  /** Milliseconds since 1970, to tell old leftovers. */
  readonly now: number
  readonly signal: AbortSignal
  /** Writes the whole file; the sink is closed or aborted by it. */
  readonly write: (sink: WritableStream<Uint8Array>) => Promise<void>
  /** Reads the written file with the eyes of whoever receives it; throws when it is not right. */
  readonly verify: (path: string) => Promise<void>
  /** Called with the bytes read back since the last call. */
  readonly onReread: (bytes: number) => void
  readonly onFlush: () => void
}

interface WrittenFile {
  readonly path: string
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
}

/** @throws TrousseError `pack-no-space` (`needed`, `free`) */
export async function checkFreeSpace(folder: string, expectedBytes: number): Promise<void> {
  const { blocks, bavail, bsize } = await statfs(folder)
  // Some network file systems count nothing: then only writing can tell.
  if (blocks === 0) return
  const needed = Math.ceil(expectedBytes * SPACE_FACTOR)
  const free = bavail * bsize
  if (free < needed) throw new TrousseError('pack-no-space', { needed, free })
}

export async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, offset)
    offset += bytesWritten
  }
}

/** Hashes while writing; the first failure is kept, for a ZIP writer may wrap it. */
function createSink(file: FileHandle, signal: AbortSignal) {
  const hash = createHash('sha256')
  const state = { bytes: 0, failure: undefined as unknown }
  const sink = new WritableStream<Uint8Array>({
    async write(chunk) {
      try {
        signal.throwIfAborted()
        await writeWhole(file, chunk)
        hash.update(chunk)
        state.bytes += chunk.byteLength
        crashPoint('pack.mid-write')
      } catch (error) {
        state.failure ??= error
        throw error
      }
    },
  })
  return { sink, state, digest: () => hash.digest('hex') }
}

/** SHA-256 of what the folder gives back, through a new descriptor. */
export async function reread(path: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'r')
  try {
    const buffer = new Uint8Array(READ_CHUNK)
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, buffer.byteLength)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, bytesRead))
      onBytes(bytesRead)
    }
  } finally {
    await file.close()
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    (error: unknown) => systemCode(error) !== 'ENOENT',
  )

/**
 * Gives the finished part the first free name. A hard link fails when the name is taken, in one step; file
 * systems without links (FAT, exFAT) are asked first, then renamed.
 */
async function takeName(part: string, folder: string, fileName: string): Promise<{ path: string; fileName: string }> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? fileName : numberedName(fileName, number)
    const path = join(folder, name)
    const linked = await link(part, path).then(
      () => true,
      () => false,
    )
    // The second name of a whole file: should removing it fail, the next build will.
    if (linked) await rm(part).catch(() => {})
    else if (await exists(path)) continue
    else await rename(part, path)
    return { path, fileName: name }
  }
}

/**
 * @throws TrousseError `pack-no-space` (`needed`, `free`), `disk-full`, `disk-gone`, `disk-read-only`,
 *   `pack-damaged` when what is read back is not what was written, `cancelled`, or what `write` and `verify`
 *   throw; the folder then holds nothing of it, except a whole pack if only the flush of the folder failed
 */
export async function writeToFolder(input: WriteToFolderInput): Promise<WrittenFile> {
  const { folder, fileName, signal } = input
  let part: string | null = null
  let file: FileHandle | null = null
  let sinkState: { readonly failure: unknown } = { failure: undefined }
  try {
    signal.throwIfAborted()
    await removeLeftoverParts(folder, input.now)
    await checkFreeSpace(folder, input.expectedBytes)
    part = claimPart(folder, fileName)
    file = await open(part, 'wx', OWNER_ONLY)
    crashPoint('pack.before-write')
    const { sink, state, digest } = createSink(file, signal)
    sinkState = state
    await input.write(sink)
    input.onFlush()
    await file.sync()
    crashPoint('pack.after-fsync')
    await file.close()
    file = null

    const written = digest()
    if ((await reread(part, signal, input.onReread)) !== written)
      throw new TrousseError('pack-damaged', { file: fileName })
    await input.verify(part)
    crashPoint('pack.after-verify')
    signal.throwIfAborted()
    crashPoint('pack.before-rename')
    const named = await takeName(part, folder, fileName)
    releasePart(part)
    part = null
    crashPoint('pack.after-rename')
    await fsyncDirectory(folder)
    return { ...named, sha256: written, bytes: state.bytes }
  } catch (error) {
    if (signal.aborted) throw new TrousseError('cancelled')
    throw toDiskError(sinkState.failure ?? error)
  } finally {
    await file?.close().catch(() => {})
    if (part !== null) {
      await rm(part, { force: true }).catch(() => {})
      releasePart(part)
    }
  }
}
