/**
 * The states of one row of the ledger and the steps between them, as a table. Nobody moves a row otherwise:
 * the store refuses a step that `nextDeliveryState` does not know (reliability.md M1, M3).
 */
import type { DeliveryState } from '../contract/views.ts'

/** The names of the steps of `DeliveryStep` (store/api.ts). */
export type DeliveryStepName = DeliveryState | 'data-started'

/** A row as the table sees it: `dataStarted` only means something while the row is in flight. */
export interface DeliveryPosition {
  readonly state: DeliveryState
  /** The server said 354 in this attempt: the message may have been received. */
  readonly dataStarted: boolean
}

/**
 * Steps allowed from each position.
 *
 * - `queued` and `deferred` may be refused without any network: too large, an address or a header that would lie; or
 *   put off (again) to a morning, out of quiet hours.
 * - in flight before 354, everything is known not to have arrived, so the row may go back.
 * - in flight after 354, only the server's own answer decides; silence is `ambiguous`. `queued` is not allowed:
 *   that would be sending again without asking. `deferred` is: a 4xx after the final dot is a clear no.
 * - `ambiguous` is left by a person, `queued` (send again) or `accepted` (it arrived), or by what came back from the
 *   recipient's side: `bounced` or `answered`.
 * - `accepted` says that the server took it, not that it was read: it may still bounce or be answered. An answer to a
 *   message that bounced says more than the bounce; a bounce after an answer says nothing new.
 * - `phoned` and `posted` are the teacher's word for a message that no server has any more. Not from `ambiguous`:
 *   that one is decided first.
 * - `answered`, `handed-over`, `phoned`, `posted` are ends.
 */
const ALLOWED: Readonly<Record<DeliveryState | 'in-flight-data', readonly DeliveryStepName[]>> = {
  queued: ['in-flight', 'deferred', 'refused', 'cancelled', 'handed-over', 'phoned', 'posted'],
  deferred: ['in-flight', 'queued', 'deferred', 'refused', 'cancelled', 'handed-over', 'phoned', 'posted'],
  'in-flight': ['data-started', 'queued', 'deferred', 'refused', 'ambiguous'],
  'in-flight-data': ['accepted', 'deferred', 'refused', 'ambiguous'],
  ambiguous: ['queued', 'accepted', 'bounced', 'answered'],
  accepted: ['bounced', 'answered'],
  refused: ['phoned', 'posted'],
  cancelled: ['phoned', 'posted'],
  bounced: ['answered', 'phoned', 'posted'],
  answered: [],
  'handed-over': [],
  phoned: [],
  posted: [],
}

/** Where `step` leads from `from`, or null when the table forbids it. */
export function nextDeliveryState(from: DeliveryPosition, step: DeliveryStepName): DeliveryPosition | null {
  const row = from.state === 'in-flight' && from.dataStarted ? 'in-flight-data' : from.state
  if (!ALLOWED[row].includes(step)) return null
  if (step === 'data-started') return { state: 'in-flight', dataStarted: true }
  return { state: step, dataStarted: false }
}

/** What a crash leaves in flight becomes, at the next start: before 354 nothing left, after it nobody knows. */
export function recoveredState(from: DeliveryPosition): DeliveryState {
  if (from.state !== 'in-flight') return from.state
  return from.dataStarted ? 'ambiguous' : 'queued'
}

/** Rows that the sending loop still has to deal with. */
export const isWaiting = (state: DeliveryState): boolean => state === 'queued' || state === 'deferred'
