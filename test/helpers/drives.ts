/** A stick for tests: an ext4 image on a loop device, and a folder that stands for /sys and calls it removable. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, type TestContext } from 'vitest'

export interface LoopDrive {
  /** Where it is mounted while it is plugged in. */
  readonly path: string
  /** For `createLinuxLister`, or TROUSSE_TEST_SYS. */
  readonly sys: string
  /** @param options of mount, e.g. `ro` */
  plug(options?: string): void
  /** As a hand does, without asking: what is open stays open and leads nowhere. */
  pull(): void
  remove(): void
}

const quietly = (program: string, ...args: string[]): boolean => {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Null where a loop device cannot be had: mounting needs root on Linux. */
export function makeLoopDrive(megabytes = 40, name = 'CLE'): LoopDrive | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'trousse-drive-'))
  const image = join(folder, 'image')
  const path = join(folder, name)
  const sys = join(folder, 'sys')
  mkdirSync(path)
  execFileSync('truncate', ['-s', `${megabytes}M`, image])
  // Without reserved blocks, "full" means full.
  execFileSync('mkfs.ext4', ['-q', '-m', '0', '-O', '^has_journal', image])
  let device: string
  try {
    device = execFileSync('losetup', ['--find', '--show', image], { encoding: 'utf8' }).trim()
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
  const { rdev } = statSync(device)
  // makedev(3) of glibc, for minors below 256 and majors below 4096.
  const block = join(sys, 'dev', 'block', `${(rdev >> 8) & 0xfff}:${rdev & 0xff}`)
  mkdirSync(block, { recursive: true })
  writeFileSync(join(block, 'removable'), '1\n')
  const pull = () => void quietly('umount', '-l', path)
  return {
    path,
    sys,
    plug: (options = 'rw') => execFileSync('mount', ['-o', options, device, path]),
    pull,
    remove() {
      pull()
      quietly('losetup', '-d', device)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One for a test, gone after it; skips, saying why, where there can be none. */
export function loopDrive(context: TestContext, megabytes = 40): LoopDrive {
  const drive = makeLoopDrive(megabytes)
  if (drive === null) {
    console.warn(`${context.task.name}: not tried, mounting needs root on Linux`)
    context.skip('mounting needs root on Linux')
  }
  const made = drive as LoopDrive
  onTestFinished(() => made.remove())
  return made
}
