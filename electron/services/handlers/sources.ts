/** Sources and their synchronisations: what comes in by itself. */
import { TrousseError } from '../../contract/errors.ts'
import { createSignInWindow } from '../sign-in-window.ts'
import { addSource, removeSource, signInAgain } from '../source-drivers.ts'
import { listSources } from '../source-list.ts'
import { createSourceTrials } from '../source-trials.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function sourceHandlers({ app }: HandlerContext): AreaHandlers<'sources'> & AreaHandlers<'sync'> {
  /** The demonstration holds invented data only: nothing real may be mixed in. */
  const ownSession = () => {
    const session = app.session()
    if (session.space.kind === 'demo') throw new TrousseError('demo-refuses-real-data')
    return session
  }
  const ownTools = () => {
    const session = ownSession()
    const { space, http } = session
    // A server that failed a moment ago may be up now, and it is the teacher who asks.
    http.tryAgain()
    return { session, tools: { machine: app.machine, space, http } }
  }
  const trials = createSourceTrials(app.machine.newId)
  const byHand = () => {
    const { captureWindows: windows, newId } = app.machine
    return { signInWindow: createSignInWindow({ windows, newId, locale: app.preferences.current().locale }) }
  }
  return {
    'sources.list': () => listSources(app.session().space),
    'sources.add': async (source) => {
      const { session, tools } = ownTools()
      return trials.start(async (trying) => {
        const added = await addSource(tools, source, { ...trying, ...byHand() })
        session.changed('sources')
        return added
      })
    },
    'sources.signIn': async ({ id }) => {
      const { tools } = ownTools()
      return trials.start((trying) => signInAgain(tools, id, { ...trying, ...byHand() }))
    },
    'sources.answer': ({ ticket, choice }) => trials.answer(ticket, choice),
    'sources.remove': async ({ id }) => {
      const { space, changed, captures } = app.session()
      await removeSource(space, id)
      await captures.forgetSource(id)
      changed('sources', 'people', 'classes', 'assignments', 'held')
    },
    'sync.start': async ({ sourceId }) => {
      const session = app.session()
      session.http.tryAgain()
      return { taskId: session.startSync(sourceId) }
    },
    'sync.runs': ({ limit }) => app.session().space.store.read.listSyncRuns(limit),
    'sync.held': () => app.session().space.store.read.listHeldSyncs(),
    'sync.decide': async ({ heldId, accept }) => {
      const { sync, changed } = app.session()
      await sync.decideHeld(heldId, accept)
      changed('held', 'people', 'classes', 'assignments', 'sources')
    },
  }
}
