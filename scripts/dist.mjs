// npm run dist: builds Trousse, packs it for this system, then starts what was packed and tries its locks.
//   --targets=nsis,portable   makes these installers too; without it the unpacked program only
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wrongFuses } from './config/fuses.mjs'
import { root } from './lib/paths.mjs'
import { readRuntime, rootFlags, run, tool, withDisplay } from './lib/runtime.mjs'

const SMOKE_LIMIT_MS = 120_000
/** Any free port does: it must stay closed. */
const INSPECT_PORT = 9_329

const targets = process.argv.find((argument) => argument.startsWith('--targets='))?.slice('--targets='.length)
const runtime = readRuntime()
const platform = { win32: 'win', darwin: 'mac', linux: 'linux' }[process.platform]

const must = async (what, command, args, options) => {
  const code = await run(command, args, options)
  if (code !== 0) {
    console.error(`dist: ${what} failed (${code})`)
    process.exit(1)
  }
}

await must('building', tool('electron-vite'), ['build', '--config', 'scripts/config/electron.vite.config.ts'])

/** Electron as setup found it: its own package's download, or the older runtime that takes its place here. */
const declared = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version
const fallback = runtime.electronVersion !== declared
if (fallback) console.log(`dist: Electron ${declared} cannot be had here; packing with ${runtime.electronVersion}.`)
const env = { ...process.env }
if (runtime.sqliteBinding) env.TROUSSE_DIST_SQLITE_BINDING = runtime.sqliteBinding
const builderArguments = [
  '--config',
  'electron-builder.yml',
  `--${platform}`,
  ...(targets ? targets.split(',') : ['dir']),
  '--publish=never',
  ...(fallback ? [`-c.electronDist=${runtime.electronDist}`, `-c.electronVersion=${runtime.electronVersion}`] : []),
]
await must('packing', tool('electron-builder'), builderArguments, { env })

const executable = packedExecutable()
console.log(`dist: packed ${executable}`)
const problems = [...(await checkFuses()), ...smokeTest(), ...(await checkLocks())]
for (const problem of problems) console.error(`dist: ${problem}`)
if (problems.length > 0) process.exit(1)
console.log('dist: the packed program starts, opens its database, and its locks hold.')

function packedExecutable() {
  const suffix = process.arch === 'x64' ? '' : `-${process.arch}`
  const path = {
    win32: `win${suffix}-unpacked/Trousse.exe`,
    darwin: `mac${suffix}/Trousse.app/Contents/MacOS/Trousse`,
    linux: `linux${suffix}-unpacked/trousse`,
  }[process.platform]
  const full = join(root, 'dist', path)
  if (!existsSync(full)) {
    console.error(`dist: ${full} is missing`)
    process.exit(1)
  }
  return full
}

async function checkFuses() {
  const target = process.platform === 'darwin' ? join(executable, '../../..') : executable
  return (await wrongFuses(target)).map((fuse) => `fuse ${fuse} is not as it must be`)
}

/** Runs the packed program with a data folder of its own; resolves to how it ended. */
function startPacked(args, extraEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'trousse-dist-'))
  try {
    const [command, commandArgs] = withDisplay(executable, [
      ...rootFlags(),
      `--user-data-dir=${join(folder, 'data')}`,
      ...args,
    ])
    return spawnSync(command, commandArgs, {
      env: { ...withoutTestVariables(), ...extraEnv },
      encoding: 'utf8',
      timeout: SMOKE_LIMIT_MS,
      cwd: folder,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a teacher's computer does not have must not help here. */
function withoutTestVariables() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TROUSSE_|ELECTRON_|NODE_OPTIONS)/.test(name)),
  )
}

/** The window paints and answers, on the welcome page and on the demonstration with its database. */
function smokeTest() {
  return [['--smoke-test'], ['--smoke-test', '--demo']].flatMap((args) => {
    const started = Date.now()
    const result = startPacked(args)
    if (result.status === 0) {
      console.log(`dist: ${args.join(' ')}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
      return []
    }
    return [`${args.join(' ')} ended with ${result.status ?? result.signal}\n${result.stderr.slice(-2000)}`]
  })
}

/** reliability.md E3: the program cannot be made to run other code. */
async function checkLocks() {
  const problems = []
  const folder = mkdtempSync(join(tmpdir(), 'trousse-locks-'))
  try {
    // As Node, this would end at once with 42.
    const asNode = startPacked(['--smoke-test', '-e', 'process.exit(42)'], { ELECTRON_RUN_AS_NODE: '1' })
    if (asNode.status !== 0) problems.push(`ELECTRON_RUN_AS_NODE was obeyed (${asNode.status})`)

    const trace = join(folder, 'loaded')
    const script = join(folder, 'preload.cjs')
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'loaded')`)
    const withOptions = startPacked(['--smoke-test'], { NODE_OPTIONS: `--require=${script}` })
    if (withOptions.status !== 0 || existsSync(trace)) problems.push('NODE_OPTIONS was obeyed')

    const watch = watchPort(INSPECT_PORT)
    const inspected = await run(
      ...withDisplay(executable, [
        ...rootFlags(),
        `--user-data-dir=${join(folder, 'data')}`,
        `--inspect=${INSPECT_PORT}`,
        '--smoke-test',
      ]),
      { env: withoutTestVariables(), stdio: 'ignore', cwd: folder },
    )
    if (watch.stop() || inspected !== 0) problems.push('--inspect was obeyed')
    return problems
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Knocks at a port until stopped; `stop` says whether anybody ever opened. */
function watchPort(port) {
  let opened = false
  const timer = setInterval(() => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.on('connect', () => {
      opened = true
      socket.destroy()
    })
    socket.on('error', () => socket.destroy())
  }, 50)
  return {
    stop: () => {
      clearInterval(timer)
      return opened
    },
  }
}
