/** What only a desktop can do, as the handlers see it: dialogs that give tickets, other programs, the file manager. */
export interface Desk {
  chooseRosterFile(): Promise<{ ticket: string; name: string; bytes: number } | null>
  chooseFolder(): Promise<{ ticket: string; label: string } | null>
  /** The path behind a ticket, which stays good: a preview may be asked again. Throws `ticket-unknown`. */
  rosterFileOf(ticket: string): string
  /** The path behind a ticket, once. Throws `ticket-unknown`. */
  folderOf(ticket: string): string
  /** Throws `address-refused` for anything but https and mailto. */
  openExternal(url: string): Promise<void>
  showFolder(path: string): Promise<void>
  /** Shows the file in the file manager; never opens it. */
  revealFile(path: string): void
}
