/** Entry of the demonstration's own thread: making and serving a school must not slow the window down. */
import { parentPort, workerData } from 'node:worker_threads'
import { toErrorShape } from '../contract/errors.ts'
import type { FromDemoWorker, ToDemoWorker } from './messages.ts'
import { type DemoServerOptions, startDemoServer } from './server.ts'

const port = parentPort
if (!port) throw new Error('the demonstration server runs in a worker thread')
const tell = (message: FromDemoWorker) => port.postMessage(message)

try {
  const server = await startDemoServer({
    ...(workerData as DemoServerOptions),
    onScenario: (name) => tell({ kind: 'scenario', name }),
  })
  port.on('message', async (message: ToDemoWorker) => {
    if (message.kind === 'set-scenario') {
      await server.setScenario(message.name)
      tell({ kind: 'done', id: message.id })
    } else {
      await server.stop()
      port.close()
    }
  })
  const { url, tokenUrl, clientId, clientSecret, webUrl, icalUrl, controlUrl } = server
  const addresses = { url, tokenUrl, clientId, clientSecret, webUrl, icalUrl, controlUrl }
  tell({ kind: 'ready', addresses, scenario: server.scenario() })
} catch (error) {
  tell({ kind: 'failed', error: toErrorShape(error) })
  port.close()
}
