/**
 * Who of a pupil's people may be written to, and at which address. Pure: the pupil's sheet is all there is.
 *
 * Guardians: levels 1 and 2 with authority and no court order against contact; both of them by default, since
 * joint authority is the rule (peers.md §5 #16). Level 3 is a person to contact, of a boarder the local one for
 * instance, and gets nothing unless the teacher says so for that pupil.
 */
import type { ContactPointView, GuardianView, PupilSheet, RecipientPlan } from '../contract/views.ts'
import { checkMailAddress } from './mail-address.ts'

export type ExclusionReason = RecipientPlan['excluded'][number]['reason']
const AGE_OF_MAJORITY = 18
const LAST_LEVEL_WRITTEN_TO = 2

interface Named {
  readonly givenName: string
  readonly familyName: string
}
export const displayName = (person: Named): string => `${person.givenName} ${person.familyName}`.trim()

/** Why a guardian is left out for a pupil, before looking at addresses; null when they may be written to. */
export function exclusionOf(guardian: GuardianView): ExclusionReason | null {
  if (guardian.courtBlock) return 'court-block'
  if (guardian.level > LAST_LEVEL_WRITTEN_TO) return 'contact-only'
  // A pupil entered as their own guardian answers for themselves, whatever the source says of authority.
  if (!guardian.authority && guardian.relationship !== 'self') return 'no-authority'
  return null
}

/** The one address to use for a person, or why none can be; null when there was none to begin with. */
export function chooseAddress(
  points: readonly ContactPointView[],
): { readonly address: string } | { readonly reason: ExclusionReason } | null {
  let reason: ExclusionReason | null = null
  let found: { address: string; verified: boolean } | null = null
  for (const point of points) {
    if (point.kind !== 'email') continue
    const verdict = checkMailAddress(point.value)
    if (!verdict.ok) reason ??= 'address-invalid'
    else if (point.optedOut === true) reason = 'opted-out'
    else if (point.bounced) reason = reason === 'opted-out' ? reason : 'bounced'
    else if (found === null || (point.verified && !found.verified)) {
      found = { address: verdict.address, verified: point.verified }
    }
  }
  if (found !== null) return { address: found.address }
  return reason === null ? null : { reason }
}

/**
 * What a teacher may choose among for a person: every address that can be written to, also one that sent a message back
 * (it may be read again), never one whose owner asked not to be written to.
 */
export function addressesOf(points: readonly ContactPointView[]): string[] {
  const valid = points.flatMap((point) => {
    if (point.kind !== 'email' || point.optedOut === true) return []
    const verdict = checkMailAddress(point.value)
    return verdict.ok ? [verdict.address] : []
  })
  return [...new Set(valid)]
}

const phonesOf = (points: readonly ContactPointView[]): string[] =>
  points.filter((point) => point.kind === 'phone' && point.optedOut !== true).map((point) => point.value)

/** A number a pupil's family can be called at. */
export interface NumberToCall {
  readonly value: string
  readonly owner: string
}

/** The pupil's own numbers, then those of the guardians who may be contacted; each once, with whose it is. */
export function numbersToCall(pupil: PupilSheet): NumberToCall[] {
  const people = [pupil, ...pupil.guardians.filter((guardian) => exclusionOf(guardian) === null)]
  const numbers = people.flatMap((person) =>
    phonesOf(person.contactPoints).map((value) => ({ value, owner: displayName(person) })),
  )
  return [...new Map(numbers.toReversed().map((number) => [number.value, number])).values()].toReversed()
}

/** @param today ISO date; without it nobody is known to be of age */
export function isAdult(pupil: Pick<PupilSheet, 'birthDate'>, today: string | undefined): boolean {
  if (today === undefined || pupil.birthDate === null) return false
  const majority = `${Number(pupil.birthDate.slice(0, 4)) + AGE_OF_MAJORITY}${pupil.birthDate.slice(4)}`
  return majority <= today.slice(0, 10)
}
