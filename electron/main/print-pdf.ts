/** A page of ours as a PDF, by Chromium itself, in a window that nobody sees and that can do nothing. */
import { BrowserWindow, session } from 'electron'

/** In memory only: nothing of what is printed stays. */
const PARTITION = 'trousse-print'
const LIMIT_MS = 30_000

/**
 * @param html a whole document that needs nothing from elsewhere: no script runs and nothing is fetched
 * @returns A4 pages with their structure for screen readers
 */
export async function printPdf(html: string): Promise<Uint8Array> {
  const silent = session.fromPartition(PARTITION)
  silent.webRequest.onBeforeRequest(({ url }, done) => done({ cancel: !url.startsWith('data:') }))
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: silent,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      images: false,
    },
  })
  const limit = setTimeout(() => window.destroy(), LIMIT_MS)
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`)
    const pdf = await window.webContents.printToPDF({
      pageSize: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
    })
    return new Uint8Array(pdf)
  } finally {
    clearTimeout(limit)
    if (!window.isDestroyed()) window.destroy()
  }
}
