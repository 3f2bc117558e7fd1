// Where the tooling keeps things. No dependency: this is read before node_modules exists.
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** What setup found or prepared: `{ electronDist, electronVersion, sqliteBinding }`. */
export const runtimeFile = join(root, 'node_modules', '.trousse-runtime.json')

/** Runtimes are shared by every clone of the same user, so a second clone starts at once. */
export const cacheDir =
  process.env.TROUSSE_CACHE ??
  (process.platform === 'win32'
    ? join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'trousse-dev')
    : process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches', 'trousse-dev')
      : join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'trousse-dev'))
