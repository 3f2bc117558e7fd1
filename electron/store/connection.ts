/**
 * The only file that knows the SQLite module. A connection is opened encrypted, with every safety pragma set
 * and read back (reliability.md S1: `synchronous` silently falls to NORMAL on the second opening otherwise),
 * and is handed out as a `ReadConnection` or a `WriteConnection`: code that is given the first cannot write.
 */
import Database from 'better-sqlite3'
import { TrousseError } from '../contract/errors.ts'

/** "TRSS" in ASCII: tells our files from any other SQLite database. */
export const APPLICATION_ID = 0x54525353
/** First release without the bug that can corrupt a WAL shared by two connections (reliability.md §2). */
const OLDEST_SQLITE = [3, 51, 3] as const
const BUSY_TIMEOUT_MS = 10_000
const KEY_BYTES = 32

export type SqlValue = string | number | bigint | Uint8Array | null

export interface ReadStatement<P extends readonly SqlValue[], R> {
  get(...parameters: P): R | undefined
  all(...parameters: P): R[]
  iterate(...parameters: P): IterableIterator<R>
}
export interface WriteStatement<P extends readonly SqlValue[], R = unknown> {
  run(...parameters: P): { readonly changes: number; readonly id: number }
  /** The first row, and all rows, of a statement with RETURNING. */
  get(...parameters: P): R | undefined
  all(...parameters: P): R[]
}

/** Can only read: a statement that would write is refused when it is prepared. */
export interface ReadConnection {
  /** Prepared once and kept. `R` is the row's shape as the SQL names its columns. */
  read<R, P extends readonly SqlValue[] = readonly SqlValue[]>(sql: string): ReadStatement<P, R>
}
export interface WriteConnection extends ReadConnection {
  write<P extends readonly SqlValue[] = readonly SqlValue[], R = unknown>(sql: string): WriteStatement<P, R>
  /** Runs a script of several statements: migrations only. */
  script(sql: string): void
  /** All of it or nothing: takes the write lock first, commits when `work` returns, rolls back when it throws. */
  transaction<T>(work: () => T): T
}
export interface OpenedDatabase {
  readonly connection: WriteConnection
  pragma(text: string): unknown
  close(): void
}

export interface ConnectionOptions {
  readonly path: string
  readonly key: Uint8Array
  readonly mode: 'read-only' | 'read-write'
  /** Refuses to make the file when it is not there. */
  readonly mustExist: boolean
  readonly nativeBinding?: string | undefined
}

/** What every connection must answer; `journal_mode` is checked apart, since a read-only one cannot set it. */
const PRAGMAS: readonly (readonly [name: string, value: number])[] = [
  ['busy_timeout', BUSY_TIMEOUT_MS],
  // 2 = FULL: a commit is on the disk when it returns.
  ['synchronous', 2],
  // 2 = MEMORY: a sort on disk would write names in clear beside the encrypted file.
  ['temp_store', 2],
  ['foreign_keys', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['secure_delete', 1],
  ...(process.platform === 'darwin' ? ([['checkpoint_fullfsync', 1]] as const) : []),
]

/**
 * Opens an encrypted database. Throws SQLite's own errors (see `sqlite-errors.ts`), and `internal` when a
 * pragma did not hold: going on would mean less safety than promised.
 */
export function openConnection(options: ConnectionOptions): OpenedDatabase {
  const database = new Database(options.path, {
    readonly: options.mode === 'read-only',
    fileMustExist: options.mustExist,
    timeout: BUSY_TIMEOUT_MS,
    ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
  })
  try {
    unlock(database, options.key)
    setPragmas(database, options.mode)
  } catch (error) {
    database.close()
    throw error
  }
  const connection = new CachingConnection(database)
  return {
    connection,
    pragma: (text) => database.pragma(text, { simple: true }),
    close: () => database.close(),
  }
}

function unlock(database: Database.Database, key: Uint8Array): void {
  if (key.byteLength !== KEY_BYTES) throw new TrousseError('store-wrong-key')
  // Authenticated cipher: a flipped byte is an error, not other data. The raw key skips the passphrase derivation.
  database.pragma("cipher='chacha20'")
  database.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`)
}

function setPragmas(database: Database.Database, mode: ConnectionOptions['mode']): void {
  const version = database.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? ''
  if (isOlder(version)) throw new TrousseError('internal', { sqlite: version })
  for (const [name, value] of PRAGMAS) {
    database.pragma(`${name}=${value}`)
    if (database.pragma(name, { simple: true }) !== value) throw new TrousseError('internal', { pragma: name })
  }
  if (mode === 'read-only') return
  database.pragma('journal_mode=wal')
  if (database.pragma('journal_mode', { simple: true }) !== 'wal') {
    throw new TrousseError('internal', { pragma: 'journal_mode' })
  }
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, minimum] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0
    if (part !== minimum) return part < minimum
  }
  return false
}

class CachingConnection implements WriteConnection {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement<unknown[], unknown>>()

  constructor(database: Database.Database) {
    this.#database = database
  }

  read<R, P extends readonly SqlValue[]>(sql: string): ReadStatement<P, R> {
    const statement = this.#prepare(sql)
    if (!statement.readonly) throw new TrousseError('internal', { reason: 'a read that writes' })
    return statement as unknown as ReadStatement<P, R>
  }

  write<P extends readonly SqlValue[], R>(sql: string): WriteStatement<P, R> {
    const statement = this.#prepare(sql) as Database.Statement<SqlValue[], R>
    return {
      get: (...parameters) => statement.get(...parameters),
      all: (...parameters) => statement.all(...parameters),
      run: (...parameters) => {
        const { changes, lastInsertRowid } = statement.run(...parameters)
        return { changes, id: Number(lastInsertRowid) }
      },
    }
  }

  script(sql: string): void {
    this.#database.exec(sql)
  }

  transaction<T>(work: () => T): T {
    return this.#database.transaction(work).immediate()
  }

  #prepare(sql: string): Database.Statement<unknown[], unknown> {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}
