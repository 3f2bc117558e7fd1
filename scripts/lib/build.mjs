// Builds the three bundles, and only when a source is newer than what is there.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { run } from './runtime.mjs'

const SOURCES = [
  'electron',
  'renderer',
  'resources',
  'package.json',
  'package-lock.json',
  'scripts/config/electron.vite.config.ts',
]
const OUTPUTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}

export function buildIsCurrent() {
  const outputs = OUTPUTS.map((path) => join(root, path))
  if (!outputs.every((path) => existsSync(path))) return false
  const oldestOutput = Math.min(...outputs.map((path) => statSync(path).mtimeMs))
  return SOURCES.every((path) => newest(join(root, path)) < oldestOutput)
}

/** Resolves to the exit code of the build; 0 when there was nothing to do. */
export async function buildIfStale() {
  if (buildIsCurrent()) return 0
  return build()
}

export function build() {
  // Started as `node script`, not through the .bin shim, so that it works the same on Windows.
  return run(process.execPath, [
    join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
    'build',
    '--config',
    'scripts/config/electron.vite.config.ts',
    '--logLevel',
    'warn',
  ])
}
