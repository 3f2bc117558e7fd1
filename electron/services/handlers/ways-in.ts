/** What comes in by itself: servers, synchronisations, and whether the servers answer. */
import { TrousseError } from '../../contract/errors.ts'
import { addOneRosterSource, removeSource } from '../source-drivers.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

/** The teacher waits for the answer with a form open. */
const CHECK_LIMIT_MS = 45_000

type WaysIn = AreaHandlers<'sources'> & AreaHandlers<'sync'>

export function waysInHandlers({ app }: HandlerContext): WaysIn {
  /** The demonstration holds invented data only: nothing real may be mixed in. */
  const ownSession = () => {
    const session = app.session()
    if (session.space.kind === 'demo') throw new TrousseError('demo-refuses-real-data')
    return session
  }
  return {
    'sources.list': () => app.session().space.store.read.listSources(),
    'sources.addOneRoster': async ({ label, clientSecret, ...config }) => {
      const session = ownSession()
      const source = await addOneRosterSource(
        app.machine,
        session.space,
        { label, config, clientSecret, isDemo: false },
        AbortSignal.timeout(CHECK_LIMIT_MS),
      )
      session.changed('sources')
      return source
    },
    'sources.remove': async ({ id }) => {
      const { space, changed, captures } = app.session()
      await removeSource(space, id)
      await captures.forgetSource(id)
      changed('sources', 'people', 'classes', 'assignments', 'held')
    },
    'sync.start': async ({ sourceId }) => ({ taskId: app.session().startSync(sourceId) }),
    'sync.runs': ({ limit }) => app.session().space.store.read.listSyncRuns(limit),
    'sync.held': () => app.session().space.store.read.listHeldSyncs(),
    'sync.decide': async ({ heldId, accept }) => {
      const { sync, changed } = app.session()
      await sync.decideHeld(heldId, accept)
      changed('held', 'people', 'classes', 'assignments', 'sources')
    },
  }
}
