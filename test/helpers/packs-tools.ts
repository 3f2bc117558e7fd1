/** Other people's programs that open what we write, where they are installed. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, type TestContext } from 'vitest'
import { type ErrorShape, toErrorShape } from '../../electron/contract/errors.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trousse-pack-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The shape of what a promise rejects with; fails when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<ErrorShape> {
  try {
    await promise
  } catch (error) {
    return toErrorShape(error)
  }
  throw new Error('expected a rejection')
}

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).error === undefined

/** Skips the test, saying why, when the program is not on this machine. */
export function needProgram(context: TestContext, program: string, ...args: string[]): void {
  if (has(program, ...args)) return
  console.warn(`${context.task.name}: not tried, ${program} is not installed`)
  context.skip(`${program} is not installed`)
}

interface RunResult {
  readonly status: number | null
  readonly output: string
}
export function run(program: string, ...args: string[]): RunResult {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 })
  return { status, output: `${stdout}${stderr}` }
}

/** A small file system of its own, for what only a full or read-only drive shows; skips where it cannot be had. */
export function mountTmpfs(context: TestContext, options: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'trousse-mount-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const mounted = process.getuid?.() === 0 && run('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder).status === 0
  if (!mounted) {
    console.warn(`${context.task.name}: not tried, mounting needs root on Linux`)
    context.skip('mounting needs root on Linux')
  }
  onTestFinished(() => {
    execFileSync('umount', [folder])
  })
  return folder
}
