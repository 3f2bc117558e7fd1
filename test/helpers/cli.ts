/** Runs the terminal as a person or a script does: another process, arguments, environment, pipes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The one JSON value of stdout. */
  json<T = Record<string, unknown>>(): T
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

const start = (words: readonly string[], env: CliOptions['env']): ChildProcess =>
  spawn(process.execPath, [MAIN, ...words], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: 'pipe',
  })

export async function trousse(words: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = start(words, options.env)
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdin?.end(options.stdin ?? '')
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T }
}

export interface ServedDemo {
  readonly url: string
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly controlUrl: string
  setScenario(name: string): Promise<void>
  stop(): Promise<number | null>
}

/** `demo serve` in a process of its own; resolves with its one JSON line. */
export async function serveDemo(...words: string[]): Promise<ServedDemo> {
  const child = start(['demo', 'serve', ...words], {})
  if (!child.stdout) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    child.once('close', () => reject(new Error('demo serve ended')))
  })
  const addresses = JSON.parse(line) as Omit<ServedDemo, 'setScenario' | 'stop'>
  return {
    ...addresses,
    async setScenario(scenario) {
      await fetch(addresses.controlUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ scenario }),
      })
    },
    stop() {
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      child.kill('SIGTERM')
      return ended
    },
  }
}

export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'trousse-cli-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
