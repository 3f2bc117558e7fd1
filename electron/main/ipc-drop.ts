/** Files dropped on the window, from the preload's own channel: same sender check as any message. Plain Node. */
import { toErrorShape } from '../contract/errors.ts'
import type { EventPayload } from '../contract/events.ts'
import type { ChosenFiles } from '../contract/views.ts'
import type { Log } from '../platform/log.ts'
import { isTrusted, type Sender } from './ipc-dispatch.ts'

export type ReceiveDrop = (sender: Sender, paths: unknown) => Promise<void>

/** Never rejects: what went wrong is told to the window with the same event as what came in. */
export function createDropReceiver(options: {
  readonly origin: string
  readonly log: Log
  /** Checks the paths and keeps them under a ticket. */
  readonly keep: (paths: unknown) => Promise<ChosenFiles>
  readonly tell: (drop: EventPayload<'dropped'>) => void
}): ReceiveDrop {
  return async (sender, paths) => {
    if (!isTrusted(sender, options.origin)) {
      options.log.warn('drop refused', { reason: 'sender' })
      return
    }
    try {
      options.tell({ chosen: await options.keep(paths), error: null })
    } catch (error) {
      options.tell({ chosen: null, error: toErrorShape(error) })
    }
  }
}
