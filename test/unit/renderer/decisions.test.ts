/** The small rules behind the screens. */
import { describe, expect, it } from 'vitest'
import type { PlatformView, Settings } from '../../../electron/contract/views.ts'
import { strengthOf } from '../../../renderer/features/onboarding/passphrase-strength.ts'
import { isOutage, summarise } from '../../../renderer/features/outage/summary.ts'
import { stretchOf } from '../../../renderer/features/outage/timeline.ts'
import { formOf, problemsOf, requestOf, withSecurity } from '../../../renderer/features/settings/mail-form.ts'
import { sortRows } from '../../../renderer/ui/data-table/sort-rows.ts'

const platform = (
  name: string,
  state: PlatformView['state'],
  kind: PlatformView['kind'],
  since: string | null = null,
): PlatformView => ({
  platform: name,
  state,
  kind,
  since,
  checkedAt: since,
  services: [],
  directUrl: null,
  watchedByHand: false,
})

describe('the state of the ENT in one word', () => {
  it('is unknown to nobody: without a platform there is nothing watched', () => {
    expect(summarise([]).state).toBe('none')
    expect(isOutage('none')).toBe(false)
  })

  it('is down as soon as one platform is, since the earliest, naming which when others are up', () => {
    const summary = summarise([
      platform('ENT', 'down', 'maintenance-page', '2026-03-12T08:02:00.000Z'),
      platform('Moodle', 'down', 'all-down', '2026-03-12T07:50:00.000Z'),
      platform('Cahier', 'up', 'up'),
    ])
    expect(summary).toMatchObject({ state: 'down', kind: 'maintenance-page', since: '2026-03-12T07:50:00.000Z' })
    expect(summary.platforms).toEqual(['ENT', 'Moodle'])
    expect(isOutage(summary.state)).toBe(true)
  })

  it('blames the own network before the ENT, and never calls unknown up', () => {
    const offline = platform('M', 'own-network-down', 'captive-portal')
    expect(summarise([platform('ENT', 'down', 'all-down'), offline])).toMatchObject({ kind: 'captive-portal' })
    expect(summarise([platform('ENT', 'up', 'up'), platform('M', 'unknown', 'unknown')]).state).toBe('unknown')
    expect(summarise([platform('ENT', 'up', 'up')]).platforms).toEqual([])
  })

  it('tells what is worth knowing of a platform that answers', () => {
    const summary = summarise([platform('Moodle', 'up', 'up'), platform('ENT', 'up', 'messaging-closed')])
    expect(summary).toMatchObject({ state: 'up', kind: 'messaging-closed' })
    expect(isOutage(summary.state)).toBe(false)
  })
})

describe('the timeline of outages', () => {
  const period = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-11T00:00:00.000Z' }
  it.each([
    ['2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z', { left: 10, width: 10 }],
    // It began before, or goes on after: what lies inside.
    ['2026-10-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z', { left: 0, width: 10 }],
    ['2026-11-10T00:00:00.000Z', '2026-12-01T00:00:00.000Z', { left: 90, width: 10 }],
    ['2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z', null],
    ['2026-12-01T00:00:00.000Z', '2026-12-02T00:00:00.000Z', null],
    ['2026-11-03T00:00:00.000Z', '2026-11-02T00:00:00.000Z', null],
  ])('%s to %s', (from, to, expected) => {
    const found = stretchOf(from, to, period)
    if (expected === null || found === null) return expect(found).toBe(expected)
    expect(found.left).toBeCloseTo(expected.left)
    expect(found.width).toBeCloseTo(expected.width)
  })
})

describe('the strength of a passphrase', () => {
  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['court', 'short'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['12345678901234', 'weak'],
    ['soleil soleil soleil', 'weak'],
    ['lavande cargo tapis', 'weak'],
    ['lavande cargo tapis éolienne', 'fair'],
    ['lavande cargo tapis éolienne brume', 'good'],
    ['K7$mpQ2!vXz9rT', 'good'],
  ])('%j is %s', (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength)
  })
})

describe('the mail form', () => {
  const settings: Settings = {
    locale: 'fr',
    theme: 'system',
    teacherName: 'Mme Monnerie',
    signature: '',
    teacherAddress: '',
    syncEveryHours: 6,
    holidayPause: 'common',
    quietHours: true,
    storePortraits: true,
  }
  const filled = {
    ...formOf(null, settings),
    host: ' smtp.example.org ',
    user: 'claire',
    fromAddress: 'claire@example.org',
  }

  it('starts with the teacher’s name and the protected port', () => {
    expect(formOf(null, settings)).toMatchObject({ fromName: 'Mme Monnerie', port: '465', security: 'tls' })
  })

  it('moves a usual port with the protection, and leaves a chosen one', () => {
    expect(withSecurity(filled, 'starttls').port).toBe('587')
    expect(withSecurity({ ...filled, port: '2525' }, 'starttls').port).toBe('2525')
  })

  it('says what is wrong', () => {
    expect(problemsOf(filled)).toEqual({})
    expect(problemsOf({ ...filled, host: 'https://smtp.example.org' })).toEqual({ host: 'host' })
    expect(problemsOf({ ...filled, fromAddress: 'claire@' })).toEqual({ fromAddress: 'address' })
    expect(problemsOf({ ...filled, port: '70000', perMinute: '0', user: '' })).toEqual({
      port: 'port',
      perMinute: 'rate',
      user: 'missing',
    })
  })

  it('keeps the stored password when none is typed', () => {
    expect(requestOf(filled)).toMatchObject({ host: 'smtp.example.org', port: 465, password: null })
    expect(requestOf({ ...filled, password: ' p ' }).password).toBe(' p ')
  })
})

describe('sorting a table', () => {
  const sorted = (values: (string | number | null)[], direction: 'ascending' | 'descending' = 'ascending') =>
    sortRows(values, (value) => value, direction, 'fr-FR')

  it('follows French: accents and case apart, numbers by value', () => {
    expect(sorted(['Zoé', 'élise', 'Émile', 'abel'])).toEqual(['abel', 'élise', 'Émile', 'Zoé'])
    expect(sorted(['2de 10', '2de 9', '2de 1'])).toEqual(['2de 1', '2de 9', '2de 10'])
  })

  it('puts what is unknown last in both directions and leaves its argument alone', () => {
    const values = [3, null, 1]
    expect(sorted(values)).toEqual([1, 3, null])
    expect(sorted(values, 'descending')).toEqual([3, 1, null])
    expect(values).toEqual([3, null, 1])
  })
})
