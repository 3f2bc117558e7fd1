/** The use case: one class, one profile, one ZIP in a folder, verified before it is announced. */
import { TrousseError } from '../contract/errors.ts'
import type { PackProfile } from '../contract/views.ts'
import { toInstant } from '../platform/clock.ts'
import type { PackContent } from '../store/api.ts'
import { safeFileName } from './file-names.ts'
import { PACK_LIMITS } from './limits.ts'
import {
  MANIFEST_ENTRY,
  type ManifestFile,
  PACK_FORMAT,
  PACK_VERSION,
  type PackFileRole,
  type PackManifest,
} from './manifest.ts'
import { type BlobSource, type MeasuredBlob, measureBlobs } from './measure-blobs.ts'
import { type Locale, localIsoDate } from './page/format.ts'
import { indexPage } from './page/index-page.ts'
import { packTexts } from './page/texts.ts'
import { checkTypedPassphrase, generatePassphrase } from './passphrase.ts'
import { createProgress, type PackProgress } from './progress.ts'
import { ENCRYPTED_COMMENT, readMe } from './read-me.ts'
import { toCsv } from './roster-csv.ts'
import { rosterTable } from './roster-table.ts'
import { toXlsx } from './roster-xlsx.ts'
import { countGuardians, type PackSelection, selectContent } from './select-content.ts'
import { verifyPack } from './verify-pack.ts'
import { type ArchiveEntry, archiveSizeBound, memoryEntry, streamEntry, writeArchive } from './write-archive.ts'
import { writeToFolder } from './write-to-folder.ts'

export interface BuildPackInput {
  readonly content: PackContent
  readonly profile: PackProfile
  readonly classId: number
  /** Absolute path of an existing folder. */
  readonly folder: string
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
}

export interface BuiltPack {
  readonly path: string
  readonly fileName: string
  readonly sha256: string
  /** Entries in the archive, the manifest included. */
  readonly files: number
  /** Of the archive. */
  readonly bytes: number
  /** Only when generated here; kept nowhere. */
  readonly passphrase: string | null
  /** Attachments that the page names and the pack does not hold. */
  readonly missing: readonly string[]
}

interface Draft {
  readonly entry: ArchiveEntry
  readonly role: PackFileRole
  readonly originalName: string | null
  readonly mediaType: string | null
}

const made = (path: string, role: PackFileRole, data: Uint8Array): Draft => ({
  entry: memoryEntry(path, data),
  role,
  originalName: null,
  mediaType: null,
})

/** A teacher's pack is never written in clear; returns the passphrase to use, or null. */
function choosePassphrase(input: BuildPackInput): string | null {
  if (!input.encrypted) {
    if (input.profile === 'teacher') throw new TrousseError('pack-clear-refused')
    return null
  }
  if (input.passphrase === null) return generatePassphrase()
  checkTypedPassphrase(input.passphrase)
  return input.passphrase
}

function rosterDrafts(selection: PackSelection, input: BuildPackInput): Draft[] {
  if (selection.profile !== 'teacher') return []
  const { header, rows } = rosterTable(selection.pupils, packTexts(input.locale))
  const table = [header, ...rows]
  return [
    made('roster.csv', 'roster-csv', toCsv(table)),
    made('roster.xlsx', 'roster-xlsx', toXlsx(table, selection.className, new Date(input.now))),
  ]
}

function attachmentDrafts(
  selection: PackSelection,
  blobs: BlobSource,
  measured: ReadonlyMap<string, MeasuredBlob | null>,
) {
  return selection.attachments.map((attachment): Draft => {
    const content = measured.get(attachment.sha256)
    if (!content) throw new TrousseError('internal')
    const entry = streamEntry(attachment.entry, content, () => blobs.read(attachment.sha256))
    return { entry, role: 'attachment', originalName: attachment.originalName, mediaType: attachment.mediaType }
  })
}

const describe = ({ entry, role, originalName, mediaType }: Draft): ManifestFile => ({
  path: entry.path,
  role,
  bytes: entry.bytes,
  sha256: entry.sha256,
  originalName,
  mediaType,
})

function manifestOf(selection: PackSelection, drafts: readonly Draft[], input: BuildPackInput): Uint8Array {
  const manifest: PackManifest = {
    format: PACK_FORMAT,
    version: PACK_VERSION,
    createdAt: toInstant(input.now),
    expiresAt: null,
    profile: input.profile,
    locale: input.locale,
    encrypted: input.encrypted,
    class: {
      id: input.classId,
      name: selection.className,
      school: selection.schoolName,
      academicYear: selection.academicYear,
    },
    counts: {
      pupils: selection.pupils.length,
      guardians: countGuardians(selection),
      assignments: selection.assignments.length,
      attachments: selection.attachments.length,
    },
    missing: selection.missing.map(({ name, reason }) => ({ name, reason })),
    files: drafts.map(describe),
  }
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)
}

/** Everything of the archive, in its order: what a person opens first, then the documents, the manifest last. */
function draftEntries(input: BuildPackInput, measured: ReadonlyMap<string, MeasuredBlob | null>) {
  const sizes = new Map([...measured].map(([sha256, content]) => [sha256, content?.bytes ?? null]))
  const selection = selectContent(input.content, input.profile, sizes)
  const texts = packTexts(input.locale)
  const roster = rosterDrafts(selection, input)
  const labels = { 'roster-csv': texts.rosterCsv, 'roster-xlsx': texts.rosterXlsx }
  const page = indexPage({
    selection,
    locale: input.locale,
    now: input.now,
    clean: input.clean,
    rosterFiles: roster.map(({ entry, role }) => ({
      entry: entry.path,
      label: role === 'roster-xlsx' ? labels['roster-xlsx'] : labels['roster-csv'],
    })),
  })
  const drafts = [
    made('LISEZMOI.txt', 'readme', readMe(input.locale, input.profile, input.encrypted)),
    made('index.html', 'index', new TextEncoder().encode(page)),
    ...roster,
    ...attachmentDrafts(selection, input.blobs, measured),
  ]
  const manifest = memoryEntry(MANIFEST_ENTRY, manifestOf(selection, drafts, input))
  return { selection, entries: [...drafts.map((draft) => draft.entry), manifest] }
}

function packFileName(input: BuildPackInput): string {
  const kind = { fr: { teacher: 'enseignant', pupil: 'élève' }, en: { teacher: 'teacher', pupil: 'pupil' } } as const
  return safeFileName(
    `Trousse ${input.content.className} - ${kind[input.locale][input.profile]} - ${localIsoDate(input.now)}.zip`,
  )
}

/**
 * Builds a class pack and writes it into a folder. When the promise resolves the file is on the drive, was read
 * back and every hash of its manifest was checked. On any failure the folder holds nothing of it.
 *
 * @throws TrousseError `pack-clear-refused`, `pack-weak-passphrase`, `pack-passphrase-characters`,
 *   `file-too-large` (`limit`), `pack-no-space`, `disk-full`, `disk-gone`, `disk-read-only`, `pack-damaged`,
 *   `cancelled`
 */
export async function buildPack(input: BuildPackInput): Promise<BuiltPack> {
  const passphrase = choosePassphrase(input)
  const progress = createProgress(input.onProgress)
  const wanted = selectContent(input.content, input.profile)
  progress.expect(wanted.attachments.reduce((sum, attachment) => sum + (attachment.bytes ?? 0), 0))
  progress.step('preparing')
  const measured = await measureBlobs(
    wanted.attachments.map((attachment) => attachment.sha256),
    input.blobs,
    input.signal,
    progress.add,
  ).catch((error: unknown) => {
    throw input.signal.aborted ? new TrousseError('cancelled') : error
  })

  const { selection, entries } = draftEntries(input, measured)
  const unpacked = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  if (unpacked > PACK_LIMITS.totalBytes || entries.length > PACK_LIMITS.entries)
    throw new TrousseError('file-too-large', { limit: PACK_LIMITS.totalBytes })
  const packed = entries.reduce((sum, entry) => sum + entry.packedBytes, 0)
  // Written, read back, and read again with the passphrase.
  progress.expect(3 * packed)
  progress.step('writing')

  const written = await writeToFolder({
    folder: input.folder,
    fileName: packFileName(input),
    expectedBytes: archiveSizeBound(entries),
    now: input.now,
    signal: input.signal,
    write: (sink) =>
      writeArchive({
        entries,
        sink,
        passphrase,
        comment: input.encrypted ? ENCRYPTED_COMMENT : '',
        modifiedAt: new Date(input.now),
        signal: input.signal,
        onBytes: progress.add,
      }),
    onFlush: () => progress.step('flushing'),
    onReread: (bytes) => {
      progress.step('rereading')
      progress.add(bytes)
    },
    verify: async (path) => {
      progress.step('verifying')
      await verifyPack({ file: path, passphrase, signal: input.signal, onBytes: progress.add })
      progress.step('finishing')
    },
  })
  progress.finish()
  return {
    ...written,
    files: entries.length,
    passphrase: input.passphrase === null ? passphrase : null,
    missing: selection.missing.map((file) => file.name),
  }
}
