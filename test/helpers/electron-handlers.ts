/** Handlers that answer what the contract allows, or what a test asks for, and remember what reached them. */
import type { ChannelName } from '../../electron/contract/channel-names.ts'
import { CHANNEL_NAMES } from '../../electron/contract/channel-names.ts'
import type { Handlers } from '../../electron/services/handlers/types.ts'

export interface RecordedHandlers {
  readonly handlers: Handlers
  /** Parsed requests, in the order they came. */
  readonly calls: { channel: ChannelName; request: unknown }[]
}

/** `answer` is called for every channel; `undefined` fits those that answer nothing. */
export function recordingHandlers(answer: (channel: ChannelName, request: unknown) => unknown): RecordedHandlers {
  const calls: RecordedHandlers['calls'] = []
  const entries = CHANNEL_NAMES.map((channel) => [
    channel,
    async (request: unknown) => {
      calls.push({ channel, request })
      return answer(channel, request)
    },
  ])
  return { handlers: Object.fromEntries(entries) as unknown as Handlers, calls }
}
