/** What may be said when Trousse is started. Secrets never are: anybody on the computer can read them there. */
import { resolve } from 'node:path'
import { app } from 'electron'
import type { SchoolSize } from '../demo/generator.ts'

export interface CommandLine {
  /** Opens the demonstration instead of the teacher's own space. */
  readonly demo: boolean
  /** `--demo-size=2000x20000`: pupils and assignments of the demonstration school, to see a large one. */
  readonly demoSize: SchoolSize | null
  /** Checks itself and ends. */
  readonly smokeTest: boolean
}

/** Reads the switches and applies the data folder; before anything asks for a path. */
export function readCommandLine(): CommandLine {
  const folder = app.commandLine.getSwitchValue('user-data-dir')
  if (folder !== '') app.setPath('userData', resolve(folder))
  return {
    demo: process.argv.includes('--demo'),
    demoSize: readSize(app.commandLine.getSwitchValue('demo-size')),
    smokeTest: process.argv.includes('--smoke-test'),
  }
}

function readSize(text: string): SchoolSize | null {
  const [, pupils, assignments] = /^(\d{1,4})x(\d{1,5})$/.exec(text) ?? []
  return pupils && assignments ? { pupils: Number(pupils), assignments: Number(assignments) } : null
}

/**
 * The page of `npm run dev`, served by Vite so that it reloads by itself; null otherwise, and always in a
 * packaged app, where this variable would be a way to put another page in the window.
 */
export const developmentUrl = (): string | null => (app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null))
