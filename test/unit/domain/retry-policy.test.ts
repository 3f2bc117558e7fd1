import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../electron/contract/errors.ts'
import {
  BASE_DELAY_MS,
  decideRetry,
  MAX_ATTEMPTS,
  MAX_DELAY_MS,
  MAX_WAITED_RETRY_AFTER_S,
  retryAfterSeconds,
} from '../../../electron/domain/retry-policy.ts'

const NOW = Date.parse('2026-11-24T10:00:00Z')
const status = (value: number, retryAfter: string | null = null) =>
  ({ kind: 'status', status: value, retryAfter }) as const

describe('Retry-After', () => {
  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['Tue, 24 Nov 2026 10:01:00 GMT', 60],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['-5', null],
    ['soon', null],
    ['', null],
    ['99999999999', null],
  ])('%j', (header, seconds) => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds)
  })
})

describe('asking again', () => {
  it.each([200, 304, 400, 401, 403, 404, 409, 422, 501])('never for %i', (value) => {
    expect(decideRetry(status(value), 1, 0.5, NOW)).toEqual({ kind: 'stop', seconds: null })
  })
  it.each([408, 429, 500, 502, 503, 504])('twice for %i', (value) => {
    expect(decideRetry(status(value), 1, 0.5, NOW).kind).toBe('wait')
    expect(decideRetry(status(value), MAX_ATTEMPTS - 1, 0.5, NOW).kind).toBe('wait')
    expect(decideRetry(status(value), MAX_ATTEMPTS, 0.5, NOW).kind).toBe('stop')
  })
  it('never after a refusal, a wrong certificate or a cancel', () => {
    for (const code of ['cancelled', 'network-tls', 'address-refused', 'response-too-large', 'internal'] as const) {
      expect(decideRetry({ kind: 'error', code }, 1, 0.5, NOW).kind).toBe('stop')
    }
  })
  it('not when the server wants more patience than we have', () => {
    const seconds = MAX_WAITED_RETRY_AFTER_S + 1
    expect(decideRetry(status(503, String(seconds)), 1, 0.5, NOW)).toEqual({ kind: 'stop', seconds })
  })

  it('is always bounded in number and in time', () => {
    const attempted = fc.oneof(
      fc.record({
        kind: fc.constant('status' as const),
        status: fc.integer({ min: 100, max: 599 }),
        retryAfter: fc.option(fc.oneof(fc.string(), fc.nat().map(String))),
      }),
      fc.record({ kind: fc.constant('error' as const), code: fc.constantFrom(...ERROR_CODES) }),
    )
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(attempted, fc.integer({ min: 1, max: 50 }), random, (what, attempt, draw) => {
        const decision = decideRetry(what, attempt, draw, NOW)
        if (attempt >= MAX_ATTEMPTS) expect(decision.kind).toBe('stop')
        if (decision.kind === 'wait') {
          expect(decision.milliseconds).toBeGreaterThanOrEqual(0)
          expect(decision.milliseconds).toBeLessThanOrEqual(MAX_WAITED_RETRY_AFTER_S * 1000 + MAX_DELAY_MS)
        }
      }),
    )
  })

  it('spreads the first wait over the whole second', () => {
    const waits = Array.from({ length: 100 }, (_, index) => decideRetry(status(500), 1, index / 100, NOW))
    const values = waits.map((decision) => (decision.kind === 'wait' ? decision.milliseconds : -1))
    expect(Math.min(...values)).toBe(0)
    expect(Math.max(...values)).toBe(BASE_DELAY_MS * 0.99)
    expect(new Set(values).size).toBe(100)
  })
})
