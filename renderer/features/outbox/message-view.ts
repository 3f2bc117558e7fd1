import type { Response } from '../../../electron/contract/channels.ts'

/** A message with its rows, as the ledger holds them. */
export type MessageView = Response<'messages.read'>
