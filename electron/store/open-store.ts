/** The store as the rest of Trousse sees it: a writer and a reader, each in its own thread. */
import type { OpenStore, OpenStoreOptions, ReadStore, StoreClient, WriteStore } from './api.ts'
import { READ_METHODS, type WorkerSetup, WRITE_METHODS } from './rpc.ts'
import { WorkerClient } from './worker-client.ts'

export {
  type BackupFile,
  databaseExists,
  databaseWasCreated,
  listBackups,
  quarantineDatabase,
  type StoreFiles,
  storeFiles,
} from './store-files.ts'

/** See `OpenStore`. The writer comes first: it creates, checks and upgrades what the reader then opens. */
export const openStore: OpenStore = async (options): Promise<StoreClient> => {
  const lost = () => options.onWorkerLost?.()
  // Both threads load their code at once; the reader opens the file when the writer has made it ready.
  const reader = new WorkerClient(options.workerUrl, setup('reader', options), lost)
  const writer = new WorkerClient(options.workerUrl, setup('writer', options), lost)
  try {
    await writer.open()
    await reader.open()
    return {
      read: proxy<ReadStore>(reader, READ_METHODS),
      write: proxy<WriteStore>(writer, WRITE_METHODS),
      close: async () => {
        // The reader first: the last connection to close empties the log into the database.
        await reader.close()
        await writer.close()
      },
    }
  } catch (error) {
    await Promise.all([reader.terminate(), writer.terminate()])
    throw error
  }
}

/**
 * Puts a backup in the place of the database, which must be closed; the present files go to the quarantine.
 *
 * @param name as `listBackups` gives it.
 * @param at ISO instant, names the quarantine folder.
 * Rejects with `not-found`, `store-damaged`, `store-not-ours`, `store-too-new`, `disk-full`; the present
 * database then stays in place.
 */
export async function restoreBackup(options: OpenStoreOptions & { name: string; at: string }): Promise<void> {
  const task: WorkerSetup = { ...setup('restore', options), backup: options.name, at: options.at }
  const worker = new WorkerClient(options.workerUrl, task, () => {})
  try {
    await worker.open()
  } finally {
    await worker.terminate()
  }
}

function setup(role: WorkerSetup['role'], { folder, key, nativeBinding }: OpenStoreOptions): WorkerSetup {
  return { role, folder, key, ...(nativeBinding === undefined ? {} : { nativeBinding }) }
}

/** An object with one function per method: its type is the interface that `READ_METHODS` and `WRITE_METHODS` list. */
function proxy<S>(worker: WorkerClient, methods: readonly string[]): S {
  const entries = methods.map((method) => [method, (...args: unknown[]) => worker.call(method, args)] as const)
  return Object.freeze(Object.fromEntries(entries)) as S
}
