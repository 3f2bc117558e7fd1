/** SQLite's and the file system's own error codes in Trousse's words. Their texts are dropped: they may quote data. */
import { type ErrorCode, TrousseError } from '../contract/errors.ts'

const BY_PREFIX: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'disk-read-only'],
  ['SQLITE_IOERR', 'disk-gone'],
  ['SQLITE_BUSY', 'store-busy'],
  ['SQLITE_LOCKED', 'store-busy'],
  ['SQLITE_CORRUPT', 'store-damaged'],
  ['SQLITE_NOTADB', 'store-damaged'],
  ['SQLITE_CANTOPEN', 'file-access-denied'],
  ['SQLITE_PERM', 'file-access-denied'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'disk-read-only'],
  ['EIO', 'disk-gone'],
  ['ENODEV', 'disk-gone'],
  ['ENXIO', 'disk-gone'],
  ['EACCES', 'file-access-denied'],
  ['EPERM', 'file-access-denied'],
]

/** The `code` of an error of SQLite or of the file system; empty when it has none. */
export function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** Anything thrown as a TrousseError; the unexpected becomes `internal` and keeps its cause for the log only. */
export function asStoreError(error: unknown): TrousseError {
  if (error instanceof TrousseError) return error
  const code = systemCode(error)
  const known = BY_PREFIX.find(([prefix]) => code.startsWith(prefix))
  // Extended read errors: what was asked of the disk came back short, which is damage and not a lost disk.
  if (code === 'SQLITE_IOERR_SHORT_READ') return new TrousseError('store-damaged', {}, { cause: error })
  return new TrousseError(known?.[1] ?? 'internal', {}, { cause: error })
}
