import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256File } from '../../electron/platform/files.ts'
import { APPLICATION_ID, openConnection } from '../../electron/store/connection.ts'
import { latestVersion, MIGRATIONS } from '../../electron/store/migrations/index.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import {
  databaseExists,
  databaseWasCreated,
  openStore,
  quarantineDatabase,
  restoreBackup,
  storeFiles,
} from '../../electron/store/open-store.ts'
import { refuseNetworkDrive } from '../../electron/store/store-files.ts'
import {
  AT,
  addSource,
  codeOf,
  KEY,
  OTHER_KEY,
  openLocal,
  openWorkers,
  smallSchool,
  synchronise,
  temporaryFolder,
  WORKER_URL,
} from '../helpers/store.ts'

/** The schema's version; a later one is one more. */
const VERSION = latestVersion(MIGRATIONS)

let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
afterEach(() => remove())

async function fill(): Promise<void> {
  const store = await openLocal(folder)
  await synchronise(store, await addSource(store), smallSchool('3eB', 60, 60))
  store.database.close()
}

/** Opens with `key`, expects the code, and that no byte of the database moved. */
async function expectRefused(code: string, key: Uint8Array = KEY): Promise<void> {
  const { database } = storeFiles(folder)
  const before = await sha256File(database)
  expect(await codeOf(() => openDatabase({ folder, key }))).toBe(code)
  expect(await sha256File(database)).toBe(before)
}

describe('the pragmas of reliability.md S1', () => {
  const wanted = {
    synchronous: 2,
    temp_store: 2,
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    secure_delete: 1,
    journal_mode: 'wal',
    application_id: APPLICATION_ID,
    user_version: VERSION,
  }

  it('hold on the first opening, on the second and on a read-only connection', async () => {
    for (let opening = 0; opening < 2; opening++) {
      const database = await openDatabase({ folder, key: KEY })
      const reader = openConnection({
        path: storeFiles(folder).database,
        key: KEY,
        mode: 'read-only',
        mustExist: true,
      })
      for (const connection of [database, reader]) {
        const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, connection.pragma(name)]))
        expect(found).toEqual(wanted)
        expect(Number(connection.pragma('busy_timeout'))).toBeGreaterThanOrEqual(5000)
        expect(connection.pragma('cipher')).toBe('chacha20')
      }
      reader.close()
      database.close()
    }
  })

  it('a connection opened for reading cannot write, even asked to', async () => {
    await fill()
    const path = storeFiles(folder).database
    const reader = openConnection({ path, key: KEY, mode: 'read-only', mustExist: true })
    expect(() => reader.connection.write("INSERT INTO setting VALUES ('a', '1')").run()).toThrow()
    expect(() => reader.connection.read('DELETE FROM setting RETURNING key').all()).toThrow()
    reader.close()
  })
})

describe('a database that cannot be used is refused with its own code and left as it was', () => {
  beforeEach(fill)

  it('another key', () => expectRefused('store-wrong-key', OTHER_KEY))

  it('another key, the check file lost', async () => {
    await rm(storeFiles(folder).keyCheck)
    await expectRefused('store-wrong-key', OTHER_KEY)
  })

  it('cut in the middle of a page', async () => {
    const { database } = storeFiles(folder)
    const { length } = await readFile(database)
    await truncate(database, length - 1000)
    await expectRefused('store-damaged')
  })

  it('cut by one page', async () => {
    const { database } = storeFiles(folder)
    const { length } = await readFile(database)
    await truncate(database, length - 4096)
    await expectRefused('store-damaged')
  })

  it('cut to nothing: never a silent blank database', async () => {
    await truncate(storeFiles(folder).database, 0)
    await expectRefused('store-damaged')
  })

  it('header zeroed, with and without the check file', async () => {
    const { database, keyCheck } = storeFiles(folder)
    const bytes = await readFile(database)
    await writeFile(database, bytes.fill(0, 0, 100))
    await expectRefused('store-damaged')
    await rm(keyCheck)
    await expectRefused('store-damaged')
  })

  it('one byte flipped in any of 20 pages', { timeout: 120_000 }, async () => {
    const { database } = storeFiles(folder)
    const original = await readFile(database)
    const pages = original.length / 4096
    for (let sample = 0; sample < 20; sample++) {
      const page = Math.floor((sample * pages) / 20)
      const bytes = Buffer.from(original)
      const position = page * 4096 + 1000 + sample
      bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position)
      await writeFile(database, bytes)
      await expectRefused('store-damaged')
    }
  })

  it('made by a later version', async () => {
    const database = await openDatabase({ folder, key: KEY })
    database.pragma(`user_version=${VERSION + 1}`)
    database.close()
    await expectRefused('store-too-new')
  })

  it('made by a later version, known only from the log', async () => {
    const later = await openDatabase({ folder, key: KEY })
    later.pragma(`user_version=${VERSION + 1}`)
    const copy = join(folder, 'copy')
    await mkdir(copy)
    for (const name of ['trousse.db', 'trousse.db-wal', 'trousse.check']) {
      await copyFile(join(folder, name), join(copy, name))
    }
    later.close()
    const before = [await sha256File(join(copy, 'trousse.db')), await sha256File(join(copy, 'trousse.db-wal'))]
    expect(await codeOf(() => openDatabase({ folder: copy, key: KEY }))).toBe('store-too-new')
    expect([await sha256File(join(copy, 'trousse.db')), await sha256File(join(copy, 'trousse.db-wal'))]).toEqual(before)
  })

  it("another program's encrypted database", async () => {
    const database = await openDatabase({ folder, key: KEY })
    database.pragma('application_id=42')
    database.close()
    await expectRefused('store-not-ours')
  })

  it('an ordinary SQLite file', async () => {
    const { database } = storeFiles(folder)
    await rm(database)
    const plain = new Database(database)
    plain.exec('CREATE TABLE notes (text)')
    plain.close()
    await expectRefused('store-not-ours')
  })

  it('gone, though it was here once', async () => {
    await rm(storeFiles(folder).database)
    expect(databaseExists(folder)).toBe(false)
    expect(await databaseWasCreated(folder)).toBe(true)
    expect(await codeOf(() => openDatabase({ folder, key: KEY }))).toBe('store-missing')
    expect(databaseExists(folder)).toBe(false)
  })

  it('leaves no companion file behind', async () => {
    const before = await readdir(folder)
    await expectRefused('store-wrong-key', OTHER_KEY)
    expect(await readdir(folder)).toEqual(before)
  })
})

describe('opening again', () => {
  it('a creation cut before its only transaction goes on', async () => {
    const path = storeFiles(folder).database
    openConnection({ path, key: KEY, mode: 'read-write', mustExist: false }).close()
    const database = await openDatabase({ folder, key: KEY })
    expect(database.pragma('user_version')).toBe(VERSION)
    database.close()
  })

  it('writes the check file anew when only it is damaged', async () => {
    await fill()
    const { keyCheck } = storeFiles(folder)
    const whole = await readFile(keyCheck)
    await writeFile(keyCheck, 'x')
    const database = await openDatabase({ folder, key: KEY })
    database.close()
    expect(await readFile(keyCheck)).toEqual(whole)
  })

  it.runIf(process.platform !== 'win32')('keeps files to their owner', async () => {
    await fill()
    const { mode } = await import('node:fs').then((fs) => fs.statSync(storeFiles(folder).keyCheck))
    expect(mode & 0o077).toBe(0)
  })

  it('accepts a local folder', () => expect(refuseNetworkDrive(folder)).resolves.toBeUndefined())
})

describe('through the workers', { timeout: 120_000 }, () => {
  it('gives codes and not texts', async () => {
    await fill()
    expect(await codeOf(() => openWorkers(folder, OTHER_KEY))).toBe('store-wrong-key')
  })

  it('reads what was just written, and an unknown run is an error with its code', async () => {
    const store = await openWorkers(folder)
    const source = await addSource(store)
    await synchronise(store, source, smallSchool())
    expect(await store.read.listClasses()).toMatchObject([{ name: '3eB', pupils: 10, reachableByEmail: 10 }])
    expect(await codeOf(() => store.write.planSync(999))).toBe('not-found')
    await store.close()
    expect(await codeOf(() => store.read.listClasses())).toBe('internal')
  })

  it('a worker that dies takes no call with it unanswered, and is told', async () => {
    const dying = `
      import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ id, method }) =>
        method === 'open' ? parentPort.postMessage({ id, ok: true, value: null }) : process.exit(3))`
    let lost = 0
    const store = await openStore({
      folder,
      key: KEY,
      workerUrl: new URL(`data:text/javascript,${encodeURIComponent(dying)}`),
      onWorkerLost: () => lost++,
    })
    const calls = await Promise.allSettled([store.write.planSync(1), store.write.updateSettings({})])
    expect(calls).toMatchObject([
      { status: 'rejected', reason: { code: 'internal' } },
      { status: 'rejected', reason: { code: 'internal' } },
    ])
    expect(await codeOf(() => store.write.planSync(1))).toBe('internal')
    expect(lost).toBe(1)
    // The reader is of the same kind: it dies of being closed.
    expect(await codeOf(() => store.close())).toBe('internal')
  })

  it('the unreadable files go aside, and a backup takes their place', async () => {
    const store = await openWorkers(folder)
    await synchronise(store, await addSource(store), smallSchool())
    const { name } = await store.write.backup(storeFiles(folder).backups, AT)
    await store.close()

    const { database, quarantine } = storeFiles(folder)
    const damaged = (await readFile(database)).fill(0, 0, 4096)
    await writeFile(database, damaged)
    expect(await codeOf(() => openWorkers(folder))).toBe('store-damaged')
    const options = { folder, key: KEY, workerUrl: WORKER_URL, name, at: '2026-09-02T08:00:00.000Z' }
    expect(await codeOf(() => restoreBackup({ ...options, name: '../trousse.db' }))).toBe('not-found')
    await restoreBackup(options)

    expect(await readFile(join(quarantine, '2026-09-02T08-00-00.000Z', 'trousse.db'))).toEqual(damaged)
    const again = await openWorkers(folder)
    expect(await again.read.readRoster(null)).toHaveLength(10)
    await again.close()
  })

  it('a backup that is itself damaged leaves the present database in place', async () => {
    const store = await openWorkers(folder)
    await synchronise(store, await addSource(store), smallSchool())
    const { backups, database } = storeFiles(folder)
    const { name } = await store.write.backup(backups, AT)
    await store.close()
    const bytes = await readFile(join(backups, name))
    await writeFile(join(backups, name), bytes.fill(7, 8192, 8200))
    const before = await sha256File(database)
    const restore = () => restoreBackup({ folder, key: KEY, workerUrl: WORKER_URL, name, at: AT })
    expect(await codeOf(restore)).toBe('store-damaged')
    expect(await sha256File(database)).toBe(before)
  })

  it('quarantine moves everything and deletes nothing', async () => {
    await fill()
    const target = await quarantineDatabase(folder, AT)
    expect(await readdir(target ?? '')).toEqual(['trousse.check', 'trousse.db'])
    expect(existsSync(storeFiles(folder).database)).toBe(false)
    expect(await quarantineDatabase(folder, AT)).toBeNull()
    // Set aside, the space may start empty.
    const database = await openDatabase({ folder, key: KEY })
    database.close()
  })
})
