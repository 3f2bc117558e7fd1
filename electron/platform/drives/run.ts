/** A program of the system's own, with a limit of time and without a shell. */
import { execFile } from 'node:child_process'

export interface ProgramResult {
  /** Null when it could not be started or did not end in time. */
  readonly code: number | null
  /** True when there is no such program here. */
  readonly isMissing: boolean
  readonly stdout: string
  readonly stderr: string
}

/** Never rejects. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<ProgramResult>

const LIMIT_MS = 20_000
const MAX_OUTPUT = 4 * 1024 ** 2

export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    const options = { timeout: LIMIT_MS, maxBuffer: MAX_OUTPUT, windowsHide: true, encoding: 'utf8' } as const
    // The words of its answers are compared: they must not change with the teacher's language.
    const env = { ...process.env, LC_ALL: 'C' }
    execFile(program, [...args], { ...options, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null
      resolve({ code, isMissing: error?.code === 'ENOENT', stdout, stderr })
    })
  })
