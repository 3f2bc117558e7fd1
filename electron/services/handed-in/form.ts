/** One file of work handed in: sealed, attributed as far as it says whose it is; and the form of a pack, file by file. */
import { createHash } from 'node:crypto'
import { TrousseError } from '../../contract/errors.ts'
import { fileRisk } from '../../domain/file-risk.ts'
import {
  type FileMatch,
  type Guess,
  matchHandBack,
  type NamedPupil,
  type NamedWork,
} from '../../domain/handed-in-match.ts'
import { cleanMultiline, cleanText, cutText } from '../../domain/text-clean.ts'
import { type HandBackTelling, readHandBack } from '../../packs/read-hand-back.ts'
import { toInstant } from '../../platform/clock.ts'
import type { NewHandedIn } from '../../store/api-handed-in.ts'
import type { Machine } from '../machine.ts'
import type { Space } from '../space.ts'
import type { TaskControls } from '../tasks.ts'
import { MAX_FILE_BYTES } from './incoming.ts'

const MAX_NAME = 255
const MAX_ABOUT = 300
const MAX_TYPE = 127

export const keyOf = (...parts: (string | number)[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex')
export const shownName = (path: string): string => cutText(cleanText(path.split(/[\\/]/).at(-1) ?? ''), MAX_NAME) || '?'

/** What is known of whose a file is, as the store keeps it. */
export function attribution(
  match: FileMatch,
  isOther: boolean,
): Pick<NewHandedIn, 'pupilId' | 'assignmentId' | 'settled' | 'hints'> {
  const { pupil, assignment } = match
  const idsOf = (guess: Guess) => (guess.kind === 'sure' ? [guess.id] : guess.ids)
  const hints = { pupilIds: idsOf(pupil), assignmentIds: idsOf(assignment) }
  const isSettled = pupil.kind === 'sure' && (assignment.kind === 'sure' || isOther)
  if (!isSettled) return { pupilId: null, assignmentId: null, settled: false, hints }
  return { pupilId: pupil.id, assignmentId: assignment.kind === 'sure' ? assignment.id : null, settled: true, hints }
}

interface Kept {
  readonly sha256: string
  readonly bytes: number
  readonly head: Uint8Array
}

const HEAD_BYTES = 1024

/** Seals a content, counting; more than the limit is `handed-in-too-large`. */
export async function keepContent(
  space: Pick<Space, 'blobs'>,
  name: string,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Kept> {
  const head: Uint8Array[] = []
  let bytes = 0
  const counted = async function* () {
    for await (const piece of content) {
      if (bytes < HEAD_BYTES) head.push(piece.subarray(0, HEAD_BYTES - bytes))
      bytes += piece.byteLength
      if (bytes > MAX_FILE_BYTES) throw new TrousseError('handed-in-too-large', { file: name, limit: MAX_FILE_BYTES })
      onBytes(piece.byteLength)
      yield piece
    }
  }
  const kept = await space.blobs.put(counted(), { signal })
  return { ...kept, head: Buffer.concat(head) }
}

export interface FormJob {
  readonly machine: Machine
  readonly space: Space
  /** How the typed answer of a form is called. */
  readonly answerName: string
  readonly controls: Pick<TaskControls, 'signal'>
  readonly pupils: readonly NamedPupil[]
  readonly works: readonly NamedWork[]
  readonly onBytes: (bytes: number) => void
}

/** What was kept of something refused in the end: cleared away at the next start, when nothing else may name it. */
export async function forgetRows(
  { machine, space }: Pick<FormJob, 'machine' | 'space'>,
  rows: readonly NewHandedIn[],
): Promise<void> {
  const removedAt = toInstant(machine.clock.now())
  const nobody = { pupilId: null, assignmentId: null, settled: false, removedAt, replyId: null }
  await space.store.write.addHandedIn(
    rows.map((row) => ({ ...row, ...nobody, name: '', about: '', sourceKey: `refused:${row.sha256}` })),
  )
}

export const earliest = (machine: Machine, instant: number | null): string => {
  const now = machine.clock.now()
  return toInstant(instant === null || Number.isNaN(instant) ? now : Math.min(instant, now))
}

/** A form: one row per file, and one for the answer typed. All of it or nothing. */
export async function readForm(
  { machine, space, answerName, controls, pupils, works, onBytes }: FormJob,
  content: AsyncIterable<Uint8Array>,
): Promise<NewHandedIn[]> {
  const rows: NewHandedIn[] = []
  let told: HandBackTelling | null = null
  let common: Omit<NewHandedIn, 'sourceKey' | 'name' | 'mediaType' | 'bytes' | 'sha256' | 'isAnswer' | 'risk'> | null =
    null
  const key = ({ packId, pupil, assignment, savedAt }: HandBackTelling, part: string) =>
    `form:${keyOf(packId, pupil.personId, pupil.familyName, pupil.givenName, assignment.title, savedAt, part)}`
  const tell = (telling: HandBackTelling) => {
    told = telling
    const { pupil, assignment, className } = telling
    const match = matchHandBack(
      { ...pupil, className, assignmentId: assignment.id, title: assignment.title },
      pupils,
      works,
    )
    if (space.kind === 'demo' && match.pupil.kind !== 'sure') throw new TrousseError('handed-in-demo-forms-only')
    common = {
      origin: 'form',
      ...attribution(match, match.other),
      about: cutText(cleanText(assignment.title), MAX_ABOUT),
      givenAt: earliest(machine, Date.parse(telling.savedAt)),
      collectedAt: toInstant(machine.clock.now()),
      replyId: null,
    }
  }
  const reading = readHandBack(content, {
    onTelling: tell,
    async onFile(facts, content) {
      if (told === null || common === null) throw new TrousseError('hand-back-damaged')
      const name = shownName(facts.name)
      const kept = await keepContent(space, name, content, controls.signal, onBytes)
      rows.push({
        ...common,
        sourceKey: key(told, String(rows.length)),
        name,
        mediaType: facts.mediaType === null ? null : cutText(cleanText(facts.mediaType), MAX_TYPE),
        bytes: kept.bytes,
        sha256: kept.sha256,
        isAnswer: false,
        risk: fileRisk(facts.name, kept.head),
      })
    },
  })
  await reading.catch(async (error: unknown) => {
    await forgetRows({ machine, space }, rows)
    throw error
  })
  const { text = '' } = (told ?? {}) as Partial<HandBackTelling>
  if (told !== null && common !== null && text.trim() !== '') {
    const bytes = new TextEncoder().encode(cleanMultiline(text))
    const kept = await space.blobs.put(bytes)
    rows.push({
      ...(common as NewHandedIn),
      sourceKey: key(told, 'answer'),
      name: answerName,
      mediaType: 'text/plain',
      bytes: kept.bytes,
      sha256: kept.sha256,
      isAnswer: true,
      risk: null,
    })
  }
  return rows
}
