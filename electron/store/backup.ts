/**
 * Backups. `VACUUM INTO` writes an encrypted copy with the same key (the backup interface cannot, and copying
 * the file misses its log: reliability.md §0.3); a copy gets its final name only after it was read back.
 */
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import { crashPoint } from '../platform/crash-point.ts'
import { fsyncDirectory } from '../platform/files.ts'
import { APPLICATION_ID, type OpenedDatabase, openConnection, type ReadConnection } from './connection.ts'
import { instantForFileName, listBackupFolder, makePrivateFolder } from './store-files.ts'

/** Rotation (reliability.md S12). Counted in copies, never in age: a wrong clock must not purge them. */
const DAILY_KEPT = 7
const WEEKLY_KEPT = 4

export interface BackupOptions {
  readonly folder: string
  /** ISO instant, goes into the name. */
  readonly at: string
  readonly key: Uint8Array
  readonly nativeBinding?: string | undefined
  readonly suffix?: string
  /** Removes older copies beyond the rotation. */
  readonly rotate: boolean
}

/** Copies, flushes, reopens with the key, checks, renames. Throws `disk-full`…, or `store-damaged` for a bad copy. */
export async function backupDatabase(
  database: OpenedDatabase,
  options: BackupOptions,
): Promise<{ name: string; bytes: number }> {
  await makePrivateFolder(options.folder)
  const name = await freeName(options.folder, `trousse-${instantForFileName(options.at)}${options.suffix ?? ''}`)
  const target = join(options.folder, name)
  const temporary = `${target}.part`
  await rm(temporary, { force: true })
  try {
    database.connection.write<[string]>('VACUUM INTO ?').run(temporary)
    crashPoint('store.backup.after-vacuum')
    await flush(temporary)
    verifyDatabase(temporary, options, countRows(database.connection))
    crashPoint('store.backup.after-verify')
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  crashPoint('store.backup.before-rename')
  await rename(temporary, target)
  await fsyncDirectory(options.folder)
  if (options.rotate) await removeOldBackups(options.folder, name)
  return { name, bytes: (await stat(target)).size }
}

/**
 * Opens a copy with the key and reads all of it. Throws `store-damaged`, `store-not-ours`, or SQLite's error.
 *
 * @param expected rows per table, when the original is at hand.
 */
export function verifyDatabase(
  path: string,
  options: { readonly key: Uint8Array; readonly nativeBinding?: string | undefined },
  expected?: ReadonlyMap<string, number>,
): { version: number } {
  const copy = openConnection({
    path,
    key: options.key,
    mode: 'read-only',
    mustExist: true,
    nativeBinding: options.nativeBinding,
  })
  try {
    if (copy.pragma('application_id') !== APPLICATION_ID) throw new TrousseError('store-not-ours')
    if (copy.pragma('integrity_check(1)') !== 'ok') throw new TrousseError('store-damaged')
    if (expected !== undefined) {
      const found = countRows(copy.connection)
      for (const [table, rows] of expected) {
        if (found.get(table) !== rows) throw new TrousseError('store-damaged', { table })
      }
    }
    return { version: Number(copy.pragma('user_version')) }
  } finally {
    copy.close()
  }
}

function countRows(connection: ReadConnection): Map<string, number> {
  const tables = connection
    .read<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
  return new Map(
    tables.map(({ name }) => {
      // The name comes from the schema itself; identifiers cannot be bound.
      const row = connection
        .read<{ rows: number }>(`SELECT count(*) AS rows FROM "${name.replaceAll('"', '""')}"`)
        .get()
      return [name, row?.rows ?? 0]
    }),
  )
}

/** SQLite does not flush what VACUUM INTO wrote. Windows flushes only a handle opened for writing. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function freeName(folder: string, stem: string): Promise<string> {
  const taken = new Set((await listBackupFolder(folder)).map((backup) => backup.name))
  let name = `${stem}.db`
  for (let number = 1; taken.has(name); number++) name = `${stem}-${number}.db`
  return name
}

async function removeOldBackups(folder: string, justMade: string): Promise<void> {
  const backups = await listBackupFolder(folder)
  const kept = backupsToKeep(backups.map((backup) => backup.at))
  for (const [index, backup] of backups.entries()) {
    // Copies made before an upgrade are the way back from it: they are left to the teacher.
    const beforeUpgrade = /-v\d+(?:-\d+)?\.db$/.test(backup.name)
    if (!kept.has(index) && !beforeUpgrade && backup.name !== justMade)
      await rm(join(folder, backup.name), { force: true })
  }
}

/**
 * Which backups to keep: the newest of each of the last 7 days that have one, and of each of the last 4 weeks
 * that have one. Days and weeks without a backup do not count, so a holiday purges nothing.
 *
 * @param newestFirst ISO instants. Returns the indexes to keep.
 */
export function backupsToKeep(newestFirst: readonly string[]): Set<number> {
  const kept = new Set<number>()
  const days = new Set<string>()
  const weeks = new Set<number>()
  for (const [index, at] of newestFirst.entries()) {
    const day = at.slice(0, 10)
    const week = Math.floor(Date.parse(day) / WEEK_MS)
    if (!days.has(day) && days.size < DAILY_KEPT) kept.add(index)
    if (!weeks.has(week) && weeks.size < WEEKLY_KEPT) kept.add(index)
    days.add(day)
    weeks.add(week)
  }
  return kept
}
const WEEK_MS = 7 * 24 * 3600 * 1000
