/** A `SourceContext` for tests: real HTTP with the app's patience, no real waiting. */
import type { SnapshotBatch, SnapshotRecord } from '../../electron/contract/snapshot.ts'
import { PATIENCE } from '../../electron/domain/retry-policy.ts'
import { type Clock, systemClock } from '../../electron/platform/clock.ts'
import type { HttpClient } from '../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../electron/platform/http-fetch.ts'
import { createPatientHttp } from '../../electron/platform/http-patient.ts'
import type { SourceContext, SourceProgress } from '../../electron/sources/source.ts'

export interface TestContext extends SourceContext {
  /** Waits that were asked for, in milliseconds. */
  readonly waits: readonly number[]
  readonly progress: readonly SourceProgress[]
}

export function createTestContext(
  given: {
    readonly http?: HttpClient
    readonly validators?: ReadonlyMap<string, string>
    readonly signal?: AbortSignal
    readonly clock?: Clock
  } = {},
): TestContext {
  const waits: number[] = []
  const progress: SourceProgress[] = []
  const clock = given.clock ?? systemClock
  const random = () => 0.5
  const sleep = async (milliseconds: number) => void waits.push(milliseconds)
  return {
    http: createPatientHttp({ http: given.http ?? createFetchHttpClient(), policy: PATIENCE, clock, random, sleep }),
    validators: given.validators ?? new Map(),
    signal: given.signal ?? new AbortController().signal,
    clock,
    random,
    sleep,
    onProgress: (step) => void progress.push(step),
    waits,
    progress,
  }
}

/** The records of one entity, of all batches. */
export const ofEntity = <E extends SnapshotRecord['entity']>(batches: readonly SnapshotBatch[], entity: E) =>
  batches.flatMap(({ records }) => records).filter((record) => record.entity === entity) as Extract<
    SnapshotRecord,
    { entity: E }
  >[]
