import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyDatabase } from '../../electron/store/backup.ts'
import { openBlobStore } from '../../electron/store/blobs.ts'
import { latestVersion, MIGRATIONS } from '../../electron/store/migrations/index.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { listBackups, storeFiles } from '../../electron/store/open-store.ts'
import {
  AT,
  addSource,
  countRows,
  KEY,
  type LocalStore,
  openLocal,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'
import { blobContent, LATER_MIGRATION, schoolVersion, stepsOfDelivery } from '../helpers/store-crash-data.ts'

/** The schema's version; a later one is one more. */
const VERSION = latestVersion(MIGRATIONS)

const DRIVER = fileURLToPath(new URL('../helpers/store-crash-driver.ts', import.meta.url))

let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
afterEach(() => remove())

interface Killed {
  readonly acknowledged: string[]
  readonly signal: string | null
}

/** Runs the driver until the named point kills it, or until `killAfterMs`. */
function drive(
  scenario: string,
  at: { point?: string; after?: number; killAfterMs?: number; argument?: string },
): Promise<Killed> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [DRIVER, scenario, folder, at.argument ?? ''], {
      env: {
        ...process.env,
        ...(at.point === undefined ? {} : { TROUSSE_TEST_CRASH_AT: at.point }),
        TROUSSE_TEST_CRASH_AFTER: String(at.after ?? 0),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let problems = ''
    let timer: NodeJS.Timeout | null = null
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      // Counted from the first acknowledgement: starting up takes as long as it takes.
      if (at.killAfterMs !== undefined) timer ??= setTimeout(() => child.kill('SIGKILL'), at.killAfterMs)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      problems += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (timer !== null) clearTimeout(timer)
      if (code !== null && code !== 0) reject(new Error(problems))
      else resolve({ acknowledged: output.split('\n').filter(Boolean), signal })
    })
  })
}

const killedAt = async (scenario: string, point: string, after = 0): Promise<string[]> => {
  const { acknowledged, signal } = await drive(scenario, { point, after })
  // Without this a point that was never reached would pass.
  expect(signal).toBe('SIGKILL')
  return acknowledged
}

/** Everything a person can see, as one hash. */
async function picture(store: LocalStore): Promise<string> {
  const seen = [
    await store.read.readRoster(null),
    await store.read.listClasses(),
    await store.read.listAssignments({ offset: 0, limit: 500 }),
    await store.read.readPupilsOfClass(1),
    await store.read.search('version', 50),
  ]
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex')
}
async function expectSound(store: LocalStore): Promise<void> {
  expect(await store.write.checkIntegrity()).toEqual({ ok: true, problems: [] })
}
async function cleanRun(...versions: number[]): Promise<string> {
  const temporary = await temporaryFolder()
  const store = await openLocal(temporary.folder)
  const source = await addSource(store)
  for (const version of versions) await synchronise(store, source, schoolVersion(version))
  const result = await picture(store)
  store.database.close()
  await temporary.remove()
  return result
}

describe('killed during a synchronisation', { timeout: 120_000 }, () => {
  it.each([
    ['store.sync.before-apply', 'before'],
    ['store.sync.mid-apply', 'before'],
    ['store.sync.before-commit', 'before'],
    ['store.sync.after-commit', 'after'],
  ])('%s: all of it or nothing, and the next run ends the same', async (point, expected) => {
    expect(await killedAt('sync', point, 1)).toEqual(['version 1'])
    const store = await openLocal(folder)
    expect(await picture(store)).toBe(await (expected === 'before' ? cleanRun(1) : cleanRun(1, 2)))
    expect(await store.write.closeInterruptedSyncs(AT)).toBe(expected === 'before' ? 1 : 0)
    await expectSound(store)

    const { plan } = await synchronise(store, 1, schoolVersion(2))
    expect(plan.verdict.kind).toBe(expected === 'before' ? 'apply' : 'unchanged')
    expect(await picture(store)).toBe(await cleanRun(1, 2))
    expect(countRows(store.database, 'sync_run', "outcome = 'running'")).toBe(0)
    await expectSound(store)
    store.database.close()
  })

  it('the very first one leaves an empty school', async () => {
    expect(await killedAt('sync', 'store.sync.before-commit')).toEqual([])
    const store = await openLocal(folder)
    expect(await store.read.listClasses()).toEqual([])
    await expectSound(store)
    store.database.close()
  })

  it('at any moment: what was acknowledged is there, and nothing is half there', { timeout: 300_000 }, async () => {
    let version = 1
    for (let kill = 0; kill < 6; kill++) {
      const { acknowledged, signal } = await drive('versions', {
        killAfterMs: 20 + ((kill * 53) % 200),
        argument: String(version),
      })
      expect(signal).toBe('SIGKILL')
      const last = Number(acknowledged.at(-1)?.split(' ')[1])
      const store = await openLocal(folder)
      const title = (await store.read.search('version', 50)).find((hit) => hit.kind === 'assignment')?.title
      const found = Number(title?.split(' ')[1])
      expect([last, last + 1]).toContain(found)
      const level = store.database.connection.read<{ level: string }>('SELECT level FROM school_class').get()?.level
      expect(level).toBe(`version ${found}`)
      expect(await store.read.readRoster(1)).toHaveLength(40)
      await expectSound(store)
      store.database.close()
      version = found + 1
    }
  })
})

describe('killed during an upgrade', { timeout: 120_000 }, () => {
  const open = (migrations = [...MIGRATIONS, LATER_MIGRATION]) => openDatabase({ folder, key: KEY, migrations })

  it.each(['store.migrate.mid', 'store.migrate.after-commit'])('%s of a new database: it opens', async (point) => {
    expect(await killedAt('create', point)).toEqual([])
    const store = await openLocal(folder)
    expect(store.database.pragma('user_version')).toBe(VERSION)
    await synchronise(store, await addSource(store), smallSchool())
    await expectSound(store)
    store.database.close()
  })

  it.each([
    ['store.migrate.after-backup', VERSION],
    ['store.migrate.mid', VERSION],
    ['store.migrate.after-commit', VERSION + 1],
  ])('%s: the old version or the new, with a verified backup', async (point, version) => {
    const before = await openLocal(folder)
    await synchronise(before, await addSource(before), smallSchool())
    before.database.close()
    expect(await killedAt('upgrade', point)).toEqual([])

    const [backup] = await listBackups(folder)
    expect(verifyDatabase(join(storeFiles(folder).backups, backup?.name ?? ''), { key: KEY })).toEqual({
      version: VERSION,
    })
    if (version === VERSION) {
      const old = await open([...MIGRATIONS])
      expect(old.pragma('user_version')).toBe(VERSION)
      old.close()
    }
    const upgraded = await open()
    expect(upgraded.pragma('user_version')).toBe(VERSION + 1)
    expect(countRows(upgraded, 'person', 'nickname = given_name')).toBe(20)
    upgraded.close()
  })
})

describe('killed during a backup', { timeout: 120_000 }, () => {
  it.each(['store.backup.after-vacuum', 'store.backup.after-verify', 'store.backup.before-rename'])(
    '%s: every listed backup opens',
    async (point) => {
      const store = await openLocal(folder)
      await synchronise(store, await addSource(store), smallSchool())
      const { backups } = storeFiles(folder)
      const { name } = await store.write.backup(backups, AT)
      store.database.close()
      expect(await killedAt('backup', point)).toEqual([])
      expect((await listBackups(folder)).map((backup) => backup.name)).toEqual([name])
      expect(verifyDatabase(join(backups, name), { key: KEY })).toEqual({ version: VERSION })

      const again = await openLocal(folder)
      await again.write.backup(backups, '2026-09-02T08:00:00.000Z')
      expect((await readdir(backups)).filter((file) => file.endsWith('.part'))).toEqual([])
      expect(await listBackups(folder)).toHaveLength(2)
      await expectSound(again)
      again.database.close()
    },
  )
})

describe('killed while keeping an attachment', { timeout: 120_000 }, () => {
  it('those acknowledged are whole, the other is not there, and nothing is left of it', async () => {
    expect(await killedAt('blob', 'store.blob.before-rename', 2)).toEqual(['blob 0', 'blob 1'])
    const { blobs: path } = storeFiles(folder)
    const blobs = await openBlobStore({ folder: path, key: KEY })
    const hashes = [0, 1, 2].map((number) => createHash('sha256').update(blobContent(number)).digest('hex'))
    expect(await Promise.all(hashes.map((hash) => blobs.has(hash)))).toEqual([true, true, false])
    for (const hash of hashes.slice(0, 2)) {
      const read = createHash('sha256')
      for await (const part of blobs.read(hash)) read.update(part)
      expect(read.digest('hex')).toBe(hash)
    }
    const names = await readdir(path, { recursive: true })
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([])
    await blobs.put(blobContent(2))
    expect(await blobs.has(hashes[2] ?? '')).toBe(true)
  })
})

describe('killed while sending', { timeout: 120_000 }, () => {
  const expected = [
    ['queued', 'queued'],
    ['ambiguous', 'queued'],
    ['accepted', 'queued'],
    ['accepted', 'queued'],
    ['accepted', 'ambiguous'],
  ]

  it.each(stepsOfDelivery.map(([id, step], index) => [`${id} ${step.to}`, index] as const))(
    'just after "%s": the step is on the disk, nothing goes twice by itself',
    async (_, index) => {
      const before = await openLocal(folder)
      await synchronise(before, await addSource(before), smallSchool())
      before.database.close()
      const acknowledged = await killedAt('delivery', 'store.delivery.after-commit', index)
      expect(acknowledged).toHaveLength(1 + index)

      const store = await openLocal(folder)
      expect(countRows(store.database, 'delivery_step')).toBe(index + 1)
      await store.write.recoverInterruptedDeliveries(AT)
      const [messageId = 0] = (await store.read.listMessages()).map((message) => message.id)
      const states = (await store.read.listDeliveries(messageId)).map((delivery) => delivery.state)
      expect(states).toEqual(expected[index])
      const waiting = (await store.read.nextDeliveries(messageId, AT, 10)).map((work) => work.id)
      expect(waiting).toEqual(states.flatMap((state, row) => (state === 'queued' ? [row + 1] : [])))
      await expectSound(store)
      store.database.close()
    },
  )
})
