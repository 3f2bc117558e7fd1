/** What the demonstration's thread and the thread that started it say to each other. */
import type { ErrorShape } from '../contract/errors.ts'
import type { DemoScenario } from '../contract/views.ts'
import type { DemoMailboxAccess } from './mailbox.ts'
import type { DemoAddresses } from './server.ts'

export type ToDemoWorker =
  | { readonly kind: 'set-scenario'; readonly id: number; readonly name: DemoScenario }
  | { readonly kind: 'stop' }

export type FromDemoWorker =
  | {
      readonly kind: 'ready'
      readonly addresses: DemoAddresses
      readonly scenario: DemoScenario
      readonly mailbox: DemoMailboxAccess
    }
  | { readonly kind: 'failed'; readonly error: ErrorShape }
  | { readonly kind: 'scenario'; readonly name: DemoScenario }
  | { readonly kind: 'done'; readonly id: number }
