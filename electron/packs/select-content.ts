/**
 * What of a class goes into a pack: the one gate that the profile's rules pass through. Everything after it
 * (page, tables, manifest, preview) sees the selection only, never the whole content.
 */
import { TrousseError } from '../contract/errors.ts'
import type { LessonView, PackProfile, PupilSheet } from '../contract/views.ts'
import type { PackContent } from '../store/api.ts'
import { extensionOf, neutralEntryName } from './file-names.ts'

type MissingReason = 'not-fetched' | 'unreadable'

/** A document of an assignment: either an entry of the archive, or named as missing. */
export type SelectedFile =
  | { readonly kind: 'here'; readonly name: string; readonly bytes: number | null; readonly entry: string }
  | { readonly kind: 'missing'; readonly name: string; readonly reason: MissingReason }

export interface SelectedAssignment {
  /** Row id in the space that made the pack; means nothing elsewhere. */
  readonly id: number
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
  /** The pupil an individual pack is made for; null in every other profile. */
  readonly recipient: PackRecipient | null
  /** The teacher's own name and address, for pupils to write to; null when there is none to give. */
  readonly teacher: PackTeacher | null
  /** Empty for pupils: their packs hold no other person's data. For a substitute, names alone. */
  readonly pupils: readonly PupilSheet[]
  /** For a teacher or a substitute. */
  readonly lessons: readonly LessonView[]
  /** What the teacher added. */
  readonly documents: readonly SelectedFile[]
  /** By due date (undated last), then subject, then title. */
  readonly assignments: readonly SelectedAssignment[]
  /** Each content once, in the order the page first mentions it. */
  readonly attachments: readonly SelectedAttachment[]
  readonly missing: readonly { readonly name: string; readonly reason: MissingReason }[]
}

export interface PackRecipient {
  readonly personId: number
  readonly familyName: string
  readonly givenName: string
}

export interface PackTeacher {
  readonly name: string
  readonly address: string
}

/** A file of the teacher's own. */
export interface AddedDocument {
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

export interface SelectOptions {
  readonly documents?: readonly AddedDocument[]
  /**
   * True size of each content by SHA-256, null when this computer could not read it back: such a file is named
   * as missing. Without it sizes are what the source said.
   */
  readonly measured?: ReadonlyMap<string, number | null>
  /** Required by the individual profile: the pupil's `id`. */
  readonly recipientId?: number | undefined
  readonly teacher?: PackTeacher | null
  readonly lessons?: readonly LessonView[]
  /** Path of a document in the pack; `position` counts from 1. */
  readonly entryName?: (position: number, originalName: string, sha256: string) => string
}

/** Profiles that hold somebody's data: never written without a passphrase. */
const HOLDS_PEOPLE: Readonly<Record<PackProfile, boolean>> = {
  teacher: true,
  substitute: true,
  individual: true,
  pupil: false,
}
export const holdsPeople = (profile: PackProfile): boolean => HOLDS_PEOPLE[profile]

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true })
/** Sorts after every ISO date. */
const UNDATED = '9999-99-99'

const byDueDate = (a: PackContent['assignments'][number], b: PackContent['assignments'][number]): number => {
  const dueA = a.dueOn ?? UNDATED
  const dueB = b.dueOn ?? UNDATED
  if (dueA !== dueB) return dueA < dueB ? -1 : 1
  return collator.compare(a.subject ?? '', b.subject ?? '') || collator.compare(a.title, b.title) || a.id - b.id
}

type FileToSelect = Pick<PackContent['assignments'][number]['files'][number], 'name' | 'sha256' | 'bytes' | 'mediaType'>

/** A name and nothing else of a pupil: what a substitute calls out. */
const nameOnly = (pupil: PupilSheet): PupilSheet => ({
  ...pupil,
  birthDate: null,
  classes: [],
  contactPoints: [],
  guardians: [],
  siblings: [],
  sources: [],
})

/** By name, as a class list reads; those who left are not in it. */
const roster = (content: PackContent): PupilSheet[] =>
  content.pupils
    .filter((pupil) => pupil.active)
    .sort(
      (a, b) =>
        collator.compare(a.familyName, b.familyName) || collator.compare(a.givenName, b.givenName) || a.id - b.id,
    )

function pupilsFor(content: PackContent, profile: PackProfile): PupilSheet[] {
  if (profile === 'teacher') return roster(content)
  return profile === 'substitute' ? roster(content).map(nameOnly) : []
}

/** @throws TrousseError `not-found` when an individual pack is asked for someone who is not in the class. */
function recipientOf(content: PackContent, profile: PackProfile, id: number | undefined): PackRecipient | null {
  if (profile !== 'individual') return null
  const pupil = content.pupils.find((one) => one.active && one.id === id)
  if (pupil === undefined) throw new TrousseError('not-found', { what: 'pupil' })
  return { personId: pupil.id, familyName: pupil.familyName, givenName: pupil.givenName }
}

/** Everyone an individual pack can be made for, in the order of the class list. */
export const packRecipients = (content: PackContent): PackRecipient[] =>
  roster(content).map(({ id, familyName, givenName }) => ({ personId: id, familyName, givenName }))

export function selectContent(content: PackContent, profile: PackProfile, options: SelectOptions = {}): PackSelection {
  const measured = options.measured ?? new Map<string, number | null>()
  const entryName = options.entryName ?? neutralEntryName
  const attachments = new Map<string, SelectedAttachment>()
  const missing: { name: string; reason: MissingReason }[] = []

  const selectFile = (file: FileToSelect): SelectedFile => {
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
      entry: entryName(attachments.size + 1, name, sha256),
      sha256,
      bytes: size ?? file.bytes,
      originalName: name,
      mediaType: file.mediaType,
    }
    attachments.set(key, attachment)
    return { kind: 'here', name, bytes: attachment.bytes, entry: attachment.entry }
  }

  // First, as the page shows them first.
  const documents = (options.documents ?? []).map((document) => selectFile({ ...document, mediaType: null }))
  const assignments = [...content.assignments].sort(byDueDate).map((assignment) => ({
    id: assignment.id,
    title: assignment.title,
    subject: assignment.subject,
    assignedOn: assignment.assignedOn,
    dueOn: assignment.dueOn,
    descriptionHtml: assignment.descriptionHtml,
    files: assignment.files.map(selectFile),
  }))
  return {
    profile,
    schoolName: content.schoolName,
    academicYear: content.academicYear,
    className: content.className,
    recipient: recipientOf(content, profile, options.recipientId),
    teacher: profile === 'pupil' || profile === 'individual' ? (options.teacher ?? null) : null,
    pupils: pupilsFor(content, profile),
    lessons: profile === 'substitute' || profile === 'teacher' ? (options.lessons ?? []) : [],
    documents,
    assignments,
    attachments: [...attachments.values()],
    missing,
  }
}

/** Guardians of the selection, each person once. */
export const countGuardians = (selection: PackSelection): number =>
  new Set(selection.pupils.flatMap((pupil) => pupil.guardians.map((guardian) => guardian.personId))).size
