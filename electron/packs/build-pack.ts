/** The use case: one class, one profile, one form, in a folder, verified before it is announced. */
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import type { LessonView, PackForm, PackProfile } from '../contract/views.ts'
import { type Locale, localIsoDate } from '../domain/written-format.ts'
import { toInstant } from '../platform/clock.ts'
import type { PackContent } from '../store/api.ts'
import { entryKey } from './archive/aes.ts'
import { INNER_ENTRY, OUTER_README } from './archive/inner.ts'
import { attachmentFiles, dataFiles, made, manifestOf, type PackFile, readFileOf, rosterFiles } from './draft-files.ts'
import { neutralEntryName, realEntryNames, safeFileName } from './file-names.ts'
import { contentEntryName, heldDocuments, writePackFolder } from './folder/write-pack-folder.ts'
import { type DocumentStream, documentStream, type SharedStreams, streamName } from './html/document-streams.ts'
import { makeLock, type PageLock, preparePage } from './html/write-page.ts'
import { PACK_LIMITS } from './limits.ts'
import { MANIFEST_ENTRY } from './manifest.ts'
import { type BlobSource, type MeasuredBlob, measureBlobs } from './measure-blobs.ts'
import { indexPage, pageParts } from './page/index-page.ts'
import { packTexts } from './page/texts.ts'
import { checkTypedPassphrase, generatePassphrase } from './passphrase.ts'
import { createProgress, type PackProgress } from './progress.ts'
import { coverText, ENCRYPTED_COMMENT, readMe } from './read-me.ts'
import {
  type AddedDocument,
  holdsPeople,
  type PackSelection,
  type PackTeacher,
  type SelectOptions,
  selectContent,
} from './select-content.ts'
import type { DriveRules } from './steady.ts'
import { verifyPack } from './verify-pack.ts'
import {
  type ArchiveEntry,
  archiveEntry,
  memoryEntry,
  prepareArchive,
  streamEntry,
  writePieces,
} from './write-archive.ts'
import { writeToFolder } from './write-to-folder.ts'

export interface BuildPackInput {
  readonly content: PackContent
  readonly profile: PackProfile
  /** `zip` when absent. A folder is in clear: its files are read as they are. */
  readonly form?: PackForm
  readonly classId: number
  /** Of the pupil, for the individual profile. */
  readonly recipientId?: number | undefined
  /** For pupils to write to. */
  readonly teacher?: PackTeacher | null
  /** The teacher's own files; `blobs` gives their content too. */
  readonly documents?: readonly AddedDocument[]
  /** For a teacher or a substitute. */
  readonly lessons?: readonly LessonView[]
  /** Milliseconds since 1970 after which the pack says that it is out of date; null or absent: never. */
  readonly expiresAt?: number | null
  /** Absolute path of an existing folder. */
  readonly folder: string
  /** Of the drive that it is on, where it is known. */
  readonly drive?: DriveRules | null
  readonly encrypted: boolean
  /** Null with `encrypted`: one is generated and returned. Ignored when not encrypted. */
  readonly passphrase: string | null
  readonly blobs: BlobSource
  /** Makes an instruction's HTML safe; `platform/clean-html`. */
  readonly clean: (html: string) => string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly locale: Locale
  readonly signal: AbortSignal
  readonly onProgress: (progress: PackProgress) => void
  /** Work done once for many packs of the same documents. */
  readonly shared?: SharedWork
}

export interface SharedWork {
  readonly measured: Map<string, MeasuredBlob | null>
  readonly streams: SharedStreams
  /** Streams whose sealed lines were read back and opened in a pack of this making. */
  readonly proven: Set<string>
  /** A generated passphrase and its key, derived while the pack before was being written; each serves once. */
  readonly nextLock: () => Promise<PageLock>
}

export interface BuiltPack {
  /** Of the file; of the folder in that form. */
  readonly path: string
  readonly fileName: string
  /** Of the file; of its manifest for a folder. */
  readonly sha256: string
  /** Files in the pack, the manifest included. */
  readonly files: number
  /** Of the file, or of everything in the folder. */
  readonly bytes: number
  /** Only when generated here; kept nowhere. */
  readonly passphrase: string | null
  /** Attachments that the page names and the pack does not hold. */
  readonly missing: readonly string[]
  /** Files that had to be written; 0 when the folder already held this very pack. */
  readonly written: number
}

/** A pack that holds anyone's data is never written in clear; returns the passphrase to use, or null. */
function choosePassphrase(input: BuildPackInput): string | null {
  if (!input.encrypted) {
    if (holdsPeople(input.profile)) throw new TrousseError('pack-clear-refused')
    return null
  }
  // Files in a folder are read as they are: what must be protected is one file.
  if (input.form === 'folder') throw new TrousseError('pack-folder-clear-only')
  if (input.passphrase === null) return generatePassphrase()
  checkTypedPassphrase(input.passphrase)
  return input.passphrase
}

const KIND = {
  fr: { teacher: 'enseignant', pupil: 'élève', individual: 'individuel', substitute: 'remplaçant' },
  en: { teacher: 'teacher', pupil: 'pupil', individual: 'individual', substitute: 'substitute' },
} as const satisfies Record<Locale, Record<PackProfile, string>>

/** A folder keeps its name from day to day: it is the same pack, brought up to date. */
function packName(input: BuildPackInput, selection: PackSelection): string {
  const { recipient } = selection
  const who = recipient === null ? KIND[input.locale][input.profile] : `${recipient.familyName} ${recipient.givenName}`
  const name = `Trousse ${input.content.className} - ${who}`
  const form = input.form ?? 'zip'
  return safeFileName(form === 'folder' ? name : `${name} - ${localIsoDate(input.now)}.${form}`)
}

/** How a form names documents; asked anew for each pack, for some count what they gave. */
const ENTRY_NAMES = {
  zip: realEntryNames,
  html: () => neutralEntryName,
  folder: () => contentEntryName,
} as const

const selectOptions = (input: BuildPackInput): SelectOptions => ({
  recipientId: input.recipientId,
  teacher: input.teacher ?? null,
  lessons: input.lessons ?? [],
  documents: input.documents ?? [],
  entryName: ENTRY_NAMES[input.form ?? 'zip'](),
})

function pageOf(input: BuildPackInput, selection: PackSelection, roster: readonly PackFile[]) {
  const texts = packTexts(input.locale)
  const labels = { 'roster-csv': texts.rosterCsv, 'roster-xlsx': texts.rosterXlsx }
  return {
    selection,
    locale: input.locale,
    now: input.now,
    clean: input.clean,
    expiresAt: input.expiresAt ?? null,
    interactive: input.form === 'html',
    rosterFiles: roster.map(({ path, role }) => ({
      entry: path,
      label: role === 'roster-xlsx' ? labels['roster-xlsx'] : labels['roster-csv'],
    })),
  }
}

interface Job {
  readonly input: BuildPackInput
  readonly passphrase: string | null
  /** Of the passphrase, when it was made ahead. */
  readonly lock: PageLock | null
  readonly selection: PackSelection
  readonly measured: ReadonlyMap<string, MeasuredBlob | null>
  readonly progress: ReturnType<typeof createProgress>
}
type Written = Pick<BuiltPack, 'path' | 'fileName' | 'sha256' | 'bytes' | 'files' | 'written'>

function checkSize(files: number, bytes: number): void {
  if (bytes > PACK_LIMITS.totalBytes || files > PACK_LIMITS.entries)
    throw new TrousseError('file-too-large', { limit: PACK_LIMITS.totalBytes })
}

const entryOf = (file: PackFile): ArchiveEntry =>
  file.content.kind === 'made'
    ? memoryEntry(file.path, file.content.data)
    : streamEntry(file.path, { ...file, crc32: file.content.crc32 }, file.content.read)

const sum = (files: readonly { readonly bytes: number }[]): number => files.reduce((all, { bytes }) => all + bytes, 0)

/** What a person opens first, then the documents; the manifest comes after all of them. */
function plainFiles({ input, selection, measured }: Job): PackFile[] {
  const roster = rosterFiles(selection, input)
  const page = indexPage(pageOf(input, selection, roster))
  return [
    made('LISEZMOI.txt', 'readme', readMe(input.locale, input.profile, input.form ?? 'zip')),
    made('index.html', 'index', new TextEncoder().encode(page)),
    ...roster,
    ...dataFiles(selection),
    ...attachmentFiles(selection, input, measured),
  ]
}

const fileControls = ({ input, selection, progress }: Job) => ({
  folder: input.folder,
  drive: input.drive,
  fileName: packName(input, selection),
  signal: input.signal,
  onFlush: () => progress.step('flushing'),
  onReread: (bytes: number) => {
    progress.step('rereading')
    progress.add(bytes)
  },
})

/** In clear as it is; else sealed whole in another, beside how to open it (docs/adr/0009-inner-archive.md). */
async function layOut({ input, passphrase, selection }: Job, files: readonly PackFile[]) {
  const modifiedAt = new Date(input.now)
  const cover = passphrase === null ? null : coverText(input.locale)
  const manifest = memoryEntry(MANIFEST_ENTRY, manifestOf(selection, files, { ...input, cover }))
  const entries = [...files.map(entryOf), manifest]
  const inClear = (entry: ArchiveEntry) => ({ entry, key: null })
  const plain = prepareArchive(entries.map(inClear), { modifiedAt, comment: '' })
  if (passphrase === null || cover === null) return { entries, archive: plain }
  const sealed = { entry: archiveEntry(INNER_ENTRY, plain), key: await entryKey(passphrase) }
  const outer = [inClear(memoryEntry(OUTER_README, cover)), sealed]
  return { entries, archive: prepareArchive(outer, { modifiedAt, comment: ENCRYPTED_COMMENT }) }
}

async function writeZip(job: Job): Promise<Written> {
  const { input, passphrase, progress } = job
  const files = plainFiles(job)
  const { entries, archive } = await layOut(job, files)
  checkSize(entries.length, sum(entries))
  // Written, read back, and opened again with the passphrase: once for what is inside, once for its seal.
  progress.expect((passphrase === null ? 3 : 4) * archive.bytes)
  progress.step('writing')
  const written = await writeToFolder({
    ...fileControls(job),
    expectedBytes: archive.bytes,
    write: (sink) => writePieces(archive.pieces(), { sink, signal: input.signal, onBytes: progress.add }),
    verify: async (path) => {
      progress.step('verifying')
      await verifyPack({ file: path, passphrase, signal: input.signal, onBytes: progress.add })
      progress.step('finishing')
    },
  })
  return { ...written, files: entries.length, written: 1 }
}

async function writeHtml(job: Job): Promise<Written> {
  const { input, passphrase, selection, progress } = job
  const roster = rosterFiles(selection, input)
  const { title, body } = pageParts(pageOf(input, selection, roster))
  const page = made('index.html', 'index', new TextEncoder().encode(body.markup))
  const documents = attachmentFiles(selection, input, job.measured)
  const files = [page, ...roster, ...dataFiles(selection), ...documents]
  checkSize(files.length, sum(files))
  const { shared } = input
  const streams: DocumentStream[] = []
  for (const file of files.slice(1)) {
    const source = { path: file.path, bytes: file.bytes, read: () => readFileOf(file) }
    const isShared = shared !== undefined && passphrase !== null && file.role === 'attachment'
    streams.push(
      isShared
        ? await shared.streams.share(file.sha256, source, input.signal)
        : documentStream(source, passphrase !== null),
    )
  }
  const lock = job.lock ?? (passphrase === null ? null : await makeLock(passphrase))
  const prepared = preparePage({
    manifest: new TextDecoder().decode(manifestOf(selection, files, input)),
    title,
    body: body.markup,
    locale: input.locale,
    expiresAt: input.expiresAt == null ? null : toInstant(input.expiresAt),
    lock,
    documents: streams,
  })
  // The lines of shared documents were opened in an earlier page; here they were read back as they were written.
  const isProven = shared !== undefined && streams.every((stream) => shared.proven.has(streamName(stream) ?? ''))
  progress.expect((isProven ? 2 : 3) * prepared.bytes)
  progress.step('writing')
  const written = await writeToFolder({
    ...fileControls(job),
    expectedBytes: prepared.bytes,
    write: (sink) => writePieces(prepared.pieces(), { sink, signal: input.signal, onBytes: progress.add }),
    verify: async (path) => {
      progress.step('verifying')
      const onBytes = isProven ? undefined : progress.add
      await verifyPack({
        file: path,
        passphrase,
        signal: input.signal,
        known: isProven && lock !== null ? lock : undefined,
        ...(onBytes && { onBytes }),
      })
      for (const stream of streams) shared?.proven.add(streamName(stream) ?? '')
      progress.step('finishing')
    },
  })
  return { ...written, files: files.length, written: 1 }
}

/** Written over the folder of the same class and profile, if the stick has one. */
async function writeFolder(job: Job): Promise<Written> {
  const { input, progress } = job
  const written = await writePackFolder({
    folder: input.folder,
    name: packName(input, job.selection),
    now: input.now,
    drive: input.drive,
    signal: input.signal,
    draft: (now) => {
      const dated = { ...job, input: { ...input, now } }
      const files = plainFiles(dated)
      checkSize(files.length + 1, sum(files))
      return { files, manifest: made(MANIFEST_ENTRY, 'readme', manifestOf(job.selection, files, dated.input)) }
    },
    progress,
  })
  return written
}

const WRITERS = { zip: writeZip, html: writeHtml, folder: writeFolder } as const

/**
 * Builds a class pack and writes it into a folder. When the promise resolves the pack is on the drive, was read
 * back and every hash of its manifest was checked. On any failure no file of it has its final name; a folder
 * that was being brought up to date is then the old pack, whole, or the new one.
 *
 * @throws TrousseError `pack-clear-refused`, `pack-folder-clear-only`, `pack-weak-passphrase`,
 *   `pack-passphrase-characters`, `file-too-large` (`limit`), `pack-no-space`, `disk-full`, `disk-gone`,
 *   `disk-read-only`, `pack-damaged`, `not-found`, `cancelled`
 */
export async function buildPack(input: BuildPackInput): Promise<BuiltPack> {
  const form = input.form ?? 'zip'
  const isReady = input.shared !== undefined && form === 'html' && input.encrypted && input.passphrase === null
  const lock = isReady ? await input.shared.nextLock() : null
  const passphrase = lock?.passphrase ?? choosePassphrase(input)
  const progress = createProgress(input.onProgress)
  const wanted = selectContent(input.content, input.profile, selectOptions(input))
  const hashes = wanted.attachments.map((attachment) => attachment.sha256)
  const measured = new Map(input.shared?.measured)
  if (form === 'folder') {
    // Read and compared when they were written there: a folder is brought up to date without reading them again.
    const held = await heldDocuments(join(input.folder, packName(input, wanted)))
    for (const [sha256, bytes] of held) measured.set(sha256, { sha256, bytes, crc32: 0 })
  }
  const unknown = hashes.filter((sha256) => !measured.has(sha256))
  const isUnknown = new Set(unknown)
  progress.expect(
    sum(wanted.attachments.map(({ sha256, bytes }) => ({ bytes: isUnknown.has(sha256) ? (bytes ?? 0) : 0 }))),
  )
  progress.step('preparing')
  const found = await measureBlobs(unknown, input.blobs, input.signal, progress.add).catch((error: unknown) => {
    throw input.signal.aborted ? new TrousseError('cancelled') : error
  })
  for (const [sha256, blob] of found) {
    measured.set(sha256, blob)
    input.shared?.measured.set(sha256, blob)
  }
  const sizes = new Map([...measured].map(([sha256, content]) => [sha256, content?.bytes ?? null]))
  const selection = selectContent(input.content, input.profile, {
    ...selectOptions(input),
    measured: sizes,
  })
  const written = await WRITERS[form]({ input, passphrase, lock, selection, measured, progress })
  progress.finish()
  return {
    ...written,
    passphrase: input.passphrase === null ? passphrase : null,
    missing: selection.missing.map((file) => file.name),
  }
}
