/** What may be said when Trousse is started. Secrets never are: anybody on the computer can read them there. */
import { resolve } from 'node:path'
import { app } from 'electron'

export interface CommandLine {
  /** Opens the demonstration instead of the teacher's own space. */
  readonly demo: boolean
  /** Checks itself and ends. */
  readonly smokeTest: boolean
}

/** Reads the switches and applies the data folder; before anything asks for a path. */
export function readCommandLine(): CommandLine {
  const folder = app.commandLine.getSwitchValue('user-data-dir')
  if (folder !== '') app.setPath('userData', resolve(folder))
  return { demo: process.argv.includes('--demo'), smokeTest: process.argv.includes('--smoke-test') }
}

/**
 * The page of `npm run dev`, served by Vite so that it reloads by itself; null otherwise, and always in a
 * packaged app, where this variable would be a way to put another page in the window.
 */
export const developmentUrl = (): string | null => (app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null))
