/** A `SourceContext` for tests: real HTTP, no real waiting. */
import { type Clock, systemClock } from '../../electron/platform/clock.ts'
import type { HttpClient } from '../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../electron/platform/http-fetch.ts'
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
  return {
    http: given.http ?? createFetchHttpClient(),
    validators: given.validators ?? new Map(),
    signal: given.signal ?? new AbortController().signal,
    clock: given.clock ?? systemClock,
    random: () => 0.5,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    onProgress: (step) => void progress.push(step),
    waits,
    progress,
  }
}
