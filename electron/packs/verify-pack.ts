/** Reads a pack with no trust in it: structure, then manifest, then every byte against the manifest. */
import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { type FileEntry, type Reader, ZipReader } from '@zip.js/zip.js'
import { TrousseError } from '../contract/errors.ts'
import type { PackProfile } from '../contract/views.ts'
import { systemCode, toDiskError } from '../platform/disk-errors.ts'
import { INNER_ENTRY, OUTER_README, openSealed, readStored } from './archive/inner.ts'
import { readEntries, refuse, UnpackBudget } from './archive-rules.ts'
import { FileReader } from './file-reader.ts'
import { type KnownLock, readPage } from './html/read-page.ts'
import { PACK_LIMITS } from './limits.ts'
import {
  MANIFEST_ENTRY,
  manifestHeadSchema,
  manifestSchema,
  PACK_VERSION,
  type PackFileRole,
  type PackManifest,
} from './manifest.ts'
import { type PackTaking, takenLimit } from './taking.ts'

export interface VerifyPackInput {
  readonly file: string
  /** Null when none was given; ignored by a pack that is not encrypted. */
  readonly passphrase: string | null
  readonly signal: AbortSignal
  /** Called with the bytes of the file read since the last call. */
  readonly onBytes?: (bytes: number) => void
  /** Of a self-opening page that is one of a set: see `html/read-page.ts`. */
  readonly known?: KnownLock | undefined
}

export interface VerifiedPack {
  readonly ok: true
  readonly profile: PackProfile
  readonly className: string
  readonly createdAt: string
  /** Files in the pack, the manifest included where it is a file of its own. */
  readonly files: number
  /** Of the file. */
  readonly bytes: number
}

/** Messages of zip.js 2.24.0, which gives its errors no code. A test holds each of them to its meaning. */
const WRONG_PASSPHRASE = new Set(['Invalid password', 'File contains encrypted entry'])
const OVERLAPPING = 'Overlapping entry found'
const UNSAFE_NAME = 'Unsafe filename'

const STORED = 0
/** What a part of the directory, or of an archive, begins with: tells a cut pack from any other file. */
const ZIP_SIGNATURE = 'PK\u0003\u0004'

interface OpenPack {
  readonly entries: ReadonlyMap<string, FileEntry>
  /** Of the archive inside a sealed entry, where what is in clear is not; null for an archive that is a file. */
  readonly inner: Reader<unknown> | null
  readonly passphrase: string | null
  readonly signal: AbortSignal
  readonly budget: UnpackBudget
}

/** Paths of the archive were found safe before; a manifest may say anything. */
const shownName = (path: string): string => (/^[\w./-]{1,40}$/.test(path) ? path : '?')
const damaged = (path: string, cause?: unknown): TrousseError =>
  new TrousseError('pack-damaged', { file: shownName(path) }, cause === undefined ? {} : { cause })

/** Streams one entry into `onChunk`, within the budget. */
async function unpack(pack: OpenPack, entry: FileEntry, onChunk: (chunk: Uint8Array) => void): Promise<void> {
  let bytes = 0
  let failure: unknown
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      try {
        pack.signal.throwIfAborted()
        bytes += chunk.byteLength
        pack.budget.spend(chunk.byteLength, bytes, entry.compressedSize)
        onChunk(chunk)
      } catch (error) {
        failure = error
        throw error
      }
    },
  })
  try {
    if (pack.inner !== null && entry.compressionMethod === STORED) {
      for await (const piece of readStored(pack.inner, entry)) {
        pack.signal.throwIfAborted()
        bytes += piece.byteLength
        pack.budget.spend(piece.byteLength, bytes, entry.compressedSize)
        onChunk(piece)
      }
      return
    }
    await entry.getData(sink, {
      useWebWorkers: false,
      checkCrc32: true,
      checkOverlappingEntry: true,
      signal: pack.signal,
      ...(entry.encrypted && pack.passphrase !== null ? { password: pack.passphrase } : {}),
    })
  } catch (error) {
    throw failure ?? error
  }
}

/** Says what a failed entry means; `opened` once the passphrase is known to be right. */
function entryError(error: unknown, path: string, signal: AbortSignal, opened: boolean): unknown {
  if (signal.aborted) return new TrousseError('cancelled')
  if (error instanceof TrousseError) return error
  if (systemCode(error) !== undefined && toDiskError(error) !== error) return toDiskError(error)
  const message = error instanceof Error ? error.message : ''
  if (message === OVERLAPPING) return refuse('overlapping')
  if (!opened && WRONG_PASSPHRASE.has(message)) return new TrousseError('pack-wrong-passphrase')
  return damaged(path, error)
}

/** With a right passphrase and a damaged manifest, another entry still opens. */
async function opensAnother(pack: OpenPack): Promise<boolean> {
  const other = [...pack.entries.values()].find((entry) => entry.encrypted && entry.filename !== MANIFEST_ENTRY)
  if (other === undefined || pack.passphrase === null) return false
  try {
    await other.getData(new WritableStream(), {
      password: pack.passphrase,
      checkPasswordOnly: true,
      useWebWorkers: false,
    })
    return true
  } catch {
    return false
  }
}

async function readManifest(pack: OpenPack): Promise<PackManifest> {
  const entry = pack.entries.get(MANIFEST_ENTRY)
  if (entry === undefined) throw refuse('no-manifest')
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    await unpack(pack, entry, (chunk) => {
      bytes += chunk.byteLength
      if (bytes > PACK_LIMITS.manifestBytes) throw refuse('too-large')
      chunks.push(chunk)
    })
  } catch (error) {
    const meaning = entryError(error, MANIFEST_ENTRY, pack.signal, false)
    const isPassphrase = meaning instanceof TrousseError && meaning.code === 'pack-wrong-passphrase'
    throw isPassphrase && (await opensAnother(pack)) ? damaged(MANIFEST_ENTRY, error) : meaning
  }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch (error) {
    throw damaged(MANIFEST_ENTRY, error)
  }
  const head = manifestHeadSchema.safeParse(value)
  if (!head.success) throw refuse('no-manifest')
  if (head.data.version > PACK_VERSION) throw new TrousseError('pack-too-new', { version: head.data.version })
  const manifest = manifestSchema.safeParse(value)
  if (!manifest.success) throw damaged(MANIFEST_ENTRY, manifest.error)
  return manifest.data
}

/** @returns the content when `keep` is set, within the limit of a manifest: a list of names is smaller. */
async function checkFile(
  pack: OpenPack,
  file: PackManifest['files'][number],
  keep: boolean,
  limit: number = PACK_LIMITS.manifestBytes,
): Promise<Uint8Array | null> {
  const entry = pack.entries.get(file.path)
  if (entry === undefined) throw damaged(file.path)
  const hash = createHash('sha256')
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    await unpack(pack, entry, (chunk) => {
      bytes += chunk.byteLength
      hash.update(chunk)
      if (!keep) return
      if (bytes > limit) throw refuse('too-large')
      chunks.push(chunk)
    })
  } catch (error) {
    throw entryError(error, file.path, pack.signal, true)
  }
  if (bytes !== file.bytes || hash.digest('hex') !== file.sha256) throw damaged(file.path)
  return keep ? Buffer.concat(chunks) : null
}

/** Every entry is in the manifest, under the same protection: nothing can be slipped in beside what is checked. */
function checkListing(pack: OpenPack, manifest: PackManifest): void {
  const listed = new Set(manifest.files.map((file) => file.path)).add(MANIFEST_ENTRY)
  for (const [path, entry] of pack.entries)
    if (!listed.has(path) || entry.encrypted !== (manifest.encrypted && pack.inner === null)) throw damaged(path)
  if (pack.inner !== null && !manifest.encrypted) throw damaged(MANIFEST_ENTRY)
  if (listed.size !== manifest.files.length + 1) throw damaged(MANIFEST_ENTRY)
}

async function openEntries(reader: Reader<unknown>, begins: () => Promise<string>): Promise<Map<string, FileEntry>> {
  const zip = new ZipReader(reader, { strictness: 'strict', useWebWorkers: false })
  try {
    return await readEntries(zip.getEntriesGenerator())
  } catch (error) {
    if (error instanceof TrousseError) throw error
    if (systemCode(error) !== undefined && toDiskError(error) !== error) throw toDiskError(error)
    if (error instanceof Error && error.message === UNSAFE_NAME) throw refuse('unsafe-name')
    throw (await begins()) === ZIP_SIGNATURE ? damaged('archive', error) : refuse('not-a-zip')
  }
}

/** A sealed archive and a read-me beside it, and nothing else. */
const isSealed = (entries: ReadonlyMap<string, FileEntry>): boolean =>
  entries.has(INNER_ENTRY) && !entries.has(MANIFEST_ENTRY)

interface Opened {
  readonly pack: OpenPack
  /** What remains to be checked once the files are. */
  readonly finish: (manifest: PackManifest) => Promise<void>
}

async function openZip(file: FileHandle, size: number, input: VerifyPackInput): Promise<Opened> {
  const onBytes = input.onBytes ?? (() => {})
  const begins = async () => {
    const { buffer } = await file.read(new Uint8Array(ZIP_SIGNATURE.length), 0, ZIP_SIGNATURE.length, 0)
    return Buffer.from(buffer).toString('latin1')
  }
  const { signal, passphrase } = input
  const entries = await openEntries(new FileReader(file, size, onBytes), begins)
  const plain = { entries, inner: null, passphrase, signal, budget: new UnpackBudget() }
  if (!isSealed(entries)) return { pack: plain, finish: async () => {} }

  const inner = entries.get(INNER_ENTRY)
  const readMe = entries.get(OUTER_README)
  if (inner === undefined || readMe === undefined || entries.size !== 2) throw refuse('no-manifest')
  if (!inner.encrypted || inner.compressionMethod !== STORED || readMe.encrypted) throw refuse('weak-encryption')
  const sealed = await openSealed(file, inner, passphrase, onBytes)
  const pack = {
    ...plain,
    inner: sealed.reader,
    passphrase: null,
    entries: await openEntries(sealed.reader, async () => ZIP_SIGNATURE),
  }
  return {
    pack,
    async finish(manifest) {
      // Last, for a document that changed is named by its own hash; what is around the documents only by this code.
      await sealed.check(signal, onBytes)
      const { cover } = manifest
      if (cover === null) throw damaged(MANIFEST_ENTRY)
      await checkFile(plain, { ...cover, role: 'readme', originalName: null, mediaType: null }, false)
    },
  }
}

export interface ReadPackInput extends VerifyPackInput {
  readonly keep?: PackFileRole
  readonly take?: PackTaking | undefined
}

export interface PackReading {
  readonly verified: VerifiedPack
  readonly manifest: PackManifest
  /** Of the file that has the role asked for; null when the pack has none. */
  readonly kept: Uint8Array | null
}

const verifiedAs = (manifest: PackManifest, files: number, bytes: number): VerifiedPack => ({
  ok: true,
  profile: manifest.profile,
  className: manifest.class.name,
  createdAt: manifest.createdAt,
  files,
  bytes,
})

const PAGE_START = '<!doctype html>'
/** A page in base64, against what it holds: 4/3, and its own program. */
const PAGE_FACTOR = 1.4

async function isPage(file: FileHandle): Promise<boolean> {
  const { buffer } = await file.read(new Uint8Array(PAGE_START.length), 0, PAGE_START.length, 0)
  return Buffer.from(buffer).toString('latin1').toLowerCase() === PAGE_START
}

async function readHtml(file: FileHandle, size: number, input: ReadPackInput): Promise<PackReading> {
  if (size > PACK_LIMITS.totalBytes * PAGE_FACTOR) throw refuse('too-large')
  try {
    const { passphrase, signal, onBytes, keep, known, take } = input
    const { manifest, kept } = await readPage({ file, size, passphrase, signal, onBytes, keep, known, take })
    return { verified: verifiedAs(manifest, manifest.files.length, size), manifest, kept }
  } catch (error) {
    if (input.signal.aborted) throw new TrousseError('cancelled')
    throw toDiskError(error)
  }
}

/**
 * Checks a whole pack without writing anything: safe structure, readable manifest, and the size and SHA-256 of
 * every file.
 *
 * @throws TrousseError `pack-not-a-pack` (`reason`: see archive-rules), `pack-too-new` (`version`),
 *   `pack-wrong-passphrase`, `pack-damaged` (`file`), `cancelled`, or the drive's
 */
export const verifyPack = async (input: VerifyPackInput): Promise<VerifiedPack> => (await readPack(input)).verified

/**
 * As `verifyPack`, and gives back the content of the file with the role `keep`, and to `take` what it wants. Throws the
 * same: what was given away before a fault was found is nobody's.
 */
export async function readPack(input: ReadPackInput): Promise<PackReading> {
  let file: FileHandle
  try {
    file = await open(input.file, 'r')
  } catch (error) {
    throw toDiskError(error)
  }
  try {
    const found = await file.stat()
    if (!found.isFile()) throw refuse('not-a-zip')
    if (await isPage(file)) return await readHtml(file, found.size, input)
    if (found.size > PACK_LIMITS.totalBytes + PACK_LIMITS.readBytes) throw refuse('too-large')
    const { pack, finish } = await openZip(file, found.size, input).catch((error: unknown) => {
      throw input.signal.aborted ? new TrousseError('cancelled') : toDiskError(error)
    })
    const manifest = await readManifest(pack)
    checkListing(pack, manifest)
    let kept: Uint8Array | null = null
    for (const described of manifest.files) {
      const isKept = described.role === input.keep
      const isTaken = input.take?.wants(described) === true
      const content = await checkFile(pack, described, isKept || isTaken, takenLimit(isTaken))
      if (isKept) kept = content ?? kept
      if (isTaken && content !== null) await input.take?.give(described, content)
    }
    await finish(manifest).catch((error: unknown) => {
      throw input.signal.aborted ? new TrousseError('cancelled') : toDiskError(error)
    })
    const verified = verifiedAs(manifest, manifest.files.length + 1, found.size)
    return { verified, manifest, kept }
  } finally {
    await file.close()
  }
}
