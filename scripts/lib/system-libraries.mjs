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

export function prepareSystem({ say, stop, electronDist }) {
  if (process.platform !== 'linux') return
  const ldd = spawnSync('ldd', [electronExecutable(electronDist)], { encoding: 'utf8' })
  const missing = (ldd.stdout ?? '').split('\n').filter((line) => line.includes('not found'))
  const needed = [
    ...(missing.length > 0 ? PACKAGES : []),
    ...(!hasDisplay() && !commandExists('xvfb-run') ? DISPLAY_PACKAGES : []),
  ]
  if (needed.length === 0) return
  const command = `apt-get install -y --no-install-recommends ${needed.join(' ')}`
  if (process.getuid?.() !== 0 || !commandExists('apt-get')) {
    stop(
      `This machine lacks libraries that Electron needs:\n${missing.map((line) => `  ${line.trim()}`).join('\n')}\n` +
        `On Debian or Ubuntu run:\n\n  sudo ${command}\n\nthen run the command again.`,
    )
  }
  say(`installing system libraries: ${needed.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = { stdio: ['ignore', 'ignore', 2], env }
  spawnSync('apt-get', ['update', '-qq'], quiet)
  if (spawnSync('apt-get', [...command.split(' ').slice(1)], quiet).status !== 0) {
    stop(`Installing them failed. Run this yourself and look at its answer:\n\n  ${command}`)
  }
}
