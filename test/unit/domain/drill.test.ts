/** What an outage of this moment would find amiss. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeReadiness, type Readiness } from '../../../electron/domain/drill.ts'

const NOW = Date.parse('2026-11-24T08:00:00.000Z')
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString()
const READY: Readiness = {
  pupils: 35,
  lastSyncAt: daysAgo(1),
  lastPackAt: daysAgo(1),
  held: 0,
  watched: 1,
  reach: { phoneOnly: 0, none: 0 },
  bounced: 0,
  mailAccount: true,
  mailPassword: true,
  isQuiet: false,
  documentsMissing: 0,
  passphraseKnown: true,
  recoveryCodeKept: true,
  sticks: 1,
}
const found = (change: Partial<Readiness>) => judgeReadiness({ ...READY, ...change }, NOW)

describe('readiness', () => {
  it('a teacher who is ready hears nothing', () => expect(found({})).toEqual([]))

  it.each<[Partial<Readiness>, string, string, number]>([
    [{ pupils: 0 }, 'no-data', 'stops', 0],
    [{ mailAccount: false, mailPassword: false }, 'no-mail-account', 'stops', 0],
    [{ mailPassword: false }, 'no-mail-password', 'stops', 0],
    [{ reach: { phoneOnly: 0, none: 4 } }, 'no-channel', 'stops', 4],
    [{ passphraseKnown: false }, 'passphrase-unknown', 'stops', 0],
    [{ lastSyncAt: null }, 'never-synchronised', 'slows', 0],
    [{ lastSyncAt: daysAgo(9) }, 'old-data', 'slows', 9],
    [{ held: 2 }, 'sync-held', 'slows', 2],
    [{ reach: { phoneOnly: 3, none: 0 } }, 'phone-only', 'slows', 3],
    [{ bounced: 5 }, 'bounced', 'slows', 5],
    [{ isQuiet: true }, 'quiet-hours', 'slows', 0],
    [{ documentsMissing: 6 }, 'documents-missing', 'slows', 6],
    [{ lastPackAt: null }, 'no-pack', 'slows', 0],
    [{ lastPackAt: daysAgo(20) }, 'old-pack', 'slows', 20],
    [{ sticks: 0 }, 'no-stick', 'slows', 0],
    [{ recoveryCodeKept: false }, 'recovery-code-unknown', 'slows', 0],
    [{ watched: 0 }, 'nothing-watched', 'slows', 0],
  ])('%j: %s', (change, code, severity, count) => expect(found(change)).toEqual([{ code, severity, count }]))

  it('what was not asked or cannot be told is not held against anyone', () => {
    expect(found({ passphraseKnown: null, sticks: null })).toEqual([])
    expect(found({ lastSyncAt: daysAgo(6), lastPackAt: daysAgo(13) })).toEqual([])
    // A clock set back: a synchronisation of tomorrow is not old.
    expect(found({ lastSyncAt: daysAgo(-1) })).toEqual([])
  })

  it('each thing is said once, and what stops everything comes first', () => {
    const situation = fc.record({
      pupils: fc.constant(35),
      lastSyncAt: fc.option(fc.integer({ min: 0, max: 60 }).map(daysAgo)),
      lastPackAt: fc.option(fc.integer({ min: 0, max: 60 }).map(daysAgo)),
      held: fc.nat(3),
      watched: fc.nat(3),
      reach: fc.record({ phoneOnly: fc.nat(9), none: fc.nat(9) }),
      bounced: fc.nat(9),
      mailAccount: fc.boolean(),
      mailPassword: fc.boolean(),
      isQuiet: fc.boolean(),
      documentsMissing: fc.nat(9),
      passphraseKnown: fc.option(fc.boolean()),
      recoveryCodeKept: fc.boolean(),
      sticks: fc.option(fc.nat(2)),
    })
    fc.assert(
      fc.property(situation, (one) => {
        const findings = judgeReadiness(one, NOW)
        expect(new Set(findings.map(({ code }) => code)).size).toBe(findings.length)
        const severities = findings.map(({ severity }) => severity)
        expect(severities).toEqual(severities.toSorted().toReversed())
      }),
    )
  })
})
