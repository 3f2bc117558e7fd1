/** Pages of ours on paper or as a PDF, by Chromium itself, in a window that nobody sees and that can do nothing. */
import { BrowserWindow, type Session, session } from 'electron'
import { TrousseError } from '../contract/errors.ts'
import type { Machine, PageMargins } from '../services/machine.ts'
import { readPrintFonts } from './print-fonts.ts'

/** In memory only: nothing of what is printed stays. */
const PARTITION = 'trousse-print'
/** Answered by this process: a `data:` address holds two megabytes at most, a class's letters may hold more. */
const SCHEME = 'trousse-paper'
const ADDRESS = `${SCHEME}://paper/`
/** Hundreds of pages on a slow laptop. */
const LIMIT_MS = 120_000

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; font-src data:",
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
    silent.webRequest.onBeforeRequest(({ url }, done) =>
      done({ cancel: !pages.has(url) && !url.startsWith('data:font/') }),
    )
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

/** @param assets the folder of the window's bundled files, which has its letters */
export function createPrinter(assets: string): Pick<Machine, 'printPdf' | 'printPaper'> {
  let fonts: Promise<string> | null = null
  const dressed = async (html: string): Promise<string> => {
    fonts ??= readPrintFonts(assets)
    const style = await fonts
    return html.replace('<head>', () => `<head>${style}`)
  }
  return {
    /** A4 pages with their structure for screen readers and an outline made of their headings. */
    printPdf: async (html: string, margins: PageMargins | null = null) =>
      withPage(await dressed(html), LIMIT_MS, async ({ webContents }) => {
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
      }),
    /** Throws `print-failed` when the computer has no printer or refuses. */
    printPaper: async (html: string, title: string) =>
      withPage(
        await dressed(html),
        null,
        ({ webContents }) =>
          new Promise<boolean>((resolve, reject) => {
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
      ),
  }
}
