import type { OpenedDatabase } from './connection.ts'

/** Past this many, the rest would say nothing more. */
const PROBLEMS_SHOWN = 20

/** Reads every page, index and reference, and the search index. Slow: seconds on a large database. */
export function checkIntegrity(database: OpenedDatabase): { ok: boolean; problems: string[] } {
  const problems = database.connection
    .read<{ integrity_check: string }>(`PRAGMA integrity_check(${PROBLEMS_SHOWN})`)
    .all()
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
  const orphans = database.connection.read<{ table: string; parent: string }>('PRAGMA foreign_key_check').all()
  for (const { table, parent } of orphans.slice(0, PROBLEMS_SHOWN)) problems.push(`${table} -> ${parent}`)
  return { ok: problems.length === 0, problems }
}
