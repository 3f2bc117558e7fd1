/** The moments around an outage: the first minutes, the drill, the hand-over. */
import { guessSystem } from '../../domain/which-system.ts'
import { toInstant } from '../../platform/clock.ts'
import { checkReadiness, finishDrill, listDrills, rehearse } from '../drill.ts'
import { exportRegister, readRegister, saveRegister } from '../register.ts'
import { closeHandover, exportReport, readHandover } from '../resume.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

type MomentHandlers = AreaHandlers<'resume'> & AreaHandlers<'drill'> & AreaHandlers<'start'> & AreaHandlers<'register'>

export function momentHandlers({ app, desk }: HandlerContext): MomentHandlers {
  const locale = () => app.preferences.current().locale
  const watched = () => app.session().monitor.watched()
  return {
    'resume.read': () => readHandover(app.machine, app.session().space, watched(), locale()),
    'resume.mark': async ({ items, carried }) => {
      const { space, changed } = app.session()
      await space.store.write.markCarried(items, carried ? toInstant(app.machine.clock.now()) : null)
      changed('handover', 'assignments')
    },
    'resume.close': async () => {
      const { space, changed } = app.session()
      const id = await closeHandover(app.machine, space, watched())
      changed('handover')
      return { id }
    },
    'resume.reopen': async ({ id }) => {
      const { space, changed } = app.session()
      await space.store.write.reopenHandover(id)
      changed('handover')
    },
    'resume.exportReport': async ({ ticket, names }) => {
      const folder = desk.folderOf(ticket)
      const target = { folder, names, locale: locale() }
      return { fileName: await exportReport(app.machine, app.session().space, watched(), target) }
    },
    'drill.rehearse': ({ classId }) => rehearse(app.machine, app.session().space, classId, locale()),
    'drill.check': () => checkReadiness(app.machine, app.session().space, watched().length),
    'drill.finish': async (drill) => {
      const { space, changed } = app.session()
      const record = await finishDrill(app.machine, space, watched().length, drill)
      changed('drills')
      return record
    },
    'drill.list': () => listDrills(app.session().space),
    'start.guess': async (request) => guessSystem(request),
    'register.read': () => readRegister(app.session().space, locale()),
    'register.save': async (register) => {
      const { space, changed } = app.session()
      await saveRegister(space, register)
      changed('register')
    },
    'register.export': async ({ ticket }) => {
      const folder = desk.folderOf(ticket)
      const fileName = await exportRegister(app.machine, app.session().space, { folder, locale: locale() })
      return { fileName }
    },
  }
}
