import type { Page } from 'playwright'
import type { TrousseBridge } from '../../electron/contract/bridge.ts'
import type { ChannelName } from '../../electron/contract/channel-names.ts'
import type { Request, Response } from '../../electron/contract/channels.ts'

/** Asks the main process through the page's own bridge, for what a test must know and a screen does not say. */
export async function ask<C extends ChannelName>(page: Page, channel: C, request: Request<C>): Promise<Response<C>> {
  const reply = await page.evaluate(
    ([name, payload]) => {
      const { invoke } = (window as unknown as { trousse: TrousseBridge }).trousse
      return (invoke[name] as (payload: unknown) => Promise<unknown>)(payload)
    },
    [channel, request] as const,
  )
  const { ok, value, error } = reply as { ok: boolean; value: Response<C>; error?: unknown }
  if (!ok) throw new Error(`${channel}: ${JSON.stringify(error)}`)
  return value
}
