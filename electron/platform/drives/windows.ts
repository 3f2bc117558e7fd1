/**
 * Drives of Windows, by the PowerShell that every Windows has: Win32_LogicalDisk (DriveType 2, "Removable Disk"),
 * and volumes on a disk whose bus is USB or a card reader's, which Windows calls fixed.
 */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { TrousseError } from '../../contract/errors.ts'
import { type Drive, type DriveLister, driveId, fileSystemFacts } from './drive.ts'
import { type RunProgram, runProgram } from './run.ts'

const LIST_SCRIPT = [
  "$ErrorActionPreference = 'Stop'",
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
  '$usb = @()',
  // Absent on Windows Server cores and where the Storage service is off: removable disks are told all the same.
  "try { $usb = @(Get-Disk | Where-Object { @('USB', 'SD', 'MMC') -contains $_.BusType } | ForEach-Object { $disk = $_; Get-Partition -DiskNumber $disk.Number | Where-Object { $_.DriveLetter } | ForEach-Object { @{ letter = [string]$_.DriveLetter; readOnly = [bool]$disk.IsReadOnly } } }) } catch { }",
  '$logical = @(Get-CimInstance Win32_LogicalDisk | Select-Object DeviceID, DriveType, VolumeName, FileSystem, FreeSpace, Size, VolumeSerialNumber, Access)',
  'ConvertTo-Json -Compress -Depth 4 @{ logical = $logical; usb = $usb }',
].join('; ')

const REMOVABLE = 2
/** CIM_LogicalDisk.Access: 1 is "Readable". */
const READABLE_ONLY = 1
const letter = /^[A-Z]:$/

/** A number of 64 bits comes as a number or as a string, by the version of PowerShell. */
const size = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish()
const listed = z.object({
  logical: z.array(
    z.object({
      DeviceID: z.string(),
      DriveType: z.number(),
      VolumeName: z.string().nullish(),
      FileSystem: z.string().nullish(),
      FreeSpace: size,
      Size: size,
      VolumeSerialNumber: z.string().nullish(),
      Access: z.number().nullish(),
    }),
  ),
  usb: z.array(z.object({ letter: z.string(), readOnly: z.boolean() })),
})

/**
 * @param json what the script of this file prints
 * @returns drives with a volume in them; an empty card reader is none. Throws on anything else than its answer.
 */
export function parseWindowsDrives(json: string, systemDrive: string): Drive[] {
  const { logical, usb } = listed.parse(JSON.parse(json.replace(/^\uFEFF/, '')))
  const onUsb = new Map(usb.map((one) => [`${one.letter.toUpperCase()}:`, one.readOnly]))
  return logical.flatMap((disk) => {
    const device = disk.DeviceID.toUpperCase()
    const removable = disk.DriveType === REMOVABLE || onUsb.has(device)
    // Without a file system there is nothing in the reader, or nothing that can be read.
    if (!removable || !letter.test(device) || device === systemDrive.toUpperCase() || !disk.FileSystem) return []
    return {
      id: driveId(disk.VolumeSerialNumber || device),
      path: `${device}\\`,
      name: disk.VolumeName?.trim() || device,
      ...fileSystemFacts(disk.FileSystem),
      freeBytes: disk.FreeSpace ?? null,
      totalBytes: disk.Size ?? null,
      readOnly: disk.Access === READABLE_ONLY || onUsb.get(device) === true,
      device,
    }
  })
}

/** The shell's own "Eject", as a right click does; then it is watched, for it answers before it is done. */
const ejectScript = (device: string): string =>
  [
    `(New-Object -ComObject Shell.Application).Namespace(17).ParseName('${device}').InvokeVerb('Eject')`,
    `for ($i = 0; $i -lt 24; $i++) { Start-Sleep -Milliseconds 250; if (-not (Test-Path '${device}\\')) { exit 0 } }`,
    'exit 3',
  ].join('; ')
const STILL_THERE = 3

const LETTERS = 'DEFGHIJKLMNOPQRSTUVWXYZ'

export function createWindowsLister(run: RunProgram = runProgram, env = process.env): DriveLister {
  const shell = join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  const powershell = (script: string) => run(shell, ['-NoProfile', '-NonInteractive', '-Command', script])
  return {
    // Starting PowerShell every second would keep a school's laptop busy: letters alone are looked at.
    async glance() {
      const there = await Promise.all(
        [...LETTERS].map((one) =>
          access(`${one}:\\`).then(
            () => one,
            () => '',
          ),
        ),
      )
      return there.join('')
    },
    async list() {
      const { code, stdout } = await powershell(LIST_SCRIPT)
      if (code !== 0) throw new TrousseError('drive-list-failed')
      return parseWindowsDrives(stdout, env.SystemDrive ?? 'C:')
    },
    async eject({ device }) {
      if (!letter.test(device)) throw new TrousseError('drive-eject-failed')
      const { code, isMissing } = await powershell(ejectScript(device))
      if (isMissing) throw new TrousseError('drive-eject-unavailable')
      if (code !== 0) throw new TrousseError(code === STILL_THERE ? 'drive-busy' : 'drive-eject-failed')
    },
  }
}
