import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayEnd } from '../../../electron/domain/school-holidays.ts'
import {
  AFTER_FAILURE_MS,
  isHoliday,
  isRush,
  MAX_START_DELAY_MS,
  nextRunAt,
  SHORTEST_PERIOD_MS,
} from '../../../electron/domain/sync-schedule.ts'

const HOUR = 3_600_000
const at = (iso: string) => Date.parse(iso)
const base = {
  lastRunAt: null,
  lastFailed: false,
  everyHours: 6,
  holidayPause: 'never',
  jitter: 0.5,
  spread: 0,
} as const

describe('the rush', () => {
  it.each([
    // Winter: Paris is one hour ahead of UTC; summer: two.
    ['2026-11-24T06:29:59.999Z', false],
    ['2026-11-24T06:30:00.000Z', true],
    ['2026-11-24T07:59:59.999Z', true],
    ['2026-11-24T08:00:00.000Z', false],
    ['2026-06-10T05:29:59.999Z', false],
    ['2026-06-10T05:30:00.000Z', true],
    ['2026-06-10T07:00:00.000Z', false],
    // The days on which clocks change.
    ['2026-03-29T05:30:00.000Z', true],
    ['2026-03-29T07:00:00.000Z', false],
    ['2026-10-25T06:30:00.000Z', true],
    ['2026-10-25T05:45:00.000Z', false],
  ])('%s: %s', (iso, rush) => {
    expect(isRush(at(iso))).toBe(rush)
  })
})

describe('the next run', () => {
  const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const moment = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') })

  it('is never in the rush, never in the past, and never far off', () => {
    const input = fc.record({
      now: moment,
      ago: fc.option(fc.integer({ min: 0, max: 400 * HOUR })),
      lastFailed: fc.boolean(),
      everyHours: fc.integer({ min: 1, max: 168 }),
      jitter: draw,
      spread: draw,
    })
    fc.assert(
      fc.property(input, ({ now, ago, ...rest }) => {
        const next = nextRunAt({ ...base, ...rest, now, lastRunAt: ago === null ? null : now - ago })
        expect(next).not.toBeNull()
        const instant = next ?? 0
        expect(isRush(instant)).toBe(false)
        expect(instant).toBeGreaterThanOrEqual(now)
        expect(instant - now).toBeLessThanOrEqual(rest.everyHours * HOUR * 1.2 + MAX_START_DELAY_MS + 3 * HOUR)
      }),
      { numRuns: 500 },
    )
  })

  it('moves by at most a fifth of the period', () => {
    fc.assert(
      fc.property(draw, (jitter) => {
        const now = at('2026-11-24T09:00:00Z')
        const next = nextRunAt({ ...base, now, lastRunAt: now, jitter }) ?? 0
        expect(next - now).toBeGreaterThanOrEqual(6 * HOUR * 0.8)
        expect(next - now).toBeLessThanOrEqual(6 * HOUR * 1.2)
      }),
    )
  })

  it('after a start comes within two minutes, not at once for everybody', () => {
    const now = at('2026-11-24T12:00:00Z')
    expect(nextRunAt({ ...base, now, spread: 0.5 })).toBe(now + MAX_START_DELAY_MS / 2)
  })

  it('out of the rush is spread, not piled up at nine', () => {
    const now = at('2026-11-24T07:00:00Z')
    const nine = at('2026-11-24T08:00:00Z')
    expect(nextRunAt({ ...base, now, spread: 0 })).toBe(nine)
    expect(nextRunAt({ ...base, now, spread: 0.5 })).toBe(nine + 45 * 60_000)
  })

  it('comes sooner after a failure', () => {
    const now = at('2026-11-24T12:00:00Z')
    expect(nextRunAt({ ...base, now, lastRunAt: now, lastFailed: true })).toBe(now + AFTER_FAILURE_MS)
  })

  it('does not come when it is turned off', () => {
    expect(nextRunAt({ ...base, now: 0, everyHours: 0 })).toBeNull()
  })
})

describe('holidays', () => {
  it.each([
    ['2026-10-16', 'A', null],
    ['2026-10-17', 'A', '2026-11-02'],
    ['2026-11-02', 'A', null],
    ['2027-02-10', 'C', '2027-02-22'],
    ['2027-02-10', 'A', null],
    ['2027-02-10', null, null],
    ['2026-12-25', null, '2027-01-04'],
    ['2027-08-15', null, '2027-09-01'],
    ['2031-12-25', 'B', null],
  ] as const)('%s, zone %s: %s', (date, zone, end) => {
    expect(holidayEnd(date, zone)).toBe(end)
  })

  it('never see a run, of whichever zone, and never put one off beyond the first morning', () => {
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    const input = fc.record({
      now: fc.integer({ min: at('2026-09-01T00:00:00Z'), max: at('2027-09-10T00:00:00Z') }),
      ago: fc.integer({ min: 0, max: 100 * HOUR }),
      lastFailed: fc.boolean(),
      everyHours: fc.integer({ min: 1, max: 24 }),
      holidayPause: fc.constantFrom('common' as const, 'A' as const, 'B' as const, 'C' as const),
      jitter: draw,
      spread: draw,
    })
    fc.assert(
      fc.property(input, ({ now, ago, ...rest }) => {
        const next = nextRunAt({ ...rest, now, lastRunAt: now - ago }) ?? 0
        expect(isHoliday(next, rest.holidayPause)).toBe(false)
        expect(isRush(next)).toBe(false)
        expect(next - (now - ago)).toBeGreaterThanOrEqual(SHORTEST_PERIOD_MS)
      }),
      { numRuns: 500 },
    )
  })
})
