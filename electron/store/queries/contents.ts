/** Contents of the attachments' store: which of them no row names any more. */
import type { ReadConnection } from '../connection.ts'

/** Whichever table has a `sha256` keeps what it names. A pack's is the hash of its own file, and does no harm. */
const tablesOfContents = (connection: ReadConnection): string[] =>
  connection
    .read<{ name: string }>(
      `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'sha256' WHERE m.type = 'table'`,
    )
    .all()
    .map(({ name }) => name)

/** Of these contents, those that can be thrown away. */
export function namedByNobody(connection: ReadConnection, contents: readonly string[]): string[] {
  if (contents.length === 0) return []
  const named = new Set<string>()
  for (const table of tablesOfContents(connection)) {
    // The name comes from the schema itself.
    const rows = connection
      .read<{ sha256: string }, [string]>(
        `SELECT DISTINCT sha256 FROM "${table}" WHERE sha256 IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(contents))
    for (const { sha256 } of rows) named.add(sha256)
  }
  return [...new Set(contents)].filter((sha256) => !named.has(sha256))
}
