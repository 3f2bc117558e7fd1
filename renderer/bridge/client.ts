/** The only place of the window that touches `window.trousse`. */
import type { TrousseBridge } from '../../electron/contract/bridge.ts'
import type { ChannelName, EventName } from '../../electron/contract/channel-names.ts'
import type { Request, Response } from '../../electron/contract/channels.ts'
import type { ErrorShape } from '../../electron/contract/errors.ts'
import type { EventPayload } from '../../electron/contract/events.ts'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly trousse: TrousseBridge
  }
}

/** A refusal or a failure on the other side. `shape` is what `ErrorState` shows. */
export class BridgeError extends Error {
  override readonly name = 'BridgeError'
  readonly shape: ErrorShape

  constructor(shape: ErrorShape) {
    super(shape.code)
    this.shape = shape
  }
}

/** The shape of anything caught; what is not ours counts as `internal`. */
export const shapeOf = (error: unknown): ErrorShape =>
  error instanceof BridgeError ? error.shape : { code: 'internal', params: {} }

/** Asks the main process. Rejects with BridgeError. */
export async function call<C extends ChannelName>(channel: C, request: Request<C>): Promise<Response<C>> {
  const reply = await window.trousse.invoke[channel](request)
  if (reply.ok) return reply.value
  throw new BridgeError(reply.error)
}

/** Listens to the main process; returns the function that stops. */
export const listen = <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): (() => void) =>
  window.trousse.on(event, listener)
