// The shared libraries Electron needs on a bare Linux, and a virtual display where there is none.
import { spawnSync } from 'node:child_process'
import { commandExists, electronExecutable, hasDisplay } from './runtime.mjs'

const PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4',
  'libsecret-1-0',
]
const DISPLAY_PACKAGES = ['xvfb', 'xauth']
/** Renamed in Debian 13 and Ubuntu 24.04, where the old name is ambiguous or gone. */
const RENAMED = ['libgtk-3-0', 'libasound2']

const nameHere = (name) => {
  const renamed = `${name}t64`
  const known = RENAMED.includes(name) && spawnSync('apt-cache', ['show', renamed], { stdio: 'ignore' }).status === 0
  return known ? renamed : name
}

export function prepareSystem({ say, stop, electronDist }) {
  if (process.platform !== 'linux') return
  const ldd = spawnSync('ldd', [electronExecutable(electronDist)], { encoding: 'utf8' })
  const missing = (ldd.stdout ?? '').split('\n').filter((line) => line.includes('not found'))
  const needed = [
    ...(missing.length > 0 ? PACKAGES : []),
    ...(!hasDisplay() && !commandExists('xvfb-run') ? DISPLAY_PACKAGES : []),
  ]
  if (needed.length === 0) return
  const root = process.getuid?.() === 0 && commandExists('apt-get')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = { stdio: ['ignore', 'ignore', 2], env }
  if (root) spawnSync('apt-get', ['update', '-qq'], quiet)
  const packages = needed.map(nameHere).join(' ')
  const command = `apt-get install -y --no-install-recommends ${packages}`
  if (!root) {
    stop(
      `This machine lacks libraries that Electron needs:\n${missing.map((line) => `  ${line.trim()}`).join('\n')}\n` +
        `On Debian or Ubuntu run:\n\n  sudo ${command}\n\nthen run the command again.`,
    )
  }
  say(`installing system libraries: ${packages}`)
  if (spawnSync('apt-get', [...command.split(' ').slice(1)], quiet).status !== 0) {
    stop(`Installing them failed. Run this yourself and look at its answer:\n\n  ${command}`)
  }
}
