/**
 * Collects work handed in: reads what was chosen, keeps each file sealed, says whose it is where the file leaves no
 * doubt, and asks otherwise. The same thing collected again adds nothing.
 */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { TrousseError, toErrorShape } from '../../contract/errors.ts'
import type { HandedInRefusal } from '../../contract/views.ts'
import { fileRisk } from '../../domain/file-risk.ts'
import {
  type FileMatch,
  type Guess,
  matchHandBack,
  matchHandedIn,
  type NamedPupil,
  type NamedWork,
} from '../../domain/handed-in-match.ts'
import { cleanMultiline, cleanText, cutText } from '../../domain/text-clean.ts'
import { type HandBackTelling, readHandBack } from '../../packs/read-hand-back.ts'
import { toInstant } from '../../platform/clock.ts'
import type { NewHandedIn } from '../../store/handed-in-api.ts'
import type { Machine } from '../machine.ts'
import type { Space } from '../space.ts'
import type { TaskControls } from '../tasks.ts'
import { type Incoming, type IncomingInput, incomingFiles, isForm, MAX_FILE_BYTES } from './incoming.ts'

export interface CollectRequest {
  readonly inputs: readonly IncomingInput[]
  /** Pupils and work of this class only; null for all. */
  readonly classId: number | null
  /** What plain files are for; a form says so itself. */
  readonly assignmentId: number | null
  /** How the typed answer of a form is called. */
  readonly answerName: string
}

export interface Collected {
  /** Kept now; `known` were kept before. */
  readonly files: number
  readonly known: number
  /** Of which it is asked whose they are or what for. */
  readonly questions: number
  readonly refused: number
  /** No work: packs, files of the system. */
  readonly ignored: number
}

const MAX_NAME = 255
const MAX_ABOUT = 300
const MAX_TYPE = 127

const keyOf = (...parts: (string | number)[]): string => createHash('sha256').update(parts.join('\n')).digest('hex')
const shownName = (path: string): string => cutText(cleanText(path.split(/[\\/]/).at(-1) ?? ''), MAX_NAME) || '?'

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

interface Job {
  readonly machine: Machine
  readonly space: Space
  readonly request: CollectRequest
  readonly controls: TaskControls
  readonly pupils: readonly NamedPupil[]
  readonly works: readonly NamedWork[]
  readonly onBytes: (bytes: number) => void
  /** What was kept of something refused in the end: cleared away at the next start, when nothing else may name it. */
  readonly forget: (rows: readonly NewHandedIn[]) => Promise<void>
}

const earliest = (machine: Machine, instant: number | null): string => {
  const now = machine.clock.now()
  return toInstant(instant === null || Number.isNaN(instant) ? now : Math.min(instant, now))
}

/** A form: one row per file, and one for the answer typed. All of it or nothing. */
async function readForm(
  { machine, space, request, controls, pupils, works, onBytes, forget }: Job,
  file: Incoming,
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
  const reading = readHandBack(file.read(), {
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
    await forget(rows)
    throw error
  })
  const { text = '' } = (told ?? {}) as Partial<HandBackTelling>
  if (told !== null && common !== null && text.trim() !== '') {
    const bytes = new TextEncoder().encode(cleanMultiline(text))
    const kept = await space.blobs.put(bytes)
    rows.push({
      ...(common as NewHandedIn),
      sourceKey: key(told, 'answer'),
      name: request.answerName,
      mediaType: 'text/plain',
      bytes: kept.bytes,
      sha256: kept.sha256,
      isAnswer: true,
      risk: null,
    })
  }
  return rows
}

async function readPlain(
  { machine, space, request, controls, pupils, works, onBytes }: Job,
  file: Incoming,
): Promise<NewHandedIn[]> {
  // The demonstration's key is published: nothing real may be sealed with it.
  if (space.kind === 'demo') throw new TrousseError('handed-in-demo-forms-only')
  const found = matchHandedIn(file.path, pupils, works)
  const { assignmentId } = request
  const match: FileMatch = assignmentId === null ? found : { ...found, assignment: { kind: 'sure', id: assignmentId } }
  const name = shownName(file.path)
  const kept = await keepContent(space, name, file.read(), controls.signal, onBytes)
  return [
    {
      sourceKey: `file:${keyOf(file.path.normalize('NFC').toLowerCase(), kept.sha256)}`,
      origin: 'file',
      ...attribution(match, false),
      name,
      mediaType: null,
      bytes: kept.bytes,
      sha256: kept.sha256,
      isAnswer: false,
      risk: fileRisk(file.path, kept.head),
      about: '',
      givenAt: earliest(machine, file.modifiedAt),
      collectedAt: toInstant(machine.clock.now()),
      replyId: null,
    },
  ]
}

/**
 * @param onRefused called for each file that could not be taken; nothing of an archive that was refused is kept
 * @throws TrousseError `handed-in-nothing` when there was nothing to take and nothing to refuse, `handed-in-unreadable`,
 *   `handed-in-too-many`, `disk-full`, `cancelled`; what was collected before stays
 */
export async function collectHandedIn(
  machine: Machine,
  space: Space,
  request: CollectRequest,
  controls: TaskControls,
  onRefused: (refusal: HandedInRefusal) => void,
): Promise<Collected> {
  const { pupils, works } = await space.store.read.readHandedInPeople(request.classId)
  const total = { files: 0, known: 0, questions: 0, refused: 0, ignored: 0 }
  let [seen, bytes] = [0, 0]
  const onBytes = (added: number) => {
    bytes += added
    controls.progress({ step: 'collecting', done: seen, bytes })
  }
  const forget = async (rows: readonly NewHandedIn[]) => {
    const removedAt = toInstant(machine.clock.now())
    const nobody = { pupilId: null, assignmentId: null, settled: false, removedAt }
    await space.store.write.addHandedIn(
      rows.map((row) => ({ ...row, ...nobody, name: '', about: '', sourceKey: `refused:${row.sha256}` })),
    )
  }
  const job: Job = { machine, space, request, controls, pupils, works, onBytes, forget }
  const refused = new Set<string>()
  const state: { waiting: Waiting } = { waiting: null }
  const refuse = async (group: string, refusal: HandedInRefusal) => {
    if (refused.has(group)) return
    refused.add(group)
    total.refused += 1
    const rows = state.waiting?.group === group ? state.waiting.rows : []
    if (rows.length > 0) state.waiting = null
    onRefused(refusal)
    await forget(rows)
  }
  const flush = async () => {
    if (state.waiting === null) return
    const { rows } = state.waiting
    state.waiting = null
    const { added, known, questions } = await space.store.write.addHandedIn(rows)
    total.files += added
    total.known += known
    total.questions += questions
  }
  const files = incomingFiles(request.inputs, {
    signal: controls.signal,
    isWhole: (path) => matchHandedIn(path, pupils, []).pupil.kind === 'sure',
    onRefused: ({ group, ...refusal }) => refuse(group, refusal),
    onIgnored: () => {
      total.ignored += 1
    },
  })
  for await (const file of files) {
    if (refused.has(file.group)) continue
    if (state.waiting !== null && state.waiting.group !== file.group) await flush()
    seen += 1
    controls.progress({ step: 'collecting', done: seen, bytes })
    try {
      const rows = isForm(file) ? await readForm(job, file) : await readPlain(job, file)
      state.waiting = { group: file.group, rows: [...(state.waiting?.rows ?? []), ...rows] }
    } catch (error) {
      const shape = toErrorShape(error)
      if (controls.signal.aborted) {
        await forget(state.waiting?.rows ?? [])
        throw new TrousseError('cancelled')
      }
      if (STOPS.has(shape.code)) throw error
      // What an archive does wrong takes the whole of it away; a damaged form inside does not.
      const isWhole = shape.code.startsWith('handed-in-archive')
      await refuse(isWhole ? file.group : `${file.group}\n${file.path}`, {
        file: isWhole ? basename(file.group) : basename(file.path),
        error: shape,
      })
    }
  }
  await flush()
  if (total.files + total.known + total.refused === 0) throw new TrousseError('handed-in-nothing')
  return total
}

type Waiting = { readonly group: string; readonly rows: readonly NewHandedIn[] } | null

/** Not this file's fault: the next would fail the same way. */
const STOPS: ReadonlySet<string> = new Set(['disk-full', 'disk-read-only', 'disk-gone', 'vault-locked', 'internal'])
