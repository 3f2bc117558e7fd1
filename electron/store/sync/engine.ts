/** Synchronisations as the writer runs them: begin, stage, plan, then apply or end. One transaction each. */
import type { ErrorShape } from '../../contract/errors.ts'
import { TrousseError } from '../../contract/errors.ts'
import type { SnapshotCoverage } from '../../contract/snapshot.ts'
import { crashPoint } from '../../platform/crash-point.ts'
import type { SyncOutcome, SyncPlan, WriteStore } from '../api.ts'
import type { SqlValue, WriteConnection } from '../connection.ts'
import type { Handlers } from '../rpc.ts'
import { applyPlan } from './apply.ts'
import { describePlan } from './describe.ts'
import { forgetHeld, keepHeld, readHeld } from './held.ts'
import { writePages } from './pages.ts'
import { type Plan, planSnapshot } from './plan.ts'
import { newStaging, type OpenStaging, stageBatch } from './staging.ts'

type SyncHandlers = Pick<
  Handlers<WriteStore>,
  | 'beginSync'
  | 'stageBatch'
  | 'planSync'
  | 'describePlan'
  | 'applySync'
  | 'endSync'
  | 'beginPreview'
  | 'endPreview'
  | 'decideHeldSync'
  | 'closeInterruptedSyncs'
>

interface Run {
  readonly staging: OpenStaging
  /** Never applied: it may stay open while the source is synchronised, and has no row in the journal. */
  readonly preview: boolean
  plan: Plan | null
}

/** Of a file that is no source yet. */
const NO_SOURCE = 0

const NOTHING: Counted = { counts: { added: 0, changed: 0, removed: 0, unchanged: 0 }, dropped: 0 }

/** What the journal counts. */
type Counted = Pick<SyncPlan, 'counts' | 'dropped'>

export interface SyncEngine extends SyncHandlers {
  /** Throws `sync-running` while a run of this source is open. */
  refuseWhileRunning(sourceId: number): void
  /** Throws `sync-running` while a run of any source is open: what it staged names rows that must not move. */
  refuseWhileAnyRuns(): void
}

export function createSyncEngine(connection: WriteConnection): SyncEngine {
  const runs = new Map<number, Run>()
  /** Below zero, where no row of the journal is. */
  let lastPreview = 0
  const runOf = (runId: number): Run => {
    const run = runs.get(runId)
    if (run === undefined) throw new TrousseError('not-found')
    return run
  }
  const runToEnd = (runId: number): Run => {
    const run = runOf(runId)
    if (run.preview) throw new TrousseError('invalid-request', { reason: 'a preview' })
    return run
  }

  /** What is staged was compared with what the source said at the beginning: nothing else may change it. */
  const refuseWhileRunning = (sourceId: number): void => {
    for (const { staging, preview } of runs.values()) {
      if (!preview && staging.sourceId === sourceId) throw new TrousseError('sync-running')
    }
  }

  return {
    refuseWhileRunning,
    refuseWhileAnyRuns() {
      if ([...runs.values()].some(({ preview }) => !preview)) throw new TrousseError('sync-running')
    },

    beginSync(sourceId, startedAt, coverage) {
      refuseWhileRunning(sourceId)
      const runId = insertRun(connection, sourceId, startedAt, coverage)
      runs.set(runId, {
        staging: newStaging(connection, { runId, sourceId, coverage, at: startedAt }),
        preview: false,
        plan: null,
      })
      return runId
    },

    stageBatch(runId, batch) {
      const run = runOf(runId)
      run.plan = null
      stageBatch(run.staging, batch)
    },

    planSync(runId): SyncPlan {
      const run = runOf(runId)
      run.plan = planSnapshot(connection, run.staging, true)
      const { counts, dropped, verdict } = run.plan
      return { counts, dropped, verdict }
    },

    describePlan(runId, limit) {
      const { plan } = runOf(runId)
      if (plan === null) throw new TrousseError('invalid-request', { reason: 'not planned' })
      return describePlan(connection, plan.staging, plan, limit)
    },

    beginPreview(sourceId, at, coverage) {
      const runId = --lastPreview
      const staging = newStaging(connection, { runId, sourceId: sourceId ?? NO_SOURCE, coverage, at })
      runs.set(runId, { staging, preview: true, plan: null })
      return runId
    },

    endPreview(runId) {
      if (runs.get(runId)?.preview === true) runs.delete(runId)
    },

    applySync(runId, at) {
      const { plan } = runToEnd(runId)
      if (plan?.verdict.kind !== 'apply') throw new TrousseError('invalid-request', { reason: 'nothing to apply' })
      apply(connection, plan, at)
      runs.delete(runId)
      return plan.counts
    },

    endSync(runId, at, outcome, error) {
      const { staging, plan } = runToEnd(runId)
      try {
        connection.transaction(() => {
          if (outcome === 'held') {
            if (plan === null) throw new TrousseError('invalid-request', { reason: 'not planned' })
            keepHeld(connection, staging, plan, at)
          }
          // The same records under new validators, or on other pages: worth keeping, next time asks less.
          if (outcome === 'unchanged' && plan?.verdict.kind === 'unchanged') {
            writePages(connection, plan.staging).followMoves(plan)
          }
          closeRun(connection, runId, at, outcome, plan ?? NOTHING, error)
        })
      } finally {
        // Also when the disk takes nothing more: a run that nobody can end would block its source.
        runs.delete(runId)
      }
    },

    decideHeldSync(heldId, accept, at) {
      const staging = readHeld(connection, heldId, at)
      refuseWhileRunning(staging.sourceId)
      if (!accept) {
        connection.transaction(() => {
          forgetHeld(connection, staging.sourceId)
          closeRun(connection, staging.runId, at, 'refused', null, null)
        })
        return
      }
      const plan = planSnapshot(connection, staging, false)
      if (plan.verdict.kind === 'refused') {
        throw new TrousseError(plan.verdict.error.code, plan.verdict.error.params)
      }
      // Its pages were not kept: `writePages` drops the validators, and the next run reads everything again.
      apply(connection, plan, at)
    },

    closeInterruptedSyncs(at) {
      return connection
        .write<[string]>(`UPDATE sync_run SET outcome = 'failed', ended_at = ? WHERE outcome = 'running'`)
        .run(at).changes
    },
  }
}

function insertRun(
  connection: WriteConnection,
  sourceId: number,
  startedAt: string,
  coverage: SnapshotCoverage,
): number {
  const source = connection
    .read<{ id: number }, [number]>('SELECT id FROM source WHERE id = ? AND removed_at IS NULL')
    .get(sourceId)
  if (source === undefined) throw new TrousseError('not-found')
  return connection
    .write<[number, string, string]>(
      `INSERT INTO sync_run (source_id, started_at, outcome, coverage) VALUES (?, ?, 'running', ?)`,
    )
    .run(sourceId, startedAt, JSON.stringify(coverage)).id
}

function apply(connection: WriteConnection, plan: Plan, at: string): void {
  const { staging } = plan
  crashPoint('store.sync.before-apply')
  connection.transaction(() => {
    applyPlan(connection, plan, at)
    forgetHeld(connection, staging.sourceId)
    closeRun(connection, staging.runId, at, 'applied', plan, null)
    crashPoint('store.sync.before-commit')
  })
  crashPoint('store.sync.after-commit')
}

/** @param counted null keeps what the run has. */
function closeRun(
  connection: WriteConnection,
  runId: number,
  at: string,
  outcome: SyncOutcome,
  counted: Counted | null,
  error: ErrorShape | null,
): void {
  connection
    .write<[string, string, SqlValue, number]>('UPDATE sync_run SET ended_at = ?, outcome = ?, error = ? WHERE id = ?')
    .run(at, outcome, error === null ? null : JSON.stringify(error), runId)
  if (counted === null) return
  const { counts, dropped } = counted
  connection
    .write<[number, number, number, number, number, number]>(
      'UPDATE sync_run SET added = ?, changed = ?, removed = ?, unchanged = ?, dropped = ? WHERE id = ?',
    )
    .run(counts.added, counts.changed, counts.removed, counts.unchanged, dropped, runId)
}
