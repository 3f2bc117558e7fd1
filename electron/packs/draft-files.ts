/** The files of a pack before any form is given to them, and the manifest that lists them. */
import { createHash } from 'node:crypto'
import { TrousseError } from '../contract/errors.ts'
import { PACK_DATA_ENTRY, PACK_DATA_FORMAT, PACK_DATA_VERSION, type PackData } from '../contract/pack-data.ts'
import type { PackProfile } from '../contract/views.ts'
import type { Locale } from '../domain/written-format.ts'
import { toInstant } from '../platform/clock.ts'
import { toCsv } from '../platform/csv.ts'
import { toXlsx } from '../platform/spreadsheet.ts'
import { OUTER_README } from './archive/inner.ts'
import { type ManifestFile, PACK_FORMAT, PACK_VERSION, type PackFileRole, type PackManifest } from './manifest.ts'
import type { BlobSource, MeasuredBlob } from './measure-blobs.ts'
import { packTexts } from './page/texts.ts'
import { rosterTable } from './roster-table.ts'
import { countGuardians, type PackSelection } from './select-content.ts'

export interface PackFile extends ManifestFile {
  /** Made here and small; or a document, read anew each time. */
  readonly content:
    | { readonly kind: 'made'; readonly data: Uint8Array }
    | { readonly kind: 'document'; readonly crc32: number; readonly read: () => AsyncIterable<Uint8Array> }
}

export const made = (path: string, role: PackFileRole, data: Uint8Array): PackFile => ({
  path,
  role,
  bytes: data.byteLength,
  sha256: createHash('sha256').update(data).digest('hex'),
  originalName: null,
  mediaType: null,
  content: { kind: 'made', data },
})

/** The bytes of any file, in pieces. */
export async function* readFileOf(file: PackFile): AsyncGenerator<Uint8Array> {
  if (file.content.kind === 'made') yield file.content.data
  else yield* file.content.read()
}

export interface ManifestInput {
  readonly profile: PackProfile
  readonly classId: number
  readonly locale: Locale
  readonly encrypted: boolean
  /** Milliseconds since 1970. */
  readonly now: number
  /** Milliseconds since 1970; null or absent: never. */
  readonly expiresAt?: number | null
  /** The read-me that stands outside what is sealed. */
  readonly cover?: Uint8Array | null
}

/** The class list as tables; a teacher's pack only. */
export function rosterFiles(selection: PackSelection, input: Pick<ManifestInput, 'locale' | 'now'>): PackFile[] {
  if (selection.profile !== 'teacher') return []
  const { header, rows } = rosterTable(selection.pupils, packTexts(input.locale))
  const table = [header, ...rows]
  return [
    made('roster.csv', 'roster-csv', toCsv(table)),
    made('roster.xlsx', 'roster-xlsx', toXlsx(table, selection.className, new Date(input.now))),
  ]
}

/** Work and timetable for another Trousse: in packs for colleagues, who may open them with one. */
export function dataFiles(selection: PackSelection): PackFile[] {
  if (selection.profile !== 'teacher' && selection.profile !== 'substitute') return []
  const data: PackData = {
    format: PACK_DATA_FORMAT,
    version: PACK_DATA_VERSION,
    assignments: selection.assignments.map(({ title, subject, assignedOn, dueOn, descriptionHtml, files }) => ({
      title,
      subject,
      assignedOn,
      dueOn,
      descriptionHtml,
      files: files.map((file) => ({ name: file.name, path: file.kind === 'here' ? file.entry : null })),
    })),
    lessons: selection.lessons.map(({ startsAt, endsAt, label, room, cancelled }) => ({
      startsAt,
      endsAt,
      label,
      room,
      cancelled,
    })),
  }
  return [made(PACK_DATA_ENTRY, 'data', new TextEncoder().encode(JSON.stringify(data)))]
}

export function attachmentFiles(
  selection: PackSelection,
  input: { readonly blobs: BlobSource },
  measured: ReadonlyMap<string, MeasuredBlob | null>,
): PackFile[] {
  return selection.attachments.map((attachment) => {
    const found = measured.get(attachment.sha256)
    if (!found) throw new TrousseError('internal')
    return {
      path: attachment.entry,
      role: 'attachment',
      bytes: found.bytes,
      sha256: found.sha256,
      originalName: attachment.originalName,
      mediaType: attachment.mediaType,
      content: { kind: 'document', crc32: found.crc32, read: () => input.blobs.read(attachment.sha256) },
    }
  })
}

const describe = ({ content: _, ...described }: PackFile): ManifestFile => described

/** UTF-8 JSON, the same bytes for the same pack. */
export function manifestOf(selection: PackSelection, files: readonly PackFile[], input: ManifestInput): Uint8Array {
  const manifest: PackManifest = {
    format: PACK_FORMAT,
    version: PACK_VERSION,
    createdAt: toInstant(input.now),
    expiresAt: input.expiresAt == null ? null : toInstant(input.expiresAt),
    profile: input.profile,
    locale: input.locale,
    encrypted: input.encrypted,
    class: {
      id: input.classId,
      name: selection.className,
      school: selection.schoolName,
      academicYear: selection.academicYear,
    },
    recipient: selection.recipient,
    cover:
      input.cover == null
        ? null
        : {
            path: OUTER_README,
            bytes: input.cover.byteLength,
            sha256: createHash('sha256').update(input.cover).digest('hex'),
          },
    counts: {
      pupils: selection.pupils.length,
      guardians: countGuardians(selection),
      assignments: selection.assignments.length,
      attachments: selection.attachments.length,
    },
    missing: selection.missing.map(({ name, reason }) => ({ name, reason })),
    files: files.map(describe),
  }
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)
}
