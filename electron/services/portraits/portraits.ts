/** Pupils' portraits: taken from files the teacher chooses, kept small and sealed, shown per class, taken away. */
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import type { ChosenFiles, Picture, Portrait, PortraitProposal } from '../../contract/views.ts'
import { readPicture } from '../../domain/picture.ts'
import { inFileOrder, matchPortraits } from '../../domain/portrait-names.ts'
import { toInstant } from '../../platform/clock.ts'
import type { ImportInput } from '../desk.ts'
import type { Machine } from '../machine.ts'
import { readStoredSettings } from '../settings.ts'
import type { Space } from '../space.ts'
import { checkPicture } from '../work/drafts.ts'
import { forgetContents, readContent } from '../work/keep-file.ts'
import { drawPortrait } from './drawn-portrait.ts'

type PortraitSpace = Pick<Space, 'kind' | 'store' | 'blobs'>

/** A whole school's folder; beyond, it is not a folder of portraits. */
const MAX_FOLDER_FILES = 3000
/** What a telephone takes. */
const MAX_SOURCE_BYTES = 30 * 1024 * 1024
const PICTURE_NAME = /\.(?:jpe?g|png|webp|gif|bmp|avif)$/i
/** Twice what the sheet shows, for dense screens and paper. */
const PORTRAIT_SIDE = 480
const PORTRAIT_BYTES = 200 * 1024

/** False where the teacher wants none kept. */
export const storesPortraits = async ({ store }: Pick<Space, 'store'>): Promise<boolean> =>
  (await readStoredSettings(store)).storePortraits

/** Of a class's pupils; drawn ones in the demonstration. */
export async function portraitsOfClass(space: PortraitSpace, classId: number): Promise<Portrait[]> {
  const { store, blobs } = space
  if (!(await storesPortraits(space))) return []
  if (space.kind === 'demo') {
    const encoder = new TextEncoder()
    return (await store.read.readRoster(classId)).map(({ pupilId }) => ({
      pupilId,
      mediaType: 'image/svg+xml',
      bytes: encoder.encode(drawPortrait(pupilId)),
    }))
  }
  const portraits: Portrait[] = []
  for (const { personId, sha256, mediaType } of await store.read.listPortraits(classId)) {
    portraits.push({ pupilId: personId, mediaType, bytes: await readContent(blobs, sha256) })
  }
  return portraits
}

/** The pictures of a folder, not of those inside it, as if they had been chosen one by one. */
export async function picturesOfFolder(folder: string): Promise<ImportInput[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new TrousseError('document-unreadable', { file: '' }, { cause: error })
  })
  return entries
    .filter((entry) => entry.isFile() && PICTURE_NAME.test(entry.name))
    .slice(0, MAX_FOLDER_FILES)
    .map(({ name }) => ({ name, path: join(folder, name) }))
}

export const asChosen = (ticket: string, inputs: readonly ImportInput[]): ChosenFiles => ({
  ticket,
  files: inputs.map((input) => ({ name: input.name, bytes: 'bytes' in input ? input.bytes.byteLength : 0 })),
})

/** Whose each picture is by its name, among a class's pupils. Nothing is read but names. */
export async function proposePortraits(
  { store }: Pick<Space, 'store'>,
  classId: number,
  inputs: readonly ImportInput[],
): Promise<PortraitProposal> {
  const pictures = inputs.flatMap((input, index) =>
    PICTURE_NAME.test(input.name) ? [{ index, name: input.name }] : [],
  )
  const names = pictures.map(({ name }) => name)
  const matches = matchPortraits(names, await store.read.listPupilNames(classId))
  return {
    guesses: pictures.map(({ index, name }, place) => {
      const match = matches[place]
      const pupilIds = match?.kind === 'sure' ? [match.pupilId] : match?.kind === 'doubt' ? [...match.pupilIds] : []
      return { index, fileName: name, kind: match?.kind ?? 'none', pupilIds }
    }),
    others: inputs.filter(({ name }) => !PICTURE_NAME.test(name)).map(({ name }) => name),
    inOrder: inFileOrder(names).flatMap((place) => pictures[place]?.index ?? []),
  }
}

/** A chosen picture as it is, for the window to draw it smaller. Throws `document-too-large`, `document-unreadable`. */
export async function readSource(input: ImportInput | undefined): Promise<Picture> {
  if (input === undefined) throw new TrousseError('ticket-unknown')
  const mediaType = 'application/octet-stream'
  if ('bytes' in input) return { mediaType, bytes: new Uint8Array(input.bytes) }
  const file = await open(input.path, 'r').catch((error: unknown) => {
    throw new TrousseError('document-unreadable', { file: input.name }, { cause: error })
  })
  try {
    const { size } = await file.stat()
    if (size > MAX_SOURCE_BYTES) {
      throw new TrousseError('document-too-large', { file: input.name, limit: MAX_SOURCE_BYTES })
    }
    const bytes = new Uint8Array(size)
    await file.read(bytes, 0, size, 0)
    // The kind of a picture that is not one of ours is the browser's to tell.
    return { mediaType: readPicture(bytes)?.mediaType ?? mediaType, bytes }
  } finally {
    await file.close()
  }
}

/**
 * Keeps the window's small drawing of a picture: a JPEG, PNG or WebP of at most 480 pixels, without metadata.
 * Throws `invalid-request`, `not-found` (no such pupil), `portraits-off`.
 */
export async function keepPortrait(
  machine: Machine,
  space: PortraitSpace,
  pupilId: number,
  bytes: Uint8Array,
): Promise<void> {
  if (!(await storesPortraits(space))) throw new TrousseError('portraits-off')
  const { mediaType } = checkPicture(bytes, { side: PORTRAIT_SIDE, bytes: PORTRAIT_BYTES })
  const kept = await space.blobs.put(bytes)
  const freed = await space.store.write.setPortrait({
    personId: pupilId,
    mediaType,
    ...kept,
    at: toInstant(machine.clock.now()),
  })
  await forgetContents(space.blobs, freed)
}

export async function removePortraits(space: PortraitSpace, pupilIds: readonly number[] | null): Promise<void> {
  await forgetContents(space.blobs, await space.store.write.removePortraits(pupilIds))
}
