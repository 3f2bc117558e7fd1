/** How large the window's page is drawn, from the keyboard and the menu; kept for the next start. */
import type { BrowserWindow } from 'electron'
import { type CommandId, commandOf } from '../contract/shortcuts.ts'
import { nextZoom } from './zoom-steps.ts'

export interface ZoomOptions {
  readonly current: () => number
  readonly keep: (zoom: number) => Promise<unknown>
}

export type ZoomCommand = Extract<CommandId, `zoom-${string}`>

export const isZoom = (command: CommandId | null): command is ZoomCommand => command?.startsWith('zoom-') ?? false

export function zoomWindow(window: BrowserWindow, options: ZoomOptions, command: ZoomCommand): void {
  const zoom = nextZoom(options.current(), command)
  window.webContents.setZoomFactor(zoom)
  // A size that could not be written holds until the window closes.
  options.keep(zoom).catch(() => {})
}

/** Before the page sees the key, so that it works in any field and on any screen. */
export function keepZoom(window: BrowserWindow, options: ZoomOptions): void {
  const { webContents: contents } = window
  // The page is drawn anew after each load, at Chromium's own size.
  contents.on('did-finish-load', () => contents.setZoomFactor(options.current()))
  contents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown') return
    const command = commandOf({
      key:
        input.code === 'NumpadAdd' ? '+' : input.code === 'NumpadSubtract' ? '-' : input.key === '=' ? '+' : input.key,
      code: input.code,
      command: process.platform === 'darwin' ? input.meta : input.control,
      alt: input.alt,
      shift: input.shift,
    })
    if (!isZoom(command)) return
    event.preventDefault()
    zoomWindow(window, options, command)
  })
  contents.on('zoom-changed', (_event, direction) => {
    // Ctrl and the wheel: Chromium asks, and does nothing by itself.
    zoomWindow(window, options, direction === 'in' ? 'zoom-in' : 'zoom-out')
  })
}
