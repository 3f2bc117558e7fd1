/**
 * One synchronisation from start to journal: fetch, stage, plan, and either apply in one transaction or change
 * nothing. What the source may do wrong is an outcome, not an exception (invariant 1); the run that a crash
 * cuts short is closed at the next start by the store.
 */
import type { ErrorShape } from '../contract/errors.ts'
import { TrousseError, toErrorShape } from '../contract/errors.ts'
import type { SnapshotBatch, SnapshotCoverage } from '../contract/snapshot.ts'
import { type ChangeCounts, DEFAULT_DOCUMENT_LIMITS, type DocumentLimits, isServerKind } from '../contract/views.ts'
import type { Clock } from '../platform/clock.ts'
import { sleep, toInstant } from '../platform/clock.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { HttpClient } from '../platform/http.ts'
import type { Log } from '../platform/log.ts'
import type { SourceContext, SourceDriver } from '../sources/source.ts'
import type { PlanRow, SourceRecord, StoreClient, SyncOutcome, SyncPlan } from '../store/api.ts'
import type { AttachmentCounts, BlobStore } from './attachments.ts'
import { fetchPendingAttachments } from './attachments.ts'
import { fetchImages } from './images.ts'

interface SyncProgress {
  /** A key under `task.step.<step>`. */
  readonly step: string
  readonly done: number
  /** 0 while unknown. */
  readonly total: number
  readonly bytes: number
}

interface SyncOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SyncProgress) => void
}

interface SyncResult {
  /** Null when no run was begun (another one is under way). */
  readonly runId: number | null
  readonly outcome: SyncOutcome
  /** What happened, not what would have: all zero unless `applied` or `unchanged`. */
  readonly counts: ChangeCounts
  /** Why, for every outcome but `applied` and `unchanged`. */
  readonly error: ErrorShape | null
}

interface SnapshotPreview extends SyncPlan {
  /** What would go first, then what changes, comes back and comes. */
  readonly rows: readonly PlanRow[]
  /** Of all the rows, also beyond the limit. */
  readonly total: number
}

export interface SyncEngineOptions {
  readonly store: StoreClient
  /** Builds the driver with its secret; may reject (`vault-locked`, `not-found`…): the run then fails with that. */
  readonly driverFor: (source: SourceRecord) => Promise<SourceDriver>
  readonly http: HttpClient
  readonly clock: Clock
  readonly log: Log
  readonly blobs: BlobStore
  /** How large documents may be; the usual limits when not given. */
  readonly limits?: () => Promise<DocumentLimits>
  /** In [0, 1). */
  readonly random: () => number
  /** Waiting between retries; real time when not given. */
  readonly sleep?: SourceContext['sleep']
}

export interface SyncEngine {
  /** Synchronises a source that has a server. Rejects for `not-found`, `invalid-request` and a store that fails to begin. */
  sync(sourceId: number, options?: SyncOptions): Promise<SyncResult>
  /** Applies a snapshot that is already here, of a file. Same guard, same journal. */
  applySnapshot(
    sourceId: number,
    batches: Iterable<SnapshotBatch> | AsyncIterable<SnapshotBatch>,
    coverage: SnapshotCoverage,
    options?: SyncOptions,
  ): Promise<SyncResult>
  /**
   * What a snapshot would do, line by line, without doing it: nothing changes and the journal keeps no trace. Null
   * for a file that is no source yet. Rejects with what the batches throw and with `response-unexpected`.
   */
  previewSnapshot(
    sourceId: number | null,
    batches: Iterable<SnapshotBatch> | AsyncIterable<SnapshotBatch>,
    coverage: SnapshotCoverage,
    options?: { readonly signal?: AbortSignal; readonly limit?: number },
  ): Promise<SnapshotPreview>
  /**
   * Files of assignments that are not here yet; to be called after a synchronisation, and safe to repeat.
   * Files that fail are counted, not thrown. Rejects with `sync-running`, `not-found`, and what `driverFor` says.
   */
  fetchAttachments(sourceId: number, options?: SyncOptions): Promise<AttachmentCounts>
  /**
   * The teacher's decision on a held synchronisation. Rejects with `not-found`, `sync-running`.
   */
  decideHeld(heldId: number, accept: boolean): Promise<void>
  isRunning(sourceId: number): boolean
}

/** Rows a preview describes when not told otherwise: more than anyone reads, less than what slows a window. */
const PREVIEW_ROWS = 5000

/** Hosts of a source's own addresses: what another one does with a document says nothing of the source. */
function ownHostsOf({ origin, config }: SourceRecord): ReadonlySet<string> {
  const addresses = Object.values(config).filter((value) => typeof value === 'string' && URL.canParse(value))
  return new Set([origin, ...addresses.map((value) => new URL(String(value)).host)])
}

const NO_CHANGES: ChangeCounts = { added: 0, changed: 0, removed: 0, unchanged: 0 }

export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { store, clock, log } = options
  const running = new Set<number>()
  const now = () => toInstant(clock.now())

  /** One run at a time per source; `busy` is called instead of `work` while another one is under way. */
  async function exclusively<T>(sourceId: number, work: () => Promise<T>, busy: () => T): Promise<T> {
    if (running.has(sourceId)) return busy()
    running.add(sourceId)
    try {
      return await work()
    } finally {
      running.delete(sourceId)
    }
  }

  async function contextFor(sourceId: number, run: SyncOptions, signal: AbortSignal): Promise<SourceContext> {
    const validators = await store.read.pageValidators(sourceId)
    return {
      http: options.http,
      validators: new Map(validators.map(({ url, etag }) => [url, etag])),
      signal,
      onProgress: (progress) => run.onProgress?.(progress),
      clock,
      sleep: options.sleep ?? sleep,
      random: options.random,
    }
  }

  /** Ends a run in the journal; if even that fails (disk full), the outcome is still told. */
  async function end(
    runId: number,
    outcome: Exclude<SyncOutcome, 'applied'>,
    error: ErrorShape | null,
    counts: ChangeCounts = NO_CHANGES,
  ): Promise<SyncResult> {
    try {
      await store.write.endSync(runId, now(), outcome, error)
    } catch (failure) {
      log.error('sync.end-failed', { run: runId, code: toErrorShape(failure).code })
    }
    log.info('sync.ended', { run: runId, outcome, code: error?.code ?? null })
    return { runId, outcome, counts, error }
  }

  /** Plan, then apply or not. Everything was received when this is called. */
  async function settle(runId: number, run: SyncOptions): Promise<SyncResult> {
    run.onProgress?.({ step: 'comparing', done: 0, total: 0, bytes: 0 })
    const { verdict, counts } = await store.write.planSync(runId)
    crashPoint('sync.after-plan')
    // Last moment at which nothing has changed: after it, the change is made whole.
    run.signal?.throwIfAborted()
    switch (verdict.kind) {
      case 'unchanged':
        return end(runId, 'unchanged', null, counts)
      case 'held':
        return end(runId, 'held', { code: 'source-held', params: { removed: counts.removed } })
      case 'refused':
        return end(runId, 'refused', verdict.error)
      case 'apply': {
        run.onProgress?.({ step: 'writing', done: 0, total: 0, bytes: 0 })
        const applied = await store.write.applySync(runId, now())
        crashPoint('sync.after-apply')
        log.info('sync.applied', { run: runId, ...applied })
        return { runId, outcome: 'applied', counts: applied, error: null }
      }
    }
  }

  /** Begins, stages, settles; turns whatever is thrown on the way into the run's outcome. */
  async function runOnce(
    sourceId: number,
    coverage: SnapshotCoverage,
    batches: () => Promise<Iterable<SnapshotBatch> | AsyncIterable<SnapshotBatch>>,
    run: SyncOptions,
  ): Promise<SyncResult> {
    const runId = await store.write.beginSync(sourceId, now(), coverage)
    log.info('sync.began', { run: runId, source: sourceId })
    try {
      run.signal?.throwIfAborted()
      crashPoint('sync.before-fetch')
      let first = true
      for await (const batch of await batches()) {
        run.signal?.throwIfAborted()
        await store.write.stageBatch(runId, batch)
        if (first) crashPoint('sync.after-first-page')
        first = false
      }
      crashPoint('sync.after-fetch')
      return await settle(runId, run)
    } catch (error) {
      if (run.signal?.aborted) return end(runId, 'cancelled', { code: 'cancelled', params: {} })
      const shape = toErrorShape(error)
      return end(runId, shape.code === 'cancelled' ? 'cancelled' : 'failed', shape)
    }
  }

  async function readServerSource(sourceId: number): Promise<SourceRecord> {
    const source = await store.read.readSource(sourceId)
    if (source === null) throw new TrousseError('not-found', { what: 'source' })
    // A file has no server to ask, nor a captured page: it is read again by the teacher.
    if (!isServerKind(source.kind)) throw new TrousseError('invalid-request', { what: 'source' })
    return source
  }

  async function attachmentsOf(
    driver: SourceDriver,
    source: SourceRecord,
    run: SyncOptions,
  ): Promise<AttachmentCounts> {
    const signal = run.signal ?? new AbortController().signal
    const context = await contextFor(source.id, run, signal)
    const limits = (await options.limits?.()) ?? DEFAULT_DOCUMENT_LIMITS
    const ownHosts = ownHostsOf(source)
    const { id: sourceId } = source
    const common = { store, blobs: options.blobs, driver, context, sourceId, log }
    const counts = await fetchPendingAttachments({ ...common, limits, ownHosts })
    const base = typeof source.config.url === 'string' ? source.config.url : ''
    // Where the server has just stopped answering it is left alone.
    if (counts.left === 0 && !signal.aborted) await fetchImages({ ...common, base, ownHosts })
    return counts
  }

  function syncNow(source: SourceRecord, run: SyncOptions): Promise<SyncResult> {
    const signal = run.signal ?? new AbortController().signal
    // Without its driver the run is begun all the same: that it failed, and why, belongs in the journal.
    return options.driverFor(source).then(
      (driver) =>
        runOnce(source.id, driver.coverage, async () => driver.fetch(await contextFor(source.id, run, signal)), run),
      (error: unknown) => runOnce(source.id, { kind: 'whole' }, () => Promise.reject(error), run),
    )
  }

  const busy = (): SyncResult => ({
    runId: null,
    outcome: 'refused',
    counts: NO_CHANGES,
    error: { code: 'sync-running', params: {} },
  })

  return {
    async sync(sourceId, run = {}) {
      const source = await readServerSource(sourceId)
      return exclusively(sourceId, () => syncNow(source, run), busy)
    },
    applySnapshot: (sourceId, batches, coverage, run = {}) =>
      exclusively(sourceId, () => runOnce(sourceId, coverage, async () => batches, run), busy),
    async previewSnapshot(sourceId, batches, coverage, { signal, limit = PREVIEW_ROWS } = {}) {
      const runId = await store.write.beginPreview(sourceId, now(), coverage)
      try {
        for await (const batch of batches) {
          signal?.throwIfAborted()
          await store.write.stageBatch(runId, batch)
        }
        const plan = await store.write.planSync(runId)
        return { ...plan, ...(await store.write.describePlan(runId, limit)) }
      } finally {
        await store.write.endPreview(runId)
      }
    },
    async fetchAttachments(sourceId, run = {}) {
      const source = await readServerSource(sourceId)
      return exclusively(
        sourceId,
        async () => attachmentsOf(await options.driverFor(source), source, run),
        () => {
          throw new TrousseError('sync-running')
        },
      )
    },
    async decideHeld(heldId, accept) {
      const held = (await store.read.listHeldSyncs()).find((entry) => entry.id === heldId)
      if (held === undefined) throw new TrousseError('not-found', { what: 'held-sync' })
      await exclusively(
        held.sourceId,
        () => store.write.decideHeldSync(heldId, accept, now()),
        () => {
          throw new TrousseError('sync-running')
        },
      )
    },
    isRunning: (sourceId) => running.has(sourceId),
  }
}
