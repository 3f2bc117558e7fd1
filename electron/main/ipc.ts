/** The only file that imports `ipcMain`: every channel of the contract, and no other, answered through one check. */
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { CHANNEL_NAMES } from '../contract/channel-names.ts'
import type { Dispatch, Sender } from './ipc-dispatch.ts'

/** `ourContents` gives the content of our window, or null while there is none. */
export function registerIpc(options: { dispatch: Dispatch; ourContents: () => WebContents | null }): void {
  for (const channel of CHANNEL_NAMES) {
    ipcMain.handle(channel, (event, ...args: unknown[]) =>
      // `senderOf` runs before the first await: `senderFrame` is null afterwards.
      options.dispatch(channel, senderOf(event, options.ourContents()), args),
    )
  }
}

function senderOf(event: IpcMainInvokeEvent, ours: WebContents | null): Sender {
  const frame = event.senderFrame
  return {
    frameUrl: frame?.url ?? null,
    isMainFrameOfOurWindow: frame !== null && ours !== null && event.sender === ours && frame === ours.mainFrame,
  }
}
