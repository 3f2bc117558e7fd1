import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256File } from '../../electron/platform/files.ts'
import { backupsToKeep, verifyDatabase } from '../../electron/store/backup.ts'
import type { OpenedDatabase } from '../../electron/store/connection.ts'
import { latestVersion, MIGRATIONS, type Migration } from '../../electron/store/migrations/index.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { listBackups, storeFiles } from '../../electron/store/open-store.ts'
import {
  addSource,
  codeOf,
  countRows,
  KEY,
  type LocalStore,
  OTHER_KEY,
  openLocal,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

/** The schema's version; a later one is one more. */
const VERSION = latestVersion(MIGRATIONS)

let folder: string
let remove: () => Promise<void>
let store: LocalStore
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  store = await openLocal(folder)
  await synchronise(store, await addSource(store), smallSchool())
})
afterEach(async () => {
  store.database.close()
  await remove()
})
const day = (number: number) => `2026-09-${String(number).padStart(2, '0')}T08:00:00.000Z`

describe('backups', () => {
  it('are encrypted, whole and listed newest first', async () => {
    const { backups } = storeFiles(folder)
    await store.write.backup(backups, day(1))
    const { name, bytes } = await store.write.backup(backups, day(2))
    const listed = await listBackups(folder)
    expect(listed.map((backup) => backup.at)).toEqual([day(2), day(1)])
    expect(listed[0]).toEqual({ name, at: day(2), bytes })
    expect(verifyDatabase(join(backups, name), { key: KEY })).toEqual({ version: VERSION })
    expect(await codeOf(() => verifyDatabase(join(backups, name), { key: OTHER_KEY }))).toBe('SQLITE_NOTADB')
  })

  it('a copy that was not finished is not listed', async () => {
    await mkdir(storeFiles(folder).backups, { recursive: true })
    await writeFile(join(storeFiles(folder).backups, 'trousse-2026-09-01T08-00-00.000Z.db.part'), 'half')
    await writeFile(join(storeFiles(folder).backups, 'notes.txt'), 'mine')
    expect(await listBackups(folder)).toEqual([])
  })

  it('two in one instant are two, and rotation leaves what is not its own', async () => {
    const { backups } = storeFiles(folder)
    for (let number = 1; number <= 12; number++) await store.write.backup(backups, day(number))
    await store.write.backup(backups, day(12))
    await writeFile(join(backups, 'notes.txt'), 'mine')
    await store.write.backup(backups, day(13))
    const listed = await listBackups(folder)
    expect(listed.length).toBeLessThanOrEqual(11)
    expect(listed[0]?.at).toBe(day(13))
    expect(await readdir(backups)).toContain('notes.txt')
  })
})

describe('rotation', () => {
  const kept = (instants: string[]) => [...backupsToKeep(instants)].map((index) => instants[index]?.slice(0, 10))

  it('keeps 7 days and the newest of 4 weeks', () => {
    const instants = Array.from({ length: 60 }, (_, index) =>
      new Date(Date.UTC(2026, 10, 24, 8) - index * 24 * 3600 * 1000).toISOString(),
    )
    const days = kept(instants)
    expect(days.slice(0, 7)).toEqual(instants.slice(0, 7).map((at) => at.slice(0, 10)))
    expect(days).toHaveLength(9)
  })

  it('a holiday, or a clock ten years ahead, purges nothing', () => {
    expect(kept(['2036-11-24T08:00:00Z', '2026-11-24T08:00:00Z', '2026-07-01T08:00:00Z'])).toHaveLength(3)
  })

  it('of one day only the newest is needed', () => {
    expect(kept(['2026-11-24T18:00:00Z', '2026-11-24T12:00:00Z', '2026-11-24T08:00:00Z'])).toEqual(['2026-11-24'])
  })
})

describe('migrations', () => {
  const next: Migration = {
    version: VERSION + 1,
    sql: `ALTER TABLE person ADD COLUMN nickname TEXT;
      UPDATE person SET nickname = given_name;
      CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;`,
  }
  const schemaOf = (database: OpenedDatabase) =>
    database.connection.read('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()

  it('start from nothing at the latest version, in one strict schema', () => {
    expect(store.database.pragma('user_version')).toBe(VERSION)
    const lax = store.database.connection
      .read<{ name: string }>(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all()
    expect(lax).toEqual([])
  })

  it('back up first, verified, then go all the way', async () => {
    store.database.close()
    const upgraded = await openDatabase({ folder, key: KEY, migrations: [...MIGRATIONS, next] })
    expect(upgraded.pragma('user_version')).toBe(VERSION + 1)
    expect(countRows(upgraded, 'person', 'nickname = given_name')).toBe(20)
    const [backup] = await listBackups(folder)
    expect(backup?.name).toContain(`-v${VERSION}`)
    expect(verifyDatabase(join(storeFiles(folder).backups, backup?.name ?? ''), { key: KEY })).toEqual({
      version: VERSION,
    })

    const fresh = await temporaryFolder()
    const created = await openDatabase({ folder: fresh.folder, key: KEY, migrations: [...MIGRATIONS, next] })
    expect(schemaOf(upgraded)).toEqual(schemaOf(created))
    created.close()
    upgraded.close()
    await fresh.remove()

    // The present release refuses what the later one made, and touches nothing.
    const before = await sha256File(storeFiles(folder).database)
    expect(await codeOf(() => openDatabase({ folder, key: KEY }))).toBe('store-too-new')
    expect(await sha256File(storeFiles(folder).database)).toBe(before)
    const { backups, database } = storeFiles(folder)
    await copyFile(join(backups, backup?.name ?? ''), database)
    store = await openLocal(folder)
  })

  it('one that fails leaves the old version whole', async () => {
    store.database.close()
    const bad: Migration = { version: VERSION + 2, sql: 'CREATE TABLE a (b) STRICT, NONSENSE;' }
    await expect(openDatabase({ folder, key: KEY, migrations: [...MIGRATIONS, next, bad] })).rejects.toThrow()
    store = await openLocal(folder)
    expect(store.database.pragma('user_version')).toBe(VERSION)
    expect(store.database.pragma('foreign_keys')).toBe(1)
    expect(await store.read.readRoster(null)).toHaveLength(10)
  })

  it('one that would leave a reference to nothing is not committed', async () => {
    store.database.close()
    const bad: Migration = { version: VERSION + 1, sql: 'DELETE FROM school_class' }
    expect(await codeOf(() => openDatabase({ folder, key: KEY, migrations: [...MIGRATIONS, bad] }))).toBe(
      'store-damaged',
    )
    store = await openLocal(folder)
    expect(await store.read.listClasses()).toHaveLength(1)
  })

  it('the version is not visible to whoever has no key', async () => {
    const header = await readFile(storeFiles(folder).database)
    expect(header.subarray(0, 16).toString('latin1')).not.toContain('SQLite')
  })
})
