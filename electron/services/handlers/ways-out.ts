/** What goes out: packs, messages, the mail account. */
import { join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import type { IssuedPack } from '../../contract/views.ts'
import { toInstant } from '../../platform/clock.ts'
import { createClassMessage, planMessage, previewMessage, readMessageCoverage } from '../class-messages.ts'
import { buildClassPack, previewClassPack } from '../class-packs.ts'
import { readMailSettings, readStoredSettings, requireMailSettings, writeMailSettings } from '../settings.ts'
import type { TaskControls } from '../tasks.ts'
import { SMTP_PASSWORD } from '../workbench.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

/** Lists of packs with their passphrases that are still in memory: a teacher makes a few sets, not a hundred. */
const KEEP_ISSUED = 20

export function packHandlers({ app, desk }: HandlerContext): AreaHandlers<'packs'> {
  const issued = new Map<string, IssuedPack[]>()
  return {
    'packs.preview': (request) => previewClassPack(app.machine, app.session().space, request),
    'packs.chooseFolder': () => desk.chooseFolder(),
    'packs.chooseDocuments': () => desk.chooseDocuments(),
    'packs.build': async ({ ticket, documents: documentsTicket, ...request }) => {
      const session = app.session()
      const className = (await session.space.store.read.findClass(String(request.classId)))?.name ?? ''
      const documents = documentsTicket === null ? [] : desk.importOf(documentsTicket)
      const folder = desk.folderOf(ticket)
      const { locale } = app.preferences.current()
      const begin = (): string => {
        const list: IssuedPack[] = []
        const taskId = session.tasks.start('pack', className, (controls) => build(list, controls), {
          again: begin,
          afterCancel: true,
        })
        issued.set(taskId, list)
        for (const old of [...issued.keys()].slice(0, -KEEP_ISSUED)) issued.delete(old)
        return taskId
      }
      const build = async (list: IssuedPack[], controls: TaskControls) => {
        const onIssued = (pack: IssuedPack): void => {
          list.push(pack)
        }
        try {
          const { path: _path, ...result } = await buildClassPack(
            app.machine,
            session.space,
            { ...request, folder, documents, locale },
            { ...controls, onIssued },
          )
          return { ...result }
        } finally {
          session.changed('packs')
        }
      }
      return { taskId: begin() }
    },
    'packs.list': () => app.session().space.store.read.listPacks(),
    'packs.issued': async ({ taskId }) => issued.get(taskId) ?? [],
    'packs.reveal': async ({ id }) => {
      const pack = await app.session().space.store.read.readPack(id)
      if (pack === null) throw new TrousseError('not-found', { what: 'pack' })
      desk.revealFile(pack.path)
    },
    'packs.markLost': async ({ id, lost }) => {
      const { space, changed } = app.session()
      if ((await space.store.read.readPack(id)) === null) throw new TrousseError('not-found', { what: 'pack' })
      await space.store.write.markPackLost(id, lost ? toInstant(app.machine.clock.now()) : null)
      changed('packs')
    },
  }
}

export function messageHandlers({ app, desk }: HandlerContext): AreaHandlers<'messages'> & AreaHandlers<'mail'> {
  const sender = async () => {
    const { store } = app.session().space
    const [mail, settings] = await Promise.all([readMailSettings(store), readStoredSettings(store)])
    const { teacherName, teacherAddress, signature } = settings
    return { address: mail?.fromAddress ?? teacherAddress, name: mail?.fromName || teacherName, signature }
  }
  return {
    'mail.settings': async () => {
      const { store, secrets } = app.session().space
      const settings = await readMailSettings(store)
      return settings && { ...settings, passwordStored: (await secrets.get(SMTP_PASSWORD)) !== null }
    },
    'mail.saveSettings': async ({ password, ...settings }) => {
      const { space, changed } = app.session()
      if (password !== null) await space.secrets.set(SMTP_PASSWORD, password)
      await writeMailSettings(space.store, settings)
      changed('settings')
    },
    'mail.test': async () => {
      const { outbox, space } = app.session()
      await outbox.test(await requireMailSettings(space.store))
    },
    'messages.plan': (request) => planMessage(app.machine, app.session().space, request),
    'messages.preview': async ({ personId, ...draft }) =>
      previewMessage(app.machine, app.session().space.store, draft, personId, (await sender()).signature),
    'messages.create': async (draft) => {
      const { space, outbox, changed } = app.session()
      const from = await sender()
      // With an address alone the message can leave as .eml files; sending asks for the account.
      if (from.address === '') throw new TrousseError('mail-not-configured')
      const { messageId } = await createClassMessage(app.machine, space.store, outbox, draft, from)
      changed('messages')
      return { messageId }
    },
    'messages.list': () => app.session().space.store.read.listMessages(),
    'messages.read': async ({ id }) => {
      const { read } = app.session().space.store
      const [message, deliveries] = await Promise.all([read.readMessage(id), read.listDeliveries(id)])
      if (message === null) throw new TrousseError('not-found', { what: 'message' })
      return { ...message, deliveries }
    },
    'messages.send': async ({ id, undo, urgentReason }) => {
      const { sending, space } = app.session()
      if (urgentReason !== null) {
        await space.store.write.markUrgent(id, urgentReason, toInstant(app.machine.clock.now()))
      }
      return { taskId: await sending.start(id, { undo }) }
    },
    'messages.cancelQueued': async ({ id }) => {
      const { space, changed } = app.session()
      await space.store.write.cancelQueued(id, toInstant(app.machine.clock.now()))
      changed('messages')
    },
    'messages.resolveAmbiguous': async ({ deliveryId, decision }) => {
      const { outbox, changed } = app.session()
      await outbox.resolveAmbiguous(deliveryId, decision)
      changed('messages')
    },
    'messages.markByHand': async ({ deliveryId, way }) => {
      const { space, changed } = app.session()
      await space.store.write.moveDelivery(deliveryId, { to: way }, toInstant(app.machine.clock.now()))
      changed('messages')
    },
    'messages.coverage': ({ id }) => readMessageCoverage(app.session().space.store, id),
    'messages.noteCall': async (call) => {
      const { space, changed } = app.session()
      await space.store.write.recordCall({ ...call, at: toInstant(app.machine.clock.now()) })
      changed('messages')
    },
    'messages.exportEml': async ({ id, ticket }) => {
      const session = app.session()
      const message = await session.space.store.read.readMessage(id)
      if (message === null) throw new TrousseError('not-found', { what: 'message' })
      const folder = join(desk.folderOf(ticket), `Trousse messages ${id}`)
      const work = async ({ signal, progress }: TaskControls) => {
        try {
          return { ...(await session.outbox.exportEml(id, folder, { signal, onProgress: progress })) }
        } finally {
          session.changed('messages')
        }
      }
      const begin = (): string =>
        session.tasks.start('eml', message.className, work, { again: begin, afterCancel: true })
      return { taskId: begin() }
    },
  }
}
