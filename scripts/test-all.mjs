// `npm test`: checks, unit and integration tests, end-to-end tests; every suite runs even when one fails.
import { check } from './check.mjs'
import { endToEnd } from './e2e.mjs'
import { vitest } from './lib/vitest.mjs'

const suites = [
  ['checks', async () => check()],
  ['unit and integration', () => vitest({ config: 'test/vitest.config.ts' })],
  ['end to end', () => endToEnd()],
]
const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
for (const [name, runSuite] of suites) {
  const result = { skipped: 0, ...(await runSuite()) }
  for (const key of Object.keys(total)) total[key] += result[key]
  lines.push(`${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`)
}
console.log(`\n${lines.join('\n')}\n`)
if (total.skipped > 0) console.log(`${total.skipped} skipped: the program they are tried with is not installed here`)
// Last, plain, and always of this shape: what reads it counts on that.
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
