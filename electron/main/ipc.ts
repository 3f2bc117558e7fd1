/** The only file that imports `ipcMain`: every channel of the contract and the preload's own, answered through one check. */
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { CHANNEL_NAMES, DROP_CHANNEL } from '../contract/channel-names.ts'
import type { Dispatch, Sender } from './ipc-dispatch.ts'
import type { ReceiveDrop } from './ipc-drop.ts'

/** `ourContents` gives the content of our window, or null while there is none. */
export function registerIpc(options: {
  dispatch: Dispatch
  receiveDrop: ReceiveDrop
  ourContents: () => WebContents | null
}): void {
  for (const channel of CHANNEL_NAMES) {
    ipcMain.handle(channel, (event, ...args: unknown[]) =>
      // `senderOf` runs before the first await: `senderFrame` is null afterwards.
      options.dispatch(channel, senderOf(event, options.ourContents()), args),
    )
  }
  ipcMain.handle(DROP_CHANNEL, (event, paths: unknown) =>
    options.receiveDrop(senderOf(event, options.ourContents()), paths),
  )
}

function senderOf(event: IpcMainInvokeEvent, ours: WebContents | null): Sender {
  const frame = event.senderFrame
  return {
    frameUrl: frame?.url ?? null,
    isMainFrameOfOurWindow: frame !== null && ours !== null && event.sender === ours && frame === ours.mainFrame,
  }
}
