/** Asks now and then for a newer Trousse, and never fetches one without the teacher's yes. */
import { app, type BrowserWindow, dialog } from 'electron'
import type { AppState } from '../contract/views.ts'
import type { Clock } from '../platform/clock.ts'
import type { HttpClient } from '../platform/http.ts'
import type { Log } from '../platform/log.ts'
import { updateConfig } from '../updates/config.ts'
import { createUpdater, type Updater } from '../updates/updater.ts'

/** Not while a lesson begins: everybody starts their computer at the same minute. */
const FIRST_CHECK_MS = 10 * 60_000
const PERIOD_MS = 24 * 60 * 60_000

const WORDS = {
  fr: {
    available: (version: string) => `Trousse ${version} est disponible.`,
    availableDetail:
      'Le téléchargement se fait pendant que vous travaillez ; rien n’est installé avant que vous quittiez Trousse.',
    download: 'Télécharger',
    later: 'Plus tard',
    ready: (version: string) => `Trousse ${version} est prête.`,
    readyDetail: 'Elle sera installée quand vous quitterez Trousse.',
  },
  en: {
    available: (version: string) => `Trousse ${version} is available.`,
    availableDetail: 'It downloads while you work; nothing is installed before you quit Trousse.',
    download: 'Download',
    later: 'Later',
    ready: (version: string) => `Trousse ${version} is ready.`,
    readyDetail: 'It will be installed when you quit Trousse.',
  },
} as const satisfies Record<AppState['locale'], object>

export interface UpdateWatchOptions {
  readonly http: HttpClient
  readonly log: Log
  readonly clock: Clock
  readonly random: () => number
  readonly stateFile: string
  readonly window: () => BrowserWindow | null
  readonly locale: () => AppState['locale']
  /** Something is being sent or written. */
  readonly isBusy: () => boolean
}

/** Does nothing until releases have an address (`updates/config.ts`), nor in a program that was not packaged. */
export function watchForUpdates(options: UpdateWatchOptions): void {
  if (updateConfig === null || !app.isPackaged) return
  const updater = createUpdater({
    config: updateConfig,
    http: options.http,
    log: options.log,
    loadLibrary: async () => (await import('electron-updater')).default.autoUpdater,
    currentVersion: app.getVersion(),
    stateFile: options.stateFile,
    now: () => options.clock.now(),
    isBusy: options.isBusy,
  })
  const declined = new Set<string>()
  const look = async () => {
    await offer(updater, options, declined)
    plan(PERIOD_MS)
  }
  /** Between half and one and a half times the period, so that a thousand copies do not ask together. */
  const plan = (milliseconds: number) =>
    setTimeout(() => void look().catch(() => {}), milliseconds * (0.5 + options.random())).unref()
  plan(FIRST_CHECK_MS)
}

async function offer(updater: Updater, options: UpdateWatchOptions, declined: Set<string>): Promise<void> {
  const found = await updater.check()
  const window = options.window()
  if (found.state !== 'available' || declined.has(found.version) || window === null) return
  const words = WORDS[options.locale()]
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    title: 'Trousse',
    message: words.available(found.version),
    detail: words.availableDetail,
    buttons: [words.download, words.later],
    defaultId: 0,
    cancelId: 1,
  })
  if (response !== 0) {
    declined.add(found.version)
    return
  }
  const outcome = await updater.download()
  if (outcome.state !== 'ready' || window.isDestroyed()) return
  await dialog.showMessageBox(window, {
    type: 'info',
    title: 'Trousse',
    message: words.ready(outcome.version),
    detail: words.readyDetail,
    buttons: ['OK'],
  })
}
