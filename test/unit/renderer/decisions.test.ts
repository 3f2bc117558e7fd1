/** The small rules behind the screens. */
import { describe, expect, it } from 'vitest'
import type { Availability, Settings } from '../../../electron/contract/views.ts'
import { strengthOf } from '../../../renderer/features/onboarding/passphrase-strength.ts'
import { isOutage, summarise } from '../../../renderer/features/outage/summary.ts'
import { formOf, problemsOf, requestOf, withSecurity } from '../../../renderer/features/settings/mail-form.ts'
import { sortRows } from '../../../renderer/ui/sort-rows.ts'

const service = (name: string, state: Availability['state'], since: string | null = null): Availability => ({
  service: name,
  state,
  cause: state === 'down' ? 'maintenance-page' : 'answers',
  since,
  checkedAt: since,
})

describe('the state of the ENT in one word', () => {
  it('is unknown to nobody: without a service there is nothing watched', () => {
    expect(summarise([]).state).toBe('none')
    expect(isOutage('none')).toBe(false)
  })

  it('is down as soon as one service is, since the earliest, naming which when others are up', () => {
    const summary = summarise([
      service('ENT', 'down', '2026-03-12T08:02:00.000Z'),
      service('Moodle', 'down', '2026-03-12T07:50:00.000Z'),
      service('Cahier', 'up'),
    ])
    expect(summary).toMatchObject({ state: 'down', cause: 'maintenance-page', since: '2026-03-12T07:50:00.000Z' })
    expect(summary.services).toEqual(['ENT', 'Moodle'])
    expect(isOutage(summary.state)).toBe(true)
  })

  it('blames the own network before the ENT, and never calls unknown up', () => {
    expect(summarise([service('ENT', 'down'), service('M', 'own-network-down')]).state).toBe('own-network-down')
    expect(summarise([service('ENT', 'up'), service('M', 'unknown')]).state).toBe('unknown')
    expect(summarise([service('ENT', 'up')]).services).toEqual([])
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
