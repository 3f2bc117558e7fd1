/**
 * Puts one large file into a folder that may be a stick about to be pulled out: space is checked, the file is
 * written under another name, flushed, read back from the device and compared, and only then takes its name
 * (facts/reliability Z4). Whatever happens, a file under the final name is whole. Where the drive can be waited for,
 * taking it out and putting it back only takes time.
 */
import { link, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import { crashPoint } from '../platform/crash-point.ts'
import { toDiskError } from '../platform/disk-errors.ts'
import { holdFolder } from '../platform/exclusive-hold.ts'
import { fsyncDirectory } from '../platform/files.ts'
import { numberedName } from './file-names.ts'
import { removeLeftoverParts } from './part-files.ts'
import { PartWriter, reread, StartOver } from './part-writer.ts'
import { type DriveRules, isAbsent, Place } from './steady.ts'

/** Room for the file system's own tables (Z4). */
const SPACE_FACTOR = 1.05
/** A stick whose content is lost each time it comes back is not tried for ever. */
const MAX_STARTS = 3
const RETRY_HOLD_MS = 50

interface WriteToFolderInput {
  readonly folder: string
  readonly drive?: DriveRules | null | undefined
  /** Already safe; ` (2)` is put in when the folder has one of that name. */
  readonly fileName: string
  /** An upper bound of the file's size, for the check of free space. */
  readonly expectedBytes: number
  readonly signal: AbortSignal
  /** Writes the whole file; the sink is closed or aborted by it. Called again when a drive came back empty. */
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

/** @throws TrousseError `pack-file-too-large-for-drive` (`needed`, `limit`) */
function checkFileSize(drive: DriveRules | null | undefined, bytes: number): void {
  const limit = drive?.maxFileBytes ?? null
  if (limit !== null && bytes > limit) throw new TrousseError('pack-file-too-large-for-drive', { needed: bytes, limit })
}

/** Keeps the first failure, for whoever writes into it may wrap it. */
function createSink(part: PartWriter) {
  const state = { failure: undefined as unknown }
  const sink = new WritableStream<Uint8Array>({
    async write(chunk) {
      try {
        await part.write(chunk)
      } catch (error) {
        state.failure ??= error
        throw error
      }
    },
  })
  return { sink, state }
}

/** One program at a time gives names in a folder: FAT and exFAT can neither link nor rename without replacing. */
async function holdNames(folder: string, signal: AbortSignal) {
  for (;;) {
    signal.throwIfAborted()
    const hold = await holdFolder(folder)
    if (hold !== null) return hold
    await new Promise((done) => setTimeout(done, RETRY_HOLD_MS))
  }
}

/**
 * Gives the finished part the first free name. A hard link fails when the name is taken, in one step; file systems
 * without links are asked first, then renamed.
 */
async function takeName(part: string, folder: string, fileName: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? fileName : numberedName(fileName, number)
    const path = join(folder, name)
    const linked = await link(part, path).then(
      () => true,
      () => false,
    )
    // The second name of a whole file: should removing it fail, the next build will.
    if (linked) await rm(part).catch(() => {})
    else if (!(await isAbsent(path))) continue
    else await rename(part, path)
    return name
  }
}

/** As `takeName`; when the drive left in between, finds out whether the name had been given. */
async function takeNameSteadily(place: Place, part: PartWriter, sha256: string, input: WriteToFolderInput) {
  let wasTried = false
  return await place.steadily(async (folder) => {
    if (wasTried && (await isAbsent(part.path))) {
      const name = await nameOf(folder, input.fileName, sha256, input.signal)
      if (name === null) throw new StartOver()
      return name
    }
    const hold = await holdNames(folder, input.signal)
    try {
      wasTried = true
      return await takeName(part.path, folder, input.fileName)
    } finally {
      await hold.release()
    }
  })
}

/** Under which of our names the folder holds this very content; null when under none. */
async function nameOf(folder: string, fileName: string, sha256: string, signal: AbortSignal): Promise<string | null> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? fileName : numberedName(fileName, number)
    if (await isAbsent(join(folder, name))) return null
    if ((await reread(join(folder, name), signal, () => {})) === sha256) return name
  }
}

async function writeOnce(place: Place, input: WriteToFolderInput): Promise<WrittenFile> {
  const { fileName, signal } = input
  let part: PartWriter | null = null
  let sinkState: { readonly failure: unknown } = { failure: undefined }
  try {
    await place.steadily(async (folder) => {
      await removeLeftoverParts(folder)
      await checkFreeSpace(folder, input.expectedBytes)
    })
    const writer = new PartWriter(place, fileName, signal)
    part = writer
    await writer.open()
    const { sink, state } = createSink(writer)
    sinkState = state
    await input.write(sink)
    input.onFlush()
    const sha256 = await writer.finish()
    crashPoint('pack.after-fsync')
    await place.steadily(async () => {
      if (await isAbsent(writer.path)) throw new StartOver()
      if ((await reread(writer.path, signal, input.onReread)) !== sha256)
        throw new TrousseError('pack-damaged', { file: fileName })
      await input.verify(writer.path)
    })
    crashPoint('pack.after-verify')
    signal.throwIfAborted()
    crashPoint('pack.before-rename')
    const name = await takeNameSteadily(place, writer, sha256, input)
    part = null
    writer.release()
    crashPoint('pack.after-rename')
    await place.steadily((folder) => fsyncDirectory(folder))
    return { path: join(place.folder, name), fileName: name, sha256, bytes: writer.bytes }
  } catch (error) {
    throw sinkState.failure ?? error
  } finally {
    if (part !== null) {
      await part.close()
      await rm(part.path, { force: true }).catch(() => {})
      part.release()
    }
  }
}

/**
 * @throws TrousseError `pack-no-space` (`needed`, `free`), `pack-file-too-large-for-drive` (`needed`, `limit`),
 *   `disk-full`, `disk-gone`, `disk-read-only`, `pack-damaged` when what is read back is not what was written,
 *   `cancelled`, or what `write` and `verify` throw; the folder then holds nothing of it, except a whole pack if only
 *   the flush of the folder failed
 */
export async function writeToFolder(input: WriteToFolderInput): Promise<WrittenFile> {
  const { signal } = input
  const place = new Place(input.folder, input.drive)
  try {
    signal.throwIfAborted()
    checkFileSize(input.drive, input.expectedBytes)
    for (let start = 1; ; start += 1) {
      try {
        return await writeOnce(place, input)
      } catch (error) {
        if (!(error instanceof StartOver)) throw error
        if (start >= MAX_STARTS) throw new TrousseError('disk-gone')
      }
    }
  } catch (error) {
    if (signal.aborted) throw new TrousseError('cancelled')
    throw toDiskError(error)
  }
}
