/**
 * One text per record, whatever the order its fields were written in: the store and the preview of a file
 * hash it (SHA-256, in hex) to know whether a record changed, and must agree to the byte.
 */
import type { SnapshotRecord } from '../contract/snapshot.ts'

/** Code-unit order: the same on every machine, unlike a locale's. */
const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.sort(byName).map(([name, inner]) => [name, sorted(inner)]))
}

/**
 * The record as JSON with sorted names, without spaces and without undefined fields. Arrays keep their
 * order: the first contact point is the preferred one.
 */
export const canonicalJson = (record: SnapshotRecord): string => JSON.stringify(sorted(record))
