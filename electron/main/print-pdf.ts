/** Pages of ours on paper or as a PDF, by Chromium itself, in a window that nobody sees and that can do nothing. */
import { BrowserWindow, type Session, session } from 'electron'
import { TrousseError } from '../contract/errors.ts'
import type { PageMargins } from '../services/machine.ts'

/** In memory only: nothing of what is printed stays. */
const PARTITION = 'trousse-print'
/** Answered by this process: a `data:` address holds two megabytes at most, a class's letters may hold more. */
const SCHEME = 'trousse-paper'
const ADDRESS = `${SCHEME}://paper/`
/** Hundreds of pages on a slow laptop. */
const LIMIT_MS = 120_000

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
}

/** Pages waiting to be fetched by the window that prints them. */
const pages = new Map<string, string>()
let count = 0

function silentSession(): Session {
  const silent = session.fromPartition(PARTITION)
  if (!silent.protocol.isProtocolHandled(SCHEME)) {
    silent.protocol.handle(SCHEME, ({ url }) => {
      const page = pages.get(url)
      return page === undefined ? new Response(null, { status: 404 }) : new Response(page, { headers: HEADERS })
    })
    silent.webRequest.onBeforeRequest(({ url }, done) => done({ cancel: !pages.has(url) }))
  }
  return silent
}

/** Runs `use` on a hidden window that shows this page; no script runs in it and nothing is fetched. */
async function withPage<T>(
  html: string,
  limitMs: number | null,
  use: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  count += 1
  const url = `${ADDRESS}${count}`
  pages.set(url, html)
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: silentSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      images: false,
    },
  })
  const limit = limitMs === null ? undefined : setTimeout(() => window.destroy(), limitMs)
  try {
    await window.loadURL(url)
    return await use(window)
  } finally {
    clearTimeout(limit)
    pages.delete(url)
    if (!window.isDestroyed()) window.destroy()
  }
}

/**
 * @param html a whole document that needs nothing from elsewhere
 * @param margins what stands above and below every page; nothing by default
 * @returns A4 pages with their structure for screen readers and an outline made of their headings
 */
export const printPdf = (html: string, margins: PageMargins | null = null): Promise<Uint8Array> =>
  withPage(html, LIMIT_MS, async ({ webContents }) => {
    const pdf = await webContents.printToPDF({
      pageSize: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      ...(margins === null
        ? {}
        : { displayHeaderFooter: true, headerTemplate: margins.header, footerTemplate: margins.footer }),
    })
    return new Uint8Array(pdf)
  })

/**
 * Opens the computer's print dialog on the page. Numbers of pages stand at its foot, the title at its head.
 *
 * @returns false when the teacher closed the dialog
 * @throws TrousseError `print-failed` when the computer has no printer or refuses
 */
export const printPaper = (html: string, title: string): Promise<boolean> =>
  withPage(
    html,
    null,
    ({ webContents }) =>
      new Promise((resolve, reject) => {
        webContents.print(
          { silent: false, printBackground: true, pageSize: 'A4', header: title },
          (printed, reason) => {
            if (printed) resolve(true)
            // Chromium's word for a dialog that was closed.
            else if (/cancel/i.test(reason)) resolve(false)
            else reject(new TrousseError('print-failed', {}, { cause: new Error(reason) }))
          },
        )
      }),
  )
