/** Debian's Chromium, driven on packs opened from the disk as a person does; skips where it is not installed. */
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright'
import { onTestFinished, type TestContext } from 'vitest'

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

let browser: Promise<Browser> | null = null

export function needChromium(context: TestContext): void {
  if (PROGRAMS.some((path) => existsSync(path))) return
  console.warn(`${context.task.name}: not tried, Chromium is not installed`)
  context.skip('Chromium is not installed')
}

export interface OpenedPage {
  readonly page: Page
  /** Everything that tried to leave, and every violation of the page's policy. */
  readonly complaints: string[]
}

/** Opens a file by its `file://` address, in a window of the given size. */
export async function openFile(
  path: string,
  view: { width: number; height: number; dark?: boolean } = { width: 1366, height: 768 },
): Promise<OpenedPage> {
  const executablePath = PROGRAMS.find((program) => existsSync(program)) ?? ''
  browser ??= chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const context = await (await browser).newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.dark ? 'dark' : 'light',
    acceptDownloads: true,
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!/^(?:file|blob|data):/.test(request.url())) complaints.push(request.url())
  })
  await page.goto(pathToFileURL(path).href)
  return { page, complaints }
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
  browser = null
}
