/** Upgrade or stay, never half: a verified backup, then every pending migration in one transaction. */
import { TrousseError } from '../../contract/errors.ts'
import { systemClock, toInstant } from '../../platform/clock.ts'
import { crashPoint } from '../../platform/crash-point.ts'
import { backupDatabase } from '../backup.ts'
import { APPLICATION_ID, type OpenedDatabase } from '../connection.ts'
import { storeFiles } from '../store-files.ts'
import { latestVersion, type Migration } from './index.ts'

export interface MigrateOptions {
  readonly migrations: readonly Migration[]
  readonly folder: string
  readonly key: Uint8Array
  readonly nativeBinding?: string | undefined
}

/**
 * Brings the schema to the latest version. Throws `store-too-new` for a database of a later release, and
 * whatever a migration throws, with the database then as it was.
 */
export async function migrate(database: OpenedDatabase, options: MigrateOptions): Promise<void> {
  const version = Number(database.pragma('user_version'))
  const latest = latestVersion(options.migrations)
  if (version > latest) throw new TrousseError('store-too-new', { found: version, known: latest })
  const pending = options.migrations.filter((migration) => migration.version > version)
  if (pending.length === 0) return
  if (version > 0) {
    await backupDatabase(database, {
      folder: storeFiles(options.folder).backups,
      // The clock may be wrong; the version in the name says what the copy is for.
      at: toInstant(systemClock.now()),
      key: options.key,
      nativeBinding: options.nativeBinding,
      suffix: `-v${version}`,
      rotate: false,
    })
    crashPoint('store.migrate.after-backup')
  }
  // Off while tables are rebuilt (sqlite.org/lang_altertable.html §7); every reference is checked before the commit.
  database.pragma('foreign_keys=OFF')
  try {
    database.connection.transaction(() => {
      for (const migration of pending) {
        database.connection.script(migration.sql)
        crashPoint('store.migrate.mid')
      }
      if (database.pragma('foreign_key_check') !== undefined) throw new TrousseError('store-damaged')
      database.pragma(`application_id=${APPLICATION_ID}`)
      database.pragma(`user_version=${latest}`)
    })
  } finally {
    database.pragma('foreign_keys=ON')
  }
  crashPoint('store.migrate.after-commit')
}
