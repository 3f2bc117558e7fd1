/**
 * A process of its own that synchronises and may be killed on the way. Arguments: folder, key in hex, the server
 * as JSON. Adds the source when there is none; says on stdout what it found, its outcome, and what it leaves.
 */
import { join } from 'node:path'
import { systemClock } from '../../electron/platform/clock.ts'
import { createFetchHttpClient } from '../../electron/platform/http-fetch.ts'
import { silentLog } from '../../electron/platform/log.ts'
import { createOneRosterDriver } from '../../electron/sources/oneroster/driver.ts'
import { openBlobStore } from '../../electron/store/blobs.ts'
import { openStore } from '../../electron/store/open-store.ts'
import { createSyncEngine } from '../../electron/sync/engine.ts'
import type { TestServer } from './sources-engine.ts'

export interface Seen {
  readonly sound: boolean
  readonly pupils: number
  /** Newest first. */
  readonly runs: readonly string[]
  readonly missingFiles: number
  readonly validators: number
}
export interface ChildReport {
  readonly found: Seen
  readonly outcome: string
  readonly left: Seen
}

const [folder = '', hexKey = '', serverJson = ''] = process.argv.slice(2)
const server = JSON.parse(serverJson) as TestServer
const key = Buffer.from(hexKey, 'hex')
const { url, tokenUrl, clientId, clientSecret } = server
const config = { url, tokenUrl, clientId }

const store = await openStore({
  folder,
  key,
  workerUrl: new URL('../../electron/store/worker.ts', import.meta.url),
})
await store.write.closeInterruptedSyncs(new Date().toISOString())
const found = await look()
const [known] = await store.read.listSources()
const sourceId =
  known?.id ??
  (await store.write.createSource({
    kind: 'oneroster',
    label: 'Lycée de test',
    origin: new URL(url).host,
    isDemo: true,
    config,
    createdAt: '2026-09-01T08:00:00.000Z',
  }))
const engine = createSyncEngine({
  store,
  blobs: await openBlobStore({ folder: join(folder, 'blobs'), key }),
  http: createFetchHttpClient(),
  clock: systemClock,
  log: silentLog,
  random: () => 0.5,
  driverFor: async () => createOneRosterDriver({ config, clientSecret }),
})
const { outcome } = await engine.sync(sourceId)
await engine.fetchAttachments(sourceId)
const report: ChildReport = { found, outcome, left: await look() }
await store.close()
process.stdout.write(JSON.stringify(report))

async function look(): Promise<Seen> {
  const [source] = await store.read.listSources()
  return {
    sound: (await store.write.checkIntegrity()).ok,
    pupils: (await store.read.readRoster(null)).length,
    runs: (await store.read.listSyncRuns(10)).map((run) => run.outcome),
    missingFiles: source ? (await store.read.pendingAttachments(source.id)).length : 0,
    validators: source ? (await store.read.pageValidators(source.id)).length : 0,
  }
}
