import type { ChannelName } from '../../contract/channel-names.ts'
import type { ParsedRequest, Response } from '../../contract/channels.ts'
import type { App } from '../app.ts'
import type { Desk } from '../desk.ts'

export type Handlers<C extends ChannelName = ChannelName> = {
  readonly [K in C]: (request: ParsedRequest<K>) => Promise<Response<K>>
}

/** The channels of one area, e.g. `packs`. */
export type AreaHandlers<Area extends string> = Handlers<Extract<ChannelName, `${Area}.${string}`>>

export interface HandlerContext {
  readonly app: App
  readonly desk: Desk
}
