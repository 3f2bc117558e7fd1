/** `--smoke-test`: what a packaged Trousse must be able to do, checked by itself, for the build that made it. */
import { app, type BrowserWindow } from 'electron'

const TIMEOUT_MS = 60_000

/** In the page: painted, and answered through preload, channels, worker and database. */
const PAGE_CHECK = `(async () => {
  const root = document.getElementById('root')
  const reply = await window.trousse.invoke['app.state'](undefined)
  return Boolean(root && root.childElementCount > 0 && reply.ok && reply.value.phase !== 'rescue')
})()`

/** Ends the process: 0 once the window has painted and answers, 1 when it does not within a minute. */
export function runSmokeTest(window: BrowserWindow): void {
  const fail = (reason: string) => {
    console.error(`smoke test: ${reason}`)
    app.exit(1)
  }
  setTimeout(() => fail('the window was not ready in time'), TIMEOUT_MS).unref()
  window.webContents.on('render-process-gone', (_event, details) => fail(`window process gone: ${details.reason}`))
  window.webContents.on('console-message', (_event, _level, message) => console.error(`window: ${message}`))
  const look = async (): Promise<void> => {
    const ok: unknown = await window.webContents.executeJavaScript(PAGE_CHECK)
    if (ok === true) app.quit()
    else setTimeout(() => look().catch((error: Error) => fail(error.message)), 200)
  }
  window.once('ready-to-show', () => look().catch((error: Error) => fail(error.message)))
}
