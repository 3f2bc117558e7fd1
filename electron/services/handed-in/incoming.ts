/**
 * Files that may be work handed in, one after the other: those chosen, those of a folder of a stick, those inside a
 * ZIP. Names are only ever shown and compared, never used to write.
 */
import { createReadStream, type Dirent } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Entry, type FileEntry, ZipReader } from '@zip.js/zip.js'
import { TrousseError, toErrorShape } from '../../contract/errors.ts'
import type { HandedInRefusal } from '../../contract/views.ts'
import { INNER_ENTRY, OUTER_README } from '../../packs/archive/inner.ts'
import { FileReader } from '../../packs/file-reader.ts'
import { isHandBack } from '../../packs/read-hand-back.ts'
import { packPage } from '../../sources/recognise/signatures.ts'

export interface Incoming {
  /** What it is taken or refused together with: the archive it is in, or itself. */
  readonly group: string
  /** With the folders it lay in below what was chosen, `/` between them. */
  readonly path: string
  readonly bytes: number
  /** Milliseconds since 1970, as the file system or the archive says; null when it does not. */
  readonly modifiedAt: number | null
  readonly head: Uint8Array
  read(): AsyncIterable<Uint8Array>
}

/** A video of ten minutes from a phone; more is kept elsewhere. */
export const MAX_FILE_BYTES = 500_000_000
/** A pupil's ZIP or a class's; counted on what really comes out (facts/reliability Z9). */
const MAX_ARCHIVE_ENTRIES = 10_000
const MAX_ARCHIVE_BYTES = 2_000_000_000
const MAX_RATIO = 200
const RATIO_FROM = 10_000_000
/** A stick of holiday pictures is not a class's work. */
const MAX_FOLDER_FILES = 5_000
const MAX_DEPTH = 8
const HEAD_BYTES = 4096

const throwIfStopped = (signal: AbortSignal): void => {
  if (signal.aborted) throw new TrousseError('cancelled')
}
const unreadable = (file: string, cause?: unknown): TrousseError =>
  new TrousseError('handed-in-unreadable', { file }, cause === undefined ? {} : { cause })
const unsafe = (file: string, reason: string, cause?: unknown): TrousseError =>
  new TrousseError('handed-in-archive-unsafe', { file, reason }, cause === undefined ? {} : { cause })

/** What systems leave behind, half-written packs, and programs' own folders. */
const isLitter = (name: string): boolean =>
  name.startsWith('.') ||
  name.startsWith('~$') ||
  /^(?:__MACOSX|System Volume Information|\$RECYCLE\.BIN|RECYCLER|FOUND\.\d{3}|Thumbs\.db|desktop\.ini)$/i.test(name) ||
  name.endsWith('.part')

async function headOf(path: string, length = HEAD_BYTES): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Styles and program of a page come before the head that tells what it is. */
const PAGE_HEAD_BYTES = 512 * 1024

/** Packs that open by themselves lie on the same sticks: they are not work. */
async function isPackPage(path: string, head: Uint8Array): Promise<boolean> {
  if (!/^<!doctype html>/i.test(Buffer.from(head.subarray(0, 20)).toString('latin1'))) return false
  return packPage(Buffer.from(await headOf(path, PAGE_HEAD_BYTES)).toString('latin1')) !== null
}

const isZip = (head: Uint8Array): boolean => Buffer.from(head.subarray(0, 4)).toString('latin1') === 'PK\u0003\u0004'

/** Office documents are ZIPs too: one is opened only when its name says that it is an archive. */
const isArchive = ({ path, head }: Incoming): boolean => isZip(head) && /\.zip$/i.test(path)

export interface IncomingOptions {
  readonly signal: AbortSignal
  /** A ZIP that is one pupil's own work is kept whole. */
  readonly isWhole: (path: string) => boolean
  readonly onRefused: (refusal: HandedInRefusal & { readonly group: string }) => Promise<void>
  /** Called for what is no work: packs, files of the system. */
  readonly onIgnored: () => void
}

async function fileOf(path: string, shown: string): Promise<Incoming> {
  try {
    const { size, mtimeMs } = await stat(path)
    return {
      group: shown,
      path: shown,
      bytes: size,
      modifiedAt: mtimeMs,
      head: await headOf(path),
      read: () => createReadStream(path),
    }
  } catch (error) {
    throw unreadable(basename(shown), error)
  }
}

/** Regular files below a folder, links not followed, folders of packs left out. */
async function* walk(
  folder: string,
  shown: string,
  depth: number,
  options: IncomingOptions,
): AsyncGenerator<[string, string]> {
  throwIfStopped(options.signal)
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    throw unreadable(basename(shown) || basename(folder), error)
  }
  const names = new Set(entries.map(({ name }) => name))
  if (names.has('manifest.json') && names.has('index.html')) return options.onIgnored()
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = shown === '' ? entry.name : `${shown}/${entry.name}`
    if (isLitter(entry.name)) options.onIgnored()
    else if (entry.isFile()) yield [join(folder, entry.name), path]
    else if (entry.isDirectory() && depth < MAX_DEPTH) yield* walk(join(folder, entry.name), path, depth + 1, options)
    else options.onIgnored()
  }
}

/** A pack of ours, sealed or in clear: it lies on the same stick, and is no work. */
const isPackArchive = (names: ReadonlySet<string>): boolean =>
  (names.has('manifest.json') && names.has('index.html')) ||
  (names.size === 2 && names.has(INNER_ENTRY) && names.has(OUTER_README))

/** Message of zip.js 2.24.0, which gives its errors no code. */
const UNSAFE_NAME = 'Unsafe filename'
const KIND_MASK = 0o170000
const REGULAR = 0o100000
const DIRECTORY = 0o040000

/** Whatever an honest archive of pupils' files never holds. Names are not written anywhere; a lie tells of the rest. */
function checkEntry(archive: string, entry: Entry): void {
  const parts = entry.filename.split('/')
  if (entry.filename.includes('\\') || entry.filename.includes('\0') || parts.includes('..'))
    throw unsafe(archive, 'path')
  if (/^(?:\/|[a-z]:)/i.test(entry.filename)) throw unsafe(archive, 'path')
  const kind = (entry.unixMode ?? 0) & KIND_MASK
  if (entry.symlink || (kind !== 0 && kind !== REGULAR && kind !== DIRECTORY)) throw unsafe(archive, 'link')
}

class Budget {
  #left = MAX_ARCHIVE_BYTES
  readonly #archive: string

  constructor(archive: string) {
    this.#archive = archive
  }

  spend(added: number, unpacked: number, packed: number): void {
    this.#left -= added
    if (this.#left < 0 || unpacked > MAX_FILE_BYTES) throw unsafe(this.#archive, 'too-large')
    if (unpacked > RATIO_FROM && unpacked > MAX_RATIO * Math.max(1, packed)) throw unsafe(this.#archive, 'too-large')
  }
}

/** One entry's bytes, counted as they come. */
async function* readEntry(
  archive: string,
  entry: FileEntry,
  budget: Budget,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const reader = readable.getReader()
  const unpacking = entry.getData(writable, {
    useWebWorkers: false,
    checkCrc32: true,
    checkOverlappingEntry: true,
    signal,
  })
  // An entry that is refused leaves its stream open: whoever waits for a piece must hear of it.
  const refused = new Promise<never>((_, reject) => {
    unpacking.catch(reject)
  })
  refused.catch(() => {})
  let unpacked = 0
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), refused])
      if (done) break
      unpacked += value.byteLength
      budget.spend(value.byteLength, unpacked, entry.compressedSize)
      yield value
    }
    await unpacking
  } catch (error) {
    if (error instanceof TrousseError) throw error
    if (signal.aborted) throw new TrousseError('cancelled')
    throw unsafe(archive, 'damaged', error)
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function firstBytes(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const piece of source) {
    parts.push(piece)
    bytes += piece.byteLength
    if (bytes >= HEAD_BYTES) break
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES)
}

/** The files of an archive. One dangerous entry, and nothing of it is taken. */
async function* unpack(file: string, shown: string, options: IncomingOptions): AsyncGenerator<Incoming> {
  const { signal } = options
  const name = basename(shown)
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const zip = new ZipReader(new FileReader(handle, size, () => {}), { strictness: 'strict', useWebWorkers: false })
    const entries: FileEntry[] = []
    try {
      let count = 0
      const names = new Set<string>()
      for await (const entry of zip.getEntriesGenerator()) {
        count += 1
        if (count > MAX_ARCHIVE_ENTRIES) throw unsafe(name, 'too-many-entries')
        checkEntry(name, entry)
        if (names.has(entry.filename)) throw unsafe(name, 'duplicate-name')
        names.add(entry.filename)
        if (!entry.directory) entries.push(entry)
      }
      if (isPackArchive(names)) return options.onIgnored()
      if (entries.some(({ encrypted }) => encrypted)) throw new TrousseError('handed-in-archive-locked', { file: name })
    } catch (error) {
      if (error instanceof TrousseError && error.code !== 'pack-not-a-pack') throw error
      const isName = error instanceof Error && error.message === UNSAFE_NAME
      throw unsafe(name, isName ? 'path' : 'not-a-zip', error)
    }
    const budget = new Budget(name)
    for (const entry of entries) {
      throwIfStopped(signal)
      if (entry.filename.split('/').some(isLitter)) {
        options.onIgnored()
        continue
      }
      yield {
        group: shown,
        path: `${shown.replace(/\.zip$/i, '')}/${entry.filename}`,
        bytes: entry.uncompressedSize,
        modifiedAt: entry.lastModDate instanceof Date ? entry.lastModDate.getTime() : null,
        head: await firstBytes(readEntry(name, entry, new Budget(name), signal)),
        read: () => readEntry(name, entry, budget, signal),
      }
    }
  } finally {
    await handle.close()
  }
}

export type IncomingInput = { readonly name: string; readonly path: string } | { readonly folder: string }

async function* filesOf(inputs: readonly IncomingInput[], options: IncomingOptions): AsyncGenerator<[string, string]> {
  let count = 0
  for (const input of inputs) {
    if (!('folder' in input)) yield [input.path, input.name]
    else {
      for await (const found of walk(input.folder, '', 0, options)) {
        count += 1
        if (count > MAX_FOLDER_FILES) throw new TrousseError('handed-in-too-many', { limit: MAX_FOLDER_FILES })
        yield found
      }
    }
  }
}

/**
 * Each file once, a form among them. What one file does wrong is told by `onRefused` and stops no other.
 *
 * @throws TrousseError `cancelled`, `handed-in-unreadable` for a folder that cannot be listed, `handed-in-too-many`
 */
export async function* incomingFiles(
  inputs: readonly IncomingInput[],
  options: IncomingOptions,
): AsyncGenerator<Incoming> {
  for await (const [path, shown] of filesOf(inputs, options)) {
    throwIfStopped(options.signal)
    try {
      const file = await fileOf(path, shown)
      if (await isPackPage(path, file.head)) options.onIgnored()
      else if (isArchive(file) && !options.isWhole(shown)) yield* unpack(path, shown, options)
      else yield file
    } catch (error) {
      if (options.signal.aborted) throw new TrousseError('cancelled')
      await options.onRefused({ group: shown, file: basename(shown), error: toErrorShape(error) })
    }
  }
}

export const isForm = ({ head }: Incoming): boolean => isHandBack(head)
