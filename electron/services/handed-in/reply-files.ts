/** The files that came with an e-mail answer, as work handed in of the pupil the message was about. */
import { TrousseError, toErrorShape } from '../../contract/errors.ts'
import type { HandedInRefusal } from '../../contract/views.ts'
import { fileRisk } from '../../domain/file-risk.ts'
import { type FileMatch, matchHandedIn } from '../../domain/handed-in-match.ts'
import { cleanText, cutText } from '../../domain/text-clean.ts'
import { fetchMessageFiles } from '../../mail/inbox/fetch-files.ts'
import type { MailboxAccess } from '../../mail/inbox/read-mailbox.ts'
import { isHandBack } from '../../packs/read-hand-back.ts'
import { toInstant } from '../../platform/clock.ts'
import type { NewHandedIn } from '../../store/api-handed-in.ts'
import type { Machine } from '../machine.ts'
import type { Space } from '../space.ts'
import type { TaskControls } from '../tasks.ts'
import type { Collected } from './collect.ts'
import { attribution, forgetRows, keepContent, readForm } from './form.ts'

/** No school mail server takes more in one message; base64 adds a third. */
const MAX_PART_BYTES = 70_000_000
const MAX_NAME = 255

/**
 * Whose it is: the one pupil the message was about, or one of several that the name tells; what it is for: by its name,
 * or by the subject of the answer.
 */
function matchFile(
  name: string,
  subject: string,
  pupilIds: readonly number[],
  people: Awaited<ReturnType<Space['store']['read']['readHandedInPeople']>>,
): FileMatch {
  const about = people.pupils.filter(({ id }) => pupilIds.includes(id))
  const classIds = new Set(about.flatMap((pupil) => pupil.classIds))
  const works = people.works.filter(({ classId }) => classIds.has(classId))
  const named = matchHandedIn(name, about, works)
  const [only] = about
  const pupil =
    about.length === 1 && only !== undefined
      ? ({ kind: 'sure', id: only.id } as const)
      : named.pupil.kind === 'sure'
        ? named.pupil
        : ({ kind: 'ask', ids: about.map(({ id }) => id) } as const)
  if (named.assignment.kind === 'sure') return { pupil, assignment: named.assignment }
  const { assignment } = matchHandedIn(subject, about, works)
  return {
    pupil,
    assignment: assignment.kind === 'sure' || named.assignment.ids.length === 0 ? assignment : named.assignment,
  }
}

const HEAD_BYTES = 64

/** The beginning, and the whole again. */
async function peek(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; content: AsyncIterable<Uint8Array> }> {
  const source = stream[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  let length = 0
  while (length < HEAD_BYTES) {
    const { value, done } = await source.next()
    if (done === true) break
    first.push(value)
    length += value.byteLength
  }
  const content = (async function* () {
    yield* first
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
  })()
  return { head: Buffer.concat(first), content }
}

/**
 * @param access asked for only once there is something to fetch
 * @param answerName how the typed answer of a form is called
 * @throws TrousseError `not-found`, `handed-in-nothing` for an answer without files, `handed-in-not-in-mailbox`,
 *   `inbox-off`, `mail-not-configured`, and as `readMailbox`
 */
export async function fetchReplyFiles(
  machine: Machine,
  space: Space,
  access: () => Promise<MailboxAccess>,
  replyId: number,
  answerName: string,
  controls: TaskControls,
  onRefused: (refusal: HandedInRefusal) => void,
): Promise<Collected> {
  const reply = await space.store.read.readReplyFiles(replyId)
  if (reply === null) throw new TrousseError('not-found', { what: 'reply' })
  if (reply.files.length === 0) throw new TrousseError('handed-in-nothing')
  const people = await space.store.read.readHandedInPeople(null)
  const total = reply.files.length
  let [done, bytes, refused] = [0, 0, 0]
  const onBytes = (added: number) => {
    bytes += added
    controls.progress({ step: 'collecting', done, total, bytes })
  }
  const refuse = (name: string, error: unknown) => {
    refused += 1
    onRefused({ file: name, error: toErrorShape(error) })
  }
  const rows: NewHandedIn[] = []
  const job = { machine, space, answerName, controls, ...people, onBytes }
  const fetching = fetchMessageFiles({
    access: await access(),
    signal: controls.signal,
    messageIdHeader: reply.messageIdHeader,
    maxBytes: MAX_PART_BYTES,
    onTooLarge: ({ name }) =>
      refuse(name, new TrousseError('handed-in-too-large', { file: name, limit: MAX_PART_BYTES })),
    async onFile(file, stream) {
      const { head, content } = await peek(stream)
      if (isHandBack(head)) {
        // The form of a pack, sent instead of carried: it says itself whose it is and what for.
        done += 1
        try {
          rows.push(...(await readForm(job, content)).map((row) => ({ ...row, replyId })))
        } catch (error) {
          if (controls.signal.aborted) throw error
          for await (const _ of content);
          refuse(file.name, error)
        }
        return
      }
      const name = cutText(cleanText(file.name.split(/[\\/]/).at(-1) ?? ''), MAX_NAME) || '?'
      const kept = await keepContent(space, name, content, controls.signal, onBytes)
      done += 1
      rows.push({
        sourceKey: `mail:${reply.messageIdHeader}:${file.part}`,
        origin: 'mail',
        ...attribution(matchFile(file.name, reply.subject, reply.pupilIds, people), false),
        name,
        mediaType: file.type,
        bytes: kept.bytes,
        sha256: kept.sha256,
        isAnswer: false,
        risk: fileRisk(file.name, kept.head),
        about: reply.subject,
        givenAt: toInstant(Math.min(Date.parse(reply.receivedAt), machine.clock.now())),
        collectedAt: toInstant(machine.clock.now()),
        replyId,
      })
    },
  })
  await fetching.catch(async (error: unknown) => {
    await forgetRows(job, rows)
    throw error
  })
  const { added, known, questions } = await space.store.write.addHandedIn(rows)
  return { files: added, known, questions, refused, ignored: 0 }
}
