/** Work handed in: collected, attributed, marked, taken out. */
import { TrousseError } from '../../contract/errors.ts'
import type { HandedInRefusal } from '../../contract/views.ts'
import { schoolDay } from '../../domain/school-time.ts'
import { toInstant } from '../../platform/clock.ts'
import { collectHandedIn } from '../handed-in/collect.ts'
import { exportHandedIn } from '../handed-in/export.ts'
import type { IncomingInput } from '../handed-in/incoming.ts'
import { fetchReplyFiles } from '../handed-in/reply-files.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Work of the matrix without anything handed in: due since then, or soon. */
const DUE_SINCE_DAYS = 10
const DUE_UNTIL_DAYS = 7
const KEEP_REFUSALS = 20
/** An answer of a million characters is nothing a dialog shows. */
const MAX_ANSWER_BYTES = 200_000

const ANSWER_NAME = { fr: 'réponse.txt', en: 'answer.txt' } as const

export function handedInHandlers({ app, desk }: HandlerContext): AreaHandlers<'handedIn'> {
  const refusals = new Map<string, HandedInRefusal[]>()
  const store = () => app.session().space.store
  const keepRefusals = (taskId: string, list: HandedInRefusal[]) => {
    refusals.set(taskId, list)
    for (const old of [...refusals.keys()].slice(0, -KEEP_REFUSALS)) refusals.delete(old)
  }
  const now = () => toInstant(app.machine.clock.now())

  return {
    'handedIn.summary': () => store().read.handedInSummary(),
    'handedIn.class': async ({ classId }) => {
      const today = app.machine.clock.now()
      const day = (days: number) => schoolDay(today + days * DAY_MS)
      const found = await store().read.readHandedInClass(classId, day(-DUE_SINCE_DAYS), day(DUE_UNTIL_DAYS))
      if (found === null) throw new TrousseError('not-found', { what: 'class' })
      return found
    },
    'handedIn.questions': () => store().read.listHandedInQuestions(),
    'handedIn.list': async (filter) =>
      (await store().read.listHandedIn(filter)).map(
        ({ sha256: _sha, mediaType: _type, pupil, assignmentTitle, className, ...row }) => ({
          ...row,
          pupilName: pupil === null ? '' : `${pupil.familyName} ${pupil.givenName}`.trim(),
          title: assignmentTitle ?? row.about,
          className: className ?? '',
        }),
      ),
    'handedIn.answer': async ({ id }) => {
      const { space } = app.session()
      const [row] = await space.store.read.listHandedIn({ ids: [id] })
      if (row === undefined || !row.isAnswer) throw new TrousseError('not-found', { what: 'handed-in' })
      const parts: Uint8Array[] = []
      let bytes = 0
      for await (const piece of space.blobs.read(row.sha256)) {
        bytes += piece.byteLength
        parts.push(piece)
        if (bytes >= MAX_ANSWER_BYTES) break
      }
      return { text: Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString('utf8') }
    },
    'handedIn.chooseFiles': () => desk.chooseDocuments(),
    'handedIn.chooseFolder': () => desk.chooseFolder(),
    'handedIn.collect': async ({ ticket, from, classId, assignmentId }) => {
      const session = app.session()
      const inputs: readonly IncomingInput[] =
        from === 'folder'
          ? [{ folder: desk.folderOf(ticket) }]
          : desk.importOf(ticket).flatMap((input) => ('path' in input ? [{ name: input.name, path: input.path }] : []))
      const answerName = ANSWER_NAME[app.preferences.current().locale]
      const refused: HandedInRefusal[] = []
      const taskId = session.tasks.start('handed-in', '', async (controls) => {
        try {
          const request = { inputs, classId, assignmentId, answerName }
          return {
            ...(await collectHandedIn(app.machine, session.space, request, controls, (one) => refused.push(one))),
          }
        } finally {
          session.changed('handed-in')
        }
      })
      keepRefusals(taskId, refused)
      return { taskId }
    },
    'handedIn.fetchReply': async ({ replyId }) => {
      const session = app.session()
      const answerName = ANSWER_NAME[app.preferences.current().locale]
      const refused: HandedInRefusal[] = []
      const taskId = session.tasks.start('handed-in', '', async (controls) => {
        try {
          return {
            ...(await fetchReplyFiles(
              app.machine,
              session.space,
              () => session.inbox.access(),
              replyId,
              answerName,
              controls,
              (one) => refused.push(one),
            )),
          }
        } finally {
          session.changed('handed-in')
        }
      })
      keepRefusals(taskId, refused)
      return { taskId }
    },
    'handedIn.refusals': async ({ taskId }) => refusals.get(taskId) ?? [],
    'handedIn.settle': async ({ ids, pupilId, assignmentId }) => {
      await store().write.settleHandedIn(ids, pupilId, assignmentId)
      app.session().changed('handed-in')
    },
    'handedIn.mark': async ({ ids, corrected }) => {
      await store().write.markHandedIn(ids, corrected ? now() : null)
      app.session().changed('handed-in')
    },
    'handedIn.remove': async ({ ids, removed }) => {
      await store().write.removeHandedIn(ids, removed ? now() : null)
      app.session().changed('handed-in')
    },
    'handedIn.export': async ({ ticket, ...request }) => {
      const session = app.session()
      const className = (await session.space.store.read.findClass(String(request.classId)))?.name ?? ''
      const folder = desk.folderOf(ticket)
      const { locale } = app.preferences.current()
      const taskId = session.tasks.start('handed-in-export', className, async (controls) => ({
        ...(await exportHandedIn(app.machine, session.space, { ...request, folder, locale }, controls)),
      }))
      return { taskId }
    },
  }
}
