import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DeliveryState, deliveryState, type Recipient } from '../../../electron/contract/views.ts'
import { countToResend, type EarlierRow, pupilsToResend, recipientsToResend } from '../../../electron/domain/resend.ts'

const row = (personId: number, state: DeliveryState, change: Partial<EarlierRow> = {}): EarlierRow => ({
  personId,
  address: `p${personId}@example.org`,
  state,
  pupilIds: [personId * 10],
  ...change,
})
const recipient = (personId: number, change: Partial<Recipient> = {}): Recipient => ({
  personId,
  pupilIds: [personId * 10],
  name: `P${personId}`,
  about: '',
  address: `p${personId}@example.org`,
  ...change,
})
const choice = (states: readonly DeliveryState[], missing = false) => ({ states: [...states], missing })
const ids = (recipients: readonly Recipient[]) => recipients.map(({ personId }) => personId)

describe('a message again to some', () => {
  const rows = [row(1, 'accepted'), row(2, 'refused'), row(3, 'bounced'), row(4, 'ambiguous'), row(5, 'cancelled')]
  const everyone = [1, 2, 3, 4, 5].map((personId) => recipient(personId))

  it('is for the chosen states, and their pupils', () => {
    expect(ids(recipientsToResend(everyone, rows, choice(['refused', 'bounced'])))).toEqual([2, 3])
    expect([...pupilsToResend(rows, [], choice(['refused', 'bounced']))]).toEqual([20, 30])
  })

  it('is for the pupils of no row when they are asked for, once somebody has an address for them', () => {
    const added = recipient(6)
    expect([...pupilsToResend(rows, [10, 20, 60], choice([], true))]).toEqual([60])
    expect(ids(recipientsToResend([...everyone, added], rows, choice([], true)))).toEqual([6])
    expect(ids(recipientsToResend([...everyone, added], rows, choice(['refused'])))).toEqual([2])
  })

  it('leaves alone a mailbox that has it, whoever reads it now', () => {
    const moved = recipient(2, { address: 'P1@example.org' })
    expect(recipientsToResend([moved], rows, choice(['refused']))).toEqual([])
  })

  it('writes again to who has it only when that was chosen', () => {
    expect(ids(recipientsToResend(everyone, rows, choice(['accepted'])))).toEqual([1])
  })

  it('goes to the new address of who was refused', () => {
    const corrected = recipient(2, { address: 'new@example.org' })
    expect(ids(recipientsToResend([corrected], rows, choice(['refused'])))).toEqual([2])
  })

  it('counts nobody whom a resending reached since, and nobody twice', () => {
    const later = [...rows, row(2, 'accepted'), row(3, 'bounced')]
    expect(countToResend(rows, 'refused')).toBe(1)
    expect(countToResend(later, 'refused')).toBe(0)
    expect(countToResend(later, 'bounced')).toBe(1)
    expect(countToResend(later, 'ambiguous')).toBe(1)
  })

  it('about one child is not lost because the message about the other child arrived', () => {
    const both = [row(1, 'accepted', { pupilIds: [11] }), row(1, 'refused', { pupilIds: [12] })]
    const planned = [recipient(1, { pupilIds: [11] }), recipient(1, { pupilIds: [12] })]
    expect(recipientsToResend(planned, both, choice(['refused'])).map(({ pupilIds }) => pupilIds)).toEqual([[12]])
    expect(countToResend(both, 'refused')).toBe(1)
    // One message for both children: what arrived arrived for both.
    const shared = [row(1, 'accepted', { pupilIds: [11, 12] })]
    expect(recipientsToResend(planned, shared, choice(['refused'], true))).toEqual([])
  })

  it('never reaches who has it or may still get it, unless that very state was chosen', () => {
    const anyRow = fc.record({
      personId: fc.integer({ min: 1, max: 8 }),
      state: fc.constantFrom(...deliveryState.options),
    })
    const anyChoice = fc.record({
      states: fc.uniqueArray(fc.constantFrom(...deliveryState.options)),
      missing: fc.boolean(),
    })
    const anyPlan = fc.uniqueArray(fc.integer({ min: 1, max: 12 }))
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), anyChoice, anyPlan, (some, chosen, plan) => {
        const before = some.map(({ personId, state }) => row(personId, state))
        const again = recipientsToResend(
          plan.map((personId) => recipient(personId)),
          before,
          chosen,
        )
        for (const { personId } of again) {
          const theirs = before.filter((one) => one.personId === personId)
          expect(theirs.length > 0 || chosen.missing).toBe(true)
          for (const { state } of theirs) {
            expect(chosen.states.includes(state) || ['refused', 'bounced', 'cancelled'].includes(state)).toBe(true)
          }
          if (theirs.length > 0) expect(theirs.some(({ state }) => chosen.states.includes(state))).toBe(true)
        }
      }),
    )
  })
})
