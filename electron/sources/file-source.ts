/**
 * What every reader of files gives: the normalised records of what the files hold, and line by line what could
 * not be taken. Nothing is written; the engine compares, guards and applies, like for a server.
 */
import type { SnapshotCoverage, SnapshotRecord } from '../contract/snapshot.ts'

export interface FileInput {
  /** Shown to the teacher; never trusted to tell what the file is. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What is wrong at one place of one file. */
export interface FileFault {
  readonly file: string
  /** One-based, as an editor or a spreadsheet shows it; null when the whole file is meant. */
  readonly line: number | null
  /** Column, element or property. */
  readonly field: string | null
  /** `doubtful` is taken and shown first, `refused` is left out. */
  readonly verdict: 'doubtful' | 'refused'
  /** Key under `import.reason.<reason>`. */
  readonly reason: string
  /** Of whom or what: shown on screen, never logged. Empty when unknown. */
  readonly about: string
}

export interface FileReading {
  readonly records: readonly SnapshotRecord[]
  readonly coverage: SnapshotCoverage
  readonly faults: readonly FileFault[]
  /** Columns or elements that hold what Trousse does not keep (health, national id…). */
  readonly dropped: readonly string[]
  /** Entries left aside on purpose, by reason (key under `import.ignored-why.<reason>`): leavers, orphans, totals. */
  readonly ignored: Readonly<Record<string, number>>
}
