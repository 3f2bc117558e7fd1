/** What the engine would do with a reading as a whole: its guard's verdict, who would leave, who is known already. */
import type { SnapshotRecord } from '../../contract/snapshot.ts'
import type { Workbench } from '../workbench.ts'
import type { PlanOutcome } from './preview.ts'
import type { ImportReading } from './reading.ts'

/** Enough to recognise a wrong file at a glance; the rest is counted. */
const MAX_LEAVERS = 200
/** Rows of the plan looked at: those that leave come first. */
const PLAN_ROWS = 20_000

const NOTHING: PlanOutcome = { verdict: 'apply', refusal: null, leaving: 0, leavers: [], joined: 0 }

/** True when there is somebody or something to keep: a class alone is nothing. */
export const isUseful = (records: readonly SnapshotRecord[]): boolean =>
  records.some((record) =>
    record.entity === 'person' ? record.role === 'pupil' : record.entity === 'lesson' || record.entity === 'assignment',
  )

/** Asks the engine, which changes nothing. What cannot be applied yet (a class to give, no pupil) is not asked about. */
export async function planReading(
  bench: Workbench,
  sourceId: number | null,
  { classNeeded, records, coverage }: ImportReading,
  signal: AbortSignal,
): Promise<PlanOutcome> {
  if (classNeeded || !isUseful(records)) return NOTHING
  const plan = await bench.sync.previewSnapshot(sourceId, [{ records }], coverage, { signal, limit: PLAN_ROWS })
  const leavers = plan.rows.filter(({ change }) => change === 'removed')
  return {
    verdict: plan.verdict.kind,
    refusal: plan.verdict.kind === 'refused' ? plan.verdict.error : null,
    leaving: plan.counts.removed,
    leavers: leavers.slice(0, MAX_LEAVERS).map(({ label, className }) => ({ label, className })),
    joined: plan.rows.filter(({ source }) => source !== null).length,
  }
}
