/** OneRoster 1.1 and 1.2 CSV exports to records. Pure: bytes in, a reading out. */
import { TrousseError } from '../../contract/errors.ts'
import { unpackFiles } from '../../platform/unpack-files.ts'
import { FaultList, IgnoredCount } from '../fault-list.ts'
import type { FileInput, FileReading } from '../file-source.ts'
import { loadExport } from './load.ts'
import type { Ignored, Reason } from './reasons.ts'
import { RowSource } from './rows.ts'
import { toRecords } from './to-records.ts'

export interface OneRosterCsvOptions {
  /** ISO date: enrolments that ended before are left out. */
  readonly today: string
}

/**
 * Reads one ZIP, or loose CSV files together, in any order. The whole school for a bulk export, nothing by absence
 * for a delta (whose removals are told, not applied), the listed classes when no manifest says which it is.
 *
 * @throws TrousseError as `loadExport` and `unpackFiles`; `file-nothing-usable` when no row gave a record.
 */
export function readOneRosterCsv(files: readonly FileInput[], options: OneRosterCsvOptions): FileReading {
  const faults = new FaultList<Reason>()
  const ignored = new IgnoredCount<Ignored>()
  const source = loadExport(unpackFiles(files), faults, ignored)
  const reading = toRecords(new RowSource(source, faults, ignored), options.today)
  if (reading.records.length === 0) throw new TrousseError('file-nothing-usable', {})
  return { ...reading, dropped: source.dropped }
}
