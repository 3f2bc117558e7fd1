// Runs a vitest configuration and returns its real totals, read from its own JSON report.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { run } from './runtime.mjs'

/** `wrap` puts another command in front (a virtual display). A run that ends without a report counts as one failure. */
export async function vitest({ config, args = [], env = process.env, wrap = (command, rest) => [command, rest] }) {
  const folder = mkdtempSync(join(tmpdir(), 'trousse-report-'))
  const report = join(folder, 'report.json')
  try {
    const [command, full] = wrap(process.execPath, [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ])
    const code = await run(command, full, { env })
    try {
      const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
        readFileSync(report, 'utf8'),
      )
      const brokenFiles = numFailedTests === 0 && (numFailedTestSuites > 0 || code !== 0) ? 1 : 0
      return { passed: numPassedTests, failed: numFailedTests + brokenFiles, skipped: numPendingTests }
    } catch {
      return { passed: 0, failed: 1, skipped: 0 }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
