// `npm start`: builds when the sources are newer than the last build, then opens Trousse.

import { buildIfStale } from './lib/build.mjs'
import { root } from './lib/paths.mjs'
import {
  electronEnv,
  electronExecutable,
  hasDisplay,
  readRuntime,
  rootFlags,
  run,
  withDisplay,
} from './lib/runtime.mjs'

const code = await buildIfStale()
if (code !== 0) process.exit(code)
if (!hasDisplay()) {
  console.error('[start] no display here: Trousse opens on a virtual one, out of sight. Set DISPLAY to see it.')
}
const runtime = readRuntime()
const args = [...rootFlags(), root, ...process.argv.slice(2)]
const [command, fullArgs] = withDisplay(electronExecutable(runtime.electronDist), args)
process.exit(await run(command, fullArgs, { env: electronEnv() }))
