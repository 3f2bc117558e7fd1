/**
 * `window.trousse`: one function per channel of the contract and one way to listen. Runs sandboxed; the page
 * never gets `ipcRenderer`, nor a function that takes the name of a channel of its choice.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Invoke, TrousseBridge } from '../contract/bridge.ts'
import { CHANNEL_NAMES, DROP_CHANNEL, EVENT_NAMES } from '../contract/channel-names.ts'

const invoke = Object.fromEntries(
  CHANNEL_NAMES.map((channel) => [channel, (request: unknown) => ipcRenderer.invoke(channel, request)]),
) as unknown as Invoke // Built from the very list that the type is made of.

const on: TrousseBridge['on'] = (event, listener) => {
  if (!EVENT_NAMES.includes(event) || typeof listener !== 'function') throw new TypeError('unknown event')
  // Electron's own event object holds the sender, which is `ipcRenderer` itself.
  const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload)
  ipcRenderer.on(event, forward)
  return () => {
    ipcRenderer.off(event, forward)
  }
}

contextBridge.exposeInMainWorld('trousse', Object.freeze({ invoke: Object.freeze(invoke), on } satisfies TrousseBridge))

/** Only a person's own drop has paths to tell: an event that the page makes up is not trusted by the browser. */
window.addEventListener('drop', (event) => {
  const files = event.isTrusted ? [...(event.dataTransfer?.files ?? [])] : []
  const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
  if (paths.length > 0) void ipcRenderer.invoke(DROP_CHANNEL, paths)
})
