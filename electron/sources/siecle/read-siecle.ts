/** The school office's XML exports (SIECLE, BEE) to records. Pure: bytes in, a reading out. */
import { TrousseError } from '../../contract/errors.ts'
import { unpackFiles } from '../../platform/unpack-files.ts'
import type { FileInput, FileReading } from '../file-source.ts'
import { collect } from './collect.ts'
import { toRecords } from './to-records.ts'

export interface SiecleOptions {
  /** ISO date: pupils whose date of leaving is past are leavers. */
  readonly today: string
}

/** What the office calls the file that holds the pupils. */
const PUPILS_FILE = 'ElevesSansAdresses.xml'

/**
 * Reads any of ElevesSansAdresses, ElevesAvecAdresses, ResponsablesAvecAdresses, Structures, Nomenclature and
 * Communs, alone, zipped or together, in any order. The whole school, when every pupil could be read; a class
 * with a pupil who could not is left out of the coverage.
 *
 * @throws TrousseError `file-part-missing` when no file holds pupils, `file-nothing-usable` when none of them is
 *   at school now; `file-damaged`, `file-unsafe` with file and line; `file-two-schools`; `file-kind-unknown`,
 *   `file-empty`; and as `unpackFiles`.
 */
export function readSiecle(files: readonly FileInput[], options: SiecleOptions): FileReading {
  const all = collect(unpackFiles(files))
  if (!all.files.some((file) => file.kind === 'pupils')) {
    throw new TrousseError('file-part-missing', { file: PUPILS_FILE })
  }
  const reading = toRecords(all, options.today)
  const anyPupil = reading.records.some((record) => record.entity === 'person' && record.role === 'pupil')
  if (!anyPupil) throw new TrousseError('file-nothing-usable', {})
  return reading
}
