/** What only a desktop can do, for the handlers. */
import type { BrowserWindow } from 'electron'
import type { AppState } from '../contract/views.ts'
import type { Clock } from '../platform/clock.ts'
import type { Desk } from '../services/desk.ts'
import { createDialogs } from './dialogs.ts'
import { openExternal, openFolder, revealFile } from './open-external.ts'
import { createTickets } from './tickets.ts'

export function createDesk(options: {
  clock: Clock
  window: () => BrowserWindow | null
  locale: () => AppState['locale']
}): Desk {
  const tickets = createTickets(options.clock)
  const dialogs = createDialogs({ tickets, window: options.window, locale: options.locale })
  return {
    ...dialogs,
    rosterFileOf: (ticket) => tickets.look('roster-file', ticket),
    folderOf: (ticket) => tickets.redeem('folder', ticket),
    openExternal,
    showFolder: openFolder,
    revealFile,
  }
}
