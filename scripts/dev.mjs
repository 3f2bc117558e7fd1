// `npm run dev`: the window reloads as you type; the main process restarts when its files change.
import { join } from 'node:path'
import { root } from './lib/paths.mjs'
import { electronEnv, rootFlags, run, withDisplay } from './lib/runtime.mjs'

const [command, args] = withDisplay(process.execPath, [
  join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
  'dev',
  '--watch',
  '--config',
  'scripts/config/electron.vite.config.ts',
  ...(rootFlags().length > 0 ? ['--noSandbox'] : []),
  '--',
  ...process.argv.slice(2),
])
process.exit(await run(command, args, { env: electronEnv() }))
