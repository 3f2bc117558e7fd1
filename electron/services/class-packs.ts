/** A class pack, or one for each pupil, from the class to the written and recorded files. */
import { TrousseError } from '../contract/errors.ts'
import type { IssuedPack, LessonView, PackForm, PackPreview, PackProfile } from '../contract/views.ts'
import type { BuiltPack } from '../packs/build-pack.ts'
import { packPreview } from '../packs/pack-preview.ts'
import type { PackTeacher } from '../packs/select-content.ts'
import { cleanHtml } from '../platform/clean-html.ts'
import { toInstant } from '../platform/clock.ts'
import type { PackContent } from '../store/api.ts'
import { addDocuments } from './added-documents.ts'
import { assignmentImages } from './assignment-images.ts'
import type { ImportInput } from './desk.ts'
import type { Machine } from './machine.ts'
import { findPackDrive } from './pack-drive.ts'
import { readStoredSettings } from './settings.ts'
import type { Space } from './space.ts'
import type { TaskProgress } from './tasks.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** How far the timetable of a pack goes: two school weeks. */
const TIMETABLE_DAYS = 14

interface PackMaterial {
  readonly content: PackContent
  readonly teacher: PackTeacher | null
  readonly lessons: readonly LessonView[]
}

async function readMaterial(space: Space, classId: number, profile: PackProfile, now: number): Promise<PackMaterial> {
  const content = await space.store.read.readPackContent(classId)
  if (content === null) throw new TrousseError('not-found', { what: 'class' })
  const { teacherName, teacherAddress } = await readStoredSettings(space.store)
  const lessons =
    profile === 'substitute' || profile === 'teacher'
      ? await space.store.read.listLessons({
          classId,
          from: toInstant(now),
          to: toInstant(now + TIMETABLE_DAYS * DAY_MS),
        })
      : []
  const isKnown = teacherName !== '' || teacherAddress !== ''
  return { content, lessons, teacher: isKnown ? { name: teacherName, address: teacherAddress } : null }
}

/** Exactly what would go in, for whom, and what is missing. */
export async function previewClassPack(
  machine: Machine,
  space: Space,
  { classId, profile }: { readonly classId: number; readonly profile: PackProfile },
): Promise<PackPreview> {
  const { content, ...options } = await readMaterial(space, classId, profile, machine.clock.now())
  return packPreview(content, profile, options)
}

export interface ClassPackRequest {
  readonly classId: number
  readonly profile: PackProfile
  readonly form: PackForm
  readonly folder: string
  /** The teacher's own files to put in. */
  readonly documents: readonly ImportInput[]
  readonly encrypted: boolean
  /** Null with `encrypted`: one is made. */
  readonly passphrase: string | null
  /** Of one pupil; null with the individual profile: every pupil of the class. */
  readonly recipientId: number | null
  /** ISO date: the last day on which the pack is up to date. */
  readonly expiresOn: string | null
  readonly recipient: string
  readonly purpose: string
  readonly locale: 'fr' | 'en'
}

export interface ClassPackControls {
  readonly signal: AbortSignal
  readonly progress: (progress: TaskProgress) => void
  /** Called once each pack is on the drive and recorded. */
  readonly onIssued?: (pack: IssuedPack) => void
}

export interface ClassPackResult {
  readonly packId: number
  /** How many packs were made; of several, the other fields tell the last one. */
  readonly packs: number
  readonly path: string
  readonly fileName: string
  readonly sha256: string
  readonly files: number
  readonly bytes: number
  /** Files written anew; 0 when a folder already held this very pack. */
  readonly written: number
  /** Only when it was made here, and for one pack: those of a set are told by `onIssued`. */
  readonly passphrase: string | null
  /** Attachments the page names and the pack does not hold. */
  readonly missing: number
  /** Of the drive it is on, which can be let go; null on a fixed disk. */
  readonly driveId: string | null
  readonly driveName: string | null
}

/** Midnight after the last day, where the pack is made. */
function endOfDay(isoDate: string): number {
  const [year = 0, month = 1, day = 1] = isoDate.split('-').map(Number)
  return new Date(year, month - 1, day + 1).getTime()
}

/**
 * Builds, verifies and records the pack or packs. Throws as `buildPack` does; nothing half written stays behind,
 * and of a set the packs already told by `onIssued` stay.
 */
export async function buildClassPack(
  machine: Machine,
  space: Space,
  request: ClassPackRequest,
  controls: ClassPackControls,
): Promise<ClassPackResult> {
  const now = machine.clock.now()
  const { content, teacher, lessons } = await readMaterial(space, request.classId, request.profile, now)
  const expiresAt = request.expiresOn === null ? null : endOfDay(request.expiresOn)
  const found = await findPackDrive(machine.drives, request.folder, controls)
  const { documents, blobs } = await addDocuments(request.documents, space.blobs)
  const image = await assignmentImages(
    space,
    content.assignments.map(({ id }) => id),
  )
  const common = {
    content,
    teacher,
    lessons,
    expiresAt,
    form: request.form,
    classId: request.classId,
    folder: request.folder,
    drive: found?.rules ?? null,
    documents,
    blobs,
    clean: (html: string) => cleanHtml(html, image),
    now,
    locale: request.locale,
    signal: controls.signal,
    onProgress: controls.progress,
  }
  const onDrive = { driveId: found?.drive.id ?? null, driveName: found?.drive.name ?? null }
  const record = (built: BuiltPack, recipientId: number | null): Promise<number> => {
    const { fields, ...seen } = packPreview(content, request.profile, {
      teacher,
      lessons,
      documents,
      ...(recipientId === null ? {} : { recipientId }),
    })
    return space.store.write.recordPack({
      classId: request.classId,
      profile: request.profile,
      form: request.form,
      fileName: built.fileName,
      path: built.path,
      sha256: built.sha256,
      bytes: built.bytes,
      files: built.files,
      encrypted: request.encrypted,
      recipient: request.recipient,
      recipientIds: recipientId === null ? [] : [recipientId],
      purpose: request.purpose,
      expiresAt: expiresAt === null ? null : toInstant(expiresAt),
      fields,
      counts: {
        pupils: request.profile === 'individual' ? 1 : seen.pupils,
        guardians: seen.guardians,
        assignments: seen.assignments,
        attachments: seen.attachments,
      },
      at: toInstant(now),
      drive: found === null ? null : { id: found.drive.id, name: found.drive.name },
    })
  }

  if (request.profile === 'individual' && request.recipientId === null) {
    if (!request.encrypted) throw new TrousseError('pack-clear-refused')
    const { buildClassSet } = await import('../packs/build-class-set.ts')
    let last: ClassPackResult | null = null
    const packs = await buildClassSet({
      ...common,
      onPack: async ({ personId, familyName, givenName }, { passphrase, missing, ...built }) => {
        const packId = await record({ ...built, passphrase, missing }, personId)
        const recipientName = `${familyName} ${givenName}`.trim()
        controls.onIssued?.({ packId, fileName: built.fileName, recipientName, bytes: built.bytes, passphrase })
        last = { packId, packs: 0, ...built, passphrase: null, missing: missing.length, ...onDrive }
      },
    })
    if (last === null) throw new TrousseError('not-found', { what: 'pupil' })
    return { ...(last as ClassPackResult), packs }
  }

  // Loaded when needed: the spreadsheet writer is the heaviest import of all and no start should pay for it.
  const { buildPack } = await import('../packs/build-pack.ts')
  const built = await buildPack({
    ...common,
    profile: request.profile,
    encrypted: request.encrypted,
    passphrase: request.passphrase,
    ...(request.recipientId === null ? {} : { recipientId: request.recipientId }),
  })
  const packId = await record(built, request.recipientId)
  return { packId, packs: 1, ...built, missing: built.missing.length, ...onDrive }
}
