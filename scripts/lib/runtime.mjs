// How the tools start Electron on this machine: which binary, which environment, which display.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runtimeFile } from './paths.mjs'

/** The runtime that setup prepared. Throws when setup has not run. */
export function readRuntime() {
  if (!existsSync(runtimeFile)) throw new Error('Run "node scripts/setup.mjs --for=app" first.')
  return JSON.parse(readFileSync(runtimeFile, 'utf8'))
}

/** Path of the Electron executable inside a distribution folder. */
export function electronExecutable(dist) {
  if (process.platform === 'win32') return join(dist, 'electron.exe')
  if (process.platform === 'darwin') return join(dist, 'Electron.app/Contents/MacOS/Electron')
  return join(dist, 'electron')
}

/** Environment for Electron and for the tools that start it. */
export function electronEnv(extra = {}) {
  const runtime = readRuntime()
  const env = { ...process.env, ...extra, ELECTRON_OVERRIDE_DIST_PATH: runtime.electronDist }
  if (runtime.sqliteBinding) env.TROUSSE_SQLITE_BINDING = runtime.sqliteBinding
  delete env.ELECTRON_RUN_AS_NODE
  return env
}

/** Chromium refuses to start sandboxed as root; nobody runs Trousse as root outside a container. */
export const rootFlags = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/** True when a window can be opened without help. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Puts a virtual display in front of a command where the machine has none. */
export function withDisplay(command, args) {
  if (hasDisplay()) return [command, args]
  return ['xvfb-run', ['-a', '-s', '-screen 0 1920x1080x24', command, ...args]]
}

/** Runs a command from the project root with inherited output; resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    const forward = (signal) => child.kill(signal)
    process.once('SIGINT', forward)
    process.once('SIGTERM', forward)
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(127)
    })
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1)))
  })
}

/** Path of a tool installed by npm. */
export const tool = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)

export const commandExists = (name) =>
  spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { stdio: 'ignore' }).status === 0
