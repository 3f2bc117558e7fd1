/** The school office's XML exports (SIECLE, BEE) to records. Pure: bytes in, a reading out. */
import { TrousseError } from '../../contract/errors.ts'
import type { FileInput, FileReading } from '../file-source.ts'

export interface SiecleOptions {
  /** ISO date: pupils whose date of leaving is past are leavers. */
  readonly today: string
}

/**
 * Reads any of ElevesSansAdresses, ElevesAvecAdresses, ResponsablesAvecAdresses, Structures, Nomenclature and
 * Communs, alone, zipped or together, in any order.
 */
export function readSiecle(_files: readonly FileInput[], _options: SiecleOptions): FileReading {
  throw new TrousseError('internal')
}
