/** What goes out on sticks and folders: packs. */
import { TrousseError } from '../../contract/errors.ts'
import type { IssuedPack } from '../../contract/views.ts'
import { toInstant } from '../../platform/clock.ts'
import { buildClassPack, previewClassPack } from '../class-packs.ts'
import type { TaskControls } from '../tasks.ts'
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
