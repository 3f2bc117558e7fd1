/** Each released schema, filled with odd rows, brought to the present one: nothing is lost, nothing half done. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyDatabase } from '../../electron/store/backup.ts'
import type { OpenedDatabase } from '../../electron/store/connection.ts'
import { latestVersion, MIGRATIONS } from '../../electron/store/migrations/index.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { listBackups, storeFiles } from '../../electron/store/open-store.ts'
import { countRows, KEY, temporaryFolder } from '../helpers/store.ts'

let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
afterEach(() => remove())

const HASH = 'a'.repeat(64)
const upTo = (version: number) => MIGRATIONS.filter((migration) => migration.version <= version)
const schemaOf = (database: OpenedDatabase) =>
  database.connection.read('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
const rowsOf = (database: OpenedDatabase, sql: string) => database.connection.read<Record<string, unknown>>(sql).all()

async function makeOld(version: number, sql: string): Promise<void> {
  const old = await openDatabase({ folder, key: KEY, migrations: upTo(version) })
  old.connection.script(sql)
  old.close()
}

/** Opens at the present version, and expects the schema of a database made today. */
async function upgrade(): Promise<OpenedDatabase> {
  const upgraded = await openDatabase({ folder, key: KEY })
  expect(upgraded.pragma('user_version')).toBe(latestVersion(MIGRATIONS))
  expect(upgraded.pragma('foreign_key_check')).toBeUndefined()
  expect(upgraded.pragma('integrity_check')).toBe('ok')
  const fresh = await temporaryFolder()
  const created = await openDatabase({ folder: fresh.folder, key: KEY })
  expect(schemaOf(upgraded)).toEqual(schemaOf(created))
  created.close()
  await fresh.remove()
  return upgraded
}

const SOURCES = `
  INSERT INTO source (id, kind, label, origin, is_demo, config, created_at, removed_at) VALUES
    (1, 'oneroster', 'ENT', 'ent.example', 0, '{}', '2026-09-01T08:00:00.000Z', NULL),
    (2, 'a kind of a later release', '', '', 1, '{"x":[null]}', '2026-09-01T08:00:00.000Z', '2026-09-02T08:00:00.000Z');
  INSERT INTO page_validator (id, source_id, url, etag) VALUES (7, 1, 'https://ent.example/1', '"e"');`

describe('from version 1: lessons', () => {
  const IDS = 'SELECT * FROM external_id ORDER BY source_id, entity, external_id'
  const fill = `${SOURCES}
    INSERT INTO external_id VALUES
      (1, 'person', 'é''"; -- DROP', 3, '${HASH}', 1, 7),
      (1, 'person', '${'long'.repeat(100)}', 999999999999, '${HASH}', 0, NULL),
      (1, 'class', '\u{1f393}', 3, '${HASH}', 1, NULL),
      (2, 'person', ' ', 3, '${HASH}', 0, NULL);
    INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
    INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold)
      VALUES (3, 'teacher', 'OUKACI', '', 'oukaci', '');
    INSERT INTO lesson (id, source_id, class_id, teacher_id, starts_at, ends_at, label, room, active) VALUES
      (1, 1, 3, 3, '2026-09-01T08:00:00.000Z', '2026-09-01T08:00:00.000Z', '', NULL, 0),
      (2, NULL, NULL, NULL, '2026', '2027', 'écrit ici', '', 1);`

  it('keeps every id and lesson, and lets sources give lessons', async () => {
    await makeOld(1, fill)
    const old = await openDatabase({ folder, key: KEY, migrations: upTo(1) })
    const before = rowsOf(old, IDS)
    const lessons = rowsOf(old, 'SELECT * FROM lesson ORDER BY id')
    old.close()
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, IDS)).toEqual(before)
    expect(rowsOf(upgraded, 'SELECT * FROM lesson ORDER BY id')).toEqual(
      lessons.map((row) => ({ ...row, class_names: '[]', cancelled: 0 })),
    )
    upgraded.connection.script(`INSERT INTO external_id VALUES (1, 'lesson', 'l', 2, '${HASH}', 1, NULL)`)
    expect(() =>
      upgraded.connection.script(`INSERT INTO external_id VALUES (1, 'meal', 'm', 2, '${HASH}', 1, NULL)`),
    ).toThrow('CHECK')
    // A page that is no more leaves its records.
    upgraded.connection.script('DELETE FROM page_validator')
    expect(countRows(upgraded, 'external_id', 'page_id IS NOT NULL')).toBe(0)
    upgraded.close()
  })

  it('leaves a verified copy of the old version behind', async () => {
    await makeOld(1, fill)
    ;(await upgrade()).close()
    const [backup] = await listBackups(folder)
    expect(verifyDatabase(join(storeFiles(folder).backups, backup?.name ?? ''), { key: KEY })).toEqual({ version: 1 })
  })
})
