import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deliveryState } from '../../../electron/contract/views.ts'
import {
  type DeliveryPosition,
  type DeliveryStepName,
  nextDeliveryState,
  recoveredState,
} from '../../../electron/domain/delivery-state.ts'

const STEPS: readonly DeliveryStepName[] = [...deliveryState.options, 'data-started']
const at = (state: DeliveryPosition['state'], dataStarted = false): DeliveryPosition => ({ state, dataStarted })

describe('the steps of a row', () => {
  it('goes the straight way', () => {
    const flight = nextDeliveryState(at('queued'), 'in-flight')
    expect(flight).toEqual(at('in-flight'))
    const data = nextDeliveryState(at('in-flight'), 'data-started')
    expect(data).toEqual(at('in-flight', true))
    expect(nextDeliveryState(at('in-flight', true), 'accepted')).toEqual(at('accepted'))
  })

  const from = (position: DeliveryPosition) => STEPS.filter((step) => nextDeliveryState(position, step) !== null)

  /** The whole table, written a second time by hand: a step added by mistake shows here. */
  const EXPECTED: Readonly<Record<DeliveryPosition['state'], readonly DeliveryStepName[]>> = {
    queued: ['in-flight', 'deferred', 'refused', 'cancelled', 'handed-over', 'phoned', 'posted'],
    deferred: ['queued', 'in-flight', 'deferred', 'refused', 'cancelled', 'handed-over', 'phoned', 'posted'],
    'in-flight': ['queued', 'deferred', 'refused', 'ambiguous', 'data-started'],
    accepted: ['bounced', 'answered'],
    refused: ['phoned', 'posted'],
    ambiguous: ['queued', 'accepted', 'bounced', 'answered'],
    cancelled: ['phoned', 'posted'],
    'handed-over': [],
    bounced: ['answered', 'phoned', 'posted'],
    answered: [],
    phoned: [],
    posted: [],
  }
  it.each(deliveryState.options)('from %s: these steps and no other', (state) => {
    expect(from(at(state))).toEqual(EXPECTED[state])
  })

  it('from in flight after 354: only what the server says, or its silence', () => {
    expect(from(at('in-flight', true))).toEqual(['accepted', 'deferred', 'refused', 'ambiguous'])
  })

  it('what a server took never goes to a server again, whatever comes back of it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 12 }), (steps) => {
        let position = at('accepted')
        for (const step of steps) position = nextDeliveryState(position, step) ?? position
        expect(['accepted', 'bounced', 'answered', 'phoned', 'posted']).toContain(position.state)
      }),
    )
  })

  it('never counts as accepted what the server was not given', () => {
    expect(nextDeliveryState(at('in-flight'), 'accepted')).toBeNull()
    expect(nextDeliveryState(at('queued'), 'accepted')).toBeNull()
  })

  it('after 354, no way leads back to the queue without the server or a person having answered', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 12 }), (steps) => {
        let position = at('in-flight', true)
        for (const step of steps) {
          const next = nextDeliveryState(position, step)
          if (next === null) continue
          if (position.state === 'in-flight' && position.dataStarted) {
            expect(['accepted', 'deferred', 'refused', 'ambiguous']).toContain(step)
          }
          position = next
        }
        expect(deliveryState.options).toContain(position.state)
      }),
    )
  })

  it('settles what a crash left in flight, and nothing else', () => {
    expect(recoveredState(at('in-flight'))).toBe('queued')
    expect(recoveredState(at('in-flight', true))).toBe('ambiguous')
    for (const state of deliveryState.options) {
      if (state !== 'in-flight') expect(recoveredState(at(state))).toBe(state)
    }
  })
})
