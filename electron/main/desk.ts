/** What only a desktop can do, for the handlers. */
import { type BrowserWindow, clipboard } from 'electron'
import { TrousseError } from '../contract/errors.ts'
import type { AppState, ChosenFiles } from '../contract/views.ts'
import type { Clock } from '../platform/clock.ts'
import type { Desk } from '../services/desk.ts'
import { clipboardFile } from './clipboard-file.ts'
import { createDialogs } from './dialogs.ts'
import { chosenFiles } from './import-files.ts'
import { openExternal, openFolder, revealFile } from './open-external.ts'
import { createTickets } from './tickets.ts'

export interface MainDesk extends Desk {
  /** Files dropped on the window, as the preload tells them. Throws `invalid-request`, `file-unreadable`. */
  dropped(paths: unknown): Promise<ChosenFiles>
}

export function createDesk(options: {
  clock: Clock
  window: () => BrowserWindow | null
  locale: () => AppState['locale']
}): MainDesk {
  const tickets = createTickets(options.clock)
  const dialogs = createDialogs({ tickets, window: options.window, locale: options.locale })
  return {
    ...dialogs,
    async pasteImport() {
      const file = await clipboardFile(clipboard, options.locale())
      if (file === null) return null
      const ticket = tickets.issue('imports', [file])
      return { ticket, files: [{ name: file.name, bytes: file.bytes.byteLength }] }
    },
    dropped: (paths) => chosenFiles(tickets, paths),
    importOf: (ticket) => tickets.look('imports', ticket),
    offerImport: (path, name) => tickets.issue('imports', [{ path, name }]),
    forgetImport(ticket) {
      try {
        tickets.redeem('imports', ticket)
      } catch (error) {
        // Expired or forgotten already: that is what was asked for.
        if (!(error instanceof TrousseError)) throw error
      }
    },
    keepFolder: (path) => tickets.issue('folder', path),
    folderOf: (ticket) => tickets.redeem('folder', ticket),
    openExternal,
    showFolder: openFolder,
    revealFile,
  }
}
