/** Sheets to print and files for other programs. */
import { previewExport, printExport, saveExport } from '../exports/exports.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function exportHandlers({ app, desk }: HandlerContext): AreaHandlers<'exports'> {
  const locale = () => app.preferences.current().locale
  return {
    'exports.preview': (request) => previewExport(app.machine, app.session().space, request, locale()),
    'exports.save': async ({ ticket, recipient, purpose, ...request }) => {
      const session = app.session()
      const known = await session.space.store.read.listClasses()
      const subject = known.filter(({ id }) => request.classIds.includes(id)).map(({ name }) => name)
      const target = { folder: desk.folderOf(ticket), locale: locale(), recipient, purpose }
      const taskId = session.tasks.start('export', subject.join(', '), async (controls) => {
        const saved = await saveExport(app.machine, session.space, request, target, controls)
        session.changed('packs')
        return { ...saved }
      })
      return { taskId }
    },
    'exports.print': async (request) => ({
      printed: await printExport(app.machine, app.session().space, request, locale()),
    }),
  }
}
