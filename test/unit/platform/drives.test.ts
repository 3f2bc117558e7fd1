/** What each system says of its drives, on invented answers, and a loop device that a test calls a stick. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { driveOf, FAT_MAX_FILE_BYTES, fileSystemFacts } from '../../../electron/platform/drives/drive.ts'
import { createLinuxLister, parseMountInfo } from '../../../electron/platform/drives/linux.ts'
import { createMacLister, parseDiskutilInfo, parseDiskutilList } from '../../../electron/platform/drives/macos.ts'
import { parsePlist } from '../../../electron/platform/drives/plist.ts'
import type { ProgramResult, RunProgram } from '../../../electron/platform/drives/run.ts'
import { createWindowsLister, parseWindowsDrives } from '../../../electron/platform/drives/windows.ts'
import { loopDrive } from '../../helpers/drives.ts'
import { rejection, temporaryFolder } from '../../helpers/packs-tools.ts'

const answer = (change: Partial<ProgramResult>): ProgramResult => ({
  code: 0,
  isMissing: false,
  stdout: '',
  stderr: '',
  ...change,
})
/** Answers by the first words that fit; notes what it was asked. */
function script(answers: Readonly<Record<string, Partial<ProgramResult>>>): { run: RunProgram; asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    run: async (program, args) => {
      const line = [program, ...args].join(' ')
      asked.push(line)
      const found = Object.entries(answers).find(([start]) => line.includes(start))
      return answer(found?.[1] ?? { code: null, isMissing: true })
    },
  }
}

const MOUNTS = [
  '27 1 259:2 / / rw,relatime - ext4 /dev/nvme0n1p2 rw',
  '30 27 259:1 / /boot/efi rw,relatime - vfat /dev/nvme0n1p1 rw',
  '61 27 8:17 / /media/prof/CLE\\040VERTE rw,nosuid,nodev - vfat /dev/sdb1 rw,uid=1000',
  '62 27 8:17 /cours /home/prof/cours rw,nosuid,nodev - vfat /dev/sdb1 rw,uid=1000',
  '63 27 179:1 / /media/prof/\\303\\211t\\303\\251 ro,nosuid - exfat /dev/mmcblk0p1 ro',
  '64 27 0:44 / /run/user/1000 rw - tmpfs tmpfs rw',
  'not a line',
  '',
].join('\n')

/** A /sys and /dev/disk in which sdb is removable, mmcblk0 sits in a card reader, and nvme0n1 in neither. */
function fakeComputer() {
  const folder = temporaryFolder()
  const sys = join(folder, 'sys')
  const blocks = {
    '259:2': ['pci/nvme0n1/nvme0n1p2', '0'],
    '259:1': ['pci/nvme0n1/nvme0n1p1', '0'],
    '8:17': ['pci/host6/block/sdb/sdb1', '1'],
    '179:1': ['pci/mmc_host/mmc0/block/mmcblk0/mmcblk0p1', '0'],
  } as const
  mkdirSync(join(sys, 'dev', 'block'), { recursive: true })
  for (const [number, [path, flag]] of Object.entries(blocks)) {
    mkdirSync(join(sys, path), { recursive: true })
    writeFileSync(join(sys, path, '..', 'removable'), `${flag}\n`)
    symlinkSync(join(sys, path), join(sys, 'dev', 'block', number))
  }
  const disks = join(folder, 'disk')
  mkdirSync(join(disks, 'by-label'), { recursive: true })
  symlinkSync('../../sdb1', join(disks, 'by-label', 'CL\\xc3\\x89\\x20VERTE'))
  mkdirSync(join(disks, 'by-uuid'))
  symlinkSync('../../sdb1', join(disks, 'by-uuid', '5E55-10A0'))
  const mountInfo = join(folder, 'mountinfo')
  writeFileSync(mountInfo, MOUNTS)
  return { sys, disks, mountInfo }
}

describe('on Linux', () => {
  it('reads mounts with spaces, accents and what is no mount', () => {
    const mounts = parseMountInfo(MOUNTS)
    expect(mounts.map(({ path }) => path)).toContain('/media/prof/CLE VERTE')
    expect(mounts.find(({ type }) => type === 'exfat')).toMatchObject({ path: '/media/prof/Été', readOnly: true })
    expect(mounts).toHaveLength(6)
  })

  it('lists what can be pulled out, once each, by its label, and nothing of the system', async () => {
    const drives = await createLinuxLister(fakeComputer()).list()
    expect(drives.map(({ name, fileSystem, readOnly, path }) => ({ name, fileSystem, readOnly, path }))).toEqual([
      { name: 'CLÉ VERTE', fileSystem: 'FAT32', readOnly: false, path: '/media/prof/CLE VERTE' },
      { name: 'Été', fileSystem: 'exFAT', readOnly: true, path: '/media/prof/Été' },
    ])
    expect(new Set(drives.map(({ id }) => id)).size).toBe(2)
  })

  it('shows a real file system when it is mounted, with its space, and no longer once it left', async (context) => {
    const drive = loopDrive(context)
    const lister = createLinuxLister({ sys: drive.sys })
    expect(await lister.list()).toEqual([])
    const before = await lister.glance()
    drive.plug()
    expect(await lister.glance()).not.toBe(before)
    const [found] = await lister.list()
    expect(found).toMatchObject({ path: drive.path, fileSystem: 'ext4', readOnly: false })
    expect(found?.freeBytes).toBeGreaterThan(1_000_000)
    expect(found?.totalBytes).toBeGreaterThan(found?.freeBytes ?? 0)
    drive.pull()
    expect(await lister.list()).toEqual([])
    expect(await lister.glance()).toBe(before)
  })

  it('says read-only of what is mounted so', async (context) => {
    const drive = loopDrive(context)
    drive.plug('ro')
    expect((await createLinuxLister({ sys: drive.sys }).list())[0]).toMatchObject({ readOnly: true })
  })

  it('ejects with the desktop’s tool, and says why when it cannot', async () => {
    const [drive] = await createLinuxLister(fakeComputer()).list()
    if (drive === undefined) throw new Error('no drive')
    const eject = (answers: Parameters<typeof script>[0]) => {
      const told = script(answers)
      return { asked: told.asked, done: createLinuxLister({}, told.run).eject(drive) }
    }
    const good = eject({ 'udisksctl unmount': {}, 'udisksctl power-off': { code: 1 } })
    await good.done
    expect(good.asked).toEqual([
      'udisksctl unmount --no-user-interaction -b /dev/sdb1',
      'udisksctl power-off --no-user-interaction -b /dev/sdb1',
    ])
    await eject({ 'gio mount -e /media/prof/CLE VERTE': {} }).done
    const busy = { code: 1, stderr: 'Error unmounting /dev/sdb1: target is busy' }
    expect(await rejection(eject({ 'udisksctl unmount': busy }).done)).toMatchObject({ code: 'drive-busy' })
    const refused = { code: 1, stderr: 'Not authorized' }
    expect(await rejection(eject({ 'udisksctl unmount': refused }).done)).toMatchObject({ code: 'drive-eject-failed' })
    expect(await rejection(eject({}).done)).toMatchObject({ code: 'drive-eject-unavailable' })
  })
})

const WINDOWS = JSON.stringify({
  logical: [
    { DeviceID: 'C:', DriveType: 3, VolumeName: 'Windows', FileSystem: 'NTFS', FreeSpace: 9e10, Size: 2e11 },
    {
      DeviceID: 'E:',
      DriveType: 2,
      VolumeName: 'CLÉ VERTE',
      FileSystem: 'FAT32',
      FreeSpace: '12400000000',
      Size: 15_900_000_000,
      VolumeSerialNumber: '5E5510A0',
      Access: 0,
    },
    { DeviceID: 'F:', DriveType: 3, VolumeName: '', FileSystem: 'exFAT', FreeSpace: 5, Size: 10, Access: 0 },
    { DeviceID: 'G:', DriveType: 2, VolumeName: null, FileSystem: null, FreeSpace: null, Size: null },
    { DeviceID: 'Z:', DriveType: 4, VolumeName: 'partage', FileSystem: 'NTFS', FreeSpace: 1, Size: 2 },
  ],
  usb: [{ letter: 'F', readOnly: true }],
})

describe('on Windows', () => {
  it('lists removable disks and those on USB, not the system’s, an empty reader or a share', () => {
    const drives = parseWindowsDrives(`\uFEFF${WINDOWS}`, 'C:')
    expect(drives).toEqual([
      expect.objectContaining({
        path: 'E:\\',
        name: 'CLÉ VERTE',
        fileSystem: 'FAT32',
        freeBytes: 12_400_000_000,
        maxFileBytes: FAT_MAX_FILE_BYTES,
        readOnly: false,
      }),
      expect.objectContaining({ path: 'F:\\', name: 'F:', fileSystem: 'exFAT', maxFileBytes: null, readOnly: true }),
    ])
    expect(driveOf(drives, 'E:\\Classe\\packs')?.device).toBe('E:')
    expect(driveOf(drives, 'C:\\Classe')).toBeNull()
  })

  it('fails with its own error on what is no list, and names no letter that it was not given', async () => {
    const env = { SystemRoot: 'C:\\Windows', SystemDrive: 'C:' }
    const broken = createWindowsLister(script({}).run, env)
    expect(await rejection(broken.list())).toMatchObject({ code: 'drive-list-failed' })
    expect(() => parseWindowsDrives('<html>', 'C:')).toThrow()
    const [drive] = parseWindowsDrives(WINDOWS, 'C:')
    if (drive === undefined) throw new Error('no drive')
    const eject = (code: number) => createWindowsLister(script({ powershell: { code } }).run, env).eject(drive)
    await eject(0)
    expect(await rejection(eject(3))).toMatchObject({ code: 'drive-busy' })
    expect(await rejection(eject(1))).toMatchObject({ code: 'drive-eject-failed' })
    const asked = script({ powershell: {} })
    const evil = createWindowsLister(asked.run, env).eject({ ...drive, device: "E:'); calc; ('" })
    expect(await rejection(evil)).toMatchObject({ code: 'drive-eject-failed' })
    expect(asked.asked).toEqual([])
  })
})

const plist = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">${body}</plist>`
const MAC_LIST = plist(`<dict><key>AllDisks</key><array><string>disk4</string></array>
  <key>AllDisksAndPartitions</key><array>
    <dict><key>DeviceIdentifier</key><string>disk4</string><key>Partitions</key><array>
      <dict><key>DeviceIdentifier</key><string>disk4s1</string><key>MountPoint</key><string>/Volumes/CLE &amp; CO</string><key>Size</key><integer>15900000000</integer></dict>
      <dict><key>DeviceIdentifier</key><string>disk4s2</string></dict>
    </array></dict>
    <dict><key>DeviceIdentifier</key><string>disk5</string><key>MountPoint</key><string>/Volumes/Vieille clé</string></dict>
  </array></dict>`)
const MAC_INFO = plist(`<dict><key>DeviceIdentifier</key><string>disk4s1</string>
  <key>MountPoint</key><string>/Volumes/CLE &amp; CO</string><key>VolumeName</key><string>CLE &amp; CO</string>
  <key>FilesystemType</key><string>msdos</string><key>FreeSpace</key><integer>12400000000</integer>
  <key>TotalSize</key><integer>15900000000</integer><key>WritableVolume</key><true/></dict>`)

describe('on macOS', () => {
  it('lists the mounted volumes of external disks', async () => {
    expect(parseDiskutilList(MAC_LIST)).toEqual(['disk4s1', 'disk5'])
    expect(parseDiskutilInfo(MAC_INFO)).toMatchObject({
      path: '/Volumes/CLE & CO',
      name: 'CLE & CO',
      fileSystem: 'FAT32',
      freeBytes: 12_400_000_000,
      readOnly: false,
    })
    const { run } = script({
      'list -plist external': { stdout: MAC_LIST },
      'info -plist disk4s1': { stdout: MAC_INFO },
      'info -plist disk5': { code: 1 },
      eject: { code: 1, stderr: 'Volume is in use by process 12' },
    })
    const lister = createMacLister(run)
    const drives = await lister.list()
    expect(drives.map(({ device }) => device)).toEqual(['disk4s1'])
    const [drive] = drives
    if (drive !== undefined) expect(await rejection(lister.eject(drive))).toMatchObject({ code: 'drive-busy' })
  })

  it('refuses what is no property list', () => {
    for (const text of ['', 'not xml', plist('<dict><string>without a key</string></dict>'), '<plist>'])
      expect(() => parsePlist(text)).toThrow()
    expect(parsePlist(plist('<dict><key>__proto__</key><true/></dict>'))).not.toHaveProperty('polluted')
  })
})

it('names file systems as people do', () => {
  for (const name of ['vfat', 'msdos', 'FAT32', 'MS-DOS FAT32', 'fuse.fusefat'])
    expect(fileSystemFacts(name)).toEqual({ fileSystem: 'FAT32', maxFileBytes: FAT_MAX_FILE_BYTES })
  expect(fileSystemFacts('ExFAT').fileSystem).toBe('exFAT')
  expect(fileSystemFacts('ntfs3')).toEqual({ fileSystem: 'NTFS', maxFileBytes: null })
  expect(fileSystemFacts('btrfs').fileSystem).toBe('btrfs')
})

it('finds the tools of this system without a shell', async () => {
  const { runProgram } = await import('../../../electron/platform/drives/run.ts')
  expect(await runProgram(process.execPath, ['-e', 'process.exit(3)'])).toMatchObject({ code: 3, isMissing: false })
  expect(await runProgram('trousse-no-such-tool', [])).toMatchObject({ code: null, isMissing: true })
})
