/** Removable drives as every system tells them: USB sticks, memory cards, external disks. */
import { createHash } from 'node:crypto'

export interface Drive {
  /** The same for the same volume, also after it was taken out and put back where the system can tell. */
  readonly id: string
  /** Absolute path of its root. */
  readonly path: string
  /** Its label, or the name the system shows instead. */
  readonly name: string
  /** As people know it: `FAT32`, `exFAT`, `NTFS`…; the system's own word for any other. */
  readonly fileSystem: string
  /** Largest file that the file system takes, in bytes; null when it has no limit a pack could reach. */
  readonly maxFileBytes: number | null
  /** In bytes; null when the system does not say. */
  readonly freeBytes: number | null
  readonly totalBytes: number | null
  readonly readOnly: boolean
  /** What the system calls it when it is asked to let it go: `/dev/sdb1`, `disk4s1`, `E:`. */
  readonly device: string
}

export interface DriveLister {
  /** Cheap, and different once a drive came or left: asked every second while somebody looks. Never rejects. */
  glance(): Promise<string>
  /** Rejects when the system's tools fail; a folder can be chosen all the same. */
  list(): Promise<Drive[]>
  /**
   * Flushes and lets the drive go, so that it can be taken out.
   *
   * @throws TrousseError `drive-busy`, `drive-eject-failed`, `drive-eject-unavailable` where no tool can do it
   */
  eject(drive: Drive): Promise<void>
}

/** FAT keeps sizes in 32 bits. */
export const FAT_MAX_FILE_BYTES = 2 ** 32 - 1

/** The systems' words for file systems, in lower case. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:exfat|fuse\.exfat|fuse\.mount\.exfat-fuse)$/, 'exFAT'],
  [/^(?:vfat|msdos|ms-dos.*|fat(?:12|16|32)?|fuse\.fusefat)$/, 'FAT32'],
  [/^(?:ntfs.*|fuseblk|fuse\.ntfs.*|windows_ntfs)$/, 'NTFS'],
  [/^(?:apfs.*)$/, 'APFS'],
  [/^(?:hfs.*|mac os extended.*)$/, 'HFS+'],
]

/** What people call a file system, and the largest file that it takes. */
export function fileSystemFacts(systemName: string): Pick<Drive, 'fileSystem' | 'maxFileBytes'> {
  const name = systemName.trim().toLowerCase()
  const fileSystem = NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? systemName.trim()
  return { fileSystem, maxFileBytes: fileSystem === 'FAT32' ? FAT_MAX_FILE_BYTES : null }
}

const ID_DIGITS = 16

/** An id that tells nothing: the window gets it. */
export const driveId = (...facts: readonly string[]): string =>
  createHash('sha256').update(facts.join('\0')).digest('hex').slice(0, ID_DIGITS)

/** The drive that holds a path: the one with the longest root above it; null on a fixed disk. */
export function driveOf(drives: readonly Drive[], path: string): Drive | null {
  const holds = ({ path: root }: Drive): boolean => {
    const base = root.replace(/[\\/]+$/, '')
    return path === base || path === root || path.startsWith(`${base}/`) || path.startsWith(`${base}\\`)
  }
  return drives.filter(holds).sort((a, b) => b.path.length - a.path.length)[0] ?? null
}
