import { Worker } from 'node:worker_threads'
import { TrousseError } from '../contract/errors.ts'
import type { DemoScenario } from '../contract/views.ts'
import type { DemoMailboxAccess } from './mailbox.ts'
import type { FromDemoWorker, ToDemoWorker } from './messages.ts'
import type { DemoServer, DemoServerOptions } from './server.ts'

export interface LaunchDemoOptions extends DemoServerOptions {
  /** The bundle of `worker.ts`, or that file itself under plain Node. */
  readonly workerUrl: URL
}

/** The school's server and its mail account, in their own thread. */
export interface LaunchedDemo extends DemoServer {
  readonly mailbox: DemoMailboxAccess
}

/** A thread that does not stop by itself is ended after this. */
const STOP_MS = 2_000

/**
 * Runs the demonstration server in its own thread.
 *
 * @throws TrousseError `internal` when it cannot start (the port is taken, the thread dies).
 */
export function launchDemoServer({ workerUrl, ...options }: LaunchDemoOptions): Promise<LaunchedDemo> {
  const worker = new Worker(workerUrl, { workerData: options, name: 'trousse-demo' })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const waiting = new Map<number, () => void>()
  let current: DemoScenario = options.scenario ?? 'normal'
  let lastId = 0
  let gone = false
  const tell = (message: ToDemoWorker) => worker.postMessage(message)

  return new Promise((resolve, reject) => {
    const failed = (error: TrousseError) => {
      reject(error)
      void worker.terminate()
    }
    worker.on('error', (cause) => failed(new TrousseError('internal', { part: 'demo' }, { cause })))
    worker.once('exit', () => {
      reject(new TrousseError('internal', { part: 'demo' }))
      gone = true
      // Nobody may wait for a thread that is gone.
      for (const done of waiting.values()) done()
      waiting.clear()
    })
    worker.on('message', (message: FromDemoWorker) => {
      switch (message.kind) {
        case 'ready':
          current = message.scenario
          return resolve({
            ...message.addresses,
            mailbox: message.mailbox,
            scenario: () => current,
            setScenario: (name) =>
              new Promise((done) => {
                if (gone) return done()
                const id = ++lastId
                waiting.set(id, done)
                tell({ kind: 'set-scenario', id, name })
              }),
            stop: async () => {
              tell({ kind: 'stop' })
              const timer = setTimeout(() => void worker.terminate(), STOP_MS)
              await exited
              clearTimeout(timer)
            },
          })
        case 'failed':
          return failed(new TrousseError(message.error.code, message.error.params))
        case 'scenario':
          current = message.name
          return
        case 'done':
          waiting.get(message.id)?.()
          waiting.delete(message.id)
      }
    })
  })
}
