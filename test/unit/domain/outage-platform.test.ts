/** What has fallen of a platform, from what is shown of each of its services. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AvailabilityCause,
  availabilityCause,
  type PlatformKind,
  platformKind,
  type ServiceRole,
  serviceRole,
  serviceStateSchema,
} from '../../../electron/contract/views.ts'
import { type AccountTrouble, judgePlatform, type ServiceShown } from '../../../electron/domain/outage-platform.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute)).toISOString()
let minute = 0
const shown = (role: ServiceRole, state: ServiceShown['state'], cause: AvailabilityCause): ServiceShown => ({
  service: `${role} ${minute}`,
  role,
  state,
  cause,
  since: at(minute),
  checkedAt: at(minute++),
})
const up = (role: ServiceRole, cause: AvailabilityCause = 'answers') => shown(role, 'up', cause)
const down = (role: ServiceRole, cause: AvailabilityCause = 'no-answer') => shown(role, 'down', cause)
const unclear = (role: ServiceRole, cause: AvailabilityCause = 'unexpected-answer') => shown(role, 'unknown', cause)
const offline = (cause: AvailabilityCause) => shown('front', 'own-network-down', cause)

describe('what has fallen', () => {
  it.each<[string, ServiceShown[], AccountTrouble | null, `${ServiceShown['state']} ${PlatformKind}`]>([
    ['nothing watched', [], null, 'unknown unknown'],
    ['all is well', [up('front'), up('login'), up('application')], null, 'up up'],
    ['not known yet', [unclear('front', 'never-checked')], null, 'unknown unknown'],
    ['one part is unclear', [up('front'), unclear('application')], null, 'unknown unknown'],
    ['everything is silent', [down('front'), down('login'), down('application')], null, 'down all-down'],
    ['one service, silent', [down('front')], null, 'down all-down'],
    // 6 April 2021: the CAS alone.
    ['the login door', [up('front'), down('login', 'login-door'), up('application')], null, 'down login-door'],
    ['the front page leads to a dead door', [down('front', 'login-door'), up('application')], null, 'down login-door'],
    ['the door goes round in a circle', [down('front', 'redirect-loop')], null, 'down login-door'],
    ['the application', [up('front'), up('login'), down('application', 'server-error')], null, 'down application'],
    ['the front page and the application', [down('front'), up('login'), down('application')], null, 'down all-down'],
    ['overload', [down('front', 'overloaded'), up('application')], null, 'down overloaded'],
    ['very slow', [up('front', 'overloaded'), up('application')], null, 'up overloaded'],
    ['a quota', [down('front', 'quota-page'), down('application', 'quota-page')], null, 'down quota-page'],
    ['maintenance', [down('front', 'maintenance-page'), down('application')], null, 'down maintenance-page'],
    ['a planned pause', [down('front', 'night-pause'), down('application', 'server-error')], null, 'down night-pause'],
    ['a notice about the letter box', [up('front', 'messaging-closed')], null, 'up messaging-closed'],
    ['the letter box is closed', [up('front'), down('messaging', 'messaging-closed')], null, 'up messaging-closed'],
    ['the letter box is silent', [up('front'), down('messaging')], null, 'up messaging-closed'],
    ['our network', [offline('own-network'), down('application')], null, 'own-network-down own-network'],
    ['a portal', [offline('captive-portal'), up('application')], null, 'own-network-down captive-portal'],
    ['asked to slow down', [unclear('front', 'too-many-requests')], null, 'unknown slow-down'],
    ['our address is suspended', [unclear('front', 'ip-suspended')], null, 'unknown ip-suspended'],
    ['our account is locked', [up('front'), up('application')], 'account-locked', 'up account-locked'],
    ['our session has ended', [up('front')], 'session-expired', 'up session-expired'],
    ['suspended, as a synchronisation learned', [up('front')], 'ip-suspended', 'up ip-suspended'],
    // What has fallen matters more than our account.
    ['down, and locked before', [down('front', 'maintenance-page')], 'account-locked', 'down maintenance-page'],
  ])('%s', (_name, services, account, expected) => {
    const { state, kind } = judgePlatform(services, account)
    expect(`${state} ${kind}`).toBe(expected)
  })

  it('began with its first sign, and is as old as its oldest look', () => {
    minute = 10
    const services = [up('front'), down('application'), down('messaging')]
    expect(judgePlatform(services)).toMatchObject({ since: at(11), checkedAt: at(10) })
  })

  const service: fc.Arbitrary<ServiceShown> = fc.record({
    service: fc.string(),
    role: fc.constantFrom(...serviceRole.options),
    state: fc.constantFrom(...serviceStateSchema.options),
    cause: fc.constantFrom(...availabilityCause.options),
    since: fc.option(fc.constantFrom(at(1), at(2))),
    checkedAt: fc.option(fc.constantFrom(at(3), at(4))),
  })

  it('never throws, and what is unknown never becomes "all is well"', () => {
    fc.assert(
      fc.property(fc.array(service, { maxLength: 6 }), (services) => {
        const { kind, state } = judgePlatform(services)
        expect(platformKind.options).toContain(kind)
        if (kind === 'up') expect(services.length > 0 && services.every((one) => one.state === 'up')).toBe(true)
        if (services.some((one) => one.state === 'unknown')) expect(state).not.toBe('up')
      }),
    )
  })
})
