/** Trousse as a person starts it: the real window, its own data folder, nothing faked but native dialogs. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const RUNTIME_FILE = join(ROOT, 'node_modules', '.trousse-runtime.json')

interface Runtime {
  readonly electronDist: string
  readonly electronVersion: string
  readonly sqliteBinding: string | null
}

/** What `scripts/setup.mjs` prepared. */
function readRuntime(): Runtime {
  if (!existsSync(RUNTIME_FILE)) throw new Error('run "node scripts/setup.mjs --for=app" first')
  return JSON.parse(readFileSync(RUNTIME_FILE, 'utf8'))
}

function executableIn(dist: string): string {
  if (process.platform === 'win32') return join(dist, 'electron.exe')
  if (process.platform === 'darwin') return join(dist, 'Electron.app/Contents/MacOS/Electron')
  return join(dist, 'electron')
}

/** A computer without keychain, on every computer: the tests must not touch the real one. */
const NO_KEYCHAIN = process.platform === 'linux' ? ['--password-store=basic'] : ['--use-mock-keychain']

export interface Trousse {
  readonly electron: ElectronApplication
  readonly page: Page
  /** The data folder; hand it to the next `launchTrousse` to start again on the same data. */
  readonly folder: string
  /** Errors the page printed, violations of its own rules among them. */
  readonly pageErrors: string[]
  /** What the next native dialogs answer: a path, several, or null for "cancel". */
  answerDialogs(...answers: (string | readonly string[] | null)[]): Promise<void>
  /** Quits as the menu does and waits for the end; keeps the data. */
  quit(): Promise<void>
  /** Kills the main process: no handler runs, nothing is flushed. Keeps the data. */
  kill(): Promise<void>
}

export interface LaunchOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** An existing data folder; a new one otherwise. */
  readonly folder?: string
}

const folders: string[] = []

/** A temporary folder, removed by `cleanUp`. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-e2e-'))
  folders.push(folder)
  return folder
}

/** Call after each file's tests. */
export async function cleanUp(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}

interface ElectronOptions {
  /** Folder of the program; the built Trousse otherwise. */
  readonly program?: string
  readonly folder: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** How the prepared Electron is started with this data folder; without a keychain, on every computer. */
export function electronCommand(options: ElectronOptions): {
  command: string
  args: string[]
  env: Record<string, string>
} {
  const runtime = readRuntime()
  // Chromium refuses to start sandboxed as root; nobody runs Trousse as root outside a container.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  return {
    command: executableIn(runtime.electronDist),
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      `--user-data-dir=${options.folder}`,
      ...NO_KEYCHAIN,
      options.program ?? ROOT,
      ...(options.args ?? []),
    ],
    env: {
      ...inheritedEnvironment(),
      ...(runtime.sqliteBinding ? { TROUSSE_SQLITE_BINDING: runtime.sqliteBinding } : {}),
      LANG: 'fr_FR.UTF-8',
      LANGUAGE: 'fr',
      ...options.env,
    },
  }
}

/** Starts a program under Playwright's control. */
export function launchElectron(options: ElectronOptions): Promise<ElectronApplication> {
  const { command, args, env } = electronCommand(options)
  return _electron.launch({ executablePath: command, args, cwd: ROOT, env })
}

/** Starts the built app (`out/`) and resolves with its first window, loaded. */
export async function launchTrousse(options: LaunchOptions = {}): Promise<Trousse> {
  const folder = options.folder ?? (await temporaryFolder())
  const dialogFile = join(folder, 'dialog-answers.json')
  await writeFile(dialogFile, '[]')
  const electron = await launchElectron({
    folder,
    args: options.args ?? [],
    env: { TROUSSE_TEST_DIALOG: dialogFile, ...options.env },
  })
  const page = await electron.firstWindow()
  const pageErrors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text())
  })
  page.on('pageerror', (error) => pageErrors.push(error.message))
  await page.waitForLoadState('load')
  const child = electron.process()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    electron,
    page,
    folder,
    pageErrors,
    answerDialogs: (...answers) => writeFile(dialogFile, JSON.stringify(answers)),
    async quit() {
      await electron.close()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The caller's environment without what would change Electron itself. */
function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(ELECTRON_RUN_AS_NODE|ELECTRON_RENDERER_URL|NODE_OPTIONS)$/.test(entry[0]),
    ),
  )
}
