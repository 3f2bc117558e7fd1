/** One message of the window, from untrusted to answered. Plain Node: `ipc.ts` gives it Electron's events. */

import type { Reply } from '../contract/bridge.ts'
import { CHANNEL_NAMES, type ChannelName } from '../contract/channel-names.ts'
import { channels, type ParsedRequest } from '../contract/channels.ts'
import { type ErrorShape, TrousseError, toErrorShape } from '../contract/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Handlers } from '../services/handlers/types.ts'

/** Who sent a message, read before anything is awaited: Electron forgets the frame afterwards. */
export interface Sender {
  /** Null when the frame is already gone. */
  readonly frameUrl: string | null
  readonly isMainFrameOfOurWindow: boolean
}

export type Dispatch = (channel: ChannelName, sender: Sender, args: readonly unknown[]) => Promise<Reply<unknown>>

type Handle = (request: unknown) => Promise<unknown>

/** Checks sender, request and response of each message; never rejects. `origin` is our documents' only one. */
export function createDispatch(options: { handlers: Handlers; origin: string; log: Log }): Dispatch {
  const { handlers, origin, log } = options
  const table = new Map<ChannelName, Handle>(CHANNEL_NAMES.map((name) => [name, checkedHandle(name, handlers, log)]))

  return async (channel, sender, args) => {
    if (!isTrusted(sender, origin)) {
      log.warn('message refused', { channel, reason: 'sender' })
      return refuse({ code: 'forbidden-sender', params: {} })
    }
    const handle = table.get(channel)
    if (!handle || args.length > 1) return refuse({ code: 'invalid-request', params: { channel } })
    try {
      return { ok: true, value: await handle(args[0]) }
    } catch (error) {
      const shape = toErrorShape(error)
      if (shape.code === 'internal') log.error('message failed', { channel, detail: describe(error) })
      return refuse(shape)
    }
  }
}

const refuse = (error: ErrorShape): Reply<never> => ({ ok: false, error })

/** Our window, its main frame, our origin: by parsing, since `app://trousse.evil` starts like ours. */
export function isTrusted(sender: Sender, origin: string): boolean {
  if (!sender.isMainFrameOfOurWindow || sender.frameUrl === null || !URL.canParse(sender.frameUrl)) return false
  const { protocol, host } = new URL(sender.frameUrl)
  return `${protocol}//${host}` === origin
}

function checkedHandle<C extends ChannelName>(channel: C, handlers: Handlers, log: Log): Handle {
  const { request: requestSchema, response: responseSchema } = channels[channel]
  const handler = handlers[channel]
  return async (request) => {
    const parsed = requestSchema.safeParse(request)
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? ''
      throw new TrousseError('invalid-request', { channel, field: field.slice(0, MAX_FIELD) })
    }
    // The compiler cannot pair a channel taken from a union with its own handler; the map's type does.
    const response = await handler(parsed.data as ParsedRequest<C>)
    const checked = responseSchema.safeParse(response)
    if (checked.success) return checked.data
    // Our own mistake. Only where, not what: the value is a pupil's.
    const where = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`)
    log.error('answer does not fit the contract', { channel, detail: where.slice(0, MAX_ISSUES).join('; ') })
    throw new TrousseError('internal', { channel })
  }
}

/** Field names of a hostile request may be as long as it likes. */
const MAX_FIELD = 80
const MAX_ISSUES = 5

/** Name and place; the message of an unknown error may quote data. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [error.name, ...frames.slice(0, MAX_ISSUES).map((line) => line.trim())].join(' | ')
}
