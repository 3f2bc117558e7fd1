import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextAllowedTime } from '../../../electron/domain/quiet-hours.ts'
import {
  lastSendTime,
  limitAt,
  NATIONAL_QUOTA,
  nextSendTime,
  quotaDivisor,
  rateHistory,
  rateOf,
} from '../../../electron/domain/send-rate.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const at30 = rateOf({ perMinute: 30 })

/** The European rule written out, independently of `Intl`: last Sundays of March and October, at 01:00 UTC. */
function parisOffset(at: number): number {
  const year = new Date(at).getUTCFullYear()
  const lastSunday = (month: number) => {
    const lastDay = new Date(Date.UTC(year, month + 1, 0, 1))
    return lastDay.getTime() - lastDay.getUTCDay() * DAY
  }
  return at >= lastSunday(2) && at < lastSunday(9) ? 2 * HOUR : HOUR
}
function divisorByRule(at: number): number {
  const local = new Date(at + parisOffset(at))
  const hour = local.getUTCHours()
  if (hour >= 20 || hour < 7) return 4
  return local.getUTCDay() === 0 || local.getUTCDay() === 6 ? 2 : 1
}

/** How many of `sends` fall in (end - span, end]. */
const countIn = (sends: readonly number[], end: number, span: number) =>
  sends.filter((at) => at > end - span && at <= end).length

function simulate(count: number, from: number, perMinute: number): number[] {
  const sends: number[] = []
  let now = from
  for (let sent = 0; sent < count; sent += 1) {
    now = nextSendTime(sends, now, rateOf({ perMinute }))
    sends.push(now)
  }
  return sends
}

function expectWithinLimits(sends: readonly number[], perMinute: number): void {
  for (const at of sends) {
    for (const window of rateOf({ perMinute }).windows) {
      expect(countIn(sends, at, window.span)).toBeLessThanOrEqual(limitAt(window, divisorByRule(at)))
    }
  }
}

describe('night and week-end', () => {
  it.each([
    ['2026-11-24T18:59:59Z', 1],
    ['2026-11-24T19:00:00Z', 4],
    ['2026-11-24T05:59:59Z', 4],
    ['2026-11-24T06:00:00Z', 1],
    ['2026-07-06T17:59:59Z', 1],
    ['2026-07-06T18:00:00Z', 4],
    ['2026-11-28T11:00:00Z', 2],
    ['2026-11-29T18:59:59Z', 2],
    // The two Sundays of the change of hour.
    ['2026-03-29T04:59:59Z', 4],
    ['2026-03-29T05:00:00Z', 2],
    ['2026-10-25T05:59:59Z', 4],
    ['2026-10-25T06:00:00Z', 2],
  ])('%s divides by %i', (instant, divisor) => {
    expect(quotaDivisor(Date.parse(instant), NATIONAL_QUOTA)).toBe(divisor)
  })

  it('agrees with the European rule at any hour of five years', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2030, 0) }), (at) => {
        expect(quotaDivisor(at, NATIONAL_QUOTA)).toBe(divisorByRule(at))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the sending rate', () => {
  it('lets the first ones go at once, then one window at a time', () => {
    const from = Date.parse('2026-11-24T09:00:00Z')
    const sends = simulate(61, from, 30)
    expect(sends.slice(0, 30).every((at) => at === from)).toBe(true)
    expect(sends[30]).toBe(from + MINUTE)
    expect(sends[60]).toBe(from + 2 * MINUTE)
  })

  it('is 30, 15 and 8 a minute for a setting of 30', () => {
    const [window] = at30.windows
    expect([1, 2, 4].map((divisor) => (window === undefined ? 0 : limitAt(window, divisor)))).toEqual([30, 15, 8])
  })

  it('speeds up when the night ends instead of keeping the night limit', () => {
    const from = Date.parse('2026-11-24T05:58:30Z')
    const full = Array.from({ length: 8 }, () => from)
    expect(nextSendTime(full, from, at30)).toBe(from + MINUTE)
    const nearlySeven = Date.parse('2026-11-24T05:59:30Z')
    const more = Array.from({ length: 8 }, () => nearlySeven)
    expect(nextSendTime(more, nearlySeven, at30)).toBe(Date.parse('2026-11-24T06:00:00Z'))
  })

  it('never holds more than its limit in any window, at any time of the year', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }),
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.integer({ min: 0, max: 40 * MINUTE }), { minLength: 1, maxLength: 150 }),
        (from, perMinute, pauses) => {
          const sends: number[] = []
          let now = from
          for (const pause of pauses) {
            now = nextSendTime(sends, now, rateOf({ perMinute }))
            expect(now).toBeGreaterThanOrEqual(sends.at(-1) ?? from)
            sends.push(now)
            // Half of them without any pause at all, or a window would seldom fill.
            now += pause % 2 === 0 ? 0 : pause
          }
          expectWithinLimits(sends, perMinute)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('takes 1,000 recipients through an evening and the change of hour without a window exceeded', () => {
    for (const from of ['2026-03-28T17:30:00Z', '2026-10-24T16:50:00Z', '2026-11-24T18:50:00Z']) {
      expectWithinLimits(simulate(1000, Date.parse(from), 500), 500)
    }
  })

  it('is as early as the limits allow', () => {
    const from = Date.parse('2026-11-24T09:00:00Z')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 40 }), (offsets) => {
        const history = offsets.map((offset) => from - offset).sort((a, b) => a - b)
        const next = nextSendTime(history, from, rateOf({ perMinute: 10 }))
        if (next === from) return
        const earlier = next - 1
        expect(countIn(history, earlier, MINUTE)).toBeGreaterThanOrEqual(10)
      }),
    )
  })
})

describe('when the last message of a class leaves', () => {
  // A Tuesday, 10 h in Paris.
  const morning = Date.parse('2026-11-24T09:00:00Z')

  it('is now for none and for one', () => {
    expect(lastSendTime(0, [], morning, at30)).toBe(morning)
    expect(lastSendTime(1, [], morning, at30)).toBe(morning)
  })

  it('takes 24 minutes less one batch for the 720 addresses of a teacher, at 30 a minute', () => {
    expect(lastSendTime(720, [], morning, at30) - morning).toBe(23 * 60_000)
  })

  it('counts what has just left', () => {
    const history = Array.from({ length: 30 }, () => morning)
    expect(lastSendTime(1, history, morning, at30) - morning).toBe(60_000)
  })

  it('agrees with the sendings themselves', () => {
    const sends = simulate(90, morning, 20)
    expect(lastSendTime(90, [], morning, rateOf({ perMinute: 20 }))).toBe(sends.at(-1))
  })

  it('stops at eight in the evening and goes on at seven, where the evening is left in peace', () => {
    const evening = Date.parse('2026-11-24T18:50:00Z')
    const last = lastSendTime(600, [], evening, at30, nextAllowedTime)
    // 30 at 19 h 50 and at each of the nine minutes after; the other 300 from 7 h on.
    expect(new Date(last).toISOString()).toBe('2026-11-25T06:09:00.000Z')
  })
})

describe('an account with limits of its own', () => {
  it('keeps to them, for a day if they are of a day', () => {
    const quota = { windows: [{ minutes: 1440, limit: 50 }], nightDivisor: 1, weekendDivisor: 1 }
    const rate = rateOf({ perMinute: 500, quota })
    const from = Date.parse('2026-11-24T09:00:00Z')
    expect(lastSendTime(50, [], from, rate)).toBe(from)
    expect(lastSendTime(51, [], from, rate)).toBe(from + DAY)
  })

  it('ends, whatever the divisors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 40 }),
        (night, weekend, limit) => {
          const quota = { windows: [{ minutes: 60, limit }], nightDivisor: night, weekendDivisor: weekend }
          const rate = rateOf({ perMinute: 30, quota })
          const from = Date.parse('2026-11-27T18:50:00Z')
          const sends: number[] = []
          for (let sent = 0; sent < 60; sent++) sends.push(nextSendTime(sends, sends.at(-1) ?? from, rate))
          for (const at of sends) {
            for (const window of rate.windows) {
              expect(countIn(sends, at, window.span)).toBeLessThanOrEqual(limitAt(window, quotaDivisor(at, rate)))
            }
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a clock that was set back', () => {
  it('counts what it sent as of now, and waits for no date of the future', () => {
    const now = Date.parse('2026-11-24T09:00:00Z')
    const future = Array.from({ length: 30 }, () => '2027-11-24T09:00:00.000Z')
    const history = rateHistory(future, now)
    expect(nextSendTime(history, now, at30)).toBe(now + MINUTE)
  })
})
