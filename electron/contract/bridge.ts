/** The shape of `window.trousse`, made by the preload and typed for the renderer. */
import type { ChannelName, EventName } from './channel-names.ts'
import type { Request, Response } from './channels.ts'
import type { ErrorShape } from './errors.ts'
import type { EventPayload } from './events.ts'

/** Errors cross as values: Electron would otherwise turn them into text and lose the code. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorShape }

export type Invoke = { readonly [C in ChannelName]: (request: Request<C>) => Promise<Reply<Response<C>>> }

export interface TrousseBridge {
  readonly invoke: Invoke
  /** Returns the function that stops listening. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
}
