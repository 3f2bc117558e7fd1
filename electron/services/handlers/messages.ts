/** Messages: who gets one, what it is, and every step of its rows. */
import { join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import { type DraftContent, draftContentSchema, type ExitKind } from '../../contract/views.ts'
import { toInstant } from '../../platform/clock.ts'
import type { StoredMessage } from '../../store/api.ts'
import { readMessageCoverage } from '../messages/coverage.ts'
import { createMessage, previewMessage, type Sender } from '../messages/create.ts'
import { csvFileName, readBccGroups, writeMergeTable } from '../messages/exits.ts'
import { planMessage } from '../messages/plan.ts'
import { readMailSettings, readStoredSettings } from '../settings.ts'
import type { TaskControls } from '../tasks.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

/** As the composer takes it, to write the same again; null when it was written by an earlier release. */
export function contentToWrite({ content, subject, body, classIds }: StoredMessage): DraftContent | null {
  if (typeof content !== 'object' || content === null) return null
  const kept = content as Record<string, unknown>
  const parsed = draftContentSchema.safeParse({
    classIds,
    pupilIds: kept.chosenPupilIds ?? null,
    audience: kept.audience,
    subject,
    body,
    only: null,
    changes: kept.changes ?? [],
    work: kept.work ?? null,
    files: kept.files ?? [],
    packs: kept.packs ?? null,
    tooBig: kept.tooBig ?? null,
    locale: kept.locale ?? 'fr',
  })
  return parsed.success ? parsed.data : null
}

export function messageHandlers({ app, desk }: HandlerContext): AreaHandlers<'messages'> {
  const sender = async (): Promise<Sender> => {
    const { store } = app.session().space
    const [mail, settings] = await Promise.all([readMailSettings(store), readStoredSettings(store)])
    const { teacherName, teacherAddress, signature } = settings
    return { address: mail?.fromAddress ?? teacherAddress, name: mail?.fromName || teacherName, signature }
  }
  const now = () => toInstant(app.machine.clock.now())
  const messageOf = async (id: number): Promise<StoredMessage> => {
    const message = await app.session().space.store.read.readMessage(id)
    if (message === null) throw new TrousseError('not-found', { what: 'message' })
    return message
  }
  const folderFor = (id: number, ticket: string) => join(desk.folderOf(ticket), `Trousse messages ${id}`)

  /** As files; the rows wait for the teacher's word. */
  const exportAs = async (kind: Extract<ExitKind, 'eml' | 'mbox'>, id: number, ticket: string) => {
    const session = app.session()
    const message = await messageOf(id)
    const folder = folderFor(id, ticket)
    const work = async ({ signal, progress }: TaskControls) => {
      try {
        const run = { signal, onProgress: progress }
        const report = await session.outbox.export(id, { kind, folder, handOver: false }, run)
        await session.space.store.write.recordExit(id, kind, report.files, now())
        return { ...report }
      } finally {
        session.changed('messages')
      }
    }
    const begin = (): string => session.tasks.start('eml', message.className, work, { again: begin, afterCancel: true })
    return { taskId: begin() }
  }

  return {
    'messages.plan': (request) => planMessage(app.machine, app.session().space, request),
    'messages.preview': async ({ personId, pupilId, ...draft }) =>
      previewMessage(app.machine, app.session().space.store, draft, { personId, pupilId }, await sender()),
    'messages.create': async ({ draftId, ...draft }) => {
      const { space, outbox, changed } = app.session()
      const from = await sender()
      // With an address alone the message can leave as files; sending asks for the account.
      if (from.address === '') throw new TrousseError('mail-not-configured')
      const { messageId, messageIds } = await createMessage(app.machine, space, outbox, draft, from, draftId)
      changed('messages', 'drafts')
      return { messageId, messageIds }
    },
    'messages.list': () => app.session().space.store.read.listMessages(),
    'messages.read': async ({ id }) => {
      const [message, deliveries] = await Promise.all([
        messageOf(id),
        app.session().space.store.read.listDeliveries(id),
      ])
      const { classIds: _, ...shown } = message
      return { ...shown, exits: [...message.exits], content: contentToWrite(message), deliveries }
    },
    'messages.send': async ({ id, undo, urgentReason }) => {
      const { sending, space } = app.session()
      if (urgentReason !== null) await space.store.write.markUrgent(id, urgentReason, now())
      return { taskId: await sending.start(id, { undo }) }
    },
    'messages.cancelQueued': async ({ id }) => {
      const { space, changed } = app.session()
      await space.store.write.cancelQueued(id, now())
      changed('messages')
    },
    'messages.resolveAmbiguous': async ({ deliveryId, decision }) => {
      const { outbox, changed } = app.session()
      await outbox.resolveAmbiguous(deliveryId, decision)
      changed('messages')
    },
    'messages.markByHand': async ({ deliveryId, way }) => {
      const { space, changed } = app.session()
      await space.store.write.moveDelivery(deliveryId, { to: way }, now())
      changed('messages')
    },
    'messages.coverage': ({ id }) => readMessageCoverage(app.session().space.store, id),
    'messages.noteCall': async (call) => {
      const { space, changed } = app.session()
      await space.store.write.recordCall({ ...call, at: now() })
      changed('messages')
    },
    'messages.exportEml': ({ id, ticket }) => exportAs('eml', id, ticket),
    'messages.exportMbox': ({ id, ticket }) => exportAs('mbox', id, ticket),
    'messages.exportCsv': async ({ id, ticket }) => {
      const { space, changed } = app.session()
      const { locale } = app.preferences.current()
      const rows = await writeMergeTable(space.store, id, desk.folderOf(ticket), locale)
      await space.store.write.recordExit(id, 'csv', rows, now())
      changed('messages')
      return { fileName: csvFileName(id), rows }
    },
    'messages.bccGroups': ({ id }) => readBccGroups(app.session().space.store, id),
    'messages.noteExit': async ({ id, kind, rows }) => {
      const { space, changed } = app.session()
      await space.store.write.recordExit(id, kind, rows, now())
      changed('messages')
    },
    'messages.handOver': async ({ id, deliveryIds }) => {
      const { space, changed } = app.session()
      await messageOf(id)
      const rows = await space.store.write.handOver(id, deliveryIds, now())
      changed('messages')
      return { rows }
    },
  }
}
