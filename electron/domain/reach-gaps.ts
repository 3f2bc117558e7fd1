/** What is missing to reach a pupil's family, before it is needed, and the shortest way to it. Pure. */
import type { GapWay, PupilSheet, ReachGap } from '../contract/views.ts'
import { chooseAddress, displayName, exclusionOf, isAdult, numbersToCall } from './reach-rules.ts'

export interface Gap {
  readonly gap: ReachGap
  /** Names of those it is about; empty where it is about the whole family. */
  readonly who: readonly string[]
  /** Shortest first. */
  readonly ways: readonly GapWay[]
}

/** Worst first: the order in which a teacher should care. */
export const GAP_ORDER: readonly ReachGap[] = [
  'nobody-known',
  'no-guardian',
  'blocked-only',
  'all-bounced',
  'no-address',
  'opted-out',
  'one-guardian-without',
]

/**
 * Null when everyone who should be written to can be. A pupil of age without guardians, or entered as their own, is
 * reached at their own address; a minor's own address does not stand for their guardians.
 *
 * @param today ISO date
 */
export function gapOf(pupil: PupilSheet, today: string): Gap | null {
  const own = chooseAddress(pupil.contactPoints)
  const ownAddress = own !== null && 'address' in own
  const canCall = numbersToCall(pupil).length > 0
  const call: readonly GapWay[] = canCall ? ['call'] : []
  const askPupil: readonly GapWay[] = ownAddress ? ['ask-by-mail'] : []
  const allowed = pupil.guardians.filter((guardian) => exclusionOf(guardian) === null)

  if (allowed.length === 0) {
    if (isAdult(pupil, today)) {
      if (ownAddress) return null
      return { gap: 'no-address', who: [displayName(pupil)], ways: [...call, 'form', 'office'] }
    }
    if (pupil.guardians.length > 0) return { gap: 'blocked-only', who: [], ways: ['office'] }
    if (ownAddress || canCall)
      return { gap: 'no-guardian', who: [], ways: [...askPupil, ...call, 'form', 'import', 'office'] }
    return { gap: 'nobody-known', who: [], ways: ['import', 'form', 'office'] }
  }

  const looked = allowed.map((guardian) => {
    const choice = chooseAddress(guardian.contactPoints)
    // Entered as their own guardian: either sheet's address will do.
    const isSelf = guardian.relationship === 'self' && ownAddress
    return { name: displayName(guardian), choice: isSelf ? own : choice }
  })
  const without = looked.filter(({ choice }) => choice === null || !('address' in choice))
  if (without.length === 0) return null
  if (without.length < looked.length) {
    return { gap: 'one-guardian-without', who: without.map(({ name }) => name), ways: ['ask-by-mail', 'form'] }
  }
  const reasons = looked.map(({ choice }) => (choice !== null && 'reason' in choice ? choice.reason : null))
  if (reasons.every((reason) => reason === 'bounced' || reason === 'address-invalid')) {
    return { gap: 'all-bounced', who: [], ways: [...call, ...askPupil, 'form', 'office'] }
  }
  if (reasons.includes('opted-out')) return { gap: 'opted-out', who: [], ways: [...call, 'form'] }
  return { gap: 'no-address', who: [], ways: [...askPupil, ...call, 'form', 'import', 'office'] }
}
