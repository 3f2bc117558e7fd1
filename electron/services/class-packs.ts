/** A class pack, from the class to the written and recorded file. */
import { TrousseError } from '../contract/errors.ts'
import type { PackPreview, PackProfile } from '../contract/views.ts'
import { packPreview } from '../packs/pack-preview.ts'
import { cleanHtml } from '../platform/clean-html.ts'
import { toInstant } from '../platform/clock.ts'
import type { PackContent } from '../store/api.ts'
import type { Machine } from './machine.ts'
import type { Space } from './space.ts'
import type { TaskProgress } from './tasks.ts'

async function readContent(space: Space, classId: number): Promise<PackContent> {
  const content = await space.store.read.readPackContent(classId)
  if (content === null) throw new TrousseError('not-found', { what: 'class' })
  return content
}

/** Exactly what would go in, and what is missing. */
export async function previewClassPack(
  space: Space,
  request: { readonly classId: number; readonly profile: PackProfile },
): Promise<PackPreview> {
  return packPreview(await readContent(space, request.classId), request.profile)
}

export interface ClassPackRequest {
  readonly classId: number
  readonly profile: PackProfile
  readonly folder: string
  readonly encrypted: boolean
  /** Null with `encrypted`: one is made. */
  readonly passphrase: string | null
}

export interface ClassPackResult {
  readonly packId: number
  readonly path: string
  readonly fileName: string
  readonly sha256: string
  readonly files: number
  readonly bytes: number
  /** Only when it was made here. */
  readonly passphrase: string | null
  /** Attachments the page names and the pack does not hold. */
  readonly missing: number
}

/** Builds, verifies and records the pack. Throws as `buildPack` does; nothing half written stays behind. */
export async function buildClassPack(
  machine: Machine,
  space: Space,
  request: ClassPackRequest,
  controls: { readonly signal: AbortSignal; readonly progress: (progress: TaskProgress) => void },
): Promise<ClassPackResult> {
  const content = await readContent(space, request.classId)
  const now = machine.clock.now()
  // Loaded when needed: the spreadsheet writer is the heaviest import of all and no start should pay for it.
  const { buildPack } = await import('../packs/build-pack.ts')
  const { missing, ...built } = await buildPack({
    content,
    classId: request.classId,
    profile: request.profile,
    folder: request.folder,
    encrypted: request.encrypted,
    passphrase: request.passphrase,
    blobs: space.blobs,
    clean: cleanHtml,
    now,
    locale: 'fr',
    signal: controls.signal,
    onProgress: controls.progress,
  })
  const packId = await space.store.write.recordPack({
    classId: request.classId,
    profile: request.profile,
    fileName: built.fileName,
    sha256: built.sha256,
    bytes: built.bytes,
    files: built.files,
    encrypted: request.encrypted,
    at: toInstant(now),
    path: built.path,
  })
  return { packId, ...built, missing: missing.length }
}
