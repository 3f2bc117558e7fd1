import type { TaskView } from '../../../electron/contract/views.ts'

export interface PackOutcome {
  readonly packId: number | null
  readonly fileName: string
  readonly sha256: string
  readonly files: number
  readonly bytes: number
  /** Files written anew; null when the build does not say. */
  readonly written: number | null
  /** Only when Trousse made it. */
  readonly passphrase: string | null
  /** The stick that it is on, which can be let go; null on a fixed disk. */
  readonly drive: { readonly id: string; readonly name: string } | null
}

/** What a finished build says of its file; null while it is not finished. */
export function packOutcome(task: TaskView | null): PackOutcome | null {
  if (task?.state !== 'done' || task.outcome === null) return null
  const { packId, fileName, sha256, files, bytes, written, passphrase, driveId, driveName } = task.outcome
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const figure = (value: unknown): number => (typeof value === 'number' ? value : 0)
  return {
    packId: typeof packId === 'number' ? packId : null,
    fileName: text(fileName),
    sha256: text(sha256),
    files: figure(files),
    bytes: figure(bytes),
    written: typeof written === 'number' ? written : null,
    passphrase: typeof passphrase === 'string' ? passphrase : null,
    drive: typeof driveId === 'string' ? { id: driveId, name: text(driveName) } : null,
  }
}
