/**
 * Collects work handed in: reads what was chosen, keeps each file sealed, says whose it is where the file leaves no
 * doubt, and asks otherwise. The same thing collected again adds nothing.
 */
import { basename } from 'node:path'
import { TrousseError, toErrorShape } from '../../contract/errors.ts'
import type { HandedInRefusal } from '../../contract/views.ts'
import { fileRisk } from '../../domain/file-risk.ts'
import { type FileMatch, matchHandedIn } from '../../domain/handed-in-match.ts'
import { toInstant } from '../../platform/clock.ts'
import type { NewHandedIn } from '../../store/api-handed-in.ts'
import type { Machine } from '../machine.ts'
import type { Space } from '../space.ts'
import type { TaskControls } from '../tasks.ts'
import { attribution, earliest, type FormJob, forgetRows, keepContent, keyOf, readForm, shownName } from './form.ts'
import { type Incoming, type IncomingInput, incomingFiles, isForm } from './incoming.ts'

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

interface Job extends FormJob {
  readonly request: CollectRequest
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
  const { answerName } = request
  const job: Job = { machine, space, request, answerName, controls, pupils, works, onBytes }
  const forget = (rows: readonly NewHandedIn[]) => forgetRows(job, rows)
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
      const rows = isForm(file) ? await readForm(job, file.read()) : await readPlain(job, file)
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
