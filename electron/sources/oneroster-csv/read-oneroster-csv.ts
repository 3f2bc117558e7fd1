/** OneRoster 1.1 and 1.2 CSV exports to records. Pure: bytes in, a reading out. */
import { TrousseError } from '../../contract/errors.ts'
import type { FileInput, FileReading } from '../file-source.ts'

export interface OneRosterCsvOptions {
  /** ISO date: enrolments that ended before are left out. */
  readonly today: string
}

/** Reads one ZIP, or loose CSV files together, in any order. */
export function readOneRosterCsv(_files: readonly FileInput[], _options: OneRosterCsvOptions): FileReading {
  throw new TrousseError('internal')
}
