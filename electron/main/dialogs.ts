/** File and folder dialogs. The window gets a ticket and a label; the path stays here. */
import { readFileSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { app, type BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import { TrousseError } from '../contract/errors.ts'
import type { AppState } from '../contract/views.ts'
import type { Tickets } from './tickets.ts'

type Locale = AppState['locale']

const WORDS = {
  fr: {
    rosterTitle: 'Choisir la liste des élèves',
    rosterFilter: 'Listes d’élèves (CSV, Excel, LibreOffice)',
    allFiles: 'Tous les fichiers',
    folderTitle: 'Choisir le dossier ou la clé USB',
    choose: 'Choisir',
  },
  en: {
    rosterTitle: 'Choose the pupil list',
    rosterFilter: 'Pupil lists (CSV, Excel, LibreOffice)',
    allFiles: 'All files',
    folderTitle: 'Choose the folder or USB stick',
    choose: 'Choose',
  },
} as const satisfies Record<Locale, Record<string, string>>

const ROSTER_EXTENSIONS = ['csv', 'tsv', 'txt', 'xlsx', 'xls', 'ods']

export interface Dialogs {
  /** Null when the teacher cancelled. `bytes` is the file's size. */
  chooseRosterFile(): Promise<{ ticket: string; name: string; bytes: number } | null>
  chooseFolder(): Promise<{ ticket: string; label: string } | null>
}

export function createDialogs(options: {
  tickets: Tickets
  window: () => BrowserWindow | null
  locale: () => Locale
}): Dialogs {
  const { tickets } = options
  const ask = async (dialogOptions: OpenDialogOptions): Promise<string | null> => {
    const rehearsed = rehearsedAnswer()
    if (rehearsed !== undefined) return rehearsed
    const parent = options.window()
    const { filePaths } = parent
      ? await dialog.showOpenDialog(parent, dialogOptions)
      : await dialog.showOpenDialog(dialogOptions)
    return filePaths[0] ?? null
  }
  return {
    async chooseRosterFile() {
      const words = WORDS[options.locale()]
      const path = await ask({
        title: words.rosterTitle,
        buttonLabel: words.choose,
        properties: ['openFile', 'dontAddToRecent'],
        filters: [
          { name: words.rosterFilter, extensions: ROSTER_EXTENSIONS },
          { name: words.allFiles, extensions: ['*'] },
        ],
      })
      if (path === null) return null
      const name = basename(path)
      const found = await stat(path).catch(() => null)
      if (!found?.isFile()) throw new TrousseError('file-unreadable', { file: name })
      return { ticket: tickets.issue('roster-file', path), name, bytes: found.size }
    },
    async chooseFolder() {
      const words = WORDS[options.locale()]
      const path = await ask({
        title: words.folderTitle,
        buttonLabel: words.choose,
        properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
      })
      // The root of a USB stick has no last part; its path is its name.
      return path === null ? null : { ticket: tickets.issue('folder', path), label: basename(path) || path }
    },
  }
}

/**
 * End-to-end tests cannot click a native dialog: they leave their answers (paths, null for "cancel") in the
 * JSON file that TROUSSE_TEST_DIALOG names, taken from the front. Never in a packaged app.
 */
function rehearsedAnswer(): string | null | undefined {
  const file = process.env.TROUSSE_TEST_DIALOG
  if (app.isPackaged || file === undefined) return undefined
  const answers: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!Array.isArray(answers) || answers.length === 0) throw new TrousseError('cancelled')
  const [next, ...rest] = answers
  writeFileSync(file, JSON.stringify(rest))
  return typeof next === 'string' ? next : null
}
