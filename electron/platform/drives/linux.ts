/**
 * Drives of Linux: what is mounted (/proc/self/mountinfo, proc(5)), and what the kernel says of its device (/sys:
 * `removable`, or a USB or memory card path for disks and readers that do not call themselves removable).
 */
import { readdir, readFile, readlink, realpath, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import { type Drive, type DriveLister, driveId, fileSystemFacts } from './drive.ts'
import { type RunProgram, runProgram } from './run.ts'

export interface Mount {
  /** `major:minor` of the device. */
  readonly number: string
  /** Part of the file system that shows at `path`: `/` except for bind mounts. */
  readonly root: string
  readonly path: string
  readonly readOnly: boolean
  readonly type: string
  readonly device: string
}

/** mountinfo writes spaces, tabs, line ends and backslashes as octal. */
const unescapeOctal = (text: string): string =>
  Buffer.from(
    text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8))),
    'latin1',
  ).toString('utf8')

/** @param text of mountinfo, read as latin1 so that any bytes of a label come through */
export function parseMountInfo(text: string): Mount[] {
  const mounts: Mount[] = []
  for (const line of text.split('\n')) {
    const fields = line.split(' ')
    const dash = fields.indexOf('-', 6)
    const [, , number, root, path, options] = fields
    const [type, device, superOptions] = dash === -1 ? [] : fields.slice(dash + 1)
    if (number === undefined || root === undefined || path === undefined || type === undefined) continue
    const isReadOnly = [options, superOptions].some((list) => list?.split(',').includes('ro'))
    mounts.push({
      number,
      root: unescapeOctal(root),
      path: unescapeOctal(path),
      readOnly: isReadOnly,
      type,
      device: unescapeOctal(device ?? ''),
    })
  }
  return mounts
}

/** Where a system's own files are, even on a computer that was started from a stick. */
const SYSTEM_PATH = /^\/(?:$|boot(?:\/|$)|efi(?:\/|$)|home$|usr$|var$|etc(?:\/|$)|snap\/)/

export interface LinuxPlaces {
  readonly mountInfo: string
  readonly sys: string
  /** `/dev/disk`, with the labels and ids of volumes as links. */
  readonly disks: string
}

const PLACES: LinuxPlaces = { mountInfo: '/proc/self/mountinfo', sys: '/sys', disks: '/dev/disk' }

/** True for what can be pulled out: a partition asks of its disk too. */
async function isRemovable(sys: string, number: string): Promise<boolean> {
  const block = await realpath(join(sys, 'dev', 'block', number)).catch(() => null)
  if (block === null) return false
  for (const folder of [block, dirname(block)]) {
    const flag = await readFile(join(folder, 'removable'), 'utf8').catch(() => '')
    if (flag.trim() === '1') return true
  }
  return /\/usb\d|\/mmc_host\//.test(block)
}

/** udev writes characters of a label that a file name should not have as `\x20`. */
const unescapeHex = (text: string): string =>
  Buffer.from(
    Buffer.from(text, 'utf8')
      .toString('latin1')
      .replace(/\\x([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  ).toString('utf8')

/** Device name to what a folder of /dev/disk calls it. */
async function linksOf(folder: string): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (const name of await readdir(folder).catch(() => [])) {
    const target = await readlink(join(folder, name)).catch(() => null)
    if (target !== null) links.set(basename(target), unescapeHex(name))
  }
  return links
}

async function describe(mount: Mount, labels: Map<string, string>, ids: Map<string, string>): Promise<Drive> {
  const device = basename(mount.device)
  const id = ids.get(device)
  const space = await statfs(mount.path).catch(() => null)
  // Some file systems count nothing.
  const counts = space !== null && space.blocks > 0
  return {
    id: id === undefined ? driveId(mount.device, mount.path) : driveId(id),
    path: mount.path,
    name: labels.get(device) ?? basename(mount.path),
    ...fileSystemFacts(mount.type),
    freeBytes: counts ? space.bavail * space.bsize : null,
    totalBytes: counts ? space.blocks * space.bsize : null,
    readOnly: mount.readOnly,
    device: mount.device,
  }
}

export function createLinuxLister(places: Partial<LinuxPlaces> = {}, run: RunProgram = runProgram): DriveLister {
  const { mountInfo, sys, disks } = { ...PLACES, ...places }
  const mounts = async () => parseMountInfo(await readFile(mountInfo, 'latin1'))
  const list = async (): Promise<Drive[]> => {
    const seen = new Set<string>()
    const found: Mount[] = []
    for (const mount of await mounts()) {
      if (mount.root !== '/' || SYSTEM_PATH.test(mount.path) || seen.has(mount.number)) continue
      if (!(await isRemovable(sys, mount.number))) continue
      seen.add(mount.number)
      found.push(mount)
    }
    const [labels, ids] = await Promise.all([linksOf(join(disks, 'by-label')), linksOf(join(disks, 'by-uuid'))])
    return Promise.all(found.map((mount) => describe(mount, labels, ids)))
  }
  return {
    glance: async () => {
      const all = await mounts().catch(() => [])
      return all.map(({ number, path, readOnly }) => `${number} ${path} ${readOnly}`).join('\n')
    },
    list,
    eject: (drive) => ejectOnLinux(drive, run),
  }
}

const isBusy = (output: string): boolean => /busy|in use/i.test(output)

/** udisks where it is (every desktop), GNOME's own tool else. Powering off is best: some sticks then light off. */
async function ejectOnLinux({ device, path }: Drive, run: RunProgram): Promise<void> {
  let unmounted = await run('udisksctl', ['unmount', '--no-user-interaction', '-b', device])
  if (unmounted.code === 0) {
    await run('udisksctl', ['power-off', '--no-user-interaction', '-b', device])
    return
  }
  if (unmounted.isMissing) {
    unmounted = await run('gio', ['mount', '-e', path])
    if (unmounted.code === 0) return
  }
  if (unmounted.isMissing) throw new TrousseError('drive-eject-unavailable')
  throw new TrousseError(isBusy(unmounted.stderr) ? 'drive-busy' : 'drive-eject-failed')
}
