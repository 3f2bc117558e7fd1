/** What the system says about a drive or a file on it, in Trousse's words: one table for everything that is written. */
import { type ErrorCode, TrousseError } from '../contract/errors.ts'

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  // FAT32 takes no file of 4 GiB.
  EFBIG: 'disk-full',
  ENOENT: 'disk-gone',
  ENOTDIR: 'disk-gone',
  EIO: 'disk-gone',
  ENODEV: 'disk-gone',
  ENXIO: 'disk-gone',
  ENOTCONN: 'disk-gone',
  ESTALE: 'disk-gone',
  EHOSTDOWN: 'disk-gone',
  // Write protection is EROFS, on Windows too: these are rights on a folder, or another program's hold on a file.
  EACCES: 'file-access-denied',
  EPERM: 'file-access-denied',
  EROFS: 'disk-read-only',
}

/** The system's code of an error or of what caused it. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return systemCode(error.cause)
}

/** A drive's failure as a TrousseError; anything else as it came. */
export function toDiskError(error: unknown): unknown {
  if (error instanceof TrousseError) return error
  const code = CODES[systemCode(error) ?? '']
  return code === undefined ? error : new TrousseError(code, {}, { cause: error })
}
