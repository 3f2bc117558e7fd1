import { describe, expect, it } from 'vitest'
import { type Call, type DeliveryState, deliveryState, type ReachedBy } from '../../../electron/contract/views.ts'
import { type CoverageRow, coverageOf, reachedBy } from '../../../electron/domain/coverage.ts'

const call = (result: Call['result']): Call => ({ phone: null, result, at: '2026-11-24T08:00:00.000Z' })
const pupil = (pupilId: number, states: DeliveryState[], calls: Call[] = []): CoverageRow => ({
  pupilId,
  name: `P${pupilId}`,
  states,
  calls,
})

describe('how a family was reached', () => {
  const ALONE: Record<DeliveryState, ReachedBy> = {
    queued: 'waiting',
    'in-flight': 'waiting',
    deferred: 'waiting',
    accepted: 'mail',
    answered: 'mail',
    'handed-over': 'mail',
    phoned: 'phone',
    posted: 'post',
    refused: 'none',
    ambiguous: 'none',
    bounced: 'none',
    cancelled: 'none',
  }
  it.each(deliveryState.options)('by one row that is %s', (state) => {
    expect(reachedBy({ states: [state], calls: [] })).toBe(ALONE[state])
  })

  it.each<[string, DeliveryState[], Call[], ReachedBy]>([
    ['one parent of two is enough', ['refused', 'accepted'], [], 'mail'],
    ['mail counts before the telephone', ['accepted'], [call('reached')], 'mail'],
    ['a call reaches who had no address', [], [call('reached')], 'phone'],
    ['a voicemail reaches nobody', [], [call('voicemail')], 'none'],
    ['the latest call counts: after a mistake', [], [call('reached'), call('nothing')], 'none'],
    ['and after two that gave nothing', [], [call('nothing'), call('voicemail'), call('reached')], 'phone'],
    ['what may still leave is not called unreached', ['refused', 'deferred'], [], 'waiting'],
    ['no row and no call', [], [], 'none'],
  ])('%s', (_, states, calls, way) => {
    expect(reachedBy({ states, calls })).toBe(way)
  })

  it('the figures add up to the class, and every pupil not reached is listed with the reason', () => {
    const rows = [
      pupil(1, ['accepted', 'accepted']),
      pupil(2, [], [call('reached')]),
      pupil(3, ['bounced', 'refused']),
      pupil(4, []),
      pupil(5, ['queued']),
      pupil(6, ['refused', 'posted']),
      pupil(7, ['ambiguous', 'cancelled']),
    ]
    const coverage = coverageOf(rows)
    expect(coverage).toMatchObject({ total: 7, byMail: 1, byPhone: 1, byPost: 1, waiting: 1, missing: 2 })
    expect(coverage.pupils.map(({ pupilId, way, reason }) => [pupilId, way, reason])).toEqual([
      [2, 'phone', null],
      [3, 'none', 'bounced'],
      [4, 'none', 'no-address'],
      [6, 'post', null],
      [7, 'none', 'ambiguous'],
    ])
  })
})

describe('a family that the teacher reaches otherwise', () => {
  it('says so until it was reached', () => {
    const [call1, call2] = [
      { ...pupil(1, []), moved: 'phone' as const },
      { ...pupil(2, []), moved: 'post' as const },
    ]
    expect(coverageOf([call1, call2]).pupils.map(({ reason }) => reason)).toEqual(['moved-phone', 'moved-post'])
    expect(coverageOf([{ ...call1, calls: [call('reached')] }]).pupils[0]).toMatchObject({ way: 'phone', reason: null })
    expect(coverageOf([{ ...pupil(3, ['refused']), moved: 'phone' }]).pupils[0]?.reason).toBe('refused')
  })
})
