// Prepares a fresh clone. Uses nothing but Node itself (20 or later), because it runs before
// node_modules exists. Everything it says goes to stderr: stdout belongs to the command that follows.
//
//   --for=tools   dependencies only (checks, unit tests, the command line)
//   --for=app     also the Electron runtime, the SQLite module built for it, system libraries
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, root, runtimeFile } from './lib/paths.mjs'

const level = process.argv.includes('--for=app') ? 'app' : 'tools'
const started = Date.now()
const say = (text) => process.stderr.write(`[setup] ${text}\n`)
const stop = (text) => {
  process.stderr.write(`\n[setup] ${text}\n\n`)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`Trousse needs Node 20 or later; this is ${process.version}. See https://nodejs.org`)
}

/** Compares what npm laid down with the lock file, so that a clone is never half installed. */
function dependenciesAreCurrent() {
  const laid = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(laid)) return false
  const have = JSON.parse(readFileSync(laid, 'utf8')).packages
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(want).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  )
}

if (!dependenciesAreCurrent()) {
  say('installing dependencies (npm ci), about a minute…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const install = (...words) =>
    spawnSync(npm, [...words, '--no-fund', '--no-audit', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 'pipe'],
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
  // A lock file made where a registry withheld some optional packages of other systems is refused by `npm ci`;
  // `npm install` keeps every version it names and fills in the rest.
  const clean = install('ci')
  const last = clean.status === 0 ? clean : install('install', '--no-save')
  if (last.status !== 0) {
    process.stderr.write(`${clean.stderr ?? ''}\n${last.stderr ?? ''}\n`)
    stop('Installing the dependencies failed. Check the network or the proxy, then run the command again.')
  }
}

if (level === 'app') {
  const { prepareElectron } = await import('./lib/electron-runtime.mjs')
  const { prepareSqlite } = await import('./lib/sqlite-build.mjs')
  const { prepareSystem } = await import('./lib/system-libraries.mjs')
  mkdirSync(cacheDir, { recursive: true })
  const electron = await prepareElectron({ say, stop })
  const sqliteBinding = prepareSqlite({ say, stop, electronVersion: electron.version })
  prepareSystem({ say, stop, electronDist: electron.dist })
  const text = JSON.stringify(
    { electronDist: electron.dist, electronVersion: electron.version, sqliteBinding },
    null,
    2,
  )
  if (!existsSync(runtimeFile) || readFileSync(runtimeFile, 'utf8') !== text) {
    const temporary = `${runtimeFile}.${process.pid}`
    writeFileSync(temporary, text)
    rmSync(runtimeFile, { force: true })
    renameSync(temporary, runtimeFile)
  }
}
const seconds = (Date.now() - started) / 1000
if (seconds > 3) say(`ready in ${seconds.toFixed(0)} s`)
