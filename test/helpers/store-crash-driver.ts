/**
 * Started as a process of its own by test/crash/store.test.ts and killed while it works. Says on stdout what
 * was acknowledged: whatever it said must still be true after the kill.
 */

import { openBlobStore } from '../../electron/store/blobs.ts'
import { MIGRATIONS } from '../../electron/store/migrations/index.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { storeFiles } from '../../electron/store/open-store.ts'
import { AT, addSource, KEY, type LocalStore, openLocal, synchronise } from './store.ts'
import { blobContent, LATER_MIGRATION, messageFor, schoolVersion, stepsOfDelivery } from './store-crash-data.ts'

const [, , scenario = '', folder = ''] = process.argv
const acknowledge = (what: string) => process.stdout.write(`${what}\n`)

async function sourceOf(store: LocalStore): Promise<number> {
  const [known] = await store.read.listSources()
  return known?.id ?? addSource(store)
}

const scenarios: Readonly<Record<string, () => Promise<void>>> = {
  /** Two synchronisations: the first whole, then one with changes, additions and departures. */
  async sync() {
    const store = await openLocal(folder)
    const source = await sourceOf(store)
    for (const version of [1, 2]) {
      await synchronise(store, source, schoolVersion(version))
      acknowledge(`version ${version}`)
    }
  },

  /** Versions for ever, until somebody kills it. */
  async versions() {
    const store = await openLocal(folder)
    await store.write.closeInterruptedSyncs(AT)
    const source = await sourceOf(store)
    for (let version = Number(process.argv[4]); ; version++) {
      await synchronise(store, source, schoolVersion(version))
      acknowledge(`version ${version}`)
    }
  },

  async create() {
    await openDatabase({ folder, key: KEY })
    acknowledge('open')
  },

  async upgrade() {
    await openDatabase({ folder, key: KEY, migrations: [...MIGRATIONS, LATER_MIGRATION] })
    acknowledge('open')
  },

  async backup() {
    const store = await openLocal(folder)
    await store.write.backup(storeFiles(folder).backups, '2026-09-02T08:00:00.000Z')
    acknowledge('backup')
  },

  async blob() {
    const blobs = await openBlobStore({ folder: storeFiles(folder).blobs, key: KEY })
    for (const number of [0, 1, 2]) {
      await blobs.put(blobContent(number))
      acknowledge(`blob ${number}`)
    }
  },

  async delivery() {
    const store = await openLocal(folder)
    await store.write.createMessage(messageFor(await store.read.readRoster(null)))
    acknowledge('message')
    for (const [id, step] of stepsOfDelivery) {
      await store.write.moveDelivery(id, step, AT)
      acknowledge(`${id} ${step.to}`)
    }
  },
}

await scenarios[scenario]?.()
