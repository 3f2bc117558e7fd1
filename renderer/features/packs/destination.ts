import type { DriveView, PackForm } from '../../../electron/contract/views.ts'

/** Where a pack goes: a drive that is plugged in, or a folder of a dialog, whose ticket serves once. */
export type Destination =
  | { readonly kind: 'drive'; readonly id: string }
  | { readonly kind: 'folder'; readonly ticket: string; readonly label: string }

/** As the writer asks: room for the file system's own tables. */
const SPACE_FACTOR = 1.05

export type DriveTrouble = 'read-only' | 'no-space' | 'too-large'

/**
 * Why a pack of about this size would not go onto a drive; null when it would, or when nobody can tell. A folder that
 * is brought up to date may need less: then it is a warning.
 *
 * @param bytes null while unknown
 */
export function driveTrouble(drive: DriveView, bytes: number | null, form: PackForm): DriveTrouble | null {
  if (drive.readOnly) return 'read-only'
  if (bytes === null) return null
  if (form !== 'folder' && drive.maxFileBytes !== null && bytes > drive.maxFileBytes) return 'too-large'
  return drive.freeBytes !== null && drive.freeBytes < bytes * SPACE_FACTOR ? 'no-space' : null
}
