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

type Pair = readonly [WorkerClient, WorkerClient]

const startPair = (url: URL): Pair => [new WorkerClient(url), new WorkerClient(url)]

let warm: { readonly href: string; readonly pair: Pair } | null = null

/**
 * Starts the threads of the next `openStore` before its key is known: their code loads while the program does
 * other things. Asked twice, it starts them once.
 */
export function warmStoreWorkers(url: URL): void {
  warm ??= { href: url.href, pair: startPair(url) }
}

function takeWarm(url: URL): Pair | null {
  if (warm?.href !== url.href) return null
  const { pair } = warm
  warm = null
  return pair
}

/** See `OpenStore`. The writer comes first: it creates, checks and upgrades what the reader then opens. */
export const openStore: OpenStore = async (options): Promise<StoreClient> => {
  const lost = () => options.onWorkerLost?.()
  // Both threads load their code at once; the reader opens the file when the writer has made it ready.
  const [writer, reader] = takeWarm(options.workerUrl) ?? startPair(options.workerUrl)
  try {
    await writer.open(setup('writer', options), lost)
    await reader.open(setup('reader', options), lost)
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
  const worker = new WorkerClient(options.workerUrl)
  try {
    await worker.open(task)
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
