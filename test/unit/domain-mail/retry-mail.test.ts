import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAIL_RETRY_POLICY, nextMailTry } from '../../../electron/domain/retry-mail.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const start = Date.UTC(2026, 3, 6, 8)

describe('when a refused message is tried again', () => {
  it('waits five minutes once', () => {
    expect(nextMailTry({ tries: 1, createdAt: start, now: start, random: 0.99 })).toBe(start + 5 * MINUTE)
  })

  it('then at least half an hour and at most three, with jitter over the whole stretch', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 0, max: 4 * DAY }),
        (tries, random, elapsed) => {
          const now = start + elapsed
          const next = nextMailTry({ tries, createdAt: start, now, random })
          expect(next).not.toBeNull()
          expect((next ?? 0) - now).toBeGreaterThanOrEqual(30 * MINUTE)
          expect((next ?? 0) - now).toBeLessThanOrEqual(3 * HOUR)
        },
      ),
    )
    const wait = (random: number) => (nextMailTry({ tries: 9, createdAt: start, now: start, random }) ?? 0) - start
    expect(wait(0)).toBe(30 * MINUTE)
    expect(wait(0.5)).toBe(105 * MINUTE)
  })

  it('gives up after five days, in a number of tries RFC 5321 would find reasonable', () => {
    let now = start
    let tries = 0
    for (;;) {
      tries += 1
      const next = nextMailTry({ tries, createdAt: start, now, random: 0.5 })
      if (next === null) break
      expect(next).toBeGreaterThan(now)
      now = next
    }
    expect(now - start).toBe(MAIL_RETRY_POLICY.giveUpAfter)
    expect(tries).toBeGreaterThan(40)
    expect(tries).toBeLessThan(130)
  })

  it('still tries a few times when the computer slept through the five days', () => {
    const late = start + 9 * DAY
    expect(nextMailTry({ tries: 1, createdAt: start, now: late, random: 0 })).toBe(late + 5 * MINUTE)
    expect(nextMailTry({ tries: 3, createdAt: start, now: late, random: 0 })).toBe(late + 30 * MINUTE)
    expect(nextMailTry({ tries: 4, createdAt: start, now: late, random: 0 })).toBeNull()
  })
})
