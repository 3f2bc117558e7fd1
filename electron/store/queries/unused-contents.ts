import type { ReadConnection } from '../connection.ts'

/** Every column that names a content which the blobs keep; a test compares it with the schema. */
export const CONTENT_TABLES = [
  'attachment',
  'assignment_image',
  'delivery_file',
  'download_part',
  'handed_in',
  'portrait',
  'work_draft_file',
] as const

const NAMED = CONTENT_TABLES.map((table) => `AND NOT EXISTS (SELECT 1 FROM ${table} WHERE sha256 = w.value)`).join(' ')

/** Of these contents, those that no row names any more, nor a message's own list of files: their files can go. */
export const unusedContents = (connection: ReadConnection, sha256s: readonly string[]): string[] =>
  sha256s.length === 0
    ? []
    : connection
        .read<{ sha256: string }, [string]>(
          `SELECT DISTINCT w.value AS sha256 FROM json_each(?) w WHERE 1 ${NAMED}
             AND NOT EXISTS (SELECT 1 FROM message_draft WHERE instr(content, w.value) > 0)
             AND NOT EXISTS (SELECT 1 FROM message WHERE instr(content, w.value) > 0)`,
        )
        .all(JSON.stringify(sha256s))
        .map(({ sha256 }) => sha256)
