// `npm run gallery [folder]`: a picture of every screen, from the demonstration school, in both languages and both
// colours; with `--docs`, also the pictures of README and guide.
import { join } from 'node:path'
import { buildIfStale } from './lib/build.mjs'
import { root } from './lib/paths.mjs'
import { electronEnv, run, withDisplay } from './lib/runtime.mjs'

if ((await buildIfStale()) !== 0) process.exit(1)
const [command, args] = withDisplay(process.execPath, [join(root, 'test/gallery/run.ts'), ...process.argv.slice(2)])
process.exit(await run(command, args, { env: electronEnv() }))
