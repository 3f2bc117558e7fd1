import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isQuiet, nextAllowedTime } from '../../../electron/domain/quiet-hours.ts'

const at = (iso: string) => Date.parse(iso)
const next = (iso: string) => new Date(nextAllowedTime(at(iso))).toISOString()

/** The wall clock of Paris by another road than the code's. */
const wall = (ms: number) => new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' })
const weekday = (ms: number) => new Date(ms).toLocaleString('en-US', { timeZone: 'Europe/Paris', weekday: 'short' })

describe('quiet hours', () => {
  it.each([
    ['a Tuesday at noon', '2026-11-24T11:00:00Z', false],
    ['19:59:59 is still day', '2026-11-24T18:59:59Z', false],
    ['20 h is not', '2026-11-24T19:00:00Z', true],
    ['06:59:59 either', '2026-11-25T05:59:59Z', true],
    ['7 h is day again', '2026-11-25T06:00:00Z', false],
    ['Saturday at noon', '2026-11-28T11:00:00Z', true],
    ['in summer 20 h is 18 h UTC', '2026-06-02T18:00:00Z', true],
    ['and 19:59 is not', '2026-06-02T17:59:00Z', false],
  ])('%s', (_, iso, quiet) => {
    expect(isQuiet(at(iso))).toBe(quiet)
  })

  it.each([
    ['a day’s message leaves at once', '2026-11-24T11:00:00Z', '2026-11-24T11:00:00.000Z'],
    ['an evening’s leaves the next morning', '2026-11-24T21:00:00Z', '2026-11-25T06:00:00.000Z'],
    ['one before dawn leaves the same morning', '2026-11-25T02:00:00Z', '2026-11-25T06:00:00.000Z'],
    ['after midnight in Paris it is already tomorrow', '2026-11-24T23:30:00Z', '2026-11-25T06:00:00.000Z'],
    ['Friday evening waits for Monday', '2026-11-27T20:00:00Z', '2026-11-30T06:00:00.000Z'],
    ['so does Sunday night', '2026-11-29T22:00:00Z', '2026-11-30T06:00:00.000Z'],
    ['over the change to summer time', '2026-03-27T20:00:00Z', '2026-03-30T05:00:00.000Z'],
    ['over the change to winter time', '2026-10-23T19:00:00Z', '2026-10-26T06:00:00.000Z'],
    ['over the new year', '2026-12-31T22:00:00Z', '2027-01-01T06:00:00.000Z'],
  ])('%s', (_, iso, expected) => {
    expect(next(iso)).toBe(expected)
  })

  // Around the changes of hour of several years, where a mistake would hide.
  const instants = fc.oneof(
    fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2032-01-01T00:00:00Z') }),
    fc
      .tuple(
        fc.constantFrom('2025-03-30T01:00:00Z', '2025-10-26T01:00:00Z', '2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'),
        fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 }),
      )
      .map(([change, away]) => at(change) + away),
  )

  it('never sends in quiet hours, never earlier, always at seven, and never skips an allowed morning', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const allowed = nextAllowedTime(instant)
        expect(isQuiet(allowed)).toBe(false)
        expect(nextAllowedTime(allowed)).toBe(allowed)
        if (!isQuiet(instant)) {
          expect(allowed).toBe(instant)
          return
        }
        expect(allowed).toBeGreaterThan(instant)
        expect(wall(allowed)).toMatch(/ 07:00:00$/)
        expect(['Sat', 'Sun']).not.toContain(weekday(allowed))
        for (let hour = instant; hour < allowed; hour += 1_800_000) expect(isQuiet(hour)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
