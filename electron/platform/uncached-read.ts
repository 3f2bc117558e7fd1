/**
 * Reading a file back from the device that holds it, not from the memory that the system kept of it. Linux gives
 * O_DIRECT, whose buffer must be aligned in memory; Node does not tell where a buffer is, so that place is found by
 * trying. Where that cannot be had (Windows, macOS, file systems in user space) the system's cache may answer: what
 * is read then proves what was written, and a stick that lies about its flash is found once it was taken out.
 */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** What every device's block divides. */
const BLOCK = 4096
const CHUNK = 1024 ** 2
/** Memory of this size begins at a multiple of 16 with every allocator that Node uses. */
const STEP = 16

/** The codes of a system, or a file system, that cannot read so. */
const CANNOT = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'])
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

async function openDirect(path: string): Promise<FileHandle | null> {
  if (process.platform !== 'linux') return null
  try {
    return await open(path, constants.O_RDONLY | constants.O_DIRECT)
  } catch (error) {
    if (CANNOT.has(codeOf(error))) return null
    throw error
  }
}

/** Two chunks of memory where this file takes them, found on its first block; null when it takes none. */
async function alignedFor(file: FileHandle): Promise<Uint8Array | null> {
  const memory = new Uint8Array(2 * CHUNK + BLOCK)
  // Large pieces begin just after a page, with the allocator's few words before them: that place comes first.
  for (let offset = BLOCK; offset > 0; offset -= STEP) {
    const buffer = memory.subarray(offset, offset + 2 * CHUNK)
    try {
      await file.read(buffer, 0, BLOCK, 0)
      return buffer
    } catch (error) {
      if (!CANNOT.has(codeOf(error))) throw error
    }
  }
  return null
}

export interface UncachedReading {
  /** True when no cache stood between the device and the bytes. */
  readonly fromDevice: boolean
}

/**
 * Reads a whole file in pieces of at most 1 MiB; a piece is only good until the next.
 *
 * @param onChunk may throw to stop
 */
export async function readUncached(path: string, onChunk: (chunk: Uint8Array) => void): Promise<UncachedReading> {
  const direct = await openDirect(path)
  try {
    const aligned = direct === null ? null : await alignedFor(direct)
    if (direct !== null && aligned !== null) {
      await readAll(direct, aligned, BLOCK, onChunk)
      return { fromDevice: true }
    }
  } finally {
    await direct?.close()
  }
  const file = await open(path, 'r')
  try {
    await readAll(file, new Uint8Array(2 * CHUNK), 1, onChunk)
    return { fromDevice: false }
  } finally {
    await file.close()
  }
}

/**
 * The next piece is read while the one before is looked at; `memory` holds both.
 *
 * @param step every place that is read must be a multiple of it; a piece that is none was the last
 */
async function readAll(
  file: FileHandle,
  memory: Uint8Array,
  step: number,
  onChunk: (chunk: Uint8Array) => void,
): Promise<void> {
  let [buffer, other] = [memory.subarray(0, CHUNK), memory.subarray(CHUNK)]
  const read = (into: Uint8Array, at: number) => {
    const reading = file.read(into, 0, CHUNK, at)
    // It is waited for below; when looking fails before, the file is closed after it.
    reading.catch(() => {})
    return reading
  }
  let reading = read(buffer, 0)
  for (let at = 0; ; ) {
    const { bytesRead } = await reading
    if (bytesRead === 0) return
    at += bytesRead
    const isEnd = bytesRead % step !== 0
    if (!isEnd) reading = read(other, at)
    try {
      onChunk(buffer.subarray(0, bytesRead))
    } catch (error) {
      await reading.catch(() => {})
      throw error
    }
    if (isEnd) return
    ;[buffer, other] = [other, buffer]
  }
}
