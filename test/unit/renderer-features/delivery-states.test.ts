import { expect, test } from 'vitest'
import {
  type Delivery,
  type DeliveryCounts,
  type DeliveryState,
  deliveryState,
} from '../../../electron/contract/views.ts'
import { nextDeliveryState } from '../../../electron/domain/delivery-state.ts'
import {
  BAR_ORDER,
  canMarkByHand,
  ledgerView,
  STATE_ORDER,
  sharesOf,
  totalsOf,
  waitingForMorning,
} from '../../../renderer/features/outbox/delivery-states.ts'

const counts: DeliveryCounts = {
  queued: 3,
  'in-flight': 1,
  accepted: 20,
  deferred: 2,
  refused: 1,
  ambiguous: 1,
  cancelled: 4,
  'handed-over': 5,
  bounced: 2,
  answered: 3,
  phoned: 1,
  posted: 1,
}
const delivery = (id: number, recipientName: string, state: DeliveryState): Delivery => ({
  id,
  messageId: 1,
  recipientName,
  about: '',
  address: `n${id}@example.org`,
  state,
  attempts: 0,
  nextTryAt: null,
  updatedAt: '2026-11-24T08:00:00.000Z',
  error: null,
  serverSaid: null,
})

test('no state of the ledger is forgotten on screen', () => {
  const all = [...deliveryState.options].sort()
  expect([...STATE_ORDER].sort()).toEqual(all)
  expect([...BAR_ORDER].sort()).toEqual(all)
})

test('the totals add up to the rows', () => {
  const totals = totalsOf(counts)
  expect(totals).toEqual({ done: 30, waiting: 5, inFlight: 1, attention: 4, cancelled: 4 })
  expect(Object.values(totals).reduce((a, b) => a + b, 0)).toBe(44)
  expect(sharesOf(counts).reduce((sum, share) => sum + share.count, 0)).toBe(44)
})

test('states without rows take no place in the bar', () => {
  const some = { ...counts, refused: 0, cancelled: 0, posted: 0 }
  expect(sharesOf(some).map((share) => share.state)).toEqual([
    'answered',
    'accepted',
    'phoned',
    'handed-over',
    'in-flight',
    'queued',
    'deferred',
    'ambiguous',
    'bounced',
  ])
})

test('rows that ask for a decision come first, then by name', () => {
  const rows = [
    delivery(1, 'Zoé A', 'accepted'),
    delivery(2, 'Émile B', 'accepted'),
    delivery(3, 'Yves C', 'ambiguous'),
    delivery(4, 'Ali D', 'refused'),
  ]
  expect(ledgerView(rows, 'all', () => true).map((r) => r.id)).toEqual([3, 4, 2, 1])
  expect(ledgerView(rows, 'accepted', (r) => r.recipientName.startsWith('Z')).map((r) => r.id)).toEqual([1])
})

test('rows that wait for the morning are told from those that a server put off', () => {
  const at = '2026-11-25T06:03:00.000Z'
  const putOff = (id: number, change: Partial<Delivery>) => ({
    ...delivery(id, 'x', 'deferred'),
    nextTryAt: at,
    ...change,
  })
  const rows = [
    putOff(1, {}),
    putOff(2, { nextTryAt: '2026-11-25T06:01:00.000Z' }),
    putOff(3, { error: { code: 'mail-quota', params: {} }, nextTryAt: '2026-11-25T01:00:00.000Z' }),
    delivery(4, 'x', 'queued'),
  ]
  expect(waitingForMorning(rows)).toEqual({ count: 2, leavesAt: '2026-11-25T06:01:00.000Z' })
  expect(waitingForMorning(rows.slice(2))).toBeNull()
})

test('the teacher is offered by hand exactly what the ledger allows', () => {
  for (const state of deliveryState.options) {
    for (const way of ['phoned', 'posted'] as const) {
      expect([state, canMarkByHand(state)]).toEqual([
        state,
        nextDeliveryState({ state, dataStarted: false }, way) !== null,
      ])
    }
  }
})
