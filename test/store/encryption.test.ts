import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openBlobStore } from '../../electron/store/blobs.ts'
import { storeFiles } from '../../electron/store/open-store.ts'
import {
  AT,
  addSource,
  assignment,
  KEY,
  openLocal,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

const CANARY = 'QUETZALCOATL'
const needles = [Buffer.from(CANARY, 'utf8'), Buffer.from(CANARY, 'utf16le'), Buffer.from(CANARY.toLowerCase(), 'utf8')]

async function leaks(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    if (needles.some((needle) => bytes.includes(needle))) found.push(path)
  }
  return found
}

it('a name is in clear nowhere: database, log, backup, held snapshot, attachment, temporary files', async () => {
  const { folder, remove } = await temporaryFolder()
  const temporaryBefore = new Set(await readdir(tmpdir()))
  const store = await openLocal(folder)
  try {
    const source = await addSource(store, CANARY)
    const records = smallSchool('3eB', 40, 40).map((record) =>
      record.entity === 'person' ? { ...record, familyName: `${CANARY} ${record.externalId}` } : record,
    )
    const work = Array.from({ length: 3000 }, (_, index) =>
      assignment(`w${index}`, '3eB', { title: `${CANARY} ${index}` }),
    )
    await synchronise(store, source, [...records, ...work])
    // A sort and a grouping large enough to spill, were temporary storage on disk.
    store.database.connection
      .read('SELECT a.title || b.id AS t FROM assignment a JOIN person b ORDER BY t DESC LIMIT 5')
      .all()
    await synchronise(
      store,
      source,
      records.filter((record) => record.entity !== 'enrolment'),
    )
    expect(await store.read.listHeldSyncs()).toHaveLength(1)
    await store.write.backup(storeFiles(folder).backups, AT)
    const blobs = await openBlobStore({ folder: storeFiles(folder).blobs, key: KEY })
    await blobs.put(Buffer.from(CANARY.repeat(10_000)))
    await store.write.updateSettings({ teacherName: CANARY })

    // While open: the log is there too.
    expect((await readdir(folder)).sort()).toContain('trousse.db-wal')
    expect(await leaks(folder)).toEqual([])
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('etilqs_') && !temporaryBefore.has(name))
    expect(left).toEqual([])
  } finally {
    store.database.close()
  }
  expect(await leaks(folder)).toEqual([])
  await remove()
})

it('an address that was removed is not left in the log', async () => {
  const { folder, remove } = await temporaryFolder()
  const store = await openLocal(folder)
  const source = await addSource(store)
  await synchronise(store, source, smallSchool())
  const without = smallSchool().map((record) =>
    record.entity === 'person' ? { ...record, contactPoints: [] } : record,
  )
  await synchronise(store, source, without)
  expect((await readFile(`${storeFiles(folder).database}-wal`)).length).toBe(0)
  store.database.close()
  await remove()
})
