/** A real store in a folder of its own, with an engine over it. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits, type OneRosterConfig } from '../../electron/contract/views.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import { createFetchHttpClient } from '../../electron/platform/http-fetch.ts'
import { silentLog } from '../../electron/platform/log.ts'
import { createOneRosterDriver } from '../../electron/sources/oneroster/driver.ts'
import type { SourceDriver } from '../../electron/sources/source.ts'
import type { StoreClient } from '../../electron/store/api.ts'
import { openStore } from '../../electron/store/open-store.ts'
import type { BlobStore } from '../../electron/sync/attachments.ts'
import { createSyncEngine, type SyncEngine } from '../../electron/sync/engine.ts'

export interface TestServer extends OneRosterConfig {
  readonly clientSecret: string
}

export interface EngineBench {
  readonly store: StoreClient
  readonly engine: SyncEngine
  /** Contents of the files kept, by hash. */
  readonly blobs: ReadonlyMap<string, Uint8Array>
  /** Adds a OneRoster source; returns its id. */
  addServer(server: TestServer): Promise<number>
  addFileSource(): Promise<number>
  close(): Promise<void>
}

const AT = '2026-09-01T08:00:00.000Z'

function memoryBlobs(): BlobStore & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>()
  return {
    files,
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      files.set(sha256, bytes)
      return { sha256, bytes: bytes.byteLength }
    },
    has: async (sha256) => files.has(sha256),
  }
}

/** @param driverFor asked first, for sources that no server can play; null leaves it to the OneRoster driver. */
export async function openEngineBench(
  driverFor: () => Promise<SourceDriver> | null = () => null,
  limits: () => DocumentLimits = () => DEFAULT_DOCUMENT_LIMITS,
): Promise<EngineBench> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-sync-'))
  const store = await openStore({
    folder,
    key: randomBytes(32),
    workerUrl: new URL('../../electron/store/worker.ts', import.meta.url),
  })
  const secrets = new Map<number, string>()
  const blobs = memoryBlobs()
  const engine = createSyncEngine({
    store,
    blobs,
    limits: async () => limits(),
    http: createFetchHttpClient(),
    clock: systemClock,
    log: silentLog,
    random: () => 0.5,
    sleep: async () => {},
    driverFor: async (source) =>
      driverFor() ??
      createOneRosterDriver({
        config: source.config as unknown as OneRosterConfig,
        clientSecret: secrets.get(source.id) ?? '',
      }),
  })
  return {
    store,
    engine,
    blobs: blobs.files,
    async addServer({ url, tokenUrl, clientId, clientSecret }) {
      const id = await store.write.createSource({
        kind: 'oneroster',
        label: 'Lycée de test',
        origin: new URL(url).host,
        isDemo: true,
        config: { url, tokenUrl, clientId },
        createdAt: AT,
      })
      secrets.set(id, clientSecret)
      return id
    },
    addFileSource: () =>
      store.write.createSource({
        kind: 'roster-file',
        label: 'Listes importées',
        origin: 'liste.csv',
        isDemo: false,
        config: {},
        createdAt: AT,
      }),
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
