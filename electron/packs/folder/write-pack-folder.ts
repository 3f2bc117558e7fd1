/**
 * A pack as a folder of files, written or brought up to date in place. At every moment the folder is one whole
 * pack, the old or the new: documents are named by their content and never change under a name, so that the old
 * page finds its own until the new page takes its place in one step; the manifest comes after the page, and what
 * nothing mentions any more goes last.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import { localIsoDate } from '../../domain/written-format.ts'
import { crashPoint } from '../../platform/crash-point.ts'
import { systemCode, toDiskError } from '../../platform/disk-errors.ts'
import { holdFolder } from '../../platform/exclusive-hold.ts'
import { fsyncDirectory } from '../../platform/files.ts'
import { type PackFile, readFileOf } from '../draft-files.ts'
import { neutralEntryName } from '../file-names.ts'
import { PACK_LIMITS } from '../limits.ts'
import { MANIFEST_ENTRY, manifestSchema, type PackManifest } from '../manifest.ts'
import { claimPart, releasePart, removeLeftoverParts } from '../part-files.ts'
import { reread, writeAt } from '../part-writer.ts'
import type { createProgress } from '../progress.ts'
import { type DriveRules, Place } from '../steady.ts'
import { checkFreeSpace } from '../write-to-folder.ts'

/** 128 bits of the content's hash: no two documents of a class share one. */
const NAME_DIGITS = 32
const DOCUMENTS = 'files'
const OWNER_ONLY = 0o600

/** A document's place in a folder: by its content, so that a name always means the same bytes. */
export const contentEntryName = (_position: number, originalName: string, sha256: string): string => {
  const neutral = neutralEntryName(1, originalName)
  return `${DOCUMENTS}/${sha256.slice(0, NAME_DIGITS)}${neutral.slice(neutral.lastIndexOf('.'))}`
}

/** The manifest of the folder that is there; null when there is none that can be read. */
async function readOld(root: string): Promise<PackManifest | null> {
  try {
    const path = join(root, MANIFEST_ENTRY)
    if ((await stat(path)).size > PACK_LIMITS.manifestBytes) return null
    const parsed = manifestSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    const code = systemCode(error)
    if (code === undefined || code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}

/** True when the folder has the file at its size; the bytes were checked when they were written. */
const isThere = (root: string, file: { readonly path: string; readonly bytes: number }): Promise<boolean> =>
  stat(join(root, file.path)).then(
    (found) => found.isFile() && found.size === file.bytes,
    () => false,
  )

/**
 * Documents that a pack folder already holds, so that they need not be read again: bytes by SHA-256. Only what
 * its manifest lists under the name of its content and what has its size.
 */
export async function heldDocuments(root: string): Promise<Map<string, number>> {
  const held = new Map<string, number>()
  for (const file of (await readOld(root))?.files ?? []) {
    const isOurs = file.path === contentEntryName(1, file.path, file.sha256)
    if (file.role === 'attachment' && isOurs && (await isThere(root, file))) held.set(file.sha256, file.bytes)
  }
  return held
}

/**
 * As `isThere`; what was made here is also read and compared: between the page and the manifest a crash leaves
 * one of the new pack and one of the old, perhaps of the same size.
 */
async function isSame(root: string, file: PackFile): Promise<boolean> {
  if (!(await isThere(root, file))) return false
  if (file.content.kind === 'document') return true
  const there = await readFile(join(root, file.path)).catch(() => null)
  return there?.equals(file.content.data) === true
}

interface Draft {
  readonly files: readonly PackFile[]
  readonly manifest: PackFile
}

export interface WritePackFolderInput {
  /** Absolute path of an existing folder, in which the pack's own is made or found. */
  readonly folder: string
  /** Already safe. */
  readonly name: string
  readonly now: number
  readonly drive?: DriveRules | null | undefined
  readonly signal: AbortSignal
  /** The pack as of an instant; a page says when it was prepared. */
  readonly draft: (now: number) => Draft
  readonly progress: ReturnType<typeof createProgress>
}

interface WrittenFolder {
  readonly path: string
  readonly fileName: string
  /** Of the manifest, which lists every other file's. */
  readonly sha256: string
  readonly files: number
  readonly bytes: number
  /** Files that were not there already. */
  readonly written: number
}

/** Written beside, flushed, read back, compared, and only then given its name. */
async function replaceFile(place: Place, root: string, file: PackFile, input: WritePackFolderInput): Promise<void> {
  const path = join(root, file.path)
  const part = claimPart(dirname(path), 'pack')
  try {
    const handle = await open(part, 'wx', OWNER_ONLY)
    try {
      let at = 0
      for await (const piece of readFileOf(file)) {
        input.signal.throwIfAborted()
        await writeAt(handle, piece, at)
        at += piece.byteLength
        input.progress.add(piece.byteLength)
        crashPoint('pack.folder.mid-write')
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    crashPoint('pack.folder.after-fsync')
    if ((await reread(part, input.signal, input.progress.add)) !== file.sha256)
      throw new TrousseError('pack-damaged', { file: file.path })
    crashPoint('pack.folder.before-rename')
    // What was pulled out can be written to while it is open: its folder tells that it left.
    await place.check()
    await rename(part, path)
    crashPoint('pack.folder.after-rename')
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    throw error
  } finally {
    releasePart(part)
  }
}

const OURS = new RegExp(`^[0-9a-f]{${NAME_DIGITS}}\\.[a-z0-9]{1,10}$`)

/** What a crash left, and what no page mentions any more; only files that bear our kind of name. Never fails. */
async function tidy(root: string, { files }: Draft): Promise<void> {
  const listed = new Set(files.map((file) => file.path))
  await removeLeftoverParts(root)
  await removeLeftoverParts(join(root, DOCUMENTS))
  for (const name of await readdir(join(root, DOCUMENTS)).catch(() => []))
    if (OURS.test(name) && !listed.has(`${DOCUMENTS}/${name}`))
      await rm(join(root, DOCUMENTS, name), { force: true }).catch(() => {})
}

const sameFile = (a: { path: string; sha256: string }, b: { path: string; sha256: string }): boolean =>
  a.path === b.path && a.sha256 === b.sha256

/** The old pack's own instant, when nothing but the instant would change today. */
async function unchangedSince(root: string, old: PackManifest | null, input: WritePackFolderInput) {
  if (old === null) return null
  const then = Date.parse(old.createdAt)
  if (localIsoDate(then) !== localIsoDate(input.now)) return null
  const draft = input.draft(then)
  const written = await readFile(join(root, MANIFEST_ENTRY)).catch(() => null)
  if (written === null || createHash('sha256').update(written).digest('hex') !== draft.manifest.sha256) return null
  for (const file of draft.files) if (!(await isSame(root, file))) return null
  return draft
}

/** Documents first, then what opens them, the page last of all. */
const inOrder = (files: readonly PackFile[]): PackFile[] => {
  const rank = ({ role }: PackFile): number => (role === 'attachment' ? 0 : role === 'index' ? 2 : 1)
  return [...files].sort((a, b) => rank(a) - rank(b))
}

/**
 * True when the file need not be written: the old manifest lists it, or an interrupted writing left a document under
 * the name of its content, which is then read and compared.
 */
async function isUpToDate(
  root: string,
  file: PackFile,
  old: PackManifest | null,
  signal: AbortSignal,
): Promise<boolean> {
  if (!(await isSame(root, file))) return false
  if (old?.files.some((one) => sameFile(one, file)) || file.content.kind === 'made') return true
  return (await reread(join(root, file.path), signal, () => {})) === file.sha256
}

async function bringUpToDate(place: Place, input: WritePackFolderInput): Promise<WrittenFolder> {
  const { signal, progress } = input
  const root = join(place.folder, input.name)
  const told = ({ files, manifest }: Draft, written: number): WrittenFolder => ({
    path: root,
    fileName: input.name,
    sha256: manifest.sha256,
    files: files.length + 1,
    bytes: files.reduce((all, file) => all + file.bytes, manifest.bytes),
    written,
  })
  signal.throwIfAborted()
  const old = await readOld(root)
  // A folder of someone's own files under our name is left alone.
  if (old === null && (await holdsOtherThings(root))) throw new TrousseError('pack-folder-taken', { file: input.name })
  const same = await unchangedSince(root, old, input)
  if (same !== null) {
    await tidy(root, same)
    return told(same, 0)
  }
  const draft = input.draft(input.now)
  await mkdir(join(root, DOCUMENTS), { recursive: true })
  const needed: PackFile[] = []
  for (const file of inOrder(draft.files)) if (!(await isUpToDate(root, file, old, signal))) needed.push(file)
  const bytes = needed.reduce((all, file) => all + file.bytes, draft.manifest.bytes)
  await checkFreeSpace(root, bytes)
  progress.expect(2 * bytes)
  progress.items(0, needed.length + 1)
  progress.step('writing')
  for (const [index, file] of needed.entries()) {
    await replaceFile(place, root, file, input)
    progress.items(index + 1, needed.length + 1)
  }
  crashPoint('pack.folder.before-manifest')
  await replaceFile(place, root, draft.manifest, input)
  progress.step('finishing')
  await place.check()
  await tidy(root, draft)
  await fsyncDirectory(join(root, DOCUMENTS))
  await fsyncDirectory(root)
  return told(draft, needed.length + 1)
}

/**
 * Nothing is written when the folder already holds this very pack of today. Where the drive can be waited for, what
 * was written before it was pulled out is not written again.
 *
 * @throws TrousseError the drive's, `pack-no-space` (`needed`, `free`), `pack-damaged` (`file`) when what is read
 *   back is not what was written, `pack-folder-taken` when a folder of that name is not a pack, `pack-folder-busy`
 *   while another program writes there, `cancelled`
 */
export async function writePackFolder(input: WritePackFolderInput): Promise<WrittenFolder> {
  const { signal } = input
  // Two at once would each clear away what only the other's page mentions.
  const hold = await holdFolder(join(input.folder, input.name))
  if (hold === null) throw new TrousseError('pack-folder-busy', { file: input.name })
  try {
    const place = new Place(input.folder, input.drive)
    return await place.steadily(() => bringUpToDate(place, input))
  } catch (error) {
    if (signal.aborted) throw new TrousseError('cancelled')
    throw toDiskError(error)
  } finally {
    await hold.release()
  }
}

/** True for a folder with anything in it that an interrupted writing of ours would not leave. */
async function holdsOtherThings(root: string): Promise<boolean> {
  const names = await readdir(root).catch(() => [])
  return names.some(
    (name) => name !== DOCUMENTS && !name.endsWith('.part') && name !== 'LISEZMOI.txt' && name !== 'index.html',
  )
}
