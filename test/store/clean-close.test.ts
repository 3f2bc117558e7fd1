import { existsSync } from 'node:fs'
import { copyFile, cp, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeCleanClose } from '../../electron/store/clean-close.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { storeFiles } from '../../electron/store/open-store.ts'
import {
  addSource,
  codeOf,
  KEY,
  openLocal,
  openWorkers,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let folder: string
let remove: () => Promise<void>
/** Of a page that no opening reads: the schema is elsewhere. */
let middleOfPeople: number
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  const store = await openLocal(folder)
  await synchronise(store, await addSource(store), smallSchool('3eB', 60, 60))
  store.database.close()
  const opened = await openDatabase({ folder, key: KEY })
  const root = opened.connection.read<{ page: number }>(
    `SELECT rootpage AS page FROM sqlite_schema WHERE name = 'person'`,
  )
  middleOfPeople = ((root.get()?.page ?? 0) - 0.5) * Number(opened.pragma('page_size'))
  opened.close()
  const client = await openWorkers(folder)
  await client.close()
})
afterEach(() => remove())

/** One bit of a page of people, as a failing disk or a careless tool changes it. */
async function flipOneBit(): Promise<void> {
  const { database } = storeFiles(folder)
  const bytes = await readFile(database)
  const position = middleOfPeople
  bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position)
  await writeFile(database, bytes)
}

describe('a database closed in good order', () => {
  it('is noted as such, once: whoever opens it takes the note', async () => {
    expect(existsSync(storeFiles(folder).closed)).toBe(true)
    expect(await takeCleanClose(folder)).toBe(true)
    expect(await takeCleanClose(folder)).toBe(false)
  })

  it('opens without the note as with it', async () => {
    for (let opening = 0; opening < 2; opening++) {
      const database = await openDatabase({ folder, key: KEY })
      database.close()
    }
  })

  it('is read whole again when it changed since', async () => {
    await flipOneBit()
    // Some copies keep the time of the original to the second only.
    const { database } = storeFiles(folder)
    const { atime } = await stat(database)
    await utimes(database, atime, new Date(Date.now() + 5_000))
    expect(await codeOf(() => openDatabase({ folder, key: KEY }))).toBe('store-damaged')
  })

  it('is not believed beside a log that somebody left', async () => {
    const { database, companions } = storeFiles(folder)
    await copyFile(database, companions[0] ?? '')
    expect(await takeCleanClose(folder)).toBe(false)
  })

  it('keeps its note in a copy that keeps times', async () => {
    const copy = join(folder, 'copy')
    const { database, closed } = storeFiles(folder)
    for (const path of [database, closed]) {
      await cp(path, join(copy, path.slice(folder.length)), { preserveTimestamps: true })
    }
    expect(await takeCleanClose(copy)).toBe(true)
  })

  it('a page that went bad unseen is still refused when it is read', async () => {
    const { database } = storeFiles(folder)
    const { atime, mtime } = await stat(database)
    await flipOneBit()
    await utimes(database, atime, mtime)
    const opened = await openDatabase({ folder, key: KEY })
    expect(opened.pragma('integrity_check')).not.toBe('ok')
    opened.close()
  })
})
