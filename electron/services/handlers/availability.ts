/** Whether the platforms answer, what of them has fallen, and what fell before. */
import { suggestServices } from '../../availability/suggest.ts'
import { TrousseError } from '../../contract/errors.ts'
import { toInstant } from '../../platform/clock.ts'
import {
  exportHistory,
  readHistory,
  readPlatforms,
  readWitnessUrl,
  watchPlatform,
  writeWitnessUrl,
} from '../outages.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

/** The teacher waits for the answer with a form open. */
const SUGGEST_LIMIT_MS = 45_000

export function availabilityHandlers({ app, desk }: HandlerContext): AreaHandlers<'availability'> {
  /** The demonstration watches its own invented server and asks nothing of a real one. */
  const ownSession = () => {
    const session = app.session()
    if (session.space.kind === 'demo') throw new TrousseError('demo-refuses-real-data')
    return session
  }
  return {
    'availability.read': async () => [...app.session().monitor.current()],
    'availability.check': async () => [...(await app.session().monitor.checkNow())],
    'availability.platforms': async () => {
      const { space, monitor } = app.session()
      return readPlatforms(space, monitor.watched())
    },
    'availability.suggest': ({ url }) => {
      const { network } = ownSession()
      const { http, clock } = app.machine
      const signal = AbortSignal.timeout(SUGGEST_LIMIT_MS)
      return suggestServices({ address: url, http, network, clock, signal })
    },
    'availability.watch': async ({ platform, services }) => {
      const { space, monitor, changed } = ownSession()
      await watchPlatform(app.machine, space, platform, services)
      // The teacher has just asked for it: it does not wait for its turn.
      await monitor.checkNow()
      changed('sources')
    },
    'availability.unwatch': async ({ platform }) => {
      const { space, monitor, changed } = ownSession()
      await space.store.write.unwatchPlatform(platform, toInstant(app.machine.clock.now()))
      await monitor.refresh()
      changed('sources')
    },
    'availability.witness': async () => ({ url: await readWitnessUrl(app.session().space.store) }),
    'availability.setWitness': async (witness) => {
      const { space, changed } = ownSession()
      await writeWitnessUrl(space.store, witness)
      changed('settings')
    },
    'availability.history': ({ days }) => {
      const { space, monitor } = app.session()
      return readHistory(app.machine, space, monitor.watched(), days)
    },
    'availability.exportHistory': async ({ days, ticket, format }) => {
      const { space, monitor } = app.session()
      const { locale } = app.preferences.current()
      const history = await readHistory(app.machine, space, monitor.watched(), days)
      const fileName = await exportHistory(app.machine, history, { folder: desk.folderOf(ticket), format, locale })
      return { fileName }
    },
  }
}
