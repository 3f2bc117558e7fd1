/** How the ledger's states are ordered, joined and counted on screen; every figure comes from its rows. */
import type { Delivery, DeliveryCounts, DeliveryState } from '../../../electron/contract/views.ts'
import type { Tone } from '../../ui/index.ts'

/** From what asks for a decision to what is settled. */
export const STATE_ORDER: readonly DeliveryState[] = [
  'ambiguous',
  'bounced',
  'refused',
  'deferred',
  'in-flight',
  'queued',
  'accepted',
  'answered',
  'phoned',
  'posted',
  'handed-over',
  'cancelled',
]

/** The order of a progress bar: what is done first. */
export const BAR_ORDER: readonly DeliveryState[] = [
  'answered',
  'accepted',
  'phoned',
  'posted',
  'handed-over',
  'in-flight',
  'queued',
  'deferred',
  'ambiguous',
  'bounced',
  'refused',
  'cancelled',
]

export function toneOf(state: DeliveryState): Tone {
  switch (state) {
    case 'accepted':
    case 'answered':
    case 'handed-over':
    case 'phoned':
    case 'posted':
      return 'ok'
    case 'queued':
    case 'in-flight':
      return 'info'
    case 'deferred':
    case 'ambiguous':
      return 'warn'
    case 'refused':
    case 'bounced':
      return 'danger'
    case 'cancelled':
      return 'neutral'
  }
}

/** Reached in the end, by whatever way: an earlier failure of the row is no longer news. */
export const isSettled = (state: DeliveryState): boolean => toneOf(state) === 'ok'

const BY_HAND: ReadonlySet<DeliveryState> = new Set(['queued', 'deferred', 'refused', 'bounced', 'cancelled'])

/** No server has it: the teacher may say that the family was told otherwise. */
export const canMarkByHand = (state: DeliveryState): boolean => BY_HAND.has(state)

export interface DeliveryTotals {
  readonly done: number
  readonly waiting: number
  readonly inFlight: number
  /** Rows for which only the teacher can decide or act. */
  readonly attention: number
  readonly cancelled: number
}

export function totalsOf(counts: DeliveryCounts): DeliveryTotals {
  return {
    done: counts.accepted + counts.answered + counts['handed-over'] + counts.phoned + counts.posted,
    waiting: counts.queued + counts.deferred,
    inFlight: counts['in-flight'],
    attention: counts.ambiguous + counts.refused + counts.bounced,
    cancelled: counts.cancelled,
  }
}

/** Rows that wait for the morning, and the first instant one of them leaves; a row that a server put off has an error. */
export function waitingForMorning(deliveries: readonly Delivery[]): { count: number; leavesAt: string } | null {
  const times = deliveries.flatMap(({ state, error, nextTryAt }) =>
    state === 'deferred' && error === null && nextTryAt !== null ? [nextTryAt] : [],
  )
  const leavesAt = times.sort()[0]
  return leavesAt === undefined ? null : { count: times.length, leavesAt }
}

export interface StateShare {
  readonly state: DeliveryState
  readonly count: number
}

/** The states that have rows, in the bar's order or another. */
export const sharesOf = (counts: DeliveryCounts, order: readonly DeliveryState[] = BAR_ORDER): StateShare[] =>
  order.map((state) => ({ state, count: counts[state] })).filter((share) => share.count > 0)

/** Rows of one state (or all), those that ask for a decision first, then by name. */
export function ledgerView(
  deliveries: readonly Delivery[],
  filter: DeliveryState | 'all',
  matches: (delivery: Delivery) => boolean,
): Delivery[] {
  const rank = new Map(STATE_ORDER.map((state, index) => [state, index]))
  const rankOf = (delivery: Delivery): number => rank.get(delivery.state) ?? STATE_ORDER.length
  return deliveries
    .filter((delivery) => (filter === 'all' || delivery.state === filter) && matches(delivery))
    .sort((a, b) => rankOf(a) - rankOf(b) || a.recipientName.localeCompare(b.recipientName, 'fr'))
}
