import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotRecord } from '../../electron/contract/snapshot.ts'
import type { StoreClient } from '../../electron/store/api.ts'
import { openBlobStore } from '../../electron/store/blobs.ts'
import { storeFiles } from '../../electron/store/open-store.ts'
import { AT, addSource, codeOf, KEY, openWorkers, smallSchool, synchronise, temporaryFolder } from '../helpers/store.ts'

const DISK = 'size=3m'
let disk: string
let mounted = false
beforeAll(async () => {
  disk = await mkdtemp(join(tmpdir(), 'trousse-disk-'))
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', DISK, 'tmpfs', disk]).status === 0
  }
})
afterAll(async () => {
  if (mounted) spawnSync('umount', [disk])
  await rmdir(disk)
})

describe('a disk that fills up', { timeout: 120_000 }, () => {
  it('is called by its name, loses nothing, and work goes on once there is room', async (context) => {
    if (!mounted) context.skip('needs root on Linux to mount a small disk')
    const store = await openWorkers(disk)
    // The room that is made later: what a full disk leaves free is chance.
    const ballast = join(disk, 'ballast')
    await writeFile(ballast, Buffer.alloc(512 * 1024))
    const source = await addSource(store)
    const records = smallSchool('3eB', 10)
    await synchronise(store, source, records)

    // One class more each time, until the disk says no: what is reported is what happened, also at the edge.
    let known = records
    let refused = 0
    for (let number = 0; number < 30 && refused < 3; number++) {
      const more = [...known, ...smallSchool(`c${number}`, 40, 300).slice(1)]
      const code = await codeOf(() => tryToApply(store, source, more))
      expect(['no error', 'disk-full']).toContain(code)
      const isThere = (await store.read.findClass(`c${number}`)) !== null
      expect(isThere).toBe(code === 'no error')
      if (isThere) known = more
      else refused++
    }
    expect(refused).toBe(3)
    const classes = await store.read.listClasses()
    expect(classes).toHaveLength(known.filter((record) => record.entity === 'class').length)
    expect((await store.write.checkIntegrity()).ok).toBe(true)

    await writeFile(join(disk, 'rest'), Buffer.alloc(4 * 1024 * 1024)).catch(() => {})
    expect(await codeOf(() => store.write.backup(storeFiles(disk).backups, AT))).toBe('disk-full')
    const blobs = await openBlobStore({ folder: storeFiles(disk).blobs, key: KEY }).catch(() => null)
    if (blobs !== null) expect(await codeOf(() => blobs.put(Buffer.alloc(3_000_000)))).toBe('disk-full')

    await rm(ballast)
    await store.write.closeInterruptedSyncs(AT)
    await store.write.updateSettings({ locale: 'fr' })
    await store.close()
    const again = await openWorkers(disk)
    expect(await again.read.readSettings()).toEqual({ locale: 'fr' })
    expect(await again.read.listClasses()).toEqual(classes)
    await again.close()
  })

  it('refuses to open where nothing can be written, without harm to what is there', async (context) => {
    if (!mounted) context.skip('needs root on Linux to mount a small disk')
    const { folder, remove } = await temporaryFolder()
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
    try {
      await writeFile(join(folder, 'ballast'), Buffer.alloc(2 * 1024 * 1024)).catch(() => {})
      expect(await codeOf(() => openWorkers(folder))).toBe('disk-full')
    } finally {
      spawnSync('umount', [folder])
      await remove()
    }
  })
})

/** As the synchronisation does it: a run that fails is ended, if the disk takes even that. */
async function tryToApply(store: StoreClient, source: number, records: readonly SnapshotRecord[]): Promise<void> {
  const runId = await store.write.beginSync(source, AT, { kind: 'whole' })
  try {
    for (let start = 0; start < records.length; start += 1000) {
      await store.write.stageBatch(runId, { records: records.slice(start, start + 1000) })
    }
    await store.write.planSync(runId)
    await store.write.applySync(runId, AT)
  } catch (error) {
    await store.write.endSync(runId, AT, 'failed', null).catch(() => {})
    throw error
  }
}
