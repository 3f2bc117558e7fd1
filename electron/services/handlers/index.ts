/** Every channel of the contract, answered. The main process registers this map and nothing else. */
import { TrousseError } from '../../contract/errors.ts'
import { applicationHandlers } from './application.ts'
import { assignmentHandlers } from './assignments.ts'
import { availabilityHandlers } from './availability.ts'
import { captureHandlers } from './capture.ts'
import { documentHandlers } from './documents.ts'
import { driveHandlers } from './drives.ts'
import { exportHandlers } from './exports.ts'
import { handedInHandlers } from './handed-in.ts'
import { importHandlers } from './imports.ts'
import { inboxHandlers } from './inbox.ts'
import { mailHandlers } from './mail.ts'
import { matchingHandlers } from './matching.ts'
import { messageHandlers } from './messages.ts'
import { momentHandlers } from './moments.ts'
import { portraitHandlers } from './portraits.ts'
import { preferencesHandlers } from './preferences.ts'
import { schoolHandlers } from './school.ts'
import { shareHandlers } from './sharing.ts'
import { sourceHandlers } from './sources.ts'
import type { AreaHandlers, HandlerContext, Handlers } from './types.ts'
import { packHandlers } from './ways-out.ts'
import { writingHandlers } from './writing.ts'

export function createHandlers(context: HandlerContext): Handlers {
  return {
    ...applicationHandlers(context),
    ...preferencesHandlers(context),
    ...schoolHandlers(context),
    ...assignmentHandlers(context),
    ...portraitHandlers(context),
    ...sourceHandlers(context),
    ...captureHandlers(context),
    ...availabilityHandlers(context),
    ...importHandlers(context),
    ...momentHandlers(context),
    ...matchingHandlers(context),
    ...documentHandlers(context),
    ...handedInHandlers(context),
    ...packHandlers(context),
    ...shareHandlers(context),
    ...exportHandlers(context),
    ...driveHandlers(context),
    ...messageHandlers(context),
    ...writingHandlers(context),
    ...mailHandlers(context),
    ...inboxHandlers(context),
    ...taskHandlers(context),
    ...demoHandlers(context),
  }
}

function taskHandlers({ app }: HandlerContext): AreaHandlers<'tasks'> {
  return {
    'tasks.list': async () => app.session().tasks.list(),
    'tasks.cancel': async ({ taskId }) => app.session().tasks.cancel(taskId),
    'tasks.retry': async ({ taskId }) => ({ taskId: await app.session().tasks.retry(taskId) }),
  }
}

function demoHandlers({ app }: HandlerContext): AreaHandlers<'demo'> {
  const server = () => {
    const { demo } = app.session()
    if (demo === null) throw new TrousseError('demo-only')
    return demo
  }
  return {
    'demo.scenario': async () => (await server()).scenario(),
    'demo.setScenario': async ({ scenario }) => {
      await (await server()).setScenario(scenario)
      app.session().changed('settings')
      // The point of the demonstration is to see the fall: it shows at once, not at the next probe.
      void app
        .session()
        .monitor.checkNow()
        .catch(() => {})
    },
  }
}
