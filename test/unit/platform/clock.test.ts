import { afterEach, describe, expect, it } from 'vitest'
import { localDay } from '../../../electron/platform/clock.ts'

const zone = process.env.TZ
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

describe('the day on the computer’s own calendar', () => {
  it('is tomorrow from midnight in Paris, while UTC is still yesterday', () => {
    process.env.TZ = 'Europe/Paris'
    expect(localDay(Date.parse('2026-11-23T23:30:00Z'))).toBe('2026-11-24')
    expect(localDay(Date.parse('2026-07-01T22:05:00Z'))).toBe('2026-07-02')
    expect(localDay(Date.parse('2026-11-24T12:00:00Z'))).toBe('2026-11-24')
  })

  it('is still yesterday in an overseas department where UTC has turned', () => {
    process.env.TZ = 'America/Martinique'
    expect(localDay(Date.parse('2026-09-02T02:00:00Z'))).toBe('2026-09-01')
  })
})
