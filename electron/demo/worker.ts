/** Entry of the demonstration's own thread: making and serving a school must not slow the window down. */
import { parentPort, workerData } from 'node:worker_threads'
import { toErrorShape } from '../contract/errors.ts'
import { DEFAULT_SEED } from './generator.ts'
import { startDemoMailbox } from './mailbox.ts'
import type { FromDemoWorker, ToDemoWorker } from './messages.ts'
import { type DemoServerOptions, startDemoServer } from './server.ts'

const port = parentPort
if (!port) throw new Error('the demonstration server runs in a worker thread')
const tell = (message: FromDemoWorker) => port.postMessage(message)

try {
  const options = workerData as DemoServerOptions
  const [server, mailbox] = await Promise.all([
    startDemoServer({ ...options, onScenario: (name) => tell({ kind: 'scenario', name }) }),
    startDemoMailbox(options.seed ?? DEFAULT_SEED),
  ])
  port.on('message', async (message: ToDemoWorker) => {
    if (message.kind === 'set-scenario') {
      await server.setScenario(message.name)
      tell({ kind: 'done', id: message.id })
    } else {
      await Promise.all([server.stop(), mailbox.stop()])
      port.close()
    }
  })
  const { url, tokenUrl, clientId, clientSecret, webUrl, icalUrl, controlUrl, accounts } = server
  const addresses = { url, tokenUrl, clientId, clientSecret, webUrl, icalUrl, controlUrl, accounts }
  const { settings, inbox, password, certificateAuthority } = mailbox
  tell({
    kind: 'ready',
    addresses,
    scenario: server.scenario(),
    mailbox: { settings, inbox, password, certificateAuthority },
  })
} catch (error) {
  tell({ kind: 'failed', error: toErrorShape(error) })
  port.close()
}
