import { describe, expect, it } from 'vitest'
import * as format from '../../../renderer/ui/formatters.ts'

/** Local times, so that the tests mean the same in every time zone. */
const at = (text: string) => new Date(text).toISOString()
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')
const now = new Date('2026-03-12T10:30:00')

describe('times and dates', () => {
  it('writes hours as a French teacher does, and keeps them on one line', () => {
    expect(format.formatTime(at('2026-03-12T08:02:00'), 'fr')).toBe('8\u00a0h\u00a002')
    expect(format.formatTime(at('2026-03-12T08:02:00'), 'en')).toBe('08:02')
  })

  it('never moves a day without a time to its neighbour', () => {
    expect(format.formatDate('2026-03-12', 'fr')).toBe('12 mars 2026')
    expect(format.daysFromNow('2026-03-13', now)).toBe(1)
    expect(format.daysFromNow('2026-03-30', new Date('2026-03-28T23:59:00'))).toBe(2)
  })

  it('names the near days', () => {
    expect(format.formatNearDay('2026-03-11', now, 'fr')).toBe('hier')
    expect(format.formatNearDay('2026-03-12', now, 'fr')).toBe('aujourd’hui')
    expect(format.formatNearDay('2026-03-13', now, 'en')).toBe('tomorrow')
    expect(format.formatNearDay('2026-03-16', now, 'fr')).toBe('lundi 16 mars')
  })

  it('says since when', () => {
    expect(plain(format.formatSince(at('2026-03-12T08:02:00'), now, 'fr'))).toBe('8 h 02')
    expect(plain(format.formatSince(at('2026-03-11T17:40:00'), now, 'fr'))).toBe('hier à 17 h 40')
    expect(plain(format.formatSince(at('2026-03-02T07:05:00'), now, 'fr'))).toBe('le 2 mars à 7 h 05')
    expect(plain(format.formatSince(at('2026-03-02T07:05:00'), now, 'en'))).toBe('2 March at 07:05')
  })
})

describe('ages and durations', () => {
  it.each([
    [20_000, 'à l’instant'],
    [-60_000, 'à l’instant'],
    [5 * 60_000, 'il y a 5 min'],
    [59 * 60_000 + 59_000, 'il y a 59 min'],
    [3 * 3_600_000, 'il y a 3 h'],
    [3 * 86_400_000, 'il y a 3 j'],
  ])('an age of %d ms', (elapsed, words) => {
    expect(plain(format.formatAge(new Date(now.getTime() - elapsed).toISOString(), now, 'fr'))).toBe(words)
  })

  it('says durations short', () => {
    expect(plain(format.formatDuration(45_000))).toBe('45 s')
    expect(plain(format.formatDuration(12 * 60_000))).toBe('12 min')
    expect(plain(format.formatDuration(80 * 60_000))).toBe('1 h 20')
    expect(plain(format.formatDuration(120 * 60_000))).toBe('2 h')
    expect(plain(format.formatDuration(65 * 60_000))).toBe('1 h 05')
  })
})

describe('sizes and shares', () => {
  it.each([
    [0, '0 octets'],
    [999, '999 octets'],
    [1000, '1 ko'],
    [2_430_000, '2,4 Mo'],
    [999_999, '1 Mo'],
    [2_000_000_000, '2 Go'],
  ])('%d bytes', (bytes, words) => {
    expect(plain(format.formatBytes(bytes, 'fr'))).toBe(words)
  })

  it('never rounds almost everyone up to everyone', () => {
    expect(plain(format.formatShare(1999, 2000, 'fr'))).toBe('99 %')
    expect(format.formatShare(0, 0, 'en')).toBe('0%')
  })
})
