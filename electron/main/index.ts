/**
 * Where Trousse starts, in order: one copy only, rules before any window, services, channels, window.
 * Nothing here waits for the network; the window loads while the space is being opened.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, type BrowserWindow, dialog, session } from 'electron'
import { toErrorShape } from '../contract/errors.ts'
import type { CommandId } from '../contract/shortcuts.ts'
import type { Log } from '../platform/log.ts'
import { type App, createApp } from '../services/app.ts'
import { createHandlers } from '../services/handlers/index.ts'
import { openPreferences } from '../services/preferences.ts'
import type { Emit } from '../services/session.ts'
import { warmStoreWorkers } from '../store/open-store.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { APP_ORIGIN, APP_URL } from './bundle-path.ts'
import { type CommandLine, developmentUrl, readCommandLine } from './command-line.ts'
import { createDesk } from './desk.ts'
import { createEventSender } from './events.ts'
import { registerIpc } from './ipc.ts'
import { createDispatch } from './ipc-dispatch.ts'
import { createDropReceiver } from './ipc-drop.ts'
import { openLogFile } from './log-file.ts'
import { createElectronMachine, storeWorker } from './machine.ts'
import { setApplicationMenu } from './menu.ts'
import { createNotifier } from './notifications.ts'
import { openFolder } from './open-external.ts'
import { filesOf } from './opened-files.ts'
import { applySecurityRules } from './security.ts'
import { runSmokeTest } from './smoke-test.ts'
import { watchForUpdates } from './update-watch.ts'
import { applyTheme, createMainWindow, focusWindow, windowIcon } from './window.ts'
import { isZoom, type ZoomOptions, zoomWindow } from './zoom.ts'

/** `out/`, which holds `main`, `preload` and `renderer`. */
const OUT = dirname(dirname(fileURLToPath(import.meta.url)))
/** A stop that hangs must not keep the computer from shutting down; what was acknowledged is on disk already. */
const SHUTDOWN_LIMIT_MS = 10_000
const PAGE_POLL_MS = 100

let window: BrowserWindow | null = null
/** Files that the system asked to open before the window could take them. */
const waiting: string[] = []
let openFiles = (paths: readonly string[]): void => {
  waiting.push(...paths)
}

const commandLine = readCommandLine()
const pageUrl = developmentUrl() ?? APP_URL
const origin = developmentUrl() ? new URL(pageUrl).origin : APP_ORIGIN

// Two copies on one database would each believe they are alone.
if (app.requestSingleInstanceLock()) {
  warmStoreWorkers(storeWorker(import.meta.url))
  const logs = join(app.getPath('userData'), 'logs')
  const log = openLogFile(logs, Date.now)
  logWhatNobodyCaught(log)
  registerAppScheme()
  applySecurityRules({ origin, log })
  app.on('second-instance', (_event, argv, folder) => {
    if (window) focusWindow(window)
    openFiles(filesOf(argv, folder, app.getAppPath()))
  })
  // A Mac tells so, before the app is ready when it was started by a double click.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openFiles([path])
  })
  app
    .whenReady()
    .then(
      () => start(commandLine, log, logs),
      (error: Error) => giveUp(log, error),
    )
    .catch((error: Error) => giveUp(log, error))
} else {
  app.quit()
}

async function start({ demo, demoSize, smokeTest }: CommandLine, log: Log, logs: string): Promise<void> {
  log.info('start', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform })
  const userData = app.getPath('userData')
  const preferences = await openPreferences(join(userData, 'preferences.json'), app.getLocale())
  const locale = () => preferences.current().locale
  const ourContents = () => window?.webContents ?? null

  const icon = windowIcon(join(app.getAppPath(), 'resources'))
  const zoom: ZoomOptions = {
    current: () => preferences.current().zoom,
    keep: (next) => preferences.update({ zoom: next }),
  }
  applyTheme(preferences.current().theme)
  serveApp(session.defaultSession, join(OUT, 'renderer'))
  const openWindow = () => {
    window = createMainWindow({
      preload: join(OUT, 'preload', 'index.cjs'),
      url: pageUrl,
      stateFile: join(userData, 'window.json'),
      icon,
      locale,
      zoom,
      log,
    })
    window.once('closed', () => {
      window = null
      // Without Trousse's own window nobody could confirm what is captured.
      machine.captureWindows?.close()
    })
    return window
  }
  // Before anything else is built: the page's own process starts, and reads its files, while the space opens.
  const first = openWindow()

  const machine = createElectronMachine({ log, bundle: import.meta.url, out: OUT, icon })
  const send = createEventSender({ ourContents, log })
  const runCommand = (command: CommandId) => {
    if (!window) return
    if (isZoom(command)) zoomWindow(window, zoom, command)
    else send('command', { id: command })
  }
  const dress = () => {
    applyTheme(preferences.current().theme)
    setApplicationMenu({ locale: locale(), showLogs: () => void openFolder(logs).catch(() => {}), run: runCommand })
  }
  const notifier = createNotifier({
    window: () => window,
    locale,
    isWanted: () => preferences.current().notifications,
    open(place) {
      if (window) focusWindow(window)
      send('go', place)
    },
  })
  const emit: Emit = (event, payload) => {
    notifier.see(event, payload)
    if (event === 'state') dress()
    send(event, payload)
  }
  const trousse = createApp({ machine, dataFolder: userData, version: app.getVersion(), preferences, emit, demoSize })

  const desk = createDesk({ clock: machine.clock, window: () => window, locale })
  const handlers = createHandlers({ app: trousse, desk })
  const dispatch = createDispatch({ handlers, origin, log })
  /** The same road as a drop: the window gets a ticket, never a path. */
  const receiveFiles = async (paths: readonly string[]) => {
    try {
      send('dropped', { chosen: await desk.dropped(paths), error: null })
    } catch (error) {
      send('dropped', { chosen: null, error: toErrorShape(error) })
    }
  }
  // The first answer waits for the space, so that the window never shows a welcome it takes back.
  const booted = trousse.boot({ demo })
  // The figures of the first screen are read while its page still comes: when it asks, they are in memory.
  booted.then(() => handlers['today.read'](undefined)).catch(() => {})
  registerIpc({
    ourContents,
    dispatch: (...message) => booted.then(() => dispatch(...message)),
    receiveDrop: createDropReceiver({ origin, log, keep: desk.dropped, tell: (drop) => send('dropped', drop) }),
  })

  dress()
  if (smokeTest) runSmokeTest(first)

  // What came with the start, and what came since; from here on a file goes straight to the import screen.
  openFiles = (paths) => {
    if (paths.length > 0) void receiveFiles(paths)
  }
  const asked = [...filesOf(process.argv, process.cwd(), app.getAppPath()), ...waiting.splice(0)]
  if (asked.length > 0) void pageReady(first).then(() => openFiles(asked))

  app.on('activate', () => (window ? focusWindow(window) : openWindow()))
  app.on('window-all-closed', () => {
    // On macOS a program without a window goes on; anywhere else it has ended.
    if (process.platform !== 'darwin') app.quit()
  })
  stopBeforeQuitting(() => trousse.shutdown(), log)
  watchForUpdates({
    http: machine.http,
    log,
    clock: machine.clock,
    random: machine.random,
    stateFile: join(userData, 'updates.json'),
    window: () => window,
    locale,
    isBusy: () => isBusy(trousse),
  })
}

/** The page listens, which it does once a space is open: a ticket told before that would be lost. */
async function pageReady(window: BrowserWindow): Promise<void> {
  const hasShell = `Boolean(document.getElementById('main'))`
  while (!window.isDestroyed()) {
    const ready: unknown = window.webContents.isLoading() ? false : await window.webContents.executeJavaScript(hasShell)
    // Also after it is there: what is drawn listens a frame later.
    await new Promise((resolve) => setTimeout(resolve, PAGE_POLL_MS))
    if (ready === true) return
  }
}

/** Work that an installation must not cut: a message on its way, a pack half written. */
function isBusy(trousse: App): boolean {
  if (trousse.state().phase !== 'ready') return false
  const { tasks } = trousse.session()
  return tasks.list().some((task) => task.state === 'running')
}

/** Work in progress is stopped at a safe point and the database closed before the process ends. */
function stopBeforeQuitting(shutdown: () => Promise<void>, log: Log): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    stopped = true
    const limit = new Promise<void>((resolve) => setTimeout(resolve, SHUTDOWN_LIMIT_MS))
    Promise.race([shutdown(), limit])
      .catch((error: Error) => log.error('shutdown failed', { reason: error.name }))
      // Not at once: Electron ignores a call to quit while it is still taking back the one just prevented.
      .finally(() => setImmediate(() => app.quit()))
  })
}

/** The log gets what escaped; a main process in an unknown state does not go on with people's data. */
function logWhatNobodyCaught(log: Log): void {
  process.on('unhandledRejection', (reason) =>
    log.error('unhandled rejection', { detail: reason instanceof Error ? (reason.stack ?? reason.name) : 'unknown' }),
  )
  process.on('uncaughtException', (error) => giveUp(log, error))
}

function giveUp(log: Log, error: Error): void {
  log.error('fatal', { detail: error.stack ?? error.name })
  const french = !app.getLocale().startsWith('en')
  dialog.showErrorBox(
    'Trousse',
    french
      ? 'Trousse a rencontré une erreur et doit se fermer. Vos données sont intactes : rouvrez Trousse.'
      : 'Trousse met an error and has to close. Your data are intact: open Trousse again.',
  )
  app.exit(1)
}
