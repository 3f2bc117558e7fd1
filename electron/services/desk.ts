/** What only a desktop can do, as the handlers see it: dialogs that give tickets, other programs, the file manager. */
import type { ChosenFiles } from '../contract/views.ts'

/** A file the teacher chose: where it is, or its content when it came from the clipboard. */
export type ImportInput =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly bytes: Uint8Array; readonly isPasted?: boolean }

export interface Desk {
  /** Null when the teacher cancelled. */
  chooseImportFiles(): Promise<ChosenFiles | null>
  /** The clipboard as one file; null when it holds no text. */
  pasteImport(): Promise<ChosenFiles | null>
  /** The files behind a ticket, which stays good: a preview may be asked again. Throws `ticket-unknown`. */
  importOf(ticket: string): readonly ImportInput[]
  forgetImport(ticket: string): void
  /** A file that Trousse fetched, as if the teacher had chosen it. */
  offerImport(path: string, name: string): string
  /** Any kind of file, to read once or again by `importOf`. */
  chooseDocuments(): Promise<ChosenFiles | null>
  chooseFolder(): Promise<{ ticket: string; label: string } | null>
  /** A folder that was found and not asked for: the root of a drive. */
  keepFolder(path: string): string
  /** The path behind a ticket, once. Throws `ticket-unknown`. */
  folderOf(ticket: string): string
  /** Throws `address-refused` for anything but https, mailto and tel. */
  openExternal(url: string): Promise<void>
  showFolder(path: string): Promise<void>
  /** Shows the file in the file manager; never opens it. */
  revealFile(path: string): void
}
