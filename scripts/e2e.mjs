// `npm run test:e2e`: the journeys in the real Electron window, on a virtual display where there is none.
import { buildIfStale } from './lib/build.mjs'
import { electronEnv, readRuntime, withDisplay } from './lib/runtime.mjs'
import { vitest } from './lib/vitest.mjs'

/** Resolves to `{passed, failed, skipped}`. */
export async function endToEnd(args = []) {
  if ((await buildIfStale()) !== 0) return { passed: 0, failed: 1, skipped: 0 }
  console.log(`end to end on Electron ${readRuntime().electronVersion}`)
  return vitest({ config: 'test/e2e/vitest.config.ts', args, env: electronEnv(), wrap: withDisplay })
}

if (process.argv[1]?.endsWith('e2e.mjs')) {
  const { failed } = await endToEnd(process.argv.slice(2))
  process.exit(failed === 0 ? 0 : 1)
}
