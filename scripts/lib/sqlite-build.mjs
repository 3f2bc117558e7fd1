// The SQLite module's own prebuild needs Node-API 10 (Electron 35 or later). For an older Electron the
// same source is compiled once and kept in the user's cache (see docs/adr/0003).
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir, root } from './paths.mjs'
import { commandExists } from './runtime.mjs'

const FIRST_ELECTRON_WITH_NODE_API_10 = 35
const BUILD = 1

/** Path of the module to load in this Electron, or null when the package's prebuild serves. */
export function prepareSqlite({ say, stop, electronVersion }) {
  if (Number(electronVersion.split('.')[0]) >= FIRST_ELECTRON_WITH_NODE_API_10) return null
  const source = join(root, 'node_modules/better-sqlite3')
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  const target = join(cacheDir, `better-sqlite3-${version}-napi9-${process.platform}-${process.arch}-${BUILD}.node`)
  if (existsSync(target)) return target

  for (const needed of ['make', 'g++', 'python3']) {
    if (!commandExists(needed)) {
      stop(
        `The SQLite module must be compiled for Electron ${electronVersion}, and ${needed} is missing.\n` +
          'On Debian or Ubuntu: sudo apt-get install -y make g++ python3',
      )
    }
  }
  say(`compiling SQLite for Electron ${electronVersion}, about two minutes, once…`)
  const work = join(cacheDir, `sqlite-build-${process.pid}`)
  try {
    mkdirSync(join(work, 'node_modules'), { recursive: true })
    cpSync(source, join(work, 'better-sqlite3'), { recursive: true })
    symlinkSync(join(root, 'node_modules/node-addon-api'), join(work, 'node_modules/node-addon-api'))
    const gypFile = join(work, 'better-sqlite3/binding.gyp')
    const gyp = readFileSync(gypFile, 'utf8')
    // References to strings, which the module holds, are allowed before Node-API 10 only as "experimental".
    const patched = gyp.replace("'NAPI_VERSION=10'", "'NAPI_EXPERIMENTAL','NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'")
    if (patched === gyp) stop('better-sqlite3 changed its binding.gyp: scripts/lib/sqlite-build.mjs needs a look.')
    writeFileSync(gypFile, patched)
    const build = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/node-gyp/bin/node-gyp.js'),
        'rebuild',
        '--release',
        '--force_build=1',
        '-j',
        '2',
        ...headersOption(),
      ],
      { cwd: join(work, 'better-sqlite3'), stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 },
    )
    if (build.status !== 0) {
      process.stderr.write(build.stderr.toString().slice(-4000))
      stop('Compiling the SQLite module failed; the end of the compiler output is above.')
    }
    const temporary = `${target}.${process.pid}`
    copyFileSync(join(work, 'better-sqlite3/build/Release/better_sqlite3.node'), temporary)
    renameSync(temporary, target)
    return target
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Node's headers where the machine has them (npm's setting, or beside the executable); else node-gyp fetches them. */
function headersOption() {
  const npm = spawnSync('npm', ['config', 'get', 'nodedir'], { encoding: 'utf8', shell: process.platform === 'win32' })
  const candidates = [npm.stdout?.trim(), dirname(dirname(process.execPath))]
  const found = candidates.find((folder) => folder && existsSync(join(folder, 'include/node/node_api.h')))
  return found ? [`--nodedir=${found}`] : []
}
