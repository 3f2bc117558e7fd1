/** Drives of macOS, by `diskutil`: external disks, then each of their mounted volumes. */
import { readdir } from 'node:fs/promises'
import { z } from 'zod'
import { TrousseError } from '../../contract/errors.ts'
import { type Drive, type DriveLister, driveId, fileSystemFacts } from './drive.ts'
import { parsePlist } from './plist.ts'
import { type RunProgram, runProgram } from './run.ts'

const DISKUTIL = '/usr/sbin/diskutil'
const identifier = z.string().regex(/^disk\d+(?:s\d+)*$/)
const part = z.object({ DeviceIdentifier: identifier, MountPoint: z.string().optional() })
const listed = z.object({
  AllDisksAndPartitions: z.array(
    part.extend({ Partitions: z.array(part).default([]), APFSVolumes: z.array(part).default([]) }),
  ),
})
const described = z.object({
  DeviceIdentifier: identifier,
  MountPoint: z.string(),
  VolumeName: z.string().optional(),
  FilesystemType: z.string().optional(),
  FilesystemName: z.string().optional(),
  VolumeUUID: z.string().optional(),
  FreeSpace: z.number().optional(),
  APFSContainerFree: z.number().optional(),
  TotalSize: z.number().optional(),
  WritableVolume: z.boolean().optional(),
})

/** Device identifiers of the mounted volumes in `diskutil list -plist external`. */
export function parseDiskutilList(xml: string): string[] {
  const { AllDisksAndPartitions: disks } = listed.parse(parsePlist(xml))
  return disks
    .flatMap((disk) => [disk, ...disk.Partitions, ...disk.APFSVolumes])
    .filter(({ MountPoint }) => MountPoint !== undefined && MountPoint !== '')
    .map(({ DeviceIdentifier }) => DeviceIdentifier)
}

/** One volume of `diskutil info -plist`; null when it is not mounted any more. */
export function parseDiskutilInfo(xml: string): Drive | null {
  const info = described.parse(parsePlist(xml))
  if (info.MountPoint === '') return null
  return {
    id: driveId(info.VolumeUUID ?? `${info.DeviceIdentifier} ${info.MountPoint}`),
    path: info.MountPoint,
    name: info.VolumeName?.trim() || info.MountPoint.slice(info.MountPoint.lastIndexOf('/') + 1),
    ...fileSystemFacts(info.FilesystemType ?? info.FilesystemName ?? ''),
    freeBytes: info.APFSContainerFree ?? info.FreeSpace ?? null,
    totalBytes: info.TotalSize ?? null,
    readOnly: info.WritableVolume === false,
    device: info.DeviceIdentifier,
  }
}

export function createMacLister(run: RunProgram = runProgram): DriveLister {
  const diskutil = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout } = await run(DISKUTIL, args)
    if (code !== 0) throw new TrousseError('drive-list-failed')
    return stdout
  }
  return {
    glance: async () => (await readdir('/Volumes').catch(() => [])).join('\n'),
    async list() {
      const drives: Drive[] = []
      for (const device of parseDiskutilList(await diskutil('list', '-plist', 'external'))) {
        // Pulled out between the two questions: it is no drive any more.
        const xml = await diskutil('info', '-plist', device).catch(() => null)
        const drive = xml === null ? null : parseDiskutilInfo(xml)
        if (drive !== null) drives.push(drive)
      }
      return drives
    },
    async eject({ device }) {
      const { code, stderr, stdout, isMissing } = await run(DISKUTIL, ['eject', device])
      if (isMissing) throw new TrousseError('drive-eject-unavailable')
      const isBusy = /in use|dissent|busy/i.test(`${stdout}${stderr}`)
      if (code !== 0) throw new TrousseError(isBusy ? 'drive-busy' : 'drive-eject-failed')
    },
  }
}
