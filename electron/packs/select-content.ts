/**
 * What of a class goes into a pack: the one gate that the profile's rules pass through. Everything after it
 * (page, tables, manifest, preview) sees the selection only, never the whole content.
 */
import type { PackProfile, PupilSheet } from '../contract/views.ts'
import type { PackContent } from '../store/api.ts'
import { extensionOf, neutralEntryName } from './file-names.ts'

type MissingReason = 'not-fetched' | 'unreadable'

/** A document of an assignment: either an entry of the archive, or named as missing. */
export type SelectedFile =
  | { readonly kind: 'here'; readonly name: string; readonly bytes: number | null; readonly entry: string }
  | { readonly kind: 'missing'; readonly name: string; readonly reason: MissingReason }

export interface SelectedAssignment {
  readonly title: string
  readonly subject: string | null
  readonly assignedOn: string | null
  readonly dueOn: string | null
  readonly descriptionHtml: string
  readonly files: readonly SelectedFile[]
}

interface SelectedAttachment {
  readonly entry: string
  readonly sha256: string
  readonly bytes: number | null
  readonly originalName: string
  readonly mediaType: string | null
}

export interface PackSelection {
  readonly profile: PackProfile
  readonly schoolName: string | null
  readonly academicYear: string | null
  readonly className: string
  /** Always empty in the pupil profile: it holds no other person's data. */
  readonly pupils: readonly PupilSheet[]
  /** By due date (undated last), then subject, then title. */
  readonly assignments: readonly SelectedAssignment[]
  /** Each content once, in the order the page first mentions it. */
  readonly attachments: readonly SelectedAttachment[]
  readonly missing: readonly { readonly name: string; readonly reason: MissingReason }[]
}

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true })
/** Sorts after every ISO date. */
const UNDATED = '9999-99-99'

const byDueDate = (a: PackContent['assignments'][number], b: PackContent['assignments'][number]): number => {
  const dueA = a.dueOn ?? UNDATED
  const dueB = b.dueOn ?? UNDATED
  if (dueA !== dueB) return dueA < dueB ? -1 : 1
  return collator.compare(a.subject ?? '', b.subject ?? '') || collator.compare(a.title, b.title) || a.id - b.id
}

/**
 * @param measured true size of each content by SHA-256, null when this computer could not read it back: such a
 *   file is named as missing. Without it sizes are what the source said.
 */
export function selectContent(
  content: PackContent,
  profile: PackProfile,
  measured: ReadonlyMap<string, number | null> = new Map(),
): PackSelection {
  const attachments = new Map<string, SelectedAttachment>()
  const missing: { name: string; reason: MissingReason }[] = []

  const selectFile = (file: PackContent['assignments'][number]['files'][number]): SelectedFile => {
    const { sha256, name } = file
    const size = sha256 === null ? undefined : measured.get(sha256)
    if (sha256 === null || size === null) {
      const absent = { name, reason: sha256 === null ? 'not-fetched' : 'unreadable' } as const
      missing.push(absent)
      return { kind: 'missing', ...absent }
    }
    // The same content under two kinds of name must keep both kinds, or one would not open.
    const key = `${sha256} ${extensionOf(name)}`
    const known = attachments.get(key)
    const attachment = known ?? {
      entry: neutralEntryName(attachments.size + 1, name),
      sha256,
      bytes: size ?? file.bytes,
      originalName: name,
      mediaType: file.mediaType,
    }
    attachments.set(key, attachment)
    return { kind: 'here', name, bytes: attachment.bytes, entry: attachment.entry }
  }

  const assignments = [...content.assignments].sort(byDueDate).map((assignment) => ({
    title: assignment.title,
    subject: assignment.subject,
    assignedOn: assignment.assignedOn,
    dueOn: assignment.dueOn,
    descriptionHtml: assignment.descriptionHtml,
    files: assignment.files.map(selectFile),
  }))
  const pupils =
    profile === 'teacher'
      ? content.pupils
          .filter((pupil) => pupil.active)
          .sort(
            (a, b) =>
              collator.compare(a.familyName, b.familyName) || collator.compare(a.givenName, b.givenName) || a.id - b.id,
          )
      : []
  return {
    profile,
    schoolName: content.schoolName,
    academicYear: content.academicYear,
    className: content.className,
    pupils,
    assignments,
    attachments: [...attachments.values()],
    missing,
  }
}

/** Guardians of the selection, each person once. */
export const countGuardians = (selection: PackSelection): number =>
  new Set(selection.pupils.flatMap((pupil) => pupil.guardians.map((guardian) => guardian.personId))).size
