// `npm run check`: types in each world, lint and format, who imports whom, dead code.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './lib/paths.mjs'

const bin = (path) => join(root, 'node_modules', path)
const node = (script, ...args) => [process.execPath, [bin(script), ...args]]
const STEPS = [
  ['types: electron', ...node('typescript/bin/tsc', '-p', 'electron/tsconfig.json')],
  ['types: preload', ...node('typescript/bin/tsc', '-p', 'electron/preload/tsconfig.json')],
  ['types: renderer', ...node('typescript/bin/tsc', '-p', 'renderer/tsconfig.json')],
  ['types: tests', ...node('typescript/bin/tsc', '-p', 'test/tsconfig.json')],
  [
    'lint and format',
    ...node('@biomejs/biome/bin/biome', 'check', '--config-path=scripts/config/lint.json', '--error-on-warnings', '.'),
  ],
  [
    'import rules',
    ...node(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      'scripts/config/import-rules.cjs',
      'electron',
      'renderer',
    ),
  ],
  ['dead code', ...node('knip/bin/knip.js', '--config', 'scripts/config/knip.json', '--no-progress')],
]

/** Runs every step, so that one report names all that is wrong; resolves to the counts. */
export function check() {
  let passed = 0
  let failed = 0
  for (const [name, command, args] of STEPS) {
    const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    if (result.status === 0) {
      passed++
      console.log(`check  ok      ${name}`)
    } else {
      failed++
      console.log(`check  FAILED  ${name}\n${result.stdout}${result.stderr}`)
    }
  }
  return { passed, failed }
}

if (process.argv[1]?.endsWith('check.mjs')) {
  const { failed } = check()
  process.exit(failed === 0 ? 0 : 1)
}
