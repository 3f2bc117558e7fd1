import { app } from 'electron'

/**
 * What no page of any of our windows may do. Electron's defaults, written out: a change of default must not become a
 * change of ours (E1).
 */
export const NO_POWER = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  plugins: false,
  spellcheck: false,
  devTools: !app.isPackaged,
} as const
