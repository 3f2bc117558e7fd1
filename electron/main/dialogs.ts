/** File and folder dialogs. The window gets a ticket and a label; the path stays here. */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { app, type BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import { TrousseError } from '../contract/errors.ts'
import type { AppState, ChosenFiles } from '../contract/views.ts'
import { chosenFiles } from './import-files.ts'
import type { Tickets } from './tickets.ts'

type Locale = AppState['locale']

const WORDS = {
  fr: {
    importTitle: 'Choisir un ou plusieurs fichiers',
    importFilter: 'Listes, exports et packs',
    allFiles: 'Tous les fichiers',
    documentsTitle: 'Choisir des documents à joindre',
    folderTitle: 'Choisir le dossier ou la clé USB',
    choose: 'Choisir',
  },
  en: {
    importTitle: 'Choose one or several files',
    importFilter: 'Lists, exports and packs',
    allFiles: 'All files',
    documentsTitle: 'Choose documents to add',
    folderTitle: 'Choose the folder or USB stick',
    choose: 'Choose',
  },
} as const satisfies Record<Locale, Record<string, string>>

/** A convenience of the dialog: what a file is is read from its content. */
const IMPORT_EXTENSIONS = ['csv', 'tsv', 'txt', 'xlsx', 'xls', 'ods', 'xml', 'zip', 'ics', 'html', 'htm']

export interface Dialogs {
  /** Null when the teacher cancelled. */
  chooseImportFiles(): Promise<ChosenFiles | null>
  /** Any kind of file; the ticket is that of files to read. */
  chooseDocuments(): Promise<ChosenFiles | null>
  chooseFolder(): Promise<{ ticket: string; label: string } | null>
}

export function createDialogs(options: {
  tickets: Tickets
  window: () => BrowserWindow | null
  locale: () => Locale
}): Dialogs {
  const { tickets } = options
  const ask = async (dialogOptions: OpenDialogOptions): Promise<readonly string[]> => {
    const rehearsed = rehearsedAnswer()
    if (rehearsed !== undefined) return rehearsed
    const parent = options.window()
    const { filePaths } = parent
      ? await dialog.showOpenDialog(parent, dialogOptions)
      : await dialog.showOpenDialog(dialogOptions)
    return filePaths
  }
  return {
    async chooseImportFiles() {
      const words = WORDS[options.locale()]
      const paths = await ask({
        title: words.importTitle,
        buttonLabel: words.choose,
        properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
        filters: [
          { name: words.importFilter, extensions: IMPORT_EXTENSIONS },
          { name: words.allFiles, extensions: ['*'] },
        ],
      })
      return paths.length === 0 ? null : chosenFiles(tickets, paths)
    },
    async chooseDocuments() {
      const words = WORDS[options.locale()]
      const paths = await ask({
        title: words.documentsTitle,
        buttonLabel: words.choose,
        properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
      })
      return paths.length === 0 ? null : chosenFiles(tickets, paths)
    },
    async chooseFolder() {
      const words = WORDS[options.locale()]
      const [path] = await ask({
        title: words.folderTitle,
        buttonLabel: words.choose,
        properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
      })
      // The root of a USB stick has no last part; its path is its name.
      return path === undefined ? null : { ticket: tickets.issue('folder', path), label: basename(path) || path }
    },
  }
}

/**
 * End-to-end tests cannot click a native dialog: they leave their answers (a path, a list of paths, null for
 * "cancel") in the JSON file that TROUSSE_TEST_DIALOG names, taken from the front. Never in a packaged app.
 */
function rehearsedAnswer(): readonly string[] | undefined {
  const file = process.env.TROUSSE_TEST_DIALOG
  if (app.isPackaged || file === undefined) return undefined
  const answers: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!Array.isArray(answers) || answers.length === 0) throw new TrousseError('cancelled')
  const [next, ...rest]: unknown[] = answers
  writeFileSync(file, JSON.stringify(rest))
  return (Array.isArray(next) ? next : [next]).filter((path) => typeof path === 'string')
}
