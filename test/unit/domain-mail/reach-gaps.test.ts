import { describe, expect, it } from 'vitest'
import { reachGap } from '../../../electron/contract/views.ts'
import { GAP_ORDER, gapOf } from '../../../electron/domain/reach-gaps.ts'
import { email, guardian, phone, pupil } from '../../helpers/reach-sheets.ts'

const TODAY = '2026-11-24'
const without = (personId: number, change = {}) => guardian(personId, { contactPoints: [], ...change })

describe('what is missing to reach a family', () => {
  it('nothing, when everyone with authority has an address that works', () => {
    expect(gapOf(pupil(1, { guardians: [guardian(10), guardian(11)] }), TODAY)).toBeNull()
    const third = guardian(12, { level: 3, contactPoints: [] })
    expect(gapOf(pupil(1, { guardians: [guardian(10), third] }), TODAY)).toBeNull()
    expect(gapOf(pupil(1, { guardians: [guardian(10), without(11, { courtBlock: true })] }), TODAY)).toBeNull()
  })

  it('one of two parents: named, and the other can be asked by mail', () => {
    expect(gapOf(pupil(1, { guardians: [guardian(10), without(11)] }), TODAY)).toEqual({
      gap: 'one-guardian-without',
      who: ['Parent11 MARTIN'],
      ways: ['ask-by-mail', 'form'],
    })
  })

  it('an address: by telephone first where there is one', () => {
    const numbered = without(10, { contactPoints: [phone('+33639980010')] })
    expect(gapOf(pupil(1, { guardians: [numbered] }), TODAY)).toMatchObject({
      gap: 'no-address',
      ways: ['call', 'form', 'import', 'office'],
    })
    expect(gapOf(pupil(1, { guardians: [without(10)] }), TODAY)?.ways).toEqual(['form', 'import', 'office'])
    const withOwn = pupil(1, { guardians: [without(10)], contactPoints: [email('eleve@famille.example')] })
    expect(gapOf(withOwn, TODAY)?.ways[0]).toBe('ask-by-mail')
  })

  it('an address that works, when all sent messages back or cannot be one', () => {
    const points = [email('a@famille.example', { bounced: true })]
    const bad = [email('adresse illisible')]
    const sheet = pupil(1, {
      guardians: [guardian(10, { contactPoints: points }), guardian(11, { contactPoints: bad })],
    })
    expect(gapOf(sheet, TODAY)).toMatchObject({ gap: 'all-bounced' })
  })

  it('consent, when the owner asked not to be written to: no way by mail is proposed', () => {
    const points = [email('a@famille.example', { optedOut: true })]
    const gap = gapOf(pupil(1, { guardians: [guardian(10, { contactPoints: points })] }), TODAY)
    expect(gap?.gap).toBe('opted-out')
    expect(gap?.ways).not.toContain('ask-by-mail')
  })

  it('anyone who may be contacted: only the office can tell', () => {
    const sheet = pupil(1, { guardians: [guardian(10, { courtBlock: true }), guardian(11, { authority: false })] })
    expect(gapOf(sheet, TODAY)).toEqual({ gap: 'blocked-only', who: [], ways: ['office'] })
  })

  it('the guardians of a minor, even when the pupil has an address', () => {
    const own = { contactPoints: [email('eleve@famille.example')] }
    expect(gapOf(pupil(1, own), TODAY)).toMatchObject({
      gap: 'no-guardian',
      ways: ['ask-by-mail', 'form', 'import', 'office'],
    })
    expect(gapOf(pupil(1), TODAY)).toMatchObject({ gap: 'nobody-known', ways: ['import', 'form', 'office'] })
  })

  it('nothing for a pupil of age, or entered as their own contact, with an address', () => {
    const own = { contactPoints: [email('eleve@famille.example')] }
    expect(gapOf(pupil(1, { ...own, birthDate: '2008-01-01' }), TODAY)).toBeNull()
    expect(gapOf(pupil(1, { birthDate: '2008-01-01' }), TODAY)).toMatchObject({ gap: 'no-address' })
    const self = without(1, { relationship: 'self' as const, authority: false })
    expect(gapOf(pupil(1, { ...own, guardians: [self] }), TODAY)).toBeNull()
  })

  it('each has its place in the order of worry', () => {
    expect([...GAP_ORDER].sort()).toEqual([...reachGap.options].sort())
  })
})
