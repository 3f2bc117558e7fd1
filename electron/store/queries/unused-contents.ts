import type { ReadConnection } from '../connection.ts'

/** Of these contents, those that no row names any more: their files can go. */
export const unusedContents = (connection: ReadConnection, sha256s: readonly string[]): string[] =>
  connection
    .read<{ sha256: string }, [string]>(
      `SELECT DISTINCT w.value AS sha256 FROM json_each(?) w
       WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = w.value)
         AND NOT EXISTS (SELECT 1 FROM attachment_part WHERE sha256 = w.value)
         AND NOT EXISTS (SELECT 1 FROM handed_in WHERE sha256 = w.value)
         AND NOT EXISTS (SELECT 1 FROM work_draft_file WHERE sha256 = w.value)
         AND NOT EXISTS (SELECT 1 FROM portrait WHERE sha256 = w.value)`,
    )
    .all(JSON.stringify(sha256s))
    .map(({ sha256 }) => sha256)
