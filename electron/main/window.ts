/** The one window. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import type { AppState } from '../contract/views.ts'
import type { Log } from '../platform/log.ts'
import { offerContextMenu } from './context-menu.ts'
import { NO_POWER } from './no-power.ts'
import { type Area, minimumSize, placeWindow, readWindowState, writeWindowState } from './window-state.ts'
import { keepZoom, type ZoomOptions } from './zoom.ts'

const TITLE = 'Trousse'
/** The page's own background (renderer/ui/tokens.css), so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#f7f4ef', dark: '#181513' }

/** A window that keeps dying is not reopened for ever. */
const MAX_REVIVALS = 5
const REVIVAL_WINDOW_MS = 60_000

const WORDS = {
  fr: {
    crashed: 'La fenêtre s’est arrêtée de façon inattendue. Trousse l’a rouverte.',
    crashedDetail:
      'Vos données et vos envois ne sont pas touchés. Ce que vous étiez en train de saisir est à reprendre.',
    giveUp: 'La fenêtre s’arrête sans cesse.',
    giveUpDetail: 'Vos données ne sont pas touchées. Fermez Trousse, redémarrez l’ordinateur, puis rouvrez Trousse.',
  },
  en: {
    crashed: 'The window stopped unexpectedly. Trousse reopened it.',
    crashedDetail: 'Your data and your messages are untouched. What you were typing has to be typed again.',
    giveUp: 'The window keeps stopping.',
    giveUpDetail: 'Your data are untouched. Close Trousse, restart the computer, then open Trousse again.',
  },
} as const satisfies Record<AppState['locale'], Record<string, string>>

export interface WindowOptions {
  readonly preload: string
  readonly url: string
  readonly stateFile: string
  readonly icon: string
  readonly locale: () => AppState['locale']
  readonly zoom: ZoomOptions
  readonly log: Log
}

/** Makes the window and starts loading; it shows itself once it has something to show. */
export function createMainWindow(options: WindowOptions): BrowserWindow {
  const screens = workAreas()
  const { maximized, ...place } = placeWindow(readWindowState(options.stateFile), screens)
  const window = new BrowserWindow({
    ...place,
    ...minimumSize(screens),
    title: TITLE,
    icon: options.icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    // See security.ts: only a Mac's own dictionary.
    webPreferences: { ...NO_POWER, spellcheck: process.platform === 'darwin', preload: options.preload },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  // Screens have their own headings; the window keeps the product's name.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.on('close', () =>
    writeWindowState(options.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  )
  const onThemeUpdated = () => window.setBackgroundColor(background())
  nativeTheme.on('updated', onThemeUpdated)
  const onDisplaysChanged = () => stayInSight(window)
  screen.on('display-removed', onDisplaysChanged)
  screen.on('display-metrics-changed', onDisplaysChanged)
  window.on('closed', () => {
    nativeTheme.off('updated', onThemeUpdated)
    screen.off('display-removed', onDisplaysChanged)
    screen.off('display-metrics-changed', onDisplaysChanged)
  })
  keepZoom(window, options.zoom)
  offerContextMenu(window, options.locale)
  reviveWhenItDies(window, options)
  load(window, options)
  return window
}

/** The main display first. */
function workAreas(): Area[] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map((display) => display.workArea)
}

/** A projector that is unplugged must not take the window with it. */
function stayInSight(window: BrowserWindow): void {
  if (window.isDestroyed() || window.isMaximized() || window.isFullScreen()) return
  const present = window.getNormalBounds()
  const { maximized: _, ...place } = placeWindow({ ...present, maximized: false }, workAreas())
  if (place.x === undefined || place.y === undefined) {
    window.setSize(place.width, place.height)
    window.center()
  } else if (place.width !== present.width || place.height !== present.height) {
    window.setBounds({ ...place, x: place.x, y: place.y })
  }
}

const background = (): string => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light)

function load(window: BrowserWindow, options: WindowOptions): void {
  window.loadURL(options.url).catch((error: Error) => {
    if (!window.isDestroyed()) options.log.error('window did not load', { reason: error.message })
  })
}

/** The main process holds the data and the work in progress: only what was being typed is lost (E15). */
function reviveWhenItDies(window: BrowserWindow, options: WindowOptions): void {
  let deaths: number[] = []
  let telling = false
  const tell = async (message: string, detail: string) => {
    if (telling || window.isDestroyed()) return
    telling = true
    await dialog.showMessageBox(window, { type: 'warning', title: TITLE, message, detail, buttons: ['OK'] })
    telling = false
  }
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return
    options.log.error('window process gone', { reason: details.reason, exitCode: details.exitCode })
    const now = Date.now()
    deaths = [...deaths.filter((at) => now - at < REVIVAL_WINDOW_MS), now]
    const words = WORDS[options.locale()]
    if (deaths.length > MAX_REVIVALS) {
      tell(words.giveUp, words.giveUpDetail).finally(() => app.quit())
      return
    }
    load(window, options)
    void tell(words.crashed, words.crashedDetail)
  })
  window.on('unresponsive', () => options.log.warn('window does not answer'))
}

/** Applies the teacher's choice of theme to the window, its menus and its dialogs. */
export function applyTheme(theme: AppState['theme']): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
}

/** Brings the window to the front, for a second start of the program. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** The icon beside the window where the system does not take it from the program file. */
export const windowIcon = (resources: string): string => join(resources, 'icons', 'icon-256.png')
