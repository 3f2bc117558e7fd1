/**
 * The window's own page on the invented school of `test/helpers/fake-bridge.ts`, in the Electron that Trousse runs in: every
 * state of every screen, at an instant that never changes. Nothing of the main process is behind it.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { build } from 'vite'
import { writeBareProgram } from '../bench/window.ts'
import { launchElectron, ROOT, temporaryFolder } from './harness.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}
/** A Tuesday of term, in the middle of the morning. */
const NOW = new Date('2026-11-24T09:12:00+01:00')

export interface FakeWindow {
  readonly page: Page
  /** Shows a screen: `at` is what follows `#`, `with` the states that fake-window/start.js knows. */
  show(at: string, state?: Readonly<Record<string, string>>): Promise<void>
  close(): Promise<void>
}

/** Builds the page, serves it on loopback and opens it in one window of this size. */
export async function openFakeWindow(size: { readonly width: number; readonly height: number }): Promise<FakeWindow> {
  const out = await temporaryFolder()
  await build({
    configFile: join(ROOT, 'test/helpers/fake-window/vite.config.js'),
    logLevel: 'error',
    build: { outDir: out, emptyOutDir: true, target: 'chrome130', minify: false, chunkSizeWarningLimit: 10_000 },
  })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page')
    const file = join(out, pathname === '/' ? 'index.html' : pathname)
    readFile(file).then(
      (bytes) => response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const electron: ElectronApplication = await launchElectron({
    program: await writeBareProgram(await temporaryFolder()),
    folder: await temporaryFolder(),
    env: { TZ: 'Europe/Paris' },
  })
  const page = await electron.firstWindow()
  await electron.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    size,
  )
  await page.clock.setFixedTime(NOW)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return {
    page,
    async show(at, state = {}) {
      const query = new URLSearchParams(state).toString()
      // Another address than the present one, so that the page is loaded anew with its own state.
      await page.goto('about:blank')
      await page.goto(`${origin}/?${query}#${at}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForFunction(() => document.fonts.status === 'loaded')
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
    },
    async close() {
      await electron.close()
      server.close()
    },
  }
}
