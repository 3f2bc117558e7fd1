/** Local assignments as they are written: drafts kept while typing, cleaned when finished. */
import { TrousseError } from '../../contract/errors.ts'
import type { WorkContent, WorkDraft, WorkDraftFile } from '../../contract/views.ts'
import { readPicture } from '../../domain/picture.ts'
import { cleanMultiline, cleanText } from '../../domain/text-clean.ts'
import { localDay, toInstant } from '../../platform/clock.ts'
import type { ImportInput } from '../desk.ts'
import type { Machine } from '../machine.ts'
import type { Space } from '../space.ts'
import { forgetContents, keepFile, readContent } from './keep-file.ts'
import { amongContents, cleanLocalHtml } from './local-html.ts'

export type WorkSpace = Pick<Space, 'store' | 'blobs'>

const EMPTY: WorkContent = { title: '', subject: '', descriptionHtml: '', targets: [] }

/** Starts a new work, for these classes, or opens one for change. Throws `not-found`. */
export async function openDraft(
  machine: Machine,
  { store }: WorkSpace,
  request: { readonly groupId: number | null; readonly classIds: readonly number[] },
): Promise<WorkDraft> {
  const id = await store.write.openWorkDraft({
    id: machine.newId(),
    groupId: request.groupId,
    content: { ...EMPTY, targets: request.classIds.map((classId) => ({ classId, dueOn: null, dueAt: null })) },
    at: toInstant(machine.clock.now()),
  })
  return readDraft(store, id)
}

/** The text passes the same gate as any homework's before the window gets it. Throws `not-found`. */
export async function readDraft(store: WorkSpace['store'], id: string): Promise<WorkDraft> {
  const draft = await store.read.readWorkDraft(id)
  if (draft === null) throw new TrousseError('not-found', { what: 'draft' })
  const { html } = cleanLocalHtml(draft.content.descriptionHtml, amongContents(picturesOf(draft)))
  return { ...draft, content: { ...draft.content, descriptionHtml: html } }
}

const picturesOf = ({ files }: WorkDraft): string[] =>
  files.filter(({ mediaType }) => mediaType !== null).map(({ sha256 }) => sha256)

/** A new work with the words and files of one that is there, for no class yet. Throws `not-found`. */
export async function copyToDraft(machine: Machine, { store }: WorkSpace, assignmentId: number): Promise<WorkDraft> {
  const [detail, files, images] = await Promise.all([
    store.read.readAssignment(assignmentId),
    store.read.readAssignmentContents(assignmentId),
    store.read.imagesOf([assignmentId]),
  ])
  if (detail === null) throw new TrousseError('not-found', { what: 'assignment' })
  const contents = new Map(images.map(({ url, sha256 }) => [url, sha256]))
  const { html, pictures } = cleanLocalHtml(detail.descriptionHtml, (address) => contents.get(address) ?? null)
  const id = await store.write.openWorkDraft({
    id: machine.newId(),
    groupId: null,
    content: {
      title: detail.title,
      subject: detail.subject ?? '',
      descriptionHtml: html,
      targets: [],
    },
    at: toInstant(machine.clock.now()),
  })
  for (const file of files) await store.write.addWorkDraftFile(id, { ...file, mediaType: null })
  for (const { sha256, mediaType, bytes } of images) {
    if (pictures.includes(sha256)) await store.write.addWorkDraftFile(id, { name: '', mediaType, bytes, sha256 })
  }
  return readDraft(store, id)
}

/** Adds the files of a ticket, each whole or not at all. Throws as `keepFile` for the first that cannot be kept. */
export async function attachFiles(
  { store, blobs }: WorkSpace,
  draftId: string,
  inputs: readonly ImportInput[],
): Promise<WorkDraftFile[]> {
  const added: WorkDraftFile[] = []
  for (const input of inputs) {
    const { name, sha256, bytes } = await keepFile(blobs, input)
    const id = await store.write.addWorkDraftFile(draftId, { name, mediaType: null, bytes, sha256 })
    added.push({ id, name, mediaType: null, bytes, sha256 })
  }
  return added
}

/** Larger than any screen shows; the window makes its pictures smaller before it sends them. */
const MAX_PICTURE_SIDE = 4096
const MAX_PICTURE_BYTES = 8 * 1024 * 1024

/**
 * A picture as the window drew it anew: a JPEG, PNG or WebP that carries nothing besides the picture.
 * Throws `invalid-request` otherwise: the window is not believed.
 */
export async function attachPicture(
  { store, blobs }: WorkSpace,
  draftId: string,
  picture: { readonly name: string; readonly bytes: Uint8Array },
): Promise<WorkDraftFile> {
  const facts = checkPicture(picture.bytes, { side: MAX_PICTURE_SIDE, bytes: MAX_PICTURE_BYTES })
  const { name, sha256, bytes } = await keepFile(blobs, picture)
  const id = await store.write.addWorkDraftFile(draftId, { name, mediaType: facts.mediaType, bytes, sha256 })
  return { id, name, mediaType: facts.mediaType, bytes, sha256 }
}

/** Throws `invalid-request` (`field: picture`). */
export function checkPicture(bytes: Uint8Array, limits: { readonly side: number; readonly bytes: number }) {
  const facts = bytes.byteLength > limits.bytes ? null : readPicture(bytes)
  if (facts === null || facts.hasMetadata || facts.width > limits.side || facts.height > limits.side) {
    throw new TrousseError('invalid-request', { field: 'picture' })
  }
  return facts
}

export async function removeFile({ store, blobs }: WorkSpace, fileId: number): Promise<void> {
  await forgetContents(blobs, await store.write.removeWorkDraftFile(fileId))
}

export async function discardDraft({ store, blobs }: WorkSpace, id: string): Promise<void> {
  await forgetContents(blobs, await store.write.discardWorkDraft(id))
}

/** The bytes of a picture of a draft's text, to show it. Throws `not-found`, also for what is no picture of it. */
export async function readDraftPicture(
  { store, blobs }: WorkSpace,
  draftId: string,
  sha256: string,
): Promise<{ mediaType: string; bytes: Uint8Array<ArrayBuffer> }> {
  const draft = await store.read.readWorkDraft(draftId)
  const file = draft?.files.find((one) => one.sha256 === sha256 && one.mediaType !== null)
  if (file === undefined || file.mediaType === null || file.bytes > MAX_PICTURE_BYTES) {
    throw new TrousseError('not-found', { what: 'picture' })
  }
  return { mediaType: file.mediaType, bytes: await readContent(blobs, sha256) }
}

/**
 * Makes assignments of a draft. Throws `not-found`, and `invalid-request` naming the field that is missing
 * (`title`, `targets`).
 */
export async function finishDraft(
  machine: Machine,
  { store, blobs }: WorkSpace,
  id: string,
): Promise<{ groupId: number; assignmentIds: number[] }> {
  const draft = await readDraft(store, id)
  const { content } = draft
  const title = cleanText(content.title)
  if (title === '') throw new TrousseError('invalid-request', { field: 'title' })
  const known = new Set((await store.read.listClasses()).map((one) => one.id))
  const targets = new Map(content.targets.filter(({ classId }) => known.has(classId)).map((one) => [one.classId, one]))
  if (targets.size === 0) throw new TrousseError('invalid-request', { field: 'targets' })
  const text = cleanLocalHtml(cleanMultiline(content.descriptionHtml), amongContents(picturesOf(draft)))
  const now = machine.clock.now()
  const { freed, ...published } = await store.write.publishWork({
    draftId: id,
    content: {
      title,
      subject: cleanText(content.subject),
      descriptionHtml: text.html,
      targets: [...targets.values()],
    },
    pictures: text.pictures,
    today: localDay(now),
    at: toInstant(now),
  })
  await forgetContents(blobs, freed)
  return published
}
