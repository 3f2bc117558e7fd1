/** Files read as far as records, for the preview and for the engine. Crosses from the worker: plain data only. */
import type { ErrorShape } from '../../contract/errors.ts'
import type { SnapshotCoverage, SnapshotRecord } from '../../contract/snapshot.ts'
import type {
  ImportKind,
  ImportPart,
  ImportRow,
  ImportTable,
  RosterField,
  RosterMapping,
} from '../../contract/views.ts'
import type { ImportInput } from '../desk.ts'

/** A line or an entry of the files, before it is compared with what is known. */
export interface ReadRow extends Omit<ImportRow, 'id' | 'verdict'> {
  readonly problem: 'doubtful' | 'refused' | null
  /** Keys (`recordKey`) of the records it gave, the main one first; none for a row that only reports. */
  readonly keys: readonly string[]
}

export interface ImportReading {
  readonly kind: ImportKind
  readonly files: readonly string[]
  readonly table: ImportTable | null
  readonly classNeeded: boolean
  readonly records: readonly SnapshotRecord[]
  readonly coverage: SnapshotCoverage
  readonly rows: readonly ReadRow[]
  readonly dropped: readonly string[]
  readonly ignoredLines: readonly number[]
  readonly ignored: Readonly<Record<string, number>>
  /** The program that wrote a calendar, which is a source of its own; null for any other kind. */
  readonly system: string | null
}

/** Columns as the teacher set them, by the signature of a table's titles. */
export type RememberedColumns = Readonly<Record<string, readonly RosterField[]>>

export interface ReadRequest {
  readonly inputs: readonly ImportInput[]
  /** Null to recognise only. */
  readonly read: {
    readonly part: number
    readonly mapping: RosterMapping | null
    readonly passphrase: string | null
    readonly remembered: RememberedColumns
  } | null
  /** ISO date of today, for births to come and leavers. */
  readonly today: string
  /** For calendars; without it none can be read. */
  readonly calendar?: {
    /** In milliseconds: how far rules are followed. */
    readonly now: number
    /** Address of the worker that follows them: one that never ends is killed alone. */
    readonly worker: string
  }
}

export type ReadAnswer =
  | { readonly kind: 'parts'; readonly parts: readonly ImportPart[] }
  | { readonly kind: 'reading'; readonly reading: ImportReading }
  | { readonly kind: 'error'; readonly error: ErrorShape }
