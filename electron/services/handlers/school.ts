/** Reading the school: all from the local database, whatever is down. */
import { TrousseError } from '../../contract/errors.ts'
import { localDay } from '../../platform/clock.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

type SchoolHandlers = AreaHandlers<'today'> &
  AreaHandlers<'classes'> &
  AreaHandlers<'pupils'> &
  AreaHandlers<'timetable'> &
  AreaHandlers<'search'>

export function schoolHandlers({ app }: HandlerContext): SchoolHandlers {
  const read = () => app.session().space.store.read
  return {
    'today.read': async () => {
      const { monitor } = app.session()
      const today = localDay(app.machine.clock.now())
      return { ...(await read().readToday(today)), availability: [...monitor.current()] }
    },
    'classes.list': () => read().listClasses(),
    'classes.roster': ({ classId }) => read().readRoster(classId),
    'pupils.read': async ({ id }) => found(await read().readPupil(id), 'pupil'),
    'timetable.read': (filter) => read().listLessons(filter),
    'search.query': ({ text, limit }) => read().search(text, limit),
  }
}

function found<T>(value: T | null, what: string): T {
  if (value === null) throw new TrousseError('not-found', { what })
  return value
}
