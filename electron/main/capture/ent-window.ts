/**
 * The window "Mon ENT": the school's pages in a view that has no power over Trousse, and above it our own bar,
 * another view, which alone shows the address. Neither has a preload, so neither can send a message; the bar's
 * buttons change the part of its address after `#`, and nothing else of it can.
 */
import { join } from 'node:path'
import { BaseWindow, type DownloadItem, type Session, session, type WebContents, WebContentsView } from 'electron'
import { TrousseError } from '../../contract/errors.ts'
import type { Log } from '../../platform/log.ts'
import type { BarNotice, EntPage, EntWindowOptions } from '../../services/capture-windows.ts'
import { serveApp } from '../app-protocol.ts'
import { APP_ORIGIN } from '../bundle-path.ts'
import { NO_POWER } from '../no-power.ts'
import { BAR_WORDS, type BarText, barText } from './bar-words.ts'
import { entSession, forgetPages, isLoopback, isWebAddress, restrictRequests } from './ent-session.ts'
import { loadProblem } from './load-problem.ts'

const BAR_HEIGHT = 104
const WIDTH = 1180
const HEIGHT = 860
const MIN_WIDTH = 640
const MIN_HEIGHT = 420
/** In memory only, and another session than the main window's: the bar shares nothing with it. */
const BAR_PARTITION = 'trousse-capture-bar'
const BAR_URL = `${APP_ORIGIN}/capture-bar.html`
const MAX_SHOWN = 400
const MAX_NAME = 80
const ABORTED = -3

/** The ENT's pages are strangers: they may not open one dialog after another either. */
const STRANGER = { ...NO_POWER, safeDialogs: true } as const

let barSession: Session | null = null

function sessionOfTheBar(rendererRoot: string): Session {
  if (barSession === null) {
    barSession = session.fromPartition(BAR_PARTITION, { cache: false })
    serveApp(barSession, rendererRoot)
  }
  return barSession
}

export interface EntWindow {
  readonly partition: string
  readonly contents: WebContents
  page(): EntPage
  tell(notice: BarNotice): void
  focus(): void
  close(): void
}

/** Makes the window and starts loading. `out` is the folder that holds `renderer`. */
export function createEntWindow(options: EntWindowOptions, deps: { out: string; icon: string; log: Log }): EntWindow {
  const { locale, log } = { locale: options.locale, log: deps.log }
  const words = BAR_WORDS[locale]
  const theirs = entSession(options.partition)
  restrictRequests(theirs, options.loopbackOnly)
  const window = new BaseWindow({
    width: WIDTH,
    height: HEIGHT,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    title: options.label,
    icon: deps.icon,
    autoHideMenuBar: true,
  })
  const bar = new WebContentsView({
    webPreferences: { ...STRANGER, session: sessionOfTheBar(join(deps.out, 'renderer')) },
  })
  const ent = new WebContentsView({
    // Lists go on drawing their rows while the teacher looks at Trousse's own window.
    webPreferences: { ...STRANGER, session: theirs, backgroundThrottling: false },
  })
  const contents = ent.webContents
  window.contentView.addChildView(bar)
  window.contentView.addChildView(ent)
  const place = () => {
    const { width, height } = window.getContentBounds()
    bar.setBounds({ x: 0, y: 0, width, height: BAR_HEIGHT })
    ent.setBounds({ x: 0, y: BAR_HEIGHT, width, height: Math.max(0, height - BAR_HEIGHT) })
  }
  place()
  window.on('resize', place)

  let problem: EntPage['problem'] = null
  let httpStatus: number | null = null
  let notice: BarText = { tone: 'info', text: words.ready }
  let barReady = false
  /** A file that the page wanted to save, until the teacher asks for it or goes on. */
  let refused: { readonly url: string; readonly name: string } | null = null
  let asked: string | null = null

  const page = (): EntPage => ({
    url: contents.isDestroyed() ? '' : contents.getURL(),
    title: contents.isDestroyed() ? '' : contents.getTitle(),
    loading: !contents.isDestroyed() && contents.isLoadingMainFrame(),
    httpStatus,
    problem,
  })
  const draw = () => {
    if (!barReady || bar.webContents.isDestroyed()) return
    const { url, loading } = page()
    const shown = {
      language: locale,
      label: options.label,
      ...shownAddress(url),
      insecure: url.startsWith('http:') && !isLoopback(url) ? words.insecure : '',
      loading,
      canSave: refused !== null,
      canGoBack: contents.navigationHistory.canGoBack(),
      words: {
        back: words.back,
        reload: words.reload,
        capture: words.capture,
        close: words.close,
        address: words.address,
        save: words.save,
      },
      tone: problem ? 'warn' : notice.tone,
      text: problem ? barText({ kind: 'failed', error: problem }, locale).text : loading ? words.loading : notice.text,
    }
    bar.webContents.executeJavaScript(`trousseBar.show(${JSON.stringify(shown)})`).catch(() => {})
  }
  const changed = () => {
    draw()
    options.onChange()
  }
  const say = (text: BarText) => {
    notice = text
    draw()
  }

  bar.webContents.on('did-finish-load', () => {
    barReady = true
    draw()
  })
  bar.webContents.on('did-navigate-in-page', (_event, url) => {
    const action = /^#([a-z]+)-\d+$/.exec(new URL(url).hash)?.[1]
    if (action === 'back') contents.navigationHistory.goBack()
    else if (action === 'reload') contents.reload()
    else if (action === 'capture') options.onCapture()
    else if (action === 'close') window.close()
    else if (action === 'save' && refused !== null) {
      asked = refused.url
      refused = null
      contents.downloadURL(asked)
      draw()
    }
  })
  switchFocusWithF6(bar.webContents, contents)

  const mayGo = (url: string) => isWebAddress(url) && (!options.loopbackOnly || isLoopback(url))
  keepOnTheWeb(contents, {
    mayGo,
    isOurs: (url) => !isWebAddress(url) && (options.onAppAddress?.(url) ?? false),
    onRefused: (what) => {
      log.warn('refused in the ENT window', { what })
      say({ tone: 'warn', text: words.program })
    },
  })
  const onDownload = (event: { preventDefault(): void }, item: DownloadItem) => {
    if (item.getURL() === asked) {
      // Where to, the computer's own dialog asks.
      asked = null
      item.setSaveDialogOptions({ defaultPath: item.getFilename() })
      return
    }
    event.preventDefault()
    refused = { url: item.getURL(), name: item.getFilename().slice(0, MAX_NAME) }
    say({ tone: 'warn', text: words.download(refused.name) })
  }
  theirs.on('will-download', onDownload)

  contents.on('did-start-navigation', (details) => {
    if (!details.isMainFrame || details.isSameDocument) return
    problem = null
    httpStatus = null
    notice = { tone: 'info', text: words.ready }
    refused = null
  })
  contents.on('did-navigate', (_event, _url, status) => {
    httpStatus = status
    changed()
  })
  contents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return
    problem = loadProblem(code, description, url)
    log.info('ENT page did not load', { code })
    changed()
  })
  contents.on('certificate-error', (event, url, description, _certificate, answer, isMainFrame) => {
    // Shown, never passed over: on a school's network it is what an interception looks like.
    event.preventDefault()
    answer(false)
    if (isMainFrame) problem = loadProblem(0, description, url)
    changed()
  })
  contents.on('render-process-gone', () => {
    problem = { code: 'capture-page-failed', params: { reason: 'gone' } }
    changed()
  })
  for (const name of ['did-start-loading', 'did-stop-loading', 'page-title-updated', 'did-navigate-in-page'] as const) {
    // One listener for events of different shapes: what happened is read from the page.
    contents.on(name as 'did-stop-loading', changed)
  }

  window.on('closed', () => {
    theirs.off('will-download', onDownload)
    // Views outlive their window unless they are told.
    for (const view of [bar.webContents, contents]) if (!view.isDestroyed()) view.close()
    forgetPages(theirs).catch(() => {})
    options.onClosed()
  })
  bar.webContents.loadURL(BAR_URL).catch((error: Error) => log.error('bar did not load', { reason: error.message }))
  if (mayGo(options.url)) contents.loadURL(options.url).catch(() => {})
  else problem = { code: 'address-refused', params: { reason: 'scheme' } }

  return {
    partition: options.partition,
    contents,
    page,
    tell: (told) => say(barText(told, locale)),
    focus() {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    close: () => {
      if (!window.isDestroyed()) window.close()
    },
  }
}

/**
 * The site apart from the rest, so that nobody takes a path for a site; as the browser normalised it (letters that
 * imitate others are written in ASCII), without a name and password in front, which only serve to deceive.
 */
function shownAddress(url: string): { readonly site: string; readonly rest: string } {
  if (!URL.canParse(url)) return { site: '', rest: '' }
  const { protocol, host, pathname, search, hash } = new URL(url)
  return { site: `${protocol}//${host}`.slice(0, MAX_SHOWN), rest: `${pathname}${search}${hash}`.slice(0, MAX_SHOWN) }
}

/** A page that opens another window gets it in its own place: one page, one address, one way back. */
function keepOnTheWeb(
  contents: WebContents,
  rules: { mayGo: (url: string) => boolean; isOurs: (url: string) => boolean; onRefused: (what: string) => void },
): void {
  const check = (what: string) => (event: { url: string; preventDefault(): void }) => {
    if (rules.mayGo(event.url) || (what === 'frame' && /^(?:about|blob|data):/.test(event.url))) return
    event.preventDefault()
    if (!rules.isOurs(event.url)) rules.onRefused(what)
  }
  contents.on('will-navigate', check('page'))
  contents.on('will-frame-navigate', check('frame'))
  contents.on('will-redirect', check('frame'))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url, referrer, postBody }) => {
    if (rules.isOurs(url)) return { action: 'deny' }
    if (!rules.mayGo(url)) rules.onRefused('window')
    else {
      contents
        .loadURL(url, {
          httpReferrer: referrer,
          ...(postBody ? { postData: postBody.data, extraHeaders: `content-type: ${postBody.contentType}` } : {}),
        })
        .catch(() => {})
    }
    return { action: 'deny' }
  })
}

/** The keyboard's way between the two views, as between the parts of any window. */
function switchFocusWithF6(one: WebContents, other: WebContents): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('before-input-event', (event, input) => {
      if (input.type !== 'keyDown' || input.key !== 'F6') return
      event.preventDefault()
      to.focus()
    })
  }
}

/** Waits until the page has stopped loading and stays so for a moment: relays of logins go on by themselves. */
export async function settled(window: EntWindow, signal: AbortSignal): Promise<void> {
  const stopAt = Date.now() + SETTLE_LIMIT_MS
  let quiet = 0
  while (quiet < SETTLE_QUIET_MS) {
    if (signal.aborted) throw new TrousseError('cancelled')
    if (window.contents.isDestroyed()) throw new TrousseError('capture-no-window')
    if (Date.now() > stopAt) throw new TrousseError('network-timeout', { host: hostOf(window.contents.getURL()) })
    await new Promise((resolve) => setTimeout(resolve, SETTLE_LOOK_MS))
    quiet = window.contents.isLoading() ? 0 : quiet + SETTLE_LOOK_MS
  }
}

const SETTLE_LIMIT_MS = 60_000
const SETTLE_QUIET_MS = 600
const SETTLE_LOOK_MS = 100

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')
