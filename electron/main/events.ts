/** What the main process says to the window unasked. */
import type { WebContents } from 'electron'
import type { EventName } from '../contract/channel-names.ts'
import { type EventPayload, events } from '../contract/events.ts'
import type { Log } from '../platform/log.ts'

export type SendEvent = <E extends EventName>(event: E, payload: EventPayload<E>) => void

/** Without a window, or while it is being reloaded, an event is dropped: the window asks for all it shows when it starts. */
export function createEventSender(options: { ourContents: () => WebContents | null; log: Log }): SendEvent {
  return (event, payload) => {
    const contents = options.ourContents()
    if (!contents || contents.isDestroyed() || contents.isCrashed()) return
    const checked = events[event].safeParse(payload)
    if (checked.success) contents.send(event, checked.data)
    else options.log.error('event does not fit the contract', { event })
  }
}
