import type { ReadConnection, WriteConnection } from '../connection.ts'

export function readSettings(connection: ReadConnection): Record<string, unknown> {
  const rows = connection.read<{ key: string; value: string }>('SELECT key, value FROM setting').all()
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]))
}

/** Sets the given keys; an undefined value forgets its key. Returns all settings. */
export function updateSettings(connection: WriteConnection, change: Record<string, unknown>): Record<string, unknown> {
  const put = connection.write<[string, string]>(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const forget = connection.write<[string]>('DELETE FROM setting WHERE key = ?')
  return connection.transaction(() => {
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined) forget.run(key)
      else put.run(key, JSON.stringify(value))
    }
    return readSettings(connection)
  })
}
