/** A stick for tests: an ext4 image on a loop device, and a folder that stands for /sys and calls it removable. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished, type TestContext } from 'vitest'
import type { Drive, DriveLister } from '../../electron/platform/drives/drive.ts'
import { fileSystemFacts } from '../../electron/platform/drives/drive.ts'

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

/** Null where a loop device cannot be had: mounting needs root on Linux. All share one folder that stands for /sys. */
export function makeLoopDrives(names: readonly string[], megabytes = 100): LoopDrive[] | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'trousse-drive-'))
  const sys = join(folder, 'sys')
  mkdirSync(sys)
  try {
    return names.map((name) => makeLoopDrive(folder, name, sys, megabytes))
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
}

function makeLoopDrive(folder: string, name: string, sys: string, megabytes: number): LoopDrive {
  const image = join(folder, `${name}.image`)
  const path = join(folder, name)
  mkdirSync(path)
  execFileSync('truncate', ['-s', `${megabytes}M`, image])
  // Without reserved blocks, "full" means full.
  execFileSync('mkfs.ext4', ['-q', '-m', '0', '-O', '^has_journal', image])
  const device = execFileSync('losetup', ['--find', '--show', image], { encoding: 'utf8' }).trim()
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
  const [drive] = makeLoopDrives(['CLE'], megabytes) ?? []
  if (drive === undefined) {
    console.warn(`${context.task.name}: not tried, mounting needs root on Linux`)
    context.skip('mounting needs root on Linux')
  }
  const made = drive as LoopDrive
  onTestFinished(() => made.remove())
  return made
}

export interface FatDrive {
  readonly path: string
  readonly lister: DriveLister
  plug(): Promise<void>
  /** Its driver dies: every call fails from then on (ENOTCONN), as with a stick pulled out while it is used. */
  die(): void
}

const isMounted = (path: string): boolean => readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${path} `)

/** A FAT32 image through FUSE, gone after the test; skips, saying why, where there can be none. */
export function fatDrive(context: TestContext): FatDrive {
  const isHere = process.platform === 'linux' && process.getuid?.() === 0
  if (!isHere || spawnSync('fusefat', ['--help']).error !== undefined) {
    console.warn(`${context.task.name}: not tried, fusefat is not installed or not allowed`)
    context.skip('fusefat is not installed or not allowed')
  }
  const folder = mkdtempSync(join(tmpdir(), 'trousse-fat-'))
  const [image, path] = [join(folder, 'image'), join(folder, 'CLE')]
  mkdirSync(path)
  execFileSync('truncate', ['-s', '64M', image])
  execFileSync('mkfs.vfat', ['-F', '32', image], { stdio: 'ignore' })
  let driver: ChildProcess | null = null
  onTestFinished(() => {
    driver?.kill('SIGKILL')
    quietly('umount', '-l', path)
    rmSync(folder, { recursive: true, force: true })
  })
  const drive: Drive = {
    id: 'fa70000000000001',
    path,
    name: 'CLE',
    ...fileSystemFacts('fuse.fusefat'),
    freeBytes: null,
    totalBytes: null,
    readOnly: false,
    device: image,
  }
  return {
    path,
    lister: {
      glance: async () => `${isMounted(path)} ${driver?.pid}`,
      list: async () => (isMounted(path) && driver !== null ? [drive] : []),
      eject: async () => {},
    },
    async plug() {
      quietly('umount', '-l', path)
      driver = spawn('fusefat', ['-f', '-o', 'rw+', image, path], { stdio: 'ignore' })
      while (!isMounted(path)) await sleep(20)
      // Mounted a moment before it answers.
      await sleep(100)
    },
    die() {
      driver?.kill('SIGKILL')
      driver = null
    },
  }
}
