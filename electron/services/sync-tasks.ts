/** Synchronising one source or all of them, with their attachments, as the work of a task. */
import { TrousseError } from '../contract/errors.ts'
import { isServerKind } from '../contract/views.ts'
import type { TaskControls, TaskOutcome } from './tasks.ts'
import type { Workbench } from './workbench.ts'

/**
 * The outcome names what happened to the worst-off source: a held or failed one is never hidden behind the
 * success of another. A single source that fails makes the task fail, with its own error.
 */
const WORST_FIRST = ['failed', 'refused', 'cancelled', 'held', 'applied', 'unchanged'] as const

export async function syncAll(
  bench: Workbench,
  sourceId: number | null,
  { signal, progress }: TaskControls,
): Promise<TaskOutcome> {
  const sources = (await bench.space.store.read.listSources()).filter(
    ({ kind, id }) => isServerKind(kind) && (sourceId === null || id === sourceId),
  )
  if (sources.length === 0) throw new TrousseError('not-found', { what: 'source' })
  const total = { added: 0, changed: 0, removed: 0, unchanged: 0, files: 0, filesFailed: 0 }
  let worst: (typeof WORST_FIRST)[number] = 'unchanged'
  let error: TrousseError | null = null
  for (const source of sources) {
    const result = await bench.sync.sync(source.id, { signal, onProgress: progress })
    for (const key of ['added', 'changed', 'removed', 'unchanged'] as const) total[key] += result.counts[key]
    if (WORST_FIRST.indexOf(result.outcome) < WORST_FIRST.indexOf(worst)) worst = result.outcome
    if (result.error) error ??= new TrousseError(result.error.code, result.error.params)
    if (result.outcome === 'applied' || result.outcome === 'unchanged') {
      const files = await bench.sync.fetchAttachments(source.id, { signal, onProgress: progress })
      total.files += files.fetched
      total.filesFailed += files.failed
    }
  }
  if (error !== null && worst !== 'held') throw error
  return { outcome: worst, ...total }
}
